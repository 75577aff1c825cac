import { defineTarget } from '../target.ts';
import { lowerRule } from './alert.ts';
import type { SplExpression, SplQuery } from './ast.ts';
import { loweringFor } from './lowering.ts';
import { checkHome, checkOptions } from './options.ts';
import { printQuery } from './print.ts';
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
    needsSelectiveTerm: true,
  },
  nativeName: (parts, prefix) => prefix + parts.map(({ key, list }) => (list ? `${key}{}` : key)).join('.'),
  lowering: loweringFor({ raw: false }).lowering,
  checkHome,
  checkOptions,
  lower: lowerRule,
  print: printQuery,
  wrap: wrapRule,
  runner: async () => (await import('./runner.ts')).runner,
});
