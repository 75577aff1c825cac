import type { Pair, ParsedNode, YAMLMap } from 'yaml';
import { Document, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { keyText } from './yaml-value.ts';

/** A piece of a text and what stands there instead. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A pair of a mapping and where it stands: from its key to the last visible character of its value. */
export interface PlacedPair {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly value: ParsedNode | null;
}

/** A mapping of a YAML text, ready to be edited. */
export interface OpenMapping {
  readonly text: string;
  /** In braces. */
  readonly flow: boolean;
  readonly pairs: readonly PlacedPair[];
}

/** A value that a key gets: what YAML can hold, with texts of several lines as literal blocks. */
export type Written = string | readonly Written[] | ReadonlyMap<string, Written>;

/** What changes in the top mapping of a file. */
export interface MappingChanges {
  /** Keys that get a value: in their place where they stand already, else before the key `before`, else at the end. */
  readonly set: readonly (readonly [key: string, value: Written])[];
  readonly remove: readonly string[];
  readonly before: string;
  /** Comment lines above the new keys. */
  readonly comment: readonly string[];
  /** Changes inside values that stay. */
  readonly inside: readonly Splice[];
}

/** The top mapping of a YAML text; undefined where there is none. */
export function openMapping(text: string): OpenMapping | undefined {
  const { contents } = parseDocument(text, { intAsBigInt: true, uniqueKeys: false, prettyErrors: false });
  return isMap(contents) ? placeMapping(text, contents) : undefined;
}

/** A mapping with the places of its pairs. */
export function placeMapping(text: string, map: YAMLMap): OpenMapping {
  const pairs = map.items.flatMap((pair) => placePair(text, pair));
  return { text, flow: map.flow === true, pairs };
}

function placePair(text: string, pair: Pair): PlacedPair[] {
  const key = keyText(pair);
  const at = isScalar(pair.key) ? pair.key.range : undefined;
  if (key === undefined || !at) return [];
  const value = pair.value as ParsedNode | null; // the document was parsed
  const end = Math.max(at[1], value?.range?.[1] ?? 0);
  return [{ key, start: at[0], end: trimEnd(text, at[1], end), value }];
}

/** The end of a piece without the white space after it. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = Math.min(end, text.length);
  while (at > start && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

/**
 * The text with changed keys; every other byte stays. Undefined where a pair does not begin its own line, so that it could
 * not be taken out alone.
 */
export function editMapping(open: OpenMapping, changes: MappingChanges): string | undefined {
  const splices = open.flow ? flowSplices(open, changes) : blockSplices(open, changes);
  if (splices === undefined) return undefined;
  const all = [...splices, ...changes.inside];
  const ending = open.text.includes('\r\n') ? '\r\n' : '\n';
  return applySplices(
    open.text,
    all.map((splice) => ({ ...splice, text: splice.text.replaceAll('\n', ending) })),
  );
}

/** A text with pieces of it replaced; the pieces do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: put } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(at, start), put);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

function blockSplices(open: OpenMapping, changes: MappingChanges): Splice[] | undefined {
  const { text, pairs } = open;
  const [first] = pairs;
  if (first === undefined) return undefined;
  const margin = text.slice(lineStart(text, first.start), first.start);
  const edited = pairs.filter(({ key }) => changes.remove.includes(key) || changes.set.some(([name]) => name === key));
  const before = pairs.find(({ key }) => key === changes.before);
  for (const pair of [first, ...edited, ...(before ? [before] : [])])
    if (text.slice(lineStart(text, pair.start), pair.start) !== margin || margin.trim() !== '') return undefined;
  const splices = edited.map((pair): Splice => {
    const value = changes.set.find(([name]) => name === pair.key);
    const end = lineEnd(text, pair.end);
    const comment = text.slice(pair.end, end).trim();
    const put = value === undefined ? '' : printPair(value, margin);
    return {
      start: lineStart(text, pair.start),
      end,
      text: (comment === '' ? '' : `${margin}${comment}\n`) + put,
    };
  });
  const fresh = changes.set.filter(([name]) => !pairs.some(({ key }) => key === name));
  const added = [...changes.comment.map((line) => `${margin}# ${line}\n`), ...fresh.map((p) => printPair(p, margin))];
  if (added.length === 0) return splices;
  const last = pairs.at(-1) ?? first;
  const at = before ? commentsAbove(text, before.start, margin) : lineEnd(text, last.end);
  const open_ = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  return [...splices, { start: at, end: at, text: open_ + added.join('') }];
}

function flowSplices({ pairs }: OpenMapping, changes: MappingChanges): Splice[] {
  const inline = ([key, value]: readonly [string, Written]): string => `${JSON.stringify(key)}: ${printFlow(value)}`;
  const splices: Splice[] = [];
  const kept = pairs.filter(({ key }) => !changes.remove.includes(key));
  for (const [i, pair] of pairs.entries()) {
    const value = changes.set.find(([name]) => name === pair.key);
    if (value !== undefined) splices.push({ start: pair.start, end: pair.end, text: inline(value) });
    if (!changes.remove.includes(pair.key)) continue;
    const next = pairs[i + 1];
    const previous = pairs[i - 1];
    if (next !== undefined) splices.push({ start: pair.start, end: next.start, text: '' });
    else splices.push({ start: previous?.end ?? pair.start, end: pair.end, text: '' });
  }
  const fresh = changes.set.filter(([name]) => !pairs.some(({ key }) => key === name));
  const [first] = kept;
  if (fresh.length > 0 && first !== undefined)
    splices.push({ start: first.start, end: first.start, text: fresh.map((pair) => `${inline(pair)}, `).join('') });
  return splices;
}

function printFlow(value: Written): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Map)
    return `{ ${[...value].map(([key, item]) => `${JSON.stringify(key)}: ${printFlow(item)}`).join(', ')} }`;
  return `[${[...value].map(printFlow).join(', ')}]`;
}

/** A key with its value on lines of their own. */
function printPair([key, value]: readonly [string, Written], margin: string): string {
  const document = new Document(new Map([[key, value]]));
  visit(document, {
    Scalar(at, node) {
      if (at !== 'value' || typeof node.value !== 'string' || !/\n/.test(node.value)) return;
      node.type = Scalar.BLOCK_LITERAL;
    },
  });
  return document.toString({ lineWidth: 0 }).replace(/^(?=.)/gm, margin);
}

/** Where the comments begin that stand right above a line, no deeper than it. */
function commentsAbove(text: string, position: number, margin: string): number {
  let at = lineStart(text, position);
  for (;;) {
    const above = at === 0 ? 0 : lineStart(text, at - 1);
    const [indent] = /^[ \t]*(?=#)/.exec(text.slice(above, at)) ?? [];
    if (at === 0 || indent === undefined || indent.length > margin.length) return at;
    at = above;
  }
}

/** The first character of the line that a position is on. */
export function lineStart(text: string, position: number): number {
  return position === 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
}

/** The first character of the next line. */
export function lineEnd(text: string, position: number): number {
  const found = text.indexOf('\n', position);
  return found === -1 ? text.length : found + 1;
}
