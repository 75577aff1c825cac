import { fold } from './compare.ts';
import type { Condition, Test } from './condition.ts';
import { printJson } from './json.ts';
import { mergeRows } from './merge-rows.ts';
import type { Reference } from './path.ts';
import type { Ids } from './simplify/ids.ts';
import { numberNodes } from './simplify/ids.ts';
import type { Value } from './value.ts';

type Plain = Condition<Reference, never>;

/** What one run of `normalize` knows: nodes by number, and what each became. Nodes that stand in many places are done once. */
interface Run {
  readonly ids: Ids;
  readonly conditions: Map<Plain, Plain>;
  readonly values: Map<Value, Value>;
}

/**
 * The same meaning in fewer shapes: nested and/or flattened, constants folded, double negations and repeated rows gone,
 * one-element `in` as `eq`, `lower(x) eq "a"` as the case-insensitive test, alternatives on one subject as one row. Never moves a
 * negation; never reorders but for joining such rows where the first of them stands.
 */
export function normalize(condition: Plain): Plain {
  return normalizeIn(condition, startRun());
}

/** Normalizes the conditions inside a value. */
export function normalizeValue(value: Value): Value {
  return valueIn(value, startRun());
}

function startRun(): Run {
  return { ids: numberNodes(), conditions: new Map(), values: new Map() };
}

function normalizeIn(condition: Plain, run: Run): Plain {
  const known = run.conditions.get(condition);
  if (known !== undefined) return known;
  const made = normalizeNode(condition, run);
  run.conditions.set(condition, made);
  return made;
}

function normalizeNode(condition: Plain, run: Run): Plain {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return normalizeJoined(condition, run);
    case 'not': {
      const operand = normalizeIn(condition.operand, run);
      if (operand.kind === 'true') return { kind: 'false', span: condition.span };
      if (operand.kind === 'false') return { kind: 'true', span: condition.span };
      return operand.kind === 'not' ? operand.operand : { ...condition, operand };
    }
    case 'quantifier':
      return { ...condition, list: valueIn(condition.list, run), where: normalizeIn(condition.where, run) };
    case 'test':
      return normalizeTest(condition, run);
  }
}

function valueIn(value: Value, run: Run): Value {
  const known = run.values.get(value);
  if (known !== undefined) return known;
  const made = normalizeParts(value, run);
  run.values.set(value, made);
  return made;
}

function normalizeParts(value: Value, run: Run): Value {
  switch (value.kind) {
    case 'reference':
    case 'literal':
      return value;
    case 'call':
      return { ...value, args: value.args.map((arg) => valueIn(arg, run)) };
    case 'if':
      return {
        ...value,
        condition: normalizeIn(value.condition, run),
        then: valueIn(value.then, run),
        otherwise: valueIn(value.otherwise, run),
      };
    case 'first':
      return { ...value, list: valueIn(value.list, run), where: normalizeIn(value.where, run) };
    case 'map':
      return {
        ...value,
        list: valueIn(value.list, run),
        where: normalizeIn(value.where, run),
        value: valueIn(value.value, run),
      };
    case 'lookup':
      return { ...value, value: valueIn(value.value, run), otherwise: valueIn(value.otherwise, run) };
    case 'at':
      return { ...value, of: valueIn(value.of, run) };
  }
}

function normalizeJoined(condition: Extract<Plain, { kind: 'and' | 'or' }>, run: Run): Plain {
  const [neutral, absorbing] = condition.kind === 'and' ? (['true', 'false'] as const) : (['false', 'true'] as const);
  const found: Plain[] = [];
  for (const operand of condition.operands.map((one) => normalizeIn(one, run))) {
    if (operand.kind === absorbing) return { kind: absorbing, span: condition.span };
    for (const part of operand.kind === condition.kind ? operand.operands : [operand])
      if (part.kind !== neutral) found.push(part);
  }
  const rows = withoutRepeats(found, run.ids);
  const operands = condition.kind === 'or' ? mergeRows(rows, run.ids) : rows;
  const [only, ...more] = operands;
  if (only === undefined) return { kind: neutral, span: condition.span };
  return more.length === 0 ? only : { ...condition, operands };
}

function normalizeTest(test: Test, run: Run): Plain {
  const { subject, operator, operands } = {
    ...test,
    subject: valueIn(test.subject, run),
    operands: test.operands.map((operand) => valueIn(operand, run)),
  };
  const distinct = operator === 'in_list' ? operands : withoutRepeats(operands, run.ids);
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

function withoutRepeats<N extends Plain | Value>(nodes: readonly N[], ids: Ids): readonly N[] {
  if (nodes.length < 2) return nodes;
  const seen = new Set<number>();
  const kept = nodes.filter((node) => {
    const { id } = ids(node);
    const fresh = !seen.has(id);
    seen.add(id);
    return fresh;
  });
  return kept.length === nodes.length ? nodes : kept;
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
