import type { Json } from '../json.ts';
import { isList } from '../json.ts';
import { pythonFloat } from '../python-text.ts';
import type { Given } from './row.ts';

/** What Python counts as white space in a text. */
const spaces = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Whether Python counts a character as white space. */
export function isSpace(character: string): boolean {
  return spaces.test(character);
}

/** The most characters or elements that a function may make of less: beyond, it answers missing. */
export const mostMade = 1_000_000;

/** The code points of a text, which Python counts as its characters. */
export function characters(text: string): readonly string[] {
  return [...text];
}

/** An integer as a JavaScript number; undefined for anything else. */
export function indexOf(value: Given): number | undefined {
  return typeof value === 'bigint' ? Number(value) : undefined;
}

/** A text without the characters at its start, its end or both that are to go. */
export function stripped(text: string, goes: (character: string) => boolean, side: 'start' | 'end' | 'both'): string {
  const all = characters(text);
  let [from, to] = [0, all.length];
  if (side !== 'end') while (from < to && goes(all[from] ?? '')) from += 1;
  if (side !== 'start') while (to > from && goes(all[to - 1] ?? '')) to -= 1;
  return all.slice(from, to).join('');
}

/** JSON as Python's `json.dumps()` writes it: only ASCII. */
export function pythonJson(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return jsonFloat(value);
  if (typeof value === 'string') return jsonText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(pythonJson).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${jsonText(key)}: ${pythonJson(item)}`);
  return `{${entries.join(', ')}}`;
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return pythonFloat(value);
}

function jsonText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
