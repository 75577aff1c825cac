import type { Step } from '../../ir/path.ts';
import type { Binary, BinaryOperator, Call, In, KqlExpression, Literal, ValueList } from './ast.ts';

/** A text constant. */
export function text(value: string): Literal {
  return { kind: 'literal', type: 'string', value };
}

/** An integer constant. */
export function long(value: number | bigint): Literal {
  return { kind: 'literal', type: 'long', value: BigInt(value) };
}

/** `true` or `false`. */
export function bool(value: boolean): Literal {
  return { kind: 'literal', type: 'bool', value };
}

/** A number as KQL writes it: integers stay integers. */
export function number(value: bigint | number): Literal {
  if (typeof value === 'bigint') return long(value);
  return Number.isSafeInteger(value) ? long(value) : { kind: 'literal', type: 'real', value };
}

/** A length of time. */
export function seconds(value: number): Literal {
  return { kind: 'literal', type: 'timespan', seconds: value };
}

/** A column. */
export function column(name: string): KqlExpression {
  return { kind: 'column', name };
}

/** A function call. */
export function call(name: string, ...args: readonly KqlExpression[]): Call {
  return { kind: 'call', name, args };
}

/** An operator between two expressions. */
export function binary(left: KqlExpression, operator: BinaryOperator, right: KqlExpression): Binary {
  return { kind: 'binary', operator, left, right };
}

/** Keys and indexes into a dynamic value; none leave it as it is. */
export function path(of: KqlExpression, steps: readonly Step[]): KqlExpression {
  if (steps.length === 0) return of;
  return of.kind === 'path' ? { ...of, steps: [...of.steps, ...steps] } : { kind: 'path', of, steps };
}

/** `subject in (values)`; one value is compared with `==` or `=~`. */
export function isIn(
  subject: KqlExpression,
  values: readonly Literal[],
  options: { readonly ignoreCase?: boolean | undefined; readonly name?: string | undefined } = {},
): KqlExpression {
  const ignoreCase = options.ignoreCase === true;
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) return binary(subject, ignoreCase ? '=~' : '==', only);
  const list: ValueList = { kind: 'list', name: options.name ?? 'Values', values };
  return { kind: 'in', subject, list, negated: false, ignoreCase } satisfies In;
}

/** Conjunction; nested conjunctions are flattened, one operand stays itself. */
export function and(...operands: readonly KqlExpression[]): KqlExpression {
  return join('and', operands);
}

/** Disjunction; nested disjunctions are flattened, one operand stays itself. */
export function or(...operands: readonly KqlExpression[]): KqlExpression {
  return join('or', operands);
}

function join(kind: 'and' | 'or', operands: readonly KqlExpression[]): KqlExpression {
  const neutral = kind === 'and';
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  const telling = flat.filter(
    (operand, i) => !isConstant(operand, neutral) && !flat.slice(0, i).some((before) => isAlike(before, operand)),
  );
  if (telling.some((operand) => isConstant(operand, !neutral))) return bool(!neutral);
  const [only, ...more] = telling;
  if (only === undefined) return bool(neutral);
  return more.length === 0 ? only : { kind, operands: telling };
}

/** Whether two small expressions are plainly the same. */
export function isAlike(a: KqlExpression, b: KqlExpression, depth = 3): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || depth === 0) return false;
  if (a.kind === 'column' && b.kind === 'column') return a.name === b.name;
  if (a.kind === 'regex' && b.kind === 'regex') return a.pattern === b.pattern;
  if (a.kind === 'literal' && b.kind === 'literal')
    return 'value' in a && 'value' in b && a.type === b.type && typeof a.value !== 'object' && a.value === b.value;
  if (a.kind === 'binary' && b.kind === 'binary')
    return a.operator === b.operator && isAlike(a.left, b.left, depth - 1) && isAlike(a.right, b.right, depth - 1);
  if (a.kind !== 'call' || b.kind !== 'call' || a.name !== b.name || a.args.length !== b.args.length) return false;
  return a.args.every((arg, i) => {
    const other = b.args[i];
    return other !== undefined && isAlike(arg, other, depth - 1);
  });
}

