import { defineTarget } from '../target.ts';
import type { KqlExpression, KqlQuery } from './ast.ts';
import { generic } from './generic.ts';
import { checkHome } from './home.ts';
import { lowerRule } from './lower-rule.ts';
import { lowering } from './operators.ts';
import { checkOptions, quotas } from './options.ts';
import { printQuery } from './print.ts';
import { retire } from './retire.ts';
import { wrapRule } from './wrap.ts';

/** Microsoft Sentinel: a KQL query, and the scheduled analytics rule that runs it. */
export const kql = defineTarget<KqlExpression, KqlQuery>({
  name: 'kql',
  title: 'Microsoft Sentinel KQL',
  capabilities: {
    missingField: 'empty-value',
    equality: 'case-sensitive',
    regex: 'rust',
    arrays: 'same-element',
    needsSelectiveTerm: false,
  },
  nativeName: (parts, prefix) => prefix + parts.map(({ key }) => pascal(key)).join(''),
  generic,
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
  heavyRunner: true,
});

/** `programmatic_access_type` → `ProgrammaticAccessType`, as most tables of connectors name columns. */
function pascal(key: string): string {
  return (key.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
