import { fold } from '../ir/compare.ts';
import type { Json } from '../ir/json.ts';
import { isList, isNumber, isObject } from '../ir/json.ts';
import { alikeAsText } from './alike.ts';
import type { Seen } from './reasons.ts';

/** Operators that compare whole values, so that true and 1 meet in Python. */
const equalities: readonly string[] = ['eq', 'in', 'in_list', 'contains', 'has'];

/**
 * Whether a text that asks each element of a list, reads numbers and booleans as the text that writes them (yet tells true from 1) and sees
 * nothing of an object answers otherwise than the row. `detail.type` is what the field holds: text, number, boolean, boolean-text, list,
 * object or any; `detail.ignoresCase` where the text does.
 */
export function readsLoosely(seen: Seen): boolean {
  const { value, answer, reason } = seen;
  const type = reason.detail?.type ?? 'any';
  const operator = reason.test?.operator;
  // What type a value has is not seen at all.
  if (operator === 'type_is') return true;
  if (type === 'filled') return value !== undefined && value !== null && isFilled(value) !== answer;
  if (value === undefined || value === null)
    return !answer && (operator === 'eq' || operator === 'in') && seen.answerFor([]);
  if (!answer) {
    const ask = reason.detail?.ignoresCase === true ? seen.answerIgnoringCase : seen.answerFor;
    const asksMembers = operator === 'has' || operator === 'contains';
    const asksWhole = operator === 'eq' || operator === 'in';
    if (asksWhole && reason.detail?.ignoresCase === true && meetsIgnoringCase(value, seen.operands)) return true;
    const others =
      operator === 'truthy' && type === 'any' && !isObject(value)
        ? []
        : [...readAs(value, asksMembers, type), ...(asksWhole ? wholeOf(value) : [])];
    return others.some((other) => ask(other) && !isBooleanForNumber(other, seen, type));
  }
  if (operator === 'truthy') return countsAsFalsy(value, type);
  if (operator === 'gt' || operator === 'gte') return typeof value === 'string' && alikeAsText(value).length === 0;
  if (isObject(value)) return (operator === 'contains' || operator === 'has') && reason.detail?.seesKeys !== true;
  return isBooleanForNumber(value, seen, type);
}

/** Whether a value, or one among the elements of a list, is written with a character. */
function isFilled(value: Json): boolean {
  const items = isList(value) ? value : [value];
  return items.some((item) => item !== null && item !== '' && !isList(item) && !isObject(item));
}

/** The lists of one value or none that are asked as that value. */
function wholeOf(value: Json): readonly Json[] {
  const items = isList(value) ? value : [value];
  return items.flatMap((item): readonly Json[] => {
    if (item === null) return [[]];
    return isList(item) || isObject(item) ? [] : [item, ...alikeAsText(item)].map((one) => [one]);
  });
}

/** Whether a text, or one in a list, is one of the operands or stands in one, case aside. */
function meetsIgnoringCase(value: Json, operands: readonly Json[]): boolean {
  const texts = (isList(value) ? value : [value]).flatMap((item) => (typeof item === 'string' ? fold(item) : []));
  return operands.some((operand) => typeof operand === 'string' && texts.includes(fold(operand)));
}

/** What a value may be taken for beside itself. */
function readAs(value: Json, asksMembers: boolean, type: string): readonly (Json | undefined)[] {
  if (isObject(value)) return Object.keys(value).length === 0 ? [{ '\u0000': null }] : [];
  if (!isList(value)) {
    const others = alikeAsText(value);
    const members = asksMembers && type !== 'text' ? [value, ...others].map((item) => [item]) : [];
    return asksMembers && type === 'list' ? members : [...others, ...members];
  }
  if (value.length === 0) return [undefined];
  return value.flatMap((item): readonly (Json | undefined)[] => {
    if (item === null) return [null, undefined];
    const items = isList(item) || isObject(item) ? [] : [item, ...alikeAsText(item)];
    return [...(type === 'list' && asksMembers ? [] : items), ...(asksMembers ? items.map((one) => [one]) : [])];
  });
}

/** Whether a value that Python takes for true is, or holds, what the target has for none. */
function countsAsFalsy(value: Json, type: string): boolean {
  const items = isList(value) ? value : [value];
  if (type.startsWith('boolean'))
    return !items.some((item) => item === true || (typeof item === 'string' && item.toLowerCase() === 'true'));
  const zero = (item: Json): boolean => item === '0' || item === 0n || item === 0;
  return items.some(
    (item) =>
      item === null ||
      (item === '' && (type === 'text' || type === 'any')) ||
      (zero(item) && (type === 'number' || type === 'any')) ||
      ((item === false || (typeof item === 'string' && item.toLowerCase() === 'false')) && type === 'any'),
  );
}

/** Whether the row holds only because Python takes true for 1 and false for 0. */
function isBooleanForNumber(value: Json | undefined, { operands, reason }: Seen, type: string): boolean {
  if (!equalities.includes(reason.test?.operator ?? '')) return false;
  const items = isList(value) ? value : [value ?? null];
  const meets = (kind: (item: Json) => boolean, other: (item: Json) => boolean): boolean =>
    items.some(kind) && operands.some((operand) => other(asFieldHas(operand, type)));
  const isBoolean = (item: Json): boolean => typeof item === 'boolean';
  if (!meets(isBoolean, isNumber) && !meets(isNumber, isBoolean)) return false;
  return !items.some((item) => operands.some((operand) => isSame(item, asFieldHas(operand, type))));
}

/** A constant as a field of that kind is compared with. */
function asFieldHas(operand: Json, type: string): Json {
  if (type === 'number' && typeof operand === 'boolean') return operand ? 1n : 0n;
  if (type.startsWith('boolean') && isNumber(operand) && (Number(operand) === 0 || Number(operand) === 1))
    return Number(operand) === 1;
  return operand;
}

function isSame(a: Json, b: Json): boolean {
  return isNumber(a) && isNumber(b) ? Number(a) === Number(b) : a === b;
}
