import { says } from './run-assumptions.ts';
import type { Compiling, Get } from './run-context.ts';
import { fold, textOf } from './run-text.ts';

type Test = (text: string, needle: string) => boolean;

/** String operators without their `!` and with their case. https://learn.microsoft.com/kusto/query/datatypes-string-operators */
const tests: Readonly<Record<string, Test>> = {
  '=~': (text, needle) => text === needle,
  contains: (text, needle) => text.includes(needle),
  startswith: (text, needle) => text.startsWith(needle),
  endswith: (text, needle) => text.endsWith(needle),
  has: (text, needle) => hasTerm(text, needle, true, true),
  hasprefix: (text, needle) => hasTerm(text, needle, true, false),
  hassuffix: (text, needle) => hasTerm(text, needle, false, true),
};

/** A string operator between two expressions; a dynamic side is taken as text. */
export function textPredicate(
  operator: string,
  compiling: Compiling,
): ((left: Get, right: Get, constant: boolean) => Get) | undefined {
  const negated = operator.startsWith('!');
  const plain = operator === '!~' ? '=~' : negated ? operator.slice(1) : operator;
  const exact = plain.endsWith('_cs');
  const test = tests[exact ? plain.slice(0, -3) : plain];
  if (test === undefined) return undefined;
  if (!exact) compiling.assumptions.add(says.fold);
  if (plain.startsWith('has')) compiling.assumptions.add(says.terms);
  const seen = exact ? textOf : (value: Parameters<typeof textOf>[0]): string => fold(textOf(value));
  return (left, right, constant) => {
    if (!constant) return (values, run) => test(seen(left(values, run)), seen(right(values, run))) !== negated;
    let needle: string | undefined;
    return (values, run) => {
      needle ??= seen(right(values, run));
      return test(seen(left(values, run)), needle) !== negated;
    };
  };
}

/** Whether the needle stands in the text as whole terms: maximal runs of letters and digits. */
export function hasTerm(text: string, needle: string, begins: boolean, ends: boolean): boolean {
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
    const free = !begins || !joins(before(text, at), needle.slice(0, 2));
    if (free && (!ends || !joins(needle.slice(-1), text.slice(at + needle.length, at + needle.length + 2))))
      return true;
    if (needle === '') return false;
  }
  return false;
}

function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - 2), at);
}

/** Whether the last character of one text and the first of the next are of one term. */
function joins(left: string, right: string): boolean {
  return /[\p{L}\p{N}]$/u.test(left) && /^[\p{L}\p{N}]/u.test(right);
}
