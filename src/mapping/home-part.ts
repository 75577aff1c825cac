import type { Condition } from '../ir/condition.ts';
import type { Context } from '../ir/evaluate.ts';
import { evaluate } from '../ir/evaluate.ts';
import { meaningOf, normalize } from '../ir/normalize.ts';
import type { Rule } from '../ir/rule.ts';
import type { Assume } from '../ir/simplify/knowledge.ts';
import { startLearnt } from '../ir/simplify/rewriter.ts';
import type { Simplifier } from '../ir/simplify/simplify.ts';
import { simplify, startSimplifier } from '../ir/simplify/simplify.ts';
import { alertUnder } from './leave-out.ts';
import { mapCondition } from './map-condition.ts';
import type { Mapper } from './map-value.ts';
import { conjuncts, into } from './map-value.ts';
import type { Home } from './mapping.ts';

/** Whether an event is stored in a home. */
export function holdsEvent({ when }: Pick<Home, 'when'>, event: Context): boolean {
  return when === undefined || evaluate(when, event);
}

/** Whether no event that a home holds can satisfy a condition, as far as the home's `when` decides it. */
export function isOutside(condition: Condition, { when }: Pick<Home, 'when'>, assume: Assume): boolean {
  if (when === undefined) return false;
  const both: Condition = { kind: 'and', operands: [when, condition] };
  return simplify(both, { assume }).kind === 'false' || simplify(condition, { assume, when }).kind === 'false';
}

/** Whether each event that satisfies a condition is in one of some homes, as far as their `when` decides it. */
export function isInside(condition: Condition, homes: readonly Pick<Home, 'when'>[], assume: Assume): boolean {
  const elsewhere = homes.map(
    ({ when }): Condition => (when === undefined ? { kind: 'false' } : { kind: 'not', operand: when }),
  );
  return simplify({ kind: 'and', operands: [...elsewhere, condition] }, { assume }).kind === 'false';
}

/**
 * A rule where only events are that satisfy a home's `when`. Rows without a column that this decides are answered by the home: they become
 * true or false. Rows that can be asked stay, so that the text shows them; what the alert says is simplified.
 */
export function ruleInPart(rule: Rule, when: Condition, assume: Assume, mapper: Mapper): Rule {
  const learnt = startLearnt();
  const condition = normalize(answered(normalize(rule.condition), startSimplifier({ assume, when }, learnt), mapper));
  const known: Condition = { kind: 'and', operands: [when, condition] };
  const alert = alertUnder(rule.alert, startSimplifier({ assume, when: known }, learnt));
  const cases = alert.severity.cases.filter((one) => one.when.kind !== 'false');
  return { ...rule, condition, alert: { ...alert, severity: { ...alert.severity, cases } } };
}

function answered(condition: Condition, known: Simplifier, mapper: Mapper): Condition {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => answered(operand, known, mapper)) };
    case 'not':
      return { ...condition, operand: answered(condition.operand, known, mapper) };
    case 'test':
    case 'quantifier': {
      const { kind } = mapCondition(condition, mapper);
      const decided = kind === 'refused' || kind === 'dropped' ? known.condition(condition) : condition;
      if (decided.kind === 'true' || decided.kind === 'false') return decided;
      return condition.kind === 'test'
        ? condition
        : { ...condition, where: answered(condition.where, known, into(condition.list, mapper)) };
    }
  }
}

/** The one text that fields have on every event of a home, by the field's meaning: what a title may say of a field without a column. */
export function textsInPart(when: Condition): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const row of conjuncts(when)) {
    if (row.kind !== 'test' || row.operator !== 'eq' || row.ignoreCase || row.subject.kind !== 'reference') continue;
    const [operand] = row.operands;
    if (operand?.kind === 'literal' && typeof operand.value === 'string')
      texts.set(meaningOf(row.subject), operand.value);
  }
  return texts;
}
