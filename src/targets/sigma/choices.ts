import type { Test } from '../../ir/condition.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import type { Json } from '../../ir/json.ts';
import { printValue } from '../../ir/print.ts';
import type { Value } from '../../ir/value.ts';
import type { MappedCondition, MappedTest, MappedValue } from '../../mapping/mapping.ts';

/**
 * A condition whose rows on choices are rows on what is chosen: `if(c, v, w) eq "x"` is `c and v eq "x" or not c and w eq "x"`, and so is a
 * default that is compared with a field. The answer is the same on every event.
 */
export function spreadChoices(condition: MappedCondition): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return spreadJoined(condition);
    case 'not':
      return { ...condition, operand: spreadChoices(condition.operand) };
    case 'quantifier':
      return { ...condition, where: spreadChoices(condition.where) };
    case 'test':
      return spreadRows('or', [{ test: condition, negated: false }]);
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

/** One row beside others on the same choice. */
interface Choosing {
  readonly test: MappedTest;
  readonly negated: boolean;
}

/** Rows on the same choice are spread together, so that its condition is asked once. */
function spreadJoined(joined: Extract<MappedCondition, { kind: 'and' | 'or' }>): MappedCondition {
  const groups = new Map<string, Choosing[]>();
  const operands: (MappedCondition | readonly Choosing[])[] = [];
  for (const operand of joined.operands) {
    const row = rowOf(operand);
    const subject = row && row.test.subject.kind === 'if' ? row.test.origin?.subject : undefined;
    if (row === undefined || subject === undefined) {
      operands.push(spreadChoices(operand));
      continue;
    }
    const key = printValue(subject);
    const group = groups.get(key);
    if (group === undefined) {
      const begun = [row];
      groups.set(key, begun);
      operands.push(begun);
    } else group.push(row);
  }
  return { ...joined, operands: operands.map((o) => ('kind' in o ? o : spreadRows(joined.kind, o))) };
}

function rowOf(condition: MappedCondition): Choosing | undefined {
  if (condition.kind === 'test') return { test: condition, negated: false };
  if (condition.kind !== 'not' || condition.operand.kind !== 'test') return undefined;
  return { test: condition.operand, negated: true };
}

function spreadRows(kind: 'and' | 'or', rows: readonly Choosing[]): MappedCondition {
  const [first] = rows;
  const choice = first && choiceOf(first.test);
  if (choice === undefined) {
    const bare = rows.map(({ test, negated }): MappedCondition => (negated ? { kind: 'not', operand: test } : test));
    return joined(kind, bare);
  }
  const part = (met: boolean): MappedCondition => {
    const chosen = rows.map(({ test, negated }): MappedCondition => {
      const of = choiceOf(test);
      const row = of === undefined ? test : met ? of.then : of.otherwise;
      return negated ? { kind: 'not', operand: known(row) } : known(row);
    });
    return spreadChoices(joined(kind, chosen));
  };
  return choose(spreadChoices(choice.when), part(true), part(false));
}

interface Choice {
  readonly when: MappedCondition;
  readonly then: MappedTest;
  readonly otherwise: MappedTest;
}

/** What a row on a choice asks of either value; of `eq`, on either side. */
function choiceOf(test: MappedTest): Choice | undefined {
  const { origin, subject } = test;
  if (origin === undefined) return undefined;
  if (subject.kind === 'if' && origin.subject.kind === 'if')
    return {
      when: subject.condition,
      then: onSubject(test, subject.then, origin.subject.then),
      otherwise: onSubject(test, subject.otherwise, origin.subject.otherwise),
    };
  const [operand, ...more] = test.operands;
  if (test.operator !== 'eq' || operand === undefined || operand.kind === 'literal' || more.length > 0)
    return undefined;
  const fallback = fallbackOf(subject, origin.subject);
  if (fallback !== undefined)
    return {
      when: fallback.isAbsent,
      then: onSubject(test, fallback.constant, fallback.constant),
      otherwise: onSubject(test, fallback.value, fallback.source),
    };
  const isOther = operand.kind === 'if' || fallbackOf(operand, origin.operands[0]) !== undefined;
  const turned = isOther ? turn(test) : undefined;
  return turned && choiceOf(turned);
}

