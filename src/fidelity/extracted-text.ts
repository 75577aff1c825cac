import type { Json } from '../ir/json.ts';
import { isList, isNumber, isObject, printJson } from '../ir/json.ts';
import { alikeAsText, textOfScalar } from './alike.ts';
import type { Reason } from './reason.ts';
import type { Seen } from './reasons.ts';

/** The reason is about a store that extracts text from JSON; `extracted-json`: the row reads JSON text, where containers stand as text. */
export function isExtracted({ detail }: Reason): boolean {
  return detail?.type === 'extracted' || detail?.type === 'extracted-json';
}

/**
 * What a row takes an extracted value for, where everything is stored as text and the row's operands say how it is compared: with a
 * number as numbers, with a boolean as its word, with a text as text. Without such operands, a text that writes a number or boolean as
 * JSON does is one.
 */
export function extractedAlike({ value, operands, reason }: Seen): readonly Json[] {
  const container = /^\s*[[{]/.exec(typeof value === 'string' ? value : '')?.[0].trim();
  if (container !== undefined && reason.detail?.type === 'extracted-json') return [container === '[' ? [] : {}];
  if (!isList(value)) return alikeFor(value, operands);
  const each = value.map((item) => alikeFor(item, operands));
  return [
    value.map((item, i) => each[i]?.[0] ?? item),
    ...each.flatMap((alike, i) => alike.map((other) => value.map((item, j) => (i === j ? other : item)))),
  ];
}

/**
 * Whether a substring test answers otherwise on a list or object than the rule: it sees no key of an object, and where the container is
 * read as JSON text it finds what stands in that text.
 */
export function isReadAsText({ value, answer, answerFor, direction }: Seen): boolean {
  if (!isObject(value) && !isList(value)) return false;
  if (direction === 'wider') return answerFor(printJson(value)) !== answer;
  return isObject(value);
}

function alikeFor(value: Json | undefined, operands: readonly Json[]): readonly Json[] {
  const asNumber = operands.some(isNumber);
  const asBoolean = operands.some((operand) => typeof operand === 'boolean');
  if (isNumber(value)) return asNumber ? [] : [textOfScalar(value)];
  if (typeof value === 'boolean') return asBoolean ? [] : [textOfScalar(value)];
  if (typeof value !== 'string') return [];
  const isWord = value === 'true' || value === 'false';
  if (asNumber || asBoolean)
    return alikeAsText(value).filter((alike) => (typeof alike === 'boolean' ? asBoolean && isWord : asNumber));
  const isWritten = isWord || /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(value);
  return isWritten ? alikeAsText(value) : [];
}

/** The value with a null for each text "null" inside. */
export function withoutNullText(value: Json): Json {
  if (value === 'null') return null;
  if (isList(value)) return value.map(withoutNullText);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNullText(item)]));
}
