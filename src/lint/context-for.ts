import type { Context } from '../ir/evaluate.ts';
import { contextOf } from '../ir/evaluate.ts';
import type { Rule } from '../ir/rule.ts';
import type { LintContext } from './lint-rule.ts';

/** What a rule is evaluated in on the event of one of its tests: with the data model of the log type that the event names. */
export function contextFor(rule: Rule, log: Context['event'], context: LintContext): Context {
  const named = log['p_log_type'];
  const logType = typeof named === 'string' ? named : rule.logTypes[0];
  const model = logType === undefined ? undefined : context.model(logType)?.names;
  return contextOf(log, { lists: context.lists, model: model ?? new Map() });
}