/** `default(v, constant)` or `if_missing(v, constant)`, mapped and as the rule has it. */
function fallbackOf(value: MappedValue, source: Value | undefined) {
  if (value.kind !== 'call' || source?.kind !== 'call' || value.name !== source.name) return undefined;
  if (value.name !== 'default' && value.name !== 'if_missing') return undefined;
  const [inner, constant] = value.args;
  const [from] = source.args;
  if (inner === undefined || from === undefined || constant?.kind !== 'literal' || constant.value === null)
    return undefined;
  const operator = value.name === 'default' ? 'is_null' : 'missing';
  const plain = { kind: 'test', operator, operands: [], ignoreCase: false, flags: [], span: value.span } as const;
  const origin: Test = { ...plain, subject: from };
  const isAbsent: MappedTest = { ...plain, subject: inner, origin };
  return { value: inner, source: from, constant, isAbsent };
}

/** `eq` is the same either way round. */
function turn(test: MappedTest): MappedTest | undefined {
  const [operand] = test.operands;
  const [from] = test.origin?.operands ?? [];
  if (operand === undefined || from === undefined || test.origin === undefined) return undefined;
  return {
    ...test,
    subject: operand,
    operands: [test.subject],
    origin: { ...test.origin, subject: from, operands: [test.origin.subject] },
  };
}

function onSubject(test: MappedTest, subject: MappedValue, source: Value): MappedTest {
  return { ...test, subject, origin: test.origin && { ...test.origin, subject: source } };
}

/** A row without fields is its answer, and one on a constant asks the field. */
function known(test: MappedTest): MappedCondition {
  if (test.subject.kind !== 'literal' || test.operator === 'in_list') return test;
  const operands = test.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand] : []));
  if (operands.length === test.operands.length) return { kind: answer(test, test.subject.value) ? 'true' : 'false' };
  return (test.operator === 'eq' && test.operands.length === 1 ? turn(test) : undefined) ?? test;
}

/** `when and then or not when and otherwise`, without what does not matter. */
function choose(when: MappedCondition, then: MappedCondition, otherwise: MappedCondition): MappedCondition {
  const met = impliesTruth(then, when) ? then : joined('and', [when, then]);
  return joined('or', [met, joined('and', [{ kind: 'not', operand: when }, otherwise])]);
}

/** Joins, dropping constants that decide nothing. */
function joined(kind: 'and' | 'or', operands: readonly MappedCondition[]): MappedCondition {
  const [idle, fixed] = kind === 'and' ? (['true', 'false'] as const) : (['false', 'true'] as const);
  const values = operands.map(settled);
  if (values.some((value) => value.kind === fixed)) return { kind: fixed };
  const left = values.filter((value) => value.kind !== idle);
  const [only, ...more] = left;
  if (only === undefined) return { kind: idle };
  return more.length === 0 ? only : { kind, operands: left };
}

function settled(condition: MappedCondition): MappedCondition {
  if (condition.kind !== 'not') return condition;
  if (condition.operand.kind === 'true') return { kind: 'false' };
  return condition.operand.kind === 'false' ? { kind: 'true' } : condition;
}

const falsy: readonly Json[] = [null, '', 0n, 0, false, [], {}];

/** Whether a condition speaks of one field alone and holds on no value that Python takes for false, which `when` asks of it. */
function impliesTruth(condition: MappedCondition, when: MappedCondition): boolean {
  if (when.kind !== 'test' || when.operator !== 'truthy' || when.subject.kind !== 'reference') return false;
  if (condition.kind === 'or') return condition.operands.every((operand) => impliesTruth(operand, when));
  if (condition.kind === 'and') return condition.operands.some((operand) => impliesTruth(operand, when));
  const test: MappedTest | undefined = condition.kind === 'test' ? condition : undefined;
  if (test?.origin === undefined || test.operator === 'in_list') return false;
  const [asked, own] = [(when as MappedTest).origin?.subject, test.origin.subject];
  if (asked === undefined || printValue(asked) !== printValue(own)) return false;
  return test.operands.every((o) => o.kind === 'literal') && !falsy.some((value) => answer(test, value));
}

/** The answer of a row with constants on a value. */
function answer({ operator, operands, flags, ignoreCase }: MappedTest, value: Json): boolean {
  const constants = operands.flatMap((operand) => (operand.kind === 'literal' ? [operand] : []));
  const subject = { kind: 'literal', value } as const;
  return evaluate({ kind: 'test', subject, operator, operands: constants, flags, ignoreCase }, contextOf({}));
}
