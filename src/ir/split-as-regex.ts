import type { Test } from './condition.ts';
import type { Value } from './value.ts';

/** A row on a piece of a split text as one on the text: a regex, or (`negated`) that it does not match. */
export interface OnWhole<R, X> {
  readonly test: Test<R, X>;
  readonly negated: boolean;
}

/** Where pieces stand: how many separators before, from the front or from the end; `rest`: the piece takes all that follows. */
interface Place {
  readonly fromEnd: boolean;
  readonly before: number;
  readonly rest: boolean;
}

/**
 * A row on `split(x, "/")[2]` or `len(split(x, "/"))` as one on x, with the same answer on every event. The separator must be one
 * character. Undefined where the row has no such form; false where it never holds.
 */
export function splitAsRegex<R, X>(row: Test<R, X>): OnWhole<R, X> | false | undefined {
  const { subject } = row;
  const [inner] = subject.kind === 'call' && subject.name === 'len' ? subject.args : [];
  if (inner !== undefined) return onCount(row, inner);
  const [step, ...more] = subject.kind === 'at' ? subject.steps : [];
  if (subject.kind !== 'at' || typeof step !== 'number' || more.length > 0) return undefined;
  const of = splitOf(subject.of);
  const place = of && placeOf(of, step);
  if (of === undefined || place === undefined) return undefined;
  const isCased = of.character.toLowerCase() !== of.character.toUpperCase();
  return row.ignoreCase && isCased ? undefined : onPiece(row, of, place);
}

interface Split<R, X> {
  readonly text: Value<R, X>;
  /** The separator and what is not one, as a regex writes them. */
  readonly separator: string;
  readonly other: string;
  readonly character: string;
  readonly fromEnd: boolean;
  readonly most: number;
}

function splitOf<R, X>(value: Value<R, X>): Split<R, X> | undefined {
  if (value.kind !== 'call' || (value.name !== 'split' && value.name !== 'rsplit')) return undefined;
  const [text, separator, most] = value.args;
  const character = separator?.kind === 'literal' ? separator.value : undefined;
  if (text === undefined || typeof character !== 'string' || [...character].length !== 1) return undefined;
  const limit = most === undefined ? Number.POSITIVE_INFINITY : limitOf(most);
  if (limit === undefined) return undefined;
  const escaped = quoted(character);
  const fromEnd = value.name === 'rsplit';
  return { text, separator: escaped, other: `[^${escaped}]`, character, fromEnd, most: limit };
}

function limitOf<R, X>(most: Value<R, X>): number | undefined {
  const limit = most.kind === 'literal' && typeof most.value === 'bigint' ? Number(most.value) : -1;
  return limit > 0 && limit <= mostPieces ? limit : undefined;
}

const mostPieces = 100;

function placeOf<R, X>({ fromEnd, most }: Split<R, X>, step: number): Place | undefined {
  const isEnd = step < 0;
  const before = isEnd ? -1 - step : step;
  if (before > mostPieces) return undefined;
  if (most === Number.POSITIVE_INFINITY) return { fromEnd: isEnd, before, rest: false };
  // With a limit only the side where the cuts begin is the same.
  if (isEnd !== fromEnd || before > most) return undefined;
  if (before < most) return { fromEnd: isEnd, before, rest: false };
  return isEnd ? undefined : { fromEnd: false, before, rest: true };
}

function onPiece<R, X>(row: Test<R, X>, of: Split<R, X>, place: Place): OnWhole<R, X> | false | undefined {
  const { separator, other } = of;
  const cuts = place.before === 0 ? '' : `(?:${other}*${separator}){${place.before}}`;
  if (row.operator === 'is_null' || row.operator === 'missing')
    return regexOn(row, of, place.before === 0 ? '' : `^${cuts}`, true);
  const inside = place.rest ? '(?s:.)' : other;
  const behind = place.before === 0 ? '' : `(?:${separator}${other}*){${place.before}}`;
  const start = place.fromEnd ? `(?:^|${separator})` : `^${cuts}`;
  const end = place.fromEnd ? `${behind}\\Z` : place.rest ? '\\Z' : `(?:${separator}|\\Z)`;
  if (row.operator === 'truthy')
    return regexOn(row, of, place.fromEnd ? `${other}${behind}\\Z` : `${start}${inside}`, false);
  const texts = textsOf(row, place.rest ? undefined : of.character);
  if (texts === undefined) return undefined;
  if (texts.length === 0) return false;
  const body = texts.length === 1 ? quoted(texts[0] ?? '') : `(?:${texts.map(quoted).join('|')})`;
  switch (row.operator) {
    case 'eq':
    case 'in':
      return regexOn(row, of, `${start}${body}${end}`, false);
    case 'starts_with':
      return regexOn(row, of, place.fromEnd ? `${start}${body}${inside}*${end}` : `${start}${body}`, false);
    case 'ends_with':
      return regexOn(row, of, place.fromEnd ? `${body}${end}` : `${start}${inside}*${body}${end}`, false);
    case 'contains':
      return regexOn(row, of, place.fromEnd ? `${body}${inside}*${end}` : `${start}${inside}*${body}`, false);
    default:
      return undefined;
  }
}

/** The texts that a row compares with, without those that hold the separator; undefined where it compares with something else. */
function textsOf<R, X>(row: Test<R, X>, separator: string | undefined): readonly string[] | undefined {
  const texts: string[] = [];
  for (const operand of row.operands) {
    if (operand.kind !== 'literal' || operand.value === null) return undefined;
    const { value } = operand;
    if (typeof value === 'string' && (separator === undefined || !value.includes(separator))) texts.push(value);
  }
  return texts;
}

/** `len(split(x, "/")) gte 4` asks for three separators. */
function onCount<R, X>(row: Test<R, X>, inner: Value<R, X>): OnWhole<R, X> | false | undefined {
  const of = splitOf(inner);
  const [bound, ...more] = row.operands;
  if (of === undefined || of.most !== Number.POSITIVE_INFINITY || more.length > 0) return undefined;
  const value = bound?.kind === 'literal' && typeof bound.value === 'bigint' ? Number(bound.value) : undefined;
  if (value === undefined || Math.abs(value) > mostPieces) return undefined;
  const { separator, other } = of;
  const atLeast = (pieces: number): OnWhole<R, X> =>
    regexOn(row, of, pieces <= 1 ? '' : `^(?:${other}*${separator}){${pieces - 1}}`, false);
  const between = (from: number, to: number): OnWhole<R, X> | false =>
    to < 1
      ? false
      : regexOn(row, of, `^${other}*(?:${separator}${other}*){${Math.max(from, 1) - 1},${to - 1}}\\Z`, false);
  switch (row.operator) {
    case 'gte':
      return atLeast(value);
    case 'gt':
      return atLeast(value + 1);
    case 'lte':
      return between(1, value);
    case 'lt':
      return between(1, value - 1);
    case 'eq':
      return between(value, value);
    default:
      return undefined;
  }
}

/** Without a pattern it asks no more than that there is a text. */
function regexOn<R, X>(
  row: Test<R, X>,
  { text: subject }: Split<R, X>,
  pattern: string,
  negated: boolean,
): OnWhole<R, X> {
  const operator = pattern === '' ? 'starts_with' : 'regex';
  const operands = [{ kind: 'literal', value: pattern }] as const;
  return { test: { ...row, subject, operator, operands, flags: [] }, negated };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
