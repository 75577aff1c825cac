import type { Comparison, Field, Hoisted, HoistedFrom, SplExpression } from './ast.ts';

/** A field of the event. */
export function field(name: string): Field {
  return { kind: 'field', name };
}

/** A constant text. */
export function string(value: string): SplExpression {
  return { kind: 'string', value };
}

/** A constant number. */
export function number(value: bigint | number): SplExpression {
  return { kind: 'number', value: value.toString() };
}

/** A call of an eval function. */
export function call(name: string, ...args: readonly SplExpression[]): SplExpression {
  return { kind: 'call', name, args };
}

export const never: SplExpression = call('false');
export const always: SplExpression = call('true');
export const nothing: SplExpression = call('null');

export function compare(left: SplExpression, operator: Comparison['operator'], right: SplExpression): SplExpression {
  return { kind: 'compare', operator, left, right };
}

/** A conjunction without its constants, flattened. */
export function and(operands: readonly SplExpression[]): SplExpression {
  return join('and', operands, always, never);
}

/** A disjunction without its constants, flattened. */
export function or(operands: readonly SplExpression[]): SplExpression {
  return join('or', operands, never, always);
}

function join(
  kind: 'and' | 'or',
  operands: readonly SplExpression[],
  neutral: SplExpression,
  absorbing: SplExpression,
): SplExpression {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  if (flat.includes(absorbing)) return absorbing;
  const kept: SplExpression[] = [];
  for (const operand of flat) if (operand !== neutral && !kept.some((k) => isSame(k, operand))) kept.push(operand);
  const [only, ...more] = kept;
  if (only === undefined) return neutral;
  return more.length === 0 ? only : { kind, operands: kept };
}

/** Whether two expressions are written alike. */
export function isSame(a: SplExpression, b: SplExpression): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'string' || a.kind === 'number') return 'value' in b && a.value === b.value;
  if ('name' in a && 'name' in b && a.name !== b.name) return false;
  if (a.kind === 'field' || a.kind === 'hoisted') return true;
  if ('operator' in a && 'operator' in b && a.operator !== b.operator) return false;
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.length === right.length && left.every((part, i) => isSame(part, right[i] ?? never));
}

const flipped: Readonly<Record<Comparison['operator'], Comparison['operator']>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** The opposite of an expression that is never null, pushed to its leaves: NOT binds differently in `search` and `where`. */
export function negate(expression: SplExpression): SplExpression {
  switch (expression.kind) {
    case 'and':
      return or(expression.operands.map(negate));
    case 'or':
      return and(expression.operands.map(negate));
    case 'not':
      return expression.operand;
    case 'compare':
      return { ...expression, operator: flipped[expression.operator] };
    case 'call':
      if (expression === never) return always;
      if (expression === always) return never;
      if (expression.name === 'isnull') return { ...expression, name: 'isnotnull' };
      if (expression.name === 'isnotnull') return { ...expression, name: 'isnull' };
      return { kind: 'not', operand: expression };
    case 'field':
    case 'string':
    case 'number':
    case 'concat':
    case 'arithmetic':
    case 'hoisted':
      return { kind: 'not', operand: expression };
  }
}

/** A condition with its negation, each right where fields are missing: a comparison with null is never true in `where`. */
export interface Pair {
  readonly yes: SplExpression;
  readonly no: SplExpression;
}

/** A condition that is false where one of the values it needs is null. */
export function atom(condition: SplExpression, ...needs: readonly SplExpression[]): Pair {
  if (condition === never) return { yes: never, no: always };
  const absent = needs.filter(({ kind }) => kind !== 'string' && kind !== 'number').map((need) => call('isnull', need));
  return { yes: condition, no: or([...absent, negate(condition)]) };
}

export function either(pairs: readonly Pair[]): Pair {
  return { yes: or(pairs.map((p) => p.yes)), no: and(pairs.map((p) => p.no)) };
}

export function both(pairs: readonly Pair[]): Pair {
  return { yes: and(pairs.map((p) => p.yes)), no: or(pairs.map((p) => p.no)) };
}

export function opposite(pair: Pair): Pair {
  return { yes: pair.no, no: pair.yes };
}

/** Equal to one of some constant texts. */
export function isOneOf(value: SplExpression, texts: readonly string[]): SplExpression {
  const [only, ...more] = texts;
  if (only === undefined) return never;
  return more.length === 0 ? compare(value, '==', string(only)) : call('in', value, ...texts.map(string));
}

/** The expression's direct parts. */
export function partsOf(expression: SplExpression): readonly SplExpression[] {
  switch (expression.kind) {
    case 'field':
    case 'string':
    case 'number':
      return [];
    case 'hoisted':
      return partsOfHoisted(expression.from);
    case 'call':
      return expression.args;
    case 'concat':
      return expression.parts;
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'and':
    case 'or':
      return expression.operands;
    case 'not':
      return [expression.operand];
  }
}

/** The expression with its direct parts changed. Constants stay the same objects. */
export function withParts(expression: SplExpression, change: (part: SplExpression) => SplExpression): SplExpression {
  switch (expression.kind) {
    case 'field':
    case 'string':
    case 'number':
      return expression;
    case 'hoisted':
      return withHoistedParts(expression, change);
    case 'call':
      return expression.args.length === 0 ? expression : { ...expression, args: expression.args.map(change) };
    case 'concat':
      return { ...expression, parts: expression.parts.map(change) };
    case 'compare':
    case 'arithmetic':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'and':
    case 'or':
      return { ...expression, operands: expression.operands.map(change) };
    case 'not':
      return { ...expression, operand: change(expression.operand) };
  }
}

function partsOfHoisted(from: HoistedFrom): readonly SplExpression[] {
  switch (from.kind) {
    case 'spath':
      return [];
    case 'expression':
      return [from.expression];
    case 'lookup':
      return [from.key];
  }
}

function withHoistedParts(hoisted: Hoisted, change: (part: SplExpression) => SplExpression): Hoisted {
  const { from } = hoisted;
  switch (from.kind) {
    case 'spath':
      return hoisted;
    case 'expression':
      return { ...hoisted, from: { ...from, expression: change(from.expression) } };
    case 'lookup':
      return { ...hoisted, from: { ...from, key: change(from.key) } };
  }
}

/** Every node of an expression, itself first; with `through`, also what hoisted fields are made of. */
export function* nodesOf(expression: SplExpression, through = false): Generator<SplExpression> {
  yield expression;
  if (expression.kind === 'hoisted' && !through) return;
  for (const part of partsOf(expression)) yield* nodesOf(part, through);
}

/** The fields that an expression names, hoisted ones by their names. */
export function fieldsIn(expression: SplExpression): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOf(expression)) if (node.kind === 'field' || node.kind === 'hoisted') names.add(node.name);
  return names;
}

/** Whether an expression relies on fields that automatic extraction must have made. */
export function readsFields(expression: SplExpression): boolean {
  if (expression.kind === 'field') return expression.name !== '_raw';
  return partsOf(expression).some(readsFields);
}

/** The hoisted fields that expressions need, each after those that it is made of. */
export function hoistedIn(expressions: readonly SplExpression[]): readonly Hoisted[] {
  const found = new Map<string, Hoisted>();
  const visit = (expression: SplExpression): void => {
    for (const part of partsOf(expression)) visit(part);
    if (expression.kind === 'hoisted') found.set(expression.name, expression);
  };
  expressions.forEach(visit);
  return [...found.values()];
}
