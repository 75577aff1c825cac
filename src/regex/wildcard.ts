import type { CharacterTest } from './characters.ts';
import { testOf } from './characters.ts';
import type { Engine } from './engine.ts';
import { codePoints } from './matcher.ts';
import type { Translated, Untranslatable } from './translate.ts';
import { translateNode } from './translate.ts';
import type { Anchor, Character, RegexNode, SetItem } from './tree.ts';

/**
 * A pattern of Python's `fnmatch.fnmatchcase` (https://docs.python.org/3/library/fnmatch.html) as a regex tree, to be matched in
 * full: `*` any run (line feeds too), `?` one character, `[seq]`, `[!seq]`. There is no escape; a `[` without its `]` is itself.
 */
export function wildcardToNode(pattern: string, ignoreCase = false): RegexNode {
  const items = partsOf(pattern, ignoreCase).map(
    (part): RegexNode =>
      part === 'run'
        ? { kind: 'repeat', body: any, min: 0, max: Number.POSITIVE_INFINITY, mode: 'greedy', at: 0 }
        : part,
  );
  return { kind: 'sequence', items };
}

/**
 * Writes a pattern as a regex of the engine, flags included, to be searched for anywhere in a text: `*x` asks for the end of the text
 * alone, `*x*` for neither end.
 */
export function wildcardToRegex(
  pattern: string,
  options: { readonly ignoreCase: boolean; readonly to: Engine },
): Translated | Untranslatable {
  const node = wildcardToNode(pattern, options.ignoreCase);
  const items = node.kind === 'sequence' ? node.items : [node];
  const isRun = (item: RegexNode | undefined): boolean => item?.kind === 'repeat';
  const before = isRun(items[0]) ? [] : [edge('text-start')];
  const after = isRun(items.at(-1)) ? [] : [edge('text-end')];
  const inner = items.slice(1 - before.length, items.length > 1 && after.length === 0 ? -1 : undefined);
  const whole: RegexNode = { kind: 'sequence', items: [...before, ...inner, ...after] };
  const translated = translateNode(whole, 'search', options.to);
  return 'unsupported' in translated ? translated : { ...translated, groups: 0 };
}

function edge(where: Anchor['where']): Anchor {
  return { kind: 'anchor', where, ascii: false };
}

/**
 * Whether the whole text matches the pattern. Ignoring case means what Python's IGNORECASE means to a regex. Time is at most the
 * product of both lengths.
 */
export function wildcardMatches(pattern: string, text: string, ignoreCase = false): boolean {
  const parts = partsOf(pattern, ignoreCase).map((part) => (part === 'run' ? part : testOf(part)));
  return matchParts(parts, codePoints(text));
}

/** Goes back to the last run only: an earlier one has no need to take more. */
function matchParts(parts: readonly ('run' | CharacterTest)[], text: readonly number[]): boolean {
  let at = 0;
  let part = 0;
  let retry: { part: number; at: number } | undefined;
  while (at < text.length) {
    const wanted = parts[part];
    const code = text[at];
    if (wanted === 'run') {
      part += 1;
      retry = { part, at };
    } else if (wanted !== undefined && code !== undefined && wanted(code)) {
      part += 1;
      at += 1;
    } else if (retry !== undefined) {
      retry.at += 1;
      ({ part, at } = retry);
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === 'run');
}

const any: Character = { kind: 'any', newline: true };

/** The pattern's parts: characters, and `run` for one or more `*`. */
function partsOf(pattern: string, ignoreCase: boolean): ('run' | Character)[] {
  const characters = Array.from(pattern);
  const parts: ('run' | Character)[] = [];
  for (let at = 0; at < characters.length; at++) {
    const c = characters[at] ?? '';
    if (c === '*') {
      if (parts.at(-1) !== 'run') parts.push('run');
    } else if (c === '?') {
      parts.push(any);
    } else {
      const end = c === '[' ? endOfSet(characters, at) : undefined;
      if (end === undefined) parts.push({ kind: 'literal', code: codeOf(c), ignoreCase, ascii: false });
      else parts.push(set(characters.slice(at + 1, end), ignoreCase));
      at = end ?? at;
    }
  }
  return parts;
}

/** Where the `]` of a set stands: not right after `[` or `[!`. */
function endOfSet(characters: readonly string[], open: number): number | undefined {
  const first = characters[open + 1] === '!' ? open + 2 : open + 1;
  const end = characters.indexOf(']', first + 1);
  return end === -1 ? undefined : end;
}

function set(inside: readonly string[], ignoreCase: boolean): Character {
  let start = 0;
  // Python drops empty ranges before it looks for the `!`.
  while (inside[start] !== '!' && isEmptyRange(inside, start)) start += 3;
  const negated = inside[start] === '!';
  const characters = inside.slice(negated ? start + 1 : start);
  const items: SetItem[] = [];
  for (let at = 0; at < characters.length; at++) {
    const from = codeOf(characters[at] ?? '');
    const isRange = characters[at + 1] === '-' && at + 2 < characters.length;
    const to = isRange ? codeOf(characters[at + 2] ?? '') : from;
    if (from <= to) items.push({ kind: 'range', from, to });
    if (isRange) at += 2;
  }
  return { kind: 'set', negated, items, ignoreCase, ascii: false };
}

/** Whether a range that goes backwards begins there. */
function isEmptyRange(characters: readonly string[], at: number): boolean {
  const [from, dash, to] = characters.slice(at, at + 3);
  return from !== undefined && dash === '-' && to !== undefined && codeOf(from) > codeOf(to);
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
