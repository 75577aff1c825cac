import type { Artifact } from '../../src/targets/target.ts';

/** One fault put into a text: what kind, and the line before and after (`undefined`: the line is dropped). */
export interface Mutant {
  readonly kind: string;
  /** The part of the text that the line belongs to. */
  readonly part: string;
  readonly before: string;
  readonly after: string | undefined;
}

/** A line of a text's logic, without its indentation, and where it stands. */
export interface Line {
  readonly text: string;
  /** The part of the text: `where`, `base`, `events`, `detection`, `condition`, `alert`. */
  readonly part: string;
}

/** A way to break a line of some part: every result is one mutant. */
export interface Mutator {
  readonly kind: string;
  readonly parts: readonly string[];
  readonly mutate: (line: string, all: readonly Line[]) => readonly (string | undefined)[];
}

/** All single faults of a text's lines. */
export function mutantsOf(lines: readonly Line[], mutators: readonly Mutator[]): readonly Mutant[] {
  const found = new Map<string, Mutant>();
  for (const { kind, parts, mutate } of mutators)
    for (const { text, part } of lines) {
      if (!parts.includes(part)) continue;
      for (const after of mutate(text, lines))
        if (after !== text) found.set(`${kind}\n${text}\n${after}`, { kind, part, before: text, after });
    }
  return [...found.values()];
}

/** The artifacts with the fault in every one that holds the line; undefined where only one would differ from the others by accident. */
export function withMutant(artifacts: readonly Artifact[], { before, after }: Mutant): readonly Artifact[] {
  return artifacts.map((artifact) => ({
    ...artifact,
    content: artifact.content
      .split('\n')
      .flatMap((line) => {
        if (coreOf(line) !== before) return [line];
        return after === undefined ? [] : [line.replace(before, () => after)];
      })
      .join('\n'),
  }));
}

/** A line without its indentation, a configuration file's line continuation, and the key that a search stands under. */
export function coreOf(line: string): string {
  return line
    .trim()
    .replace(/ \\$/, '')
    .replace(/^search = /, '');
}

/** Replaces one match at a time, where it does not stand inside a string of the language. */
export function outside(strings: RegExp, find: RegExp, replacement: string | ((found: string) => string)) {
  return (line: string): string[] => {
    const closed = [...line.matchAll(strings)].map((m) => [m.index, m.index + m[0].length] as const);
    return [...line.matchAll(find)].flatMap((match) => {
      const at = match.index;
      if (closed.some(([from, to]) => at > from && at < to)) return [];
      const changed =
        typeof replacement === 'function'
          ? replacement(match[0])
          : match[0].replace(new RegExp(find.source, find.flags.replace('g', '')), replacement);
      return [line.slice(0, at) + changed + line.slice(at + match[0].length)];
    });
  };
}

/** Changes one string at a time. */
export function inStrings(strings: RegExp, change: (found: string) => string | undefined) {
  return (line: string): string[] =>
    [...line.matchAll(strings)].flatMap((match) => {
      const changed = change(match[0]);
      if (changed === undefined) return [];
      return [line.slice(0, match.index) + changed + line.slice(match.index + match[0].length)];
    });
}

/** Drops the parentheses around each group that is joined by a word, so that precedence decides. Calls keep theirs. */
export function withoutGroup(strings: RegExp, joints: RegExp) {
  return (line: string): string[] => {
    const masked = line.replace(strings, (found) => '_'.repeat(found.length));
    const results: string[] = [];
    for (let at = 0; at < masked.length; at++) {
      if (
        masked[at] !== '(' ||
        /[A-Za-z0-9_~}]$/.test(masked.slice(0, at).replace(/(^|\s)(and|or|not|AND|OR|NOT|where)\s$/, '$1'))
      )
        continue;
      const end = closing(masked, at);
      if (end === undefined || !joints.test(withoutInner(masked.slice(at + 1, end)))) continue;
      results.push(line.slice(0, at) + line.slice(at + 1, end) + line.slice(end + 1));
    }
    return results;
  };
}

/** A group without the groups inside it. */
function withoutInner(text: string): string {
  const inner = /\([^()]*\)/g;
  let outer = text;
  while (inner.test(outer)) outer = outer.replace(inner, '');
  return outer;
}

function closing(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** Makes another text of a quoted one. */
export function otherText(quoted: string): string | undefined {
  if (quoted.length < 3) return undefined;
  // A network stays one: its first group is another.
  if (/^.[0-9a-f:.]+\/\d+.$/.test(quoted)) return quoted.replace(/^(.)(?:[1-9]\d*|[0-9a-f]+|(?=:))/, '$177');
  return `${quoted.slice(0, -1)}x${quoted.slice(-1)}`;
}
