import { foldable, foldOf, lower } from './case.ts';
import type { Character, CharacterClass, CharacterSet, SetItem } from './tree.ts';

/** Whether a code point is the one meant. */
export type CharacterTest = (code: number) => boolean;

/** What matches one character, as a test of a code point with Python's meaning of case and classes. */
export function testOf(node: Character): CharacterTest {
  switch (node.kind) {
    case 'any':
      return node.newline ? () => true : (code) => code !== 10;
    case 'literal': {
      const { code: wanted } = node;
      if (!node.ignoreCase) return (code) => code === wanted;
      const key = foldOf(node.ascii)(wanted);
      return tabled((code) => foldOf(node.ascii)(code) === key);
    }
    case 'set':
      return tabled(setTest(node));
  }
}

/**
 * Under IGNORECASE Python looks up the lower case of the text's character among the lower cases of the set's (and their kin), and
 * asks classes about that lower case too.
 */
function setTest(node: CharacterSet): CharacterTest {
  const { negated, ascii } = node;
  const tests = node.items.map((item) => itemTest(item, ascii));
  const plain: CharacterTest = (code) => tests.some((test) => test(code));
  if (!node.ignoreCase) return (code) => plain(code) !== negated;
  const classes = node.items.flatMap((item) => (item.kind === 'class' ? [itemTest(item, ascii)] : []));
  const folded = new Set<string>();
  for (const item of node.items) {
    if (item.kind === 'range') for (const code of foldable(item.from, item.to)) folded.add(foldOf(ascii)(code));
  }
  const inRange: CharacterTest = (code) =>
    node.items.some((item) => item.kind === 'range' && code >= item.from && code <= item.to);
  return (code) => {
    const hit = inRange(code) || folded.has(foldOf(ascii)(code)) || classes.some((test) => test(lower(code, ascii)));
    return hit !== negated;
  };
}

function itemTest(item: SetItem, ascii: boolean): CharacterTest {
  if (item.kind === 'range') return (code) => code >= item.from && code <= item.to;
  const test = classTest(item, ascii);
  return item.negated ? (code) => !test(code) : test;
}

function classTest({ name }: CharacterClass, ascii: boolean): CharacterTest {
  const pattern = (ascii ? asciiClasses : unicodeClasses)[name];
  return (code) => pattern.test(String.fromCodePoint(code));
}

/** Python's `str.isdecimal`, `str.isspace` and `str.isalnum` or `_`: not what other engines mean by these letters. */
const unicodeClasses = {
  digit: /^\p{Nd}$/u,
  word: /^[\p{L}\p{N}_]$/u,
  space: /^[\t-\r\x1c-\x20\x85\p{Z}]$/u,
} as const;
const asciiClasses = { digit: /^[0-9]$/, word: /^[0-9A-Za-z_]$/, space: /^[\t-\r ]$/ } as const;

/** Whether Python's `\w` matches the code point. */
export function isWord(code: number, ascii: boolean): boolean {
  if (code < 128 || ascii) return code < 128 && wordTable[code] === 1;
  return unicodeClasses.word.test(String.fromCodePoint(code));
}

const wordTable = Uint8Array.from({ length: 128 }, (_, code) =>
  asciiClasses.word.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Remembers the answers for ASCII, where nearly all text lies. */
function tabled(test: CharacterTest): CharacterTest {
  const table = new Uint8Array(128);
  return (code) => {
    if (code >= 128) return test(code);
    const known = table[code];
    if (known !== 0) return known === 1;
    const answer = test(code);
    table[code] = answer ? 1 : 2;
    return answer;
  };
}
