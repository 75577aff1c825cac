import { asNumber } from '../compare.ts';
import type { Json } from '../json.ts';
import { isList } from '../json.ts';
import { characters, mostMade } from './given.ts';

/** Where the two texts agree: so many characters, from `a` and `b` on. */
interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

/** The ratio of Python's `difflib.SequenceMatcher(None, a, b)` of texts or lists; undefined for what is too long to compare. */
export function similarity(left: Json, right: Json): number | undefined {
  const [a, b] = [partsOf(left), partsOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (a.length + b.length === 0) return 1;
  const places = placesIn(b);
  let matched = 0;
  let steps = 0;
  const open = [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    steps += (part.toA - part.fromA) * Math.max(1, Math.min(200, part.toB - part.fromB));
    if (steps > 20 * mostMade) return undefined;
    const { a: atA, b: atB, size } = longest(a, b, places, part);
    if (size === 0) continue;
    matched += size;
    open.push({ ...part, toA: atA, toB: atB }, { ...part, fromA: atA + size, fromB: atB + size });
  }
  return (2 * matched) / (a.length + b.length);
}

/** The characters of a text, or the elements of a list, each as a text that is the same for equal ones. */
function partsOf(value: Json): readonly string[] | undefined {
  if (typeof value === 'string') return characters(value);
  if (!isList(value)) return undefined;
  const parts = value.map((item) => {
    if (typeof item === 'string') return item;
    return typeof item === 'object' && item !== null ? undefined : `\0${String(asNumber(item) ?? item)}`;
  });
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** Where each character stands in a text; in one of 200 characters and more, those that are frequent count for nothing. */
function placesIn(b: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [i, character] of b.entries()) {
    const known = places.get(character);
    if (known === undefined) places.set(character, [i]);
    else known.push(i);
  }
  if (b.length < 200) return places;
  const frequent = Math.floor(b.length / 100) + 1;
  return new Map([...places].filter(([, at]) => at.length <= frequent));
}

function longest(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  { fromA, toA, fromB, toB }: { fromA: number; toA: number; fromB: number; toB: number },
): Block {
  let best: Block = { a: fromA, b: fromB, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = fromA; i < toA; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? '') ?? []) {
      if (j < fromB) continue;
      if (j >= toB) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  return grown(a, b, best, { fromA, toA, fromB, toB });
}

/** A block with the frequent characters around it that are the same too. */
function grown(
  a: readonly string[],
  b: readonly string[],
  block: Block,
  { fromA, toA, fromB, toB }: { fromA: number; toA: number; fromB: number; toB: number },
): Block {
  let { a: atA, b: atB, size } = block;
  while (atA > fromA && atB > fromB && a[atA - 1] === b[atB - 1]) {
    atA -= 1;
    atB -= 1;
    size += 1;
  }
  while (atA + size < toA && atB + size < toB && a[atA + size] === b[atB + size]) size += 1;
  return { a: atA, b: atB, size };
}
