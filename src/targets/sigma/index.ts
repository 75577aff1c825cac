import { defineTarget } from '../target.ts';
import { wrap } from './artifact.ts';
import type { SigmaExpression } from './ast.ts';
import type { SigmaQuery } from './document.ts';
import { generic } from './generic.ts';
import { checkHome } from './logsource.ts';
import { lower } from './lower.ts';
import { checkOptions, readOptions } from './options.ts';
import { print } from './print.ts';
import { retire } from './retire.ts';
import { lowerings } from './say-condition.ts';

/** Sigma rules (https://sigmahq.io/sigma-specification/), in the profiles `sigmahq` (portable) and `spec` (everything the specification has). */
export const sigma = defineTarget<SigmaExpression, SigmaQuery>({
  name: 'sigma',
  title: 'Sigma',
  capabilities: {
    missingField: 'absent',
    equality: 'ignores-case',
    regex: 'sigma',
    arrays: 'any-element',
    needsSelectiveTerm: false,
    attackVersion: 19,
  },
  nativeName: (parts, prefix) => prefix + parts.map(({ key }) => key).join('.'),
  generic,
  lowering: lowerings.sigmahq,
  splitsExceptions: (options) => readOptions(options).exceptions === 'filter',
  checkHome,
  checkOptions,
  lower,
  print,
  wrap,
  deployed: async () => (await import('./deployed.ts')).deployed,
  retire,
  runner: async () => (await import('./runner.ts')).runner,
});
