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

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, end: number): string {
  const pair = characterAt(text, end - 2);
  return pair.length === 2 ? pair : text.slice(Math.max(0, end - 1), end);
}

/** A text without the characters at its start, its end or both that are to go. */
export function stripped(text: string, goes: (character: string) => boolean, side: 'start' | 'end' | 'both'): string {
  let [from, to] = [0, text.length];
  for (let next = side === 'end' ? '' : characterAt(text, 0); next !== '' && goes(next); next = characterAt(text, from))
    from += next.length;
  for (let last = side === 'start' ? '' : characterBefore(text, to); to > from && last !== '' && goes(last); ) {
    to -= last.length;
    last = characterBefore(text, to);
  }
  return text.slice(from, to);
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
