import { contextOf, evaluate } from '../../ir/evaluate.ts';
import type { Json } from '../../ir/json.ts';
import type { SayTest, Scope } from '../../lower/lowering.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';
import type { SigmaExpression } from './ast.ts';
import { orOf } from './ast.ts';
import { sayInteger } from './integer-rows.ts';
import { sayIpPiece } from './ip-pieces.ts';
import { sayJoined } from './joined-rows.ts';
import { sayInJson } from './json-text.ts';
import { sayIsNull, sayMissing } from './null-rows.ts';
import type { Profile } from './options.ts';
import type { SayRow, Spoken } from './say.ts';
import { constantsOf, neverHolds, onField } from './say.ts';

/**
 * Says a row whose subject may be a function that a plain row means as well: `lower(x)` and `upper(x)` compared with text of that
 * case, `default(x, constant)` and `if_missing(x, constant)`. Every other function is refused by the field's name.
 */
export function throughFunctions(profile: Profile, say: SayRow): SayTest<SigmaExpression> {
  const sayTest: SayTest<SigmaExpression> = (test, scope) => {
    const { subject } = test;
    if (subject.kind === 'call') {
      const [inner, other] = subject.args;
      if (inner !== undefined && (subject.name === 'lower' || subject.name === 'upper'))
        return folded(test, inner, subject.name, scope, sayTest);
      if (inner !== undefined && other?.kind === 'literal' && other.value !== null)
        if (subject.name === 'default' || subject.name === 'if_missing')
          return withDefault(test, inner, other.value, subject.name, scope, profile, sayTest);
    }
    return (
      sayInJson(test, scope, profile) ??
      sayInteger(test, scope, profile) ??
      sayJoined(test, scope, profile) ??
      sayIpPiece(test, scope, profile) ??
      onField(test, scope, profile, say)
    );
  };
  return sayTest;
}

const foldable = new Set<MappedTest['operator']>([
  'eq',
  'in',
  'in_list',
  'contains',
  'starts_with',
  'ends_with',
  'is_null',
]);

/** `lower(x) contains "a"` is `x icontains "a"`; an operand of the other case can never be met. */
function folded(
  test: MappedTest,
  inner: MappedValue,
  name: 'lower' | 'upper',
  scope: Scope,
  say: SayTest<SigmaExpression>,
): Spoken {
  const constants = constantsOf(test);
  if (!foldable.has(test.operator) || constants === undefined || constants.some((c) => typeof c !== 'string'))
    return { unsupported: `Sigma compares fields as they are; it has no ${name}().` };
  if (test.operator === 'is_null') return say({ ...test, subject: inner }, scope);
  const fits = (text: Json): boolean =>
    typeof text === 'string' && caseOf(text, name) === text && /^[\x00-\x7f]*$/.test(text);
  const operands = test.operands.filter(
    (o, i) => (test.operator === 'in_list' && i === 0) || (o.kind === 'literal' && fits(o.value)),
  );
  if (operands.length === 0) return neverHolds;
  return say({ ...test, subject: inner, operands, ignoreCase: true }, scope);
}

function caseOf(text: string, name: 'lower' | 'upper'): string {
  return name === 'lower' ? text.toLowerCase() : text.toUpperCase();
}

/** The row on the field, or, where the default would satisfy it, also that the field is absent. */
function withDefault(
  test: MappedTest,
  inner: MappedValue,
  otherwise: Json,
  name: 'default' | 'if_missing',
  scope: Scope,
  profile: Profile,
  say: SayTest<SigmaExpression>,
): Spoken {
  const constants = constantsOf(test);
  if (constants === undefined) return { unsupported: `Sigma compares fields as they are; it has no ${name}().` };
  const presence = test.operator === 'is_null' || test.operator === 'missing' || constants.includes(null);
  if (presence && name === 'if_missing')
    return { unsupported: 'Sigma compares fields as they are; it has no if_missing().' };
  const operands = test.operands.filter((o) => o.kind !== 'literal' || o.value !== null);
  if (test.operator === 'is_null' || test.operator === 'missing' || (constants.length > 0 && operands.length === 0))
    return neverHolds;
  const onInner: MappedTest = { ...test, subject: inner, operands };
  const plain = say(onInner, scope);
  if (('constant' in plain ? plain.constant : !('ast' in plain)) || !metBy(otherwise, onInner)) return plain;
  const isAbsent: MappedTest = { ...onInner, operator: name === 'default' ? 'is_null' : 'missing', operands: [] };
  const absent =
    sayInJson(isAbsent, scope, profile) ??
    onField({ ...onInner, operands: [] }, scope, profile, name === 'default' ? sayIsNull : sayMissing);
  if (!('ast' in absent) || !('ast' in plain)) return absent;
  return {
    ast: orOf([plain.ast, absent.ast]),
    wider: [...(plain.wider ?? []), ...(absent.wider ?? [])],
    narrower: [...(plain.narrower ?? []), ...(absent.narrower ?? [])],
  };
}

/** Whether a constant satisfies the row. */
function metBy(value: Json, test: MappedTest): boolean {
  const operands = (test.operator === 'in_list' ? test.operands.slice(1) : test.operands).flatMap((o) =>
    o.kind === 'literal' ? [o] : [],
  );
  const { flags, ignoreCase } = test;
  const operator = test.operator === 'in_list' ? 'in' : test.operator;
  return evaluate(
    { kind: 'test', subject: { kind: 'literal', value }, operator, operands, flags, ignoreCase },
    contextOf({}),
  );
}
