import type { Json } from './json.ts';
import { printJson } from './json.ts';

/** Words that cannot stand bare as the first segment of a path in a condition table. */
export const reservedWords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
  'any',
  'all',
  'none',
  'one',
]);

/** Whether a key may stand bare in a path; any other is quoted with backticks. */
export function isBareSegment(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key);
}

/** Characters that a reader cannot see, or that turn the text around them: all but the joiners of emoji and scripts. */
const invisible = /[\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

/** JSON text on one line with such characters escaped. */
export function printVisibly(value: Json): string {
  return printJson(value).replace(invisible, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A key between backticks, with JSON's escapes and `` \` ``. */
export function quoteKey(key: string): string {
  const inside = printVisibly(key).slice(1, -1);
  return `\`${inside.replace(/\\"/g, '"').replace(/`/g, '\\`')}\``;
}
