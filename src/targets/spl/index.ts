import { defineTarget } from '../target.ts';
import { lowerRule } from './alert.ts';
import type { SplExpression, SplQuery } from './ast.ts';
import { generic } from './generic.ts';
import { loweringFor } from './lowering.ts';
import { nativeName } from './native-name.ts';
import { checkHome, checkOptions } from './options.ts';
import { printQuery } from './print.ts';
import { retire } from './retire.ts';
import { wrapRule } from './wrap.ts';

/** Splunk: a search, and a saved search (a correlation search of Enterprise Security) that runs it. */
export const spl = defineTarget<SplExpression, SplQuery>({
  name: 'spl',
  title: 'Splunk SPL',
  capabilities: {
    missingField: 'null',
    equality: 'case-sensitive',
    regex: 'pcre',
    arrays: 'same-element',
    nameValueLists: true,
    needsSelectiveTerm: true,
  },
  nativeName,
  generic,
  lowering: loweringFor({ raw: false }).lowering,
  checkHome,
  checkOptions,
  readsLists: true,
  lower: lowerRule,
  print: printQuery,
  wrap: wrapRule,
  deployed: async () => (await import('./deployed.ts')).deployed,
  retire,
  bundler: async () => (await import('./bundle.ts')).bundle,
  runner: async () => (await import('./runner.ts')).runner,
});
