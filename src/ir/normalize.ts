import { fold } from './compare.ts';
import type { Condition, Test } from './condition.ts';
import { printJson } from './json.ts';
import type { Reference } from './path.ts';
import type { Value } from './value.ts';

type Plain = Condition<Reference, never>;

/**
 * The same meaning in fewer shapes: nested and/or flattened, constants folded, double negations and repeated rows gone,
 * one-element `in` as `eq`, `lower(x) eq "a"` as the case-insensitive test. Never moves a negation, never reorders.
 */
export function normalize(condition: Plain): Plain {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return normalizeJoined(condition);
    case 'not': {
      const operand = normalize(condition.operand);
      if (operand.kind === 'true') return { kind: 'false', span: condition.span };
      if (operand.kind === 'false') return { kind: 'true', span: condition.span };
      return operand.kind === 'not' ? operand.operand : { ...condition, operand };
    }
    case 'quantifier':
      return { ...condition, list: normalizeValue(condition.list), where: normalize(condition.where) };
    case 'test':
      return normalizeTest(condition);
  }
}

/** Normalizes the conditions inside a value. */
export function normalizeValue(value: Value): Value {
  switch (value.kind) {
    case 'reference':
    case 'literal':
      return value;
    case 'call':
      return { ...value, args: value.args.map(normalizeValue) };
    case 'if':
      return {
        ...value,
        condition: normalize(value.condition),
        then: normalizeValue(value.then),
        otherwise: normalizeValue(value.otherwise),
      };
    case 'first':
      return { ...value, list: normalizeValue(value.list), where: normalize(value.where) };
    case 'map':
      return {
        ...value,
        list: normalizeValue(value.list),
        where: normalize(value.where),
        value: normalizeValue(value.value),
      };
    case 'lookup':
      return { ...value, value: normalizeValue(value.value), otherwise: normalizeValue(value.otherwise) };
    case 'at':
      return { ...value, of: normalizeValue(value.of) };
  }
}

function normalizeJoined(condition: Extract<Plain, { kind: 'and' | 'or' }>): Plain {
  const [neutral, absorbing] = condition.kind === 'and' ? (['true', 'false'] as const) : (['false', 'true'] as const);
  const operands: Plain[] = [];
  const seen = new Set<string>();
  for (const operand of condition.operands.map(normalize)) {
    if (operand.kind === absorbing) return { kind: absorbing, span: condition.span };
    for (const part of operand.kind === condition.kind ? operand.operands : [operand]) {
      const mark = meaningOf(part);
      if (part.kind === neutral || seen.has(mark)) continue;
      seen.add(mark);
      operands.push(part);
    }
  }
  const [only, ...more] = operands;
  if (only === undefined) return { kind: neutral, span: condition.span };
  return more.length === 0 ? only : { ...condition, operands };
}

function normalizeTest(test: Test): Plain {
  const { subject, operator, operands } = {
    ...test,
    subject: normalizeValue(test.subject),
    operands: test.operands.map(normalizeValue),
  };
  const distinct = operator === 'in_list' ? operands : withoutRepeats(operands);
  const next: Test = { ...test, subject, operands: distinct };
  const [only, ...more] = distinct;
  if (operator === 'in' && only === undefined) return { kind: 'false', span: test.span };
  if (operator === 'in' && more.length === 0 && only?.kind === 'literal') return unfold({ ...next, operator: 'eq' });
  return operator === 'eq' || operator === 'in' ? unfold(next) : next;
}

/** `lower(x) eq "a"` is `x ieq "a"` where every operand is text that is its own lower case; else it stays as written. */
function unfold(test: Test): Test {
  const { subject } = test;
  if (subject.kind !== 'call' || subject.name !== 'lower') return test;
  const [inner] = subject.args;
  const folded = test.operands.every(
    (o) => o.kind === 'literal' && typeof o.value === 'string' && fold(o.value) === o.value,
  );
  return inner !== undefined && folded ? { ...test, subject: inner, ignoreCase: true } : test;
}

function withoutRepeats(operands: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  const kept = operands.filter((operand) => {
    const mark = meaningOf(operand);
    const fresh = !seen.has(mark);
    seen.add(mark);
    return fresh;
  });
  return kept.length === operands.length ? operands : kept;
}

/** A text that two nodes share if and only if they are the same but for their spans. */
export function meaningOf(node: Plain | Value): string {
  return JSON.stringify(node, (key, item: unknown) => {
    if (key === 'span') return undefined;
    if (key === 'value' && node !== item)
      return typeof item === 'bigint' || typeof item === 'number' ? { number: printJson(item) } : item;
    return typeof item === 'bigint' ? `${item}n` : item;
  });
}
