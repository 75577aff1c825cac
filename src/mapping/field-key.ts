import type { Step } from '../ir/path.ts';

/** A step of a field's path; `list`: the path crosses into the elements of the list that the step leads to. */
export interface FieldStep {
  readonly step: Step;
  readonly list: boolean;
}

/** How mapping files spell a field: `a.b`, `a[].b` across a list, `a[0].b` at an index, odd keys in backticks. */
export function printFieldKey(parts: readonly FieldStep[]): string {
  return parts
    .map(({ step, list }, i) => {
      const text = typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${printKey(step)}`;
      return list ? `${text}[]` : text;
    })
    .join('');
}

/** One key as a path writes it: bare where it may stand so, else in backticks. */
export function printKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : `\`${key.replace(/[\\`]/g, '\\$&')}\``;
}

/** Reads a field as mapping files spell it; undefined where it is none. */
export function parseFieldKey(text: string): readonly FieldStep[] | undefined {
  const parts: FieldStep[] = [];
  let at = 0;
  while (at < text.length || parts.length === 0) {
    const token = tokenAt(text, at, parts.length === 0);
    if (token === undefined) return undefined;
    at += token.length;
    if (token.step !== undefined) parts.push({ step: token.step, list: false });
    else {
      const last = parts.pop();
      if (last === undefined || last.list) return undefined;
      parts.push({ ...last, list: true });
    }
  }
  return parts;
}

const bare = /[A-Za-z_@][A-Za-z0-9_@:/-]*/y;
const quoted = /`((?:[^`\\]|\\.)+)`/y;
const index = /\[(-?\d{1,9})\]/y;

/** A key with its dot, an index, or `[]` (no step). */
function tokenAt(text: string, at: number, first: boolean): { step?: Step; length: number } | undefined {
  if (text.startsWith('[]', at)) return { length: 2 };
  const number = match(index, text, at);
  if (number) return first ? undefined : { step: Number(number[1]), length: number[0].length };
  const dot = first ? 0 : 1;
  if (!first && text[at] !== '.') return undefined;
  const key = match(bare, text, at + dot);
  if (key) return { step: key[0], length: key[0].length + dot };
  const odd = match(quoted, text, at + dot);
  const name = odd && unquote(odd[1] ?? '');
  return odd && name !== undefined ? { step: name, length: odd[0].length + dot } : undefined;
}

/** The key between backticks: JSON escapes, and an escaped backtick. */
function unquote(inside: string): string | undefined {
  const json = inside.replace(/\\[\s\S]|"/g, (found) => (found === '"' ? '\\"' : found === '\\`' ? '`' : found));
  try {
    return JSON.parse(`"${json}"`) as string; // JSON text in quotes is a string
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
