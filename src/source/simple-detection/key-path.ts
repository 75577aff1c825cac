import type { Step } from '../../ir/path.ts';

/** A path cut at its wildcards: `a[*].b` is `[['a'], ['b']]`. One part where there is none. */
export type KeyPath = readonly (readonly Step[])[];

/** The steps of Panther's `a.b`, `a[2]`, `a[*].b` and `a["odd.key"]`; a sentence that says what is wrong with another text. */
export function parseKeyPath(text: string): KeyPath | { readonly problem: string } {
  const parts: Step[][] = [[]];
  const token = /\[\*\]|\[(-?\d{1,9})\]|\[("(?:[^"\\]|\\.)*"|'[^']*')\]|(\.?)([^.[\]]+)/y;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) return { problem: `cannot be read at "${text.slice(at)}"` };
    const [whole, index, quoted, dot, key] = match;
    const steps = parts.at(-1) ?? [];
    if (whole === '[*]') {
      if (steps.length === 0) return { problem: 'names no list before [*]' };
      parts.push([]);
    } else if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) {
      const inner = unquote(quoted);
      if (inner === undefined) return { problem: `holds the unreadable key ${quoted}` };
      steps.push(inner);
    } else if (key !== undefined) {
      if ((dot === '') !== (at === 0)) return { problem: `lacks a dot, or has one too many, before "${key}"` };
      steps.push(key);
    }
  }
  const [first] = parts;
  return first === undefined || first.length === 0 ? { problem: 'names no field' } : parts;
}

function unquote(quoted: string): string | undefined {
  if (quoted.startsWith("'")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string; // a JSON string by the pattern that matched it
  } catch {
    return undefined;
  }
}
