import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isNumber } from '../../ir/json.ts';
import type { Answer } from '../../lower/lowering.ts';
import type { SigmaExpression, SigmaValue } from './ast.ts';
import { andOf, atom, orOf } from './ast.ts';
import type { Shape } from './fields.ts';
import { fieldOf } from './fields.ts';
import type { Profile } from './options.ts';
import type { Row, SayRow } from './say.ts';
import { caseCodes, casedModifier, constantsOf, isNullOn, listCodes, neverHolds, said } from './say.ts';
import { looksTyped, unwritable, unwritableNumber } from './values.ts';

/** `eq`, `in`, `in_list`, membership in a list: the field equals one of the constants. */
export const sayEqual: SayRow = (row) => {
  const constants = constantsOf(row.test);
  if (constants === undefined) return row.test.operator === 'eq' ? sayEqualField(row) : neverList;
  if (constants.length === 0) return row.test.operator === 'in_list' ? emptyList : neverHolds;
  if (constants.includes(null) && (row.test.operator === 'has' || row.test.operator === 'contains')) return elementNull;
  const values: SigmaValue[] = [];
  const wider: ReasonCode[] = [...listCodes(row.field)];
  const narrower: ReasonCode[] = [];
  let asksEmpty = false;
  const asksMember = row.test.operator === 'has' || row.test.operator === 'contains';
  const mayBeList = !asksMember && !row.field.element && ['list', 'any'].includes(row.field.shape);
  for (const whole of constants) {
    if (whole === null) continue;
    if (mayBeList && isList(whole) && whole.length === 0) {
      asksEmpty = true;
      continue;
    }
    // A list of one value is asked as that value.
    const [single] = mayBeList && isList(whole) && whole.length === 1 ? whole : [];
    const constant = single ?? whole;
    const value = constantOn(constant, row.field.shape);
    if (value === undefined)
      return { unsupported: 'Sigma compares with texts, numbers and booleans, not with a list or object.' };
    const problem = problemOf(value, row.profile);
    if (problem !== undefined) return { unsupported: problem };
    values.push(value);
    const mixed = mixing(constant, row.field.shape);
    wider.push(...mixed.wider);
    narrower.push(...mixed.narrower);
  }
  const texts = values.flatMap((value) => (value.kind === 'text' ? [value.text] : []));
  const cased = casedModifier(row, texts);
  wider.push(...caseCodes(row, texts));
  const { name } = row.field;
  const alternatives: SigmaExpression[] = [];
  // `cased` takes text only, so what else there is stands apart from it.
  const isExact = (value: SigmaValue): boolean => cased.length > 0 && value.kind === 'text';
  const exactly = values.filter(isExact);
  const others = values.filter((value) => !isExact(value));
  if (exactly.length > 0) alternatives.push(atom(name, cased, exactly));
  if (others.length > 0) alternatives.push(atom(name, [], others));
  if (constants.includes(null) || asksEmpty) {
    if (row.field.element) return elementNull;
    alternatives.push(isNullOn(name, row.profile));
  }
  return said(row, orOf(alternatives), { wider, narrower });
};

const emptyList = { unsupported: 'The list has no entries, so the row can never hold.' };
const neverList = { unsupported: "Sigma's fieldref compares two values; it cannot look into another field's list." };
const elementNull = {
  unsupported: 'Sigma cannot ask for an element that lacks a key: it reads a list as the values that are there.',
};

function problemOf(value: SigmaValue, profile: Profile): string | undefined {
  if (value.kind === 'text') return unwritable(value.text, profile);
  const number = value.kind === 'plain' ? value.value : null;
  return typeof number === 'number' ? unwritableNumber(number) : undefined;
}

/** A constant as Sigma writes it on a field of that shape; undefined for a list or object. */
function constantOn(constant: Json, shape: Shape): SigmaValue | undefined {
  if (typeof constant === 'string') return { kind: 'text', text: constant };
  if (typeof constant === 'boolean') {
    if (shape === 'boolean-text') return { kind: 'text', text: String(constant) };
    return { kind: 'plain', value: shape === 'number' ? (constant ? 1n : 0n) : constant };
  }
  if (!isNumber(constant)) return undefined;
  if (shape !== 'boolean' && shape !== 'boolean-text') return { kind: 'plain', value: constant };
  const bit = Number(constant);
  if (bit !== 0 && bit !== 1) return { kind: 'plain', value: constant };
  return shape === 'boolean' ? { kind: 'plain', value: bit === 1 } : { kind: 'text', text: String(bit === 1) };
}

/** Where a field's type is not sure to be the constant's, 5 and "5", true and "true" are one; and only the rule knows that true is 1. */
function mixing(constant: Json, shape: Shape): { wider: readonly ReasonCode[]; narrower: readonly ReasonCode[] } {
  const wider: ReasonCode[] = ['loose-values'];
  const none = { wider: [], narrower: [] };
  if (typeof constant === 'string')
    return looksTyped(constant) && shape !== 'text' && shape !== 'list' ? { wider, narrower: [] } : none;
  if (typeof constant === 'boolean' || Number(constant) === 0 || Number(constant) === 1) {
    if (shape === 'boolean' || shape === 'boolean-text' || shape === 'number') return none;
    return { wider, narrower: wider };
  }
  return shape === 'number' ? none : { wider, narrower: [] };
}

/** The values of two fields are the same, or both are missing or null. */
function sayEqualField(row: Row): Answer<SigmaExpression> {
  if (row.field.element) return { unsupported: 'Sigma cannot compare two values of the same element of a list.' };
  if (row.test.ignoreCase) return { unsupported: "Sigma's fieldref has no form that ignores case." };
  const alternatives: SigmaExpression[] = [];
  const lists: ReasonCode[] = [...listCodes(row.field)];
  for (const operand of row.test.operands) {
    const other = fieldOf(operand, row.scope);
    if ('unsupported' in other) return other;
    if (other.element) return { unsupported: 'Sigma cannot compare a field with an element of a list.' };
    const both = [row.field, other].map((field) => isNullOn(field.name, row.profile));
    alternatives.push(atom(row.field.name, ['fieldref'], [{ kind: 'raw', text: other.name }]), andOf(both));
    lists.push(...listCodes(other));
  }
  return said(row, orOf(alternatives), { wider: lists });
}
