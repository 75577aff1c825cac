import type { CharacterSet, Literal } from './tree.ts';

/** Two characters are the same under Python's IGNORECASE if and only if these keys are equal. */
export function foldOf(ascii: boolean): (code: number) => string {
  return ascii ? (code) => String(lower(code, true)) : unicodeFold;
}

/** Characters whose lower cases have one upper case count as one: `i`, `I`, `İ`, `ı`; `k` and the Kelvin sign; `σ` and `ς`. */
function unicodeFold(code: number): string {
  return String.fromCodePoint(lower(code, false)).toUpperCase();
}

/** The lower case, one character for one as Python's regexes take it; `ascii` leaves all others alone. */
export function lower(code: number, ascii: boolean): number {
  if (code < 128) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  return ascii ? code : (String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? code);
}

/** The code points of a range that have case: no others can match by it. */
export function* foldable(from: number, to: number): Generator<number> {
  for (const [first, last] of casedBlocks) {
    for (let code = Math.max(from, first); code <= Math.min(to, last); code++) yield code;
  }
}

/** Every character with an upper and a lower case lies in these blocks of Unicode. */
const casedBlocks: readonly (readonly [number, number])[] = [
  [0x41, 0x24f],
  [0x250, 0x2af],
  [0x345, 0x587],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1cbf],
  [0x1d79, 0x1d8e],
  [0x1e00, 0x1fff],
  [0x2126, 0x2188],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2d2d],
  [0xa640, 0xa7ff],
  [0xab53, 0xabbf],
  [0xfb00, 0xfb17],
  [0xff21, 0xff5a],
  [0x10400, 0x10cff],
  [0x10d50, 0x10d85],
  [0x118a0, 0x118df],
  [0x16e40, 0x16ed3],
  [0x1e900, 0x1e943],
];

/** All characters that are the same but for case as some character of the range that has case, those of the range included. */
export function caseKin(from: number, to: number, ascii: boolean): number[] {
  const kin = new Set<number>();
  for (const code of foldable(from, to)) {
    const family = familyOf(code, ascii);
    if (family.length > 1) for (const member of family) kin.add(member);
  }
  return [...kin].sort((a, b) => a - b);
}

/** Whether ignoring case makes a difference to the node. Classes hold letters of both cases. */
export function isCased(node: CharacterSet | Literal): boolean {
  if (node.kind === 'literal') return hasCase(node.code, node.code, node.ascii);
  return node.items.some((item) => item.kind === 'range' && hasCase(item.from, item.to, node.ascii));
}

function hasCase(from: number, to: number, ascii: boolean): boolean {
  for (const code of foldable(from, to)) {
    const small = lower(code, true);
    if ((small >= 0x61 && small <= 0x7a) || familyOf(code, ascii).length > 1) return true;
  }
  return false;
}

function familyOf(code: number, ascii: boolean): readonly number[] {
  if (!ascii) {
    families ??= readFamilies();
    return families.get(unicodeFold(code)) ?? [];
  }
  const small = lower(code, true);
  return small >= 0x61 && small <= 0x7a ? [small - 32, small] : [];
}

/** Characters by their fold; made when first needed. */
let families: ReadonlyMap<string, readonly number[]> | undefined;

function readFamilies(): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const code of foldable(0, 0x10ffff)) {
    const fold = unicodeFold(code);
    const family = found.get(fold);
    if (family === undefined) found.set(fold, [code]);
    else family.push(code);
  }
  return found;
}