function isConstant(e: KqlExpression, value: boolean): boolean {
  return e.kind === 'literal' && e.type === 'bool' && e.value === value;
}

const opposites: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '==': '!=',
  '=~': '!~',
  contains_cs: '!contains_cs',
  contains: '!contains',
  startswith_cs: '!startswith_cs',
  startswith: '!startswith',
  endswith_cs: '!endswith_cs',
  endswith: '!endswith',
};
const back = new Map(Object.entries(opposites).map(([plain, negative]) => [negative, plain as BinaryOperator]));

const callOpposites: Readonly<Record<string, string>> = {
  isempty: 'isnotempty',
  isnotempty: 'isempty',
  isnull: 'isnotnull',
  isnotnull: 'isnull',
};

/**
 * Negation that is two-valued: `not(null)` is null in KQL and drops the row, so every part that may be null is guarded first.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */
export function not(e: KqlExpression): KqlExpression {
  switch (e.kind) {
    case 'literal':
      return e.type === 'bool' ? bool(!e.value) : { kind: 'not', operand: e };
    case 'not':
      return e.operand;
    case 'in':
      return { ...e, negated: !e.negated };
    case 'binary': {
      const operator = mayBeNull(e) ? undefined : (opposites[e.operator] ?? back.get(e.operator));
      return operator === undefined ? { kind: 'not', operand: definite(e) } : { ...e, operator };
    }
    case 'call': {
      const name = callOpposites[e.name];
      return name === undefined ? { kind: 'not', operand: definite(e) } : { ...e, name };
    }
    case 'and':
    case 'or':
    case 'null':
    case 'column':
    case 'element':
    case 'regex':
    case 'list':
    case 'path':
    case 'gathered':
    case 'computed':
    case 'star':
      return { kind: 'not', operand: definite(e) };
  }
}

/** The condition with false wherever a part of it may be null. */
export function definite(e: KqlExpression): KqlExpression {
  if (e.kind === 'and' || e.kind === 'or') return { ...e, operands: e.operands.map(definite) };
  return mayBeNull(e) ? call('coalesce', e, bool(false)) : e;
}

const neverNull = new Set(['isempty', 'isnotempty', 'isnull', 'isnotnull', 'strcmp', 'strlen', 'gettype', 'tostring']);
const textual = new Set<BinaryOperator>([
  ...(Object.keys(opposites) as BinaryOperator[]).filter((o) => o !== '=='),
  ...[...back.keys()].filter((o): o is BinaryOperator => o !== undefined && o !== '!='),
  'matches regex',
]);

/** Whether a condition may be null rather than true or false. Equality with a constant never is: `null == 1` is false. */
export function mayBeNull(e: KqlExpression): boolean {
  switch (e.kind) {
    case 'binary':
      if (textual.has(e.operator)) return false;
      if (e.operator === '==' || e.operator === '!=') return !isSolid(e.left) && !isSolid(e.right);
      return !isSolid(e.left) || !isSolid(e.right);
    case 'call':
      return !isSolid(e);
    case 'and':
    case 'or':
      return e.operands.some(mayBeNull);
    case 'literal':
    case 'in':
    case 'not':
      return false;
    case 'null':
    case 'column':
    case 'element':
    case 'regex':
    case 'list':
    case 'path':
    case 'gathered':
    case 'computed':
    case 'star':
      return true;
  }
}

/** An expression that has a value on every row. */
function isSolid(e: KqlExpression): boolean {
  if (e.kind === 'literal') return e.type !== 'dynamic';
  if (e.kind === 'gathered') return e.take.kind === 'count';
  if (e.kind !== 'call') return false;
  if (e.name === 'coalesce') return e.args.some(isSolid);
  return neverNull.has(e.name);
}
