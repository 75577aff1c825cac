import { characters, isSpace } from './given.ts';

/** Python's `text.split(separator, most)`. */
export function splitAt(text: string, separator: string, most: number): readonly string[] {
  const pieces = text.split(separator);
  if (pieces.length - 1 <= most) return pieces;
  return [...pieces.slice(0, most), pieces.slice(most).join(separator)];
}

/** Python's `text.rsplit(separator, most)`: separators are found from the end, which differs where they overlap. */
export function splitAtEnd(text: string, separator: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let end = text.length;
  for (let left = most; left > 0; left--) {
    const at = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    pieces.push(text.slice(at + separator.length, end));
    end = at;
  }
  return [...pieces, text.slice(0, end)].reverse();
}

/** Python's `text.split(None, most)`: white space at the ends counts for nothing, but after the last split it stays at the end. */
export function wordsOf(text: string, most: number): readonly string[] {
  const all = characters(text);
  const words: string[] = [];
  let at = 0;
  const skip = (spaces: boolean): void => {
    while (at < all.length && isSpace(all[at] ?? '') === spaces) at += 1;
  };
  for (skip(true); at < all.length; skip(true)) {
    const start = at;
    if (words.length >= most) return [...words, all.slice(start).join('')];
    skip(false);
    words.push(all.slice(start, at).join(''));
  }
  return words;
}

/** Python's `splitlines()`. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Python's `text.replace(from, to)`: an empty text stands before each character and at the end. */
export function replaceAll(text: string, from: string, to: string): string {
  if (from !== '') return text.split(from).join(to);
  return [...characters(text).map((character) => to + character), to].join('');
}

/** How often a text is in another, without overlapping. */
export function countIn(text: string, part: string): number {
  return part === '' ? characters(text).length + 1 : text.split(part).length - 1;
}
