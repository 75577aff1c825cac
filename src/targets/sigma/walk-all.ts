import type { Test } from '../../ir/condition.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import { isList } from '../../ir/json.ts';
import { printValue } from '../../ir/print.ts';
import type { Value } from '../../ir/value.ts';
import type { Home, MappedCondition, MappedTest, MappedValue } from '../../mapping/mapping.ts';
import { fieldBelow } from './below.ts';

type Joined = Extract<MappedCondition, { kind: 'and' | 'or' }>;

/**
 * A condition that asks Panther's walk, which gives one value or a list of several: "there are several and one of them is x, or there is one
 * and it is x" asks whether any is x, and "there is one and it is x" reads the list as its values, as Sigma does with all lists.
 */
export function readWalkAll(condition: MappedCondition, home: Home): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => readWalkAll(operand, home));
      const whole: Joined = { ...condition, operands };
      return (condition.kind === 'or' ? anyOf(condition, home) : onlyOne(whole, home)) ?? whole;
    }
    case 'not':
      return { ...condition, operand: readWalkAll(condition.operand, home) };
    case 'test':
    case 'quantifier':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

/** `not len(w) gt 1 and w[0] eq "x"` in a conjunction. */
function onlyOne(joined: Joined, home: Home): MappedCondition | undefined {
  const size = joined.operands.find((operand) => operand.kind === 'not' && isSeveral(operand.operand));
  const several = size?.kind === 'not' && size.operand.kind === 'test' ? size.operand : undefined;
  const found = joined.operands.find((operand) => firstOf(operand) === walkIn(several));
  const test: MappedTest | undefined = found?.kind === 'test' ? found : undefined;
  const walk = test?.subject.kind === 'at' ? test.subject.of : undefined;
  if (test?.origin === undefined || several === undefined || walk === undefined || walkIn(several) === undefined)
    return undefined;
  const isMany = (several as MappedTest).origin;
  if (isMany === undefined || test.origin.subject.kind !== 'at') return undefined;
  const source: Value = {
    kind: 'if',
    condition: isMany,
    then: test.origin.subject.of,
    otherwise: test.origin.subject,
    span: test.span,
  };
  const row = onField(test, walk, { ...test.origin, subject: source }, home);
  if (row === undefined) return undefined;
  const rest = joined.operands.filter((operand) => operand !== size && operand !== found);
  return rest.length === 0 ? row : { ...joined, operands: [...rest, row] };
}

/** `len(w) gt 1 and w contains "x" or not len(w) gt 1 and w[0] eq "x"`. */
function anyOf(joined: Joined, home: Home): MappedCondition | undefined {
  const pairs = joined.operands.map((operand) => (operand.kind === 'and' ? operand.operands : []));
  const many = pairs.findIndex((pair) => pair.length === 2 && pair.some(isSeveral));
  const one = pairs.findIndex(
    (pair) => pair.length === 2 && pair.some((o) => o.kind === 'not' && isSeveral(o.operand)),
  );
  const member: MappedTest | undefined = pairs[many]?.find((o) => o.kind === 'test' && o.operator === 'contains') as
    | MappedTest
    | undefined;
  const first = pairs[one]?.find((operand) => firstOf(operand) !== undefined);
  const size = pairs[many]?.find(isSeveral);
  if (member?.origin === undefined || first?.kind !== 'test' || size?.kind !== 'test') return undefined;
  const walk = printed(member);
  if (walk === undefined || walk !== walkIn(size) || walk !== firstOf(first)) return undefined;
  if (first.operator !== 'eq' && first.operator !== 'in') return undefined;
  if (operandsOf(first) !== operandsOf(member) || member.ignoreCase || first.ignoreCase) return undefined;
  const row = onField({ ...member, operator: 'in' }, member.subject, member.origin, home);
  if (row === undefined) return undefined;
  const rest = joined.operands.filter((_, i) => i !== many && i !== one);
  return rest.length === 0 ? row : { ...joined, operands: [...rest, row] };
}

/** The row on the field at the end of a walk, whose default does not meet it; `origin`: what the rule says. */
function onField(test: MappedTest, walk: MappedValue, origin: Test, home: Home): MappedTest | undefined {
  if (walk.kind !== 'call' || walk.name !== 'walk_all') return undefined;
  const [from, path, otherwise] = walk.args;
  if (from?.kind !== 'reference' || from.to.kind !== 'column' || path?.kind !== 'literal' || !isList(path.value))
    return undefined;
  const keys = path.value.filter((key) => typeof key === 'string');
  const to = keys.length === path.value.length ? fieldBelow(from.to, keys, home) : undefined;
  const constants = test.operands.flatMap((o) => (o.kind === 'literal' && typeof o.value === 'string' ? [o] : []));
  if (to === undefined || constants.length !== test.operands.length || (otherwise && otherwise.kind !== 'literal'))
    return undefined;
  const { operator, flags, ignoreCase } = test;
  const subject = { kind: 'literal', value: otherwise?.value ?? null } as const;
  if (!asked.has(operator)) return undefined;
  if (evaluate({ kind: 'test', subject, operator, operands: constants, flags, ignoreCase }, contextOf({})))
    return undefined;
  return { ...test, subject: { ...from, to }, origin };
}

const asked: ReadonlySet<Test['operator']> = new Set<Test['operator']>([
  'eq',
  'in',
  'starts_with',
  'ends_with',
  'regex',
]);

/** `len(w) gt 1`. */
function isSeveral(condition: MappedCondition): boolean {
  return walkIn(condition) !== undefined;
}

function walkIn(condition: MappedCondition | undefined): string | undefined {
  if (condition?.kind !== 'test' || condition.operator !== 'gt') return undefined;
  const { origin }: MappedTest = condition;
  const [bound] = condition.operands;
  if (bound?.kind !== 'literal' || bound.value !== 1n || origin?.subject.kind !== 'call') return undefined;
  const [list] = origin.subject.name === 'len' ? origin.subject.args : [];
  return list && nameOf(list);
}

/** The walk of which a row asks the first value. */
function firstOf(condition: MappedCondition): string | undefined {
  if (condition.kind !== 'test') return undefined;
  const { origin }: MappedTest = condition;
  if (origin?.subject.kind !== 'at' || origin.subject.steps.length !== 1 || origin.subject.steps[0] !== 0)
    return undefined;
  return nameOf(origin.subject.of);
}

function printed({ origin }: MappedTest): string | undefined {
  return origin && nameOf(origin.subject);
}

function nameOf(value: Value): string | undefined {
  return value.kind === 'call' && value.name === 'walk_all' ? printValue(value) : undefined;
}

function operandsOf({ origin }: MappedTest): string {
  return (origin?.operands ?? []).map((operand) => printValue(operand)).join();
}
