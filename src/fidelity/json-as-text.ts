import { contextOf } from '../ir/evaluate.ts';
import type { Json } from '../ir/json.ts';
import { isList, isObject, parseJson } from '../ir/json.ts';
import { readValue } from '../ir/read-value.ts';
import type { Value } from '../ir/value.ts';
import { matcher } from '../regex/index.ts';
import type { Seen } from './reasons.ts';

/** How deep objects may lie in each other for a regex to count their braces; deeper ones are read wrongly. */
export const deepest = 4;

/**
 * Whether a regex on a text that holds JSON answers otherwise than the row on what the text means, and the text is written in a way that a
 * regex cannot follow. On JSON that is written plainly the two must agree: a difference there is a bug, which this does not explain.
 */
export function readsJsonOtherwise({ event, answer, reason }: Seen): boolean {
  const { pattern, negated } = reason.detail ?? {};
  const source = reason.test && textIn(reason.test.subject);
  if (pattern === undefined || source === undefined || reason.test === undefined) return false;
  const context = contextOf(event);
  const text = readValue(source, context);
  const regex = matcher(pattern, []);
  if (typeof text !== 'string' || 'error' in regex) return false;
  if ((regex.matches(text) !== (negated === true)) === answer) return false;
  const value = readValue(reason.test.subject, context);
  const asksText = ['contains', 'starts_with', 'ends_with'].includes(reason.test.operator);
  return !isPlain(text) || (asksText && (isList(value) || isObject(value)));
}

/** The text at the bottom of a value that is read out of it. */
function textIn(value: Value): Value | undefined {
  if (value.kind === 'at') return textIn(value.of);
  const [inner] = value.kind === 'call' && value.name === 'parse_json' ? value.args : [];
  return inner ?? (value.kind === 'reference' ? value : undefined);
}

/**
 * Whether a text holds an object as every writer of JSON writes it: no escapes, no braces in texts, no key twice, integers alone, no line
 * break beside a colon, nothing outside ASCII, no deep nesting.
 */
function isPlain(text: string): boolean {
  const value = parsed(text);
  if (!isObject(value) || !/^[\t\n\r\x20-\x7e]*$/.test(text) || text.includes('\\') || !/^ *\{/.test(text))
    return false;
  const texts = text.match(/"[^"]*"/g) ?? [];
  const bare = text.replace(/"[^"]*"/g, '"');
  if (texts.some((one) => /[{}]/.test(one)) || /\d[.eE]/.test(bare) || /[\t\n\r] *:|: *[\t\n\r]/.test(bare))
    return false;
  return keysIn(value) === (bare.match(/" *:/g) ?? []).length && depthOf(value) <= deepest;
}

function keysIn(value: Json): number {
  if (isList(value)) return value.reduce<number>((n, item) => n + keysIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((n, item) => n + 1 + keysIn(item), 0);
}

/** How many objects lie in each other. */
function depthOf(value: Json): number {
  if (isList(value)) return Math.max(0, ...value.map(depthOf));
  return isObject(value) ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
