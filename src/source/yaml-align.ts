/** How a scalar was written: what an aligner must know to walk its source. */
export interface Writing {
  /** Backslash escapes (double quotes). */
  readonly escapes: boolean;
  /** A doubled quote stands for one (single quotes). */
  readonly doubledQuote: boolean;
}

/**
 * For each UTF-16 unit of a scalar's value, the offset in the file that it was written at, and one more for its end.
 * Characters are exact in every style; white space that folding made is put where the line break stood.
 */
export function alignScalar(text: string, start: number, end: number, value: string, writing: Writing): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  let at = start;
  let unit = 0;
  while (unit < value.length) {
    const wanted = value[unit];
    if (writing.escapes && text[at] === '\\') {
      const written = escapeAt(text, at);
      if (written.units === 0) {
        at = skipSpace(text, at + written.length, end);
        continue;
      }
      for (let i = 0; i < written.units && unit < value.length; i++, unit++) offsets[unit] = at;
      at = Math.min(end, at + written.length);
      continue;
    }
    if (wanted === ' ' || wanted === '\n' || wanted === '\t') {
      if (wanted === '\n' && text[at] === '\r') at = Math.min(end, at + 1);
      offsets[unit] = at;
      if (at < end && text[at] === wanted) at += 1;
      unit += 1;
      continue;
    }
    if (text[at] !== wanted) {
      at = skipSpace(text, at, end);
      if (writing.escapes && text[at] === '\\') continue;
    }
    offsets[unit] = at;
    const length = writing.doubledQuote && wanted === "'" ? 2 : 1;
    at = Math.min(end, at + length);
    unit += 1;
  }
  offsets[value.length] = at;
  return offsets;
}

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** The escape at a backslash: its length in the source, and how many UTF-16 units it stands for (0: a joined line). */
function escapeAt(text: string, at: number): { length: number; units: number } {
  const letter = text[at + 1];
  if (letter === 'x') return { length: 4, units: 1 };
  if (letter === 'u') return { length: 6, units: 1 };
  if (letter === 'U') return { length: 10, units: Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
  if (letter === '\n' || letter === '\r') return { length: 2, units: 0 };
  return { length: 2, units: 1 };
}
