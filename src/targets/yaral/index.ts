import { defineTarget } from '../target.ts';
import { lowerRule } from './alert.ts';
import type { YaralExpression, YaralQuery } from './ast.ts';
import { extracted } from './extracted.ts';
import { generic } from './generic.ts';
import { checkHome } from './home.ts';
import { lowering } from './operators.ts';
import { checkOptions, quotas } from './options.ts';
import { printQuery } from './print.ts';
import { retire } from './retire.ts';
import { wrapRule } from './wrap.ts';

/** Google SecOps: a YARA-L 2.0 rule over the Unified Data Model. https://docs.cloud.google.com/chronicle/docs/yara-l/yara-l-overview */
export const yaral = defineTarget<YaralExpression, YaralQuery>({
  name: 'yaral',
  title: 'Google SecOps YARA-L',
  capabilities: {
    missingField: 'empty-value',
    equality: 'case-sensitive',
    regex: 're2',
    arrays: 'same-element',
    needsSelectiveTerm: false,
  },
  nativeName: (parts, prefix) => `${prefix}${JSON.stringify([parts.map((part) => part.key).join('.')])}`,
  generic,
  variant: extracted,
  readsLists: true,
  lowering,
  checkHome,
  checkOptions,
  quotas,
  lower: lowerRule,
  print: printQuery,
  wrap: wrapRule,
  deployed: async () => (await import('./deployed.ts')).deployed,
  retire,
  bundler: async () => (await import('./bundle.ts')).bundle,
  runner: async () => (await import('./runner.ts')).runner,
});
