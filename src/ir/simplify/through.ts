import type { FunctionName } from '../functions.ts';
import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import {
  anyKind,
  booleans,
  eachKind,
  integers,
  isWithin,
  kind,
  lists,
  noKind,
  nullish,
  numbers,
  objects,
  texts,
} from './kinds.ts';

/** What a function answers for a first argument of one kind; `rest` are its other arguments, `kindsOf` their kinds. */
type Answers = (one: Kinds, rest: readonly Value[], kindsOf: (value: Value) => Kinds) => Kinds;

/** The kinds that a function may answer where its first argument is of these kinds. */
export function through(
  name: FunctionName,
  first: Kinds,
  rest: readonly Value[],
  kindsOf: (value: Value) => Kinds,
): Kinds {
  const whole = wholes[name];
  if (whole !== undefined) return whole(rest.length);
  const answers = byKind[name];
  if (answers === undefined) return anyKind;
  let all: Kinds = noKind;
  for (const one of eachKind) if ((first & one) !== 0) all |= answers(one, rest, kindsOf);
  return all;
}

/** Functions that answer alike whatever they are given. `rest`: the number of arguments after the first. */
const wholes: Partial<Record<FunctionName, (rest: number) => Kinds>> = {
  list: () => kind.list,
  chain: () => lists,
  merge: () => objects,
  concat: () => texts,
  walk_all: () => lists | kind.missing,
};

/** Functions of which more is known; one that is not here may answer anything. */
const byKind: Partial<Record<FunctionName, Answers>> = {
  default: (one, [otherwise], kindsOf) => (isWithin(one, nullish) && otherwise ? kindsOf(otherwise) : one),
  if_missing: (one, [otherwise], kindsOf) => (one === kind.missing && otherwise ? kindsOf(otherwise) : one),
  str: (one) => (one === kind.emptyText ? kind.emptyText : kind.text),
  repr: () => kind.text,
  len: (one) => {
    if (isWithin(one, kind.emptyText | kind.emptyList | kind.emptyObject)) return kind.zero;
    return isWithin(one, kind.text | kind.list | kind.object) ? kind.integer : kind.missing;
  },
  iterate: (one) => {
    if (isWithin(one, kind.emptyText | kind.emptyList | kind.emptyObject)) return kind.emptyList;
    return isWithin(one, kind.text | kind.list | kind.object) ? kind.list : kind.missing;
  },
  keys: ofObject,
  values: ofObject,
  items: ofObject,
  lower: sameText,
  upper: sameText,
  title_case: sameText,
  capitalize: sameText,
  trim: someText,
  strip: someText,
  lstrip: someText,
  rstrip: someText,
  replace: (one, rest, kindsOf) => withTexts(isWithin(one, texts), texts, rest, kindsOf),
  split: pieces,
  rsplit: pieces,
  words: (one) => (isWithin(one, texts) ? lists | kind.missing : kind.missing),
  lines: (one) => (isWithin(one, texts) ? lists : kind.missing),
  parse_json: (one) => (one === kind.text ? anyKind : kind.missing),
  to_number: (one) => (isWithin(one, numbers) ? one : one === kind.text ? numbers | kind.missing : kind.missing),
  to_integer: toNumber,
  to_float: toNumber,
  slice: (one) => {
    if (isWithin(one, texts)) return texts | kind.missing;
    return isWithin(one, lists) ? (one === kind.list ? lists : one) | kind.missing : kind.missing;
  },
  unique: (one) => (isWithin(one, lists) ? one : kind.missing),
  join: (one) => (isWithin(one, lists) ? texts | kind.missing : kind.missing),
  from_base64: fromText,
  to_base64: fromText,
  url_decode: fromText,
  parse_time: fromText,
};

/** A text has one piece at least. */
function pieces(one: Kinds, rest: readonly Value[]): Kinds {
  const [separator, most] = rest;
  const sure = separator?.kind === 'literal' && typeof separator.value === 'string' && separator.value !== '';
  if (!isWithin(one, texts)) return kind.missing;
  const all = most === undefined || (most.kind === 'literal' && typeof most.value === 'bigint' && most.value >= 0n);
  return sure && all ? kind.list : lists | kind.missing;
}

function ofObject(one: Kinds): Kinds {
  if (one === kind.emptyObject) return kind.emptyList;
  return one === kind.object ? kind.list : kind.missing;
}

/** A text of as many characters, or at least one where there was one. */
function sameText(one: Kinds): Kinds {
  return isWithin(one, texts) ? one : kind.missing;
}

function someText(one: Kinds, rest: readonly Value[], kindsOf: (value: Value) => Kinds): Kinds {
  return withTexts(isWithin(one, texts), one === kind.emptyText ? one : texts, rest, kindsOf);
}

/** The answer where all that is given is text, missing elsewhere. */
function withTexts(isText: boolean, answer: Kinds, rest: readonly Value[], kindsOf: (value: Value) => Kinds): Kinds {
  if (!isText) return kind.missing;
  return rest.every((value) => isWithin(kindsOf(value), texts)) ? answer : answer | kind.missing;
}

function toNumber(one: Kinds): Kinds {
  if (one === kind.text) return numbers | kind.missing;
  return isWithin(one, numbers | booleans) ? numbers | integers | kind.missing : kind.missing;
}

function fromText(one: Kinds): Kinds {
  return isWithin(one, texts) ? anyKind : kind.missing;
}
