import type { Step } from '../../ir/path.ts';

/**
 * The steps of a dotted path as Panther's own keys write it (`a`, `a.b`, `a:b`, `a[0].b`), odd keys as they are or between
 * backticks; undefined where a key is empty or a bracket holds no whole number.
 */
export function parseKeyPath(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const piece = /([.:]?)(?:`((?:[^`\\]|\\.)*)`|([^.:[\]`]+))|\[(-?\d{1,15})\]/y;
  while (piece.lastIndex < text.length) {
    const first = piece.lastIndex === 0;
    const match = piece.exec(text);
    if (match === null) return undefined;
    const [, separator, quoted, bare, index] = match;
    if (index !== undefined) steps.push(Number(index));
    else {
      const key = quoted === undefined ? bare : unescapeKey(quoted);
      if (key === undefined || first !== (separator === '')) return undefined;
      steps.push(key);
    }
  }
  return steps.length === 0 ? undefined : steps;
}

function unescapeKey(inside: string): string | undefined {
  const json = inside.replace(/\\.|"/g, (found) => (found === '"' ? '\\"' : found === '\\`' ? '`' : found));
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
