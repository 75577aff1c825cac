import type { Ownership } from './functions/row.ts';
import type { Json } from './json.ts';
import { isList, printFloat } from './json.ts';

/**
 * Python's `str()`: `None` for missing and null, `True`, `1.0`, text as it is, lists and objects as Python writes them. `isOwn`
 * tells which lists are the event's own: those print as Panther's.
 */
export function pythonText(value: Json | undefined, isOwn?: Ownership): string {
  return typeof value === 'string' ? value : pythonRepr(value ?? null, isOwn);
}

/** Python's `repr()`. */
export function pythonRepr(value: Json, isOwn?: Ownership): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return pythonFloat(value);
  if (typeof value === 'string') return pythonString(value);
  if (isOwn?.(value)) return ownRepr(value);
  if (isList(value)) return `[${value.map((item) => pythonRepr(item, isOwn)).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${pythonString(k)}: ${pythonRepr(v, isOwn)}`)
    .join(', ')}}`;
}

/** What Panther's read-only containers print: an object as it is, a list as `ImmutableList(('a', 'b'))`; all inside is plain. */
function ownRepr(value: Json): string {
  if (!isList(value)) return pythonRepr(value);
  const items = value.map((item) => pythonRepr(item)).join(', ');
  return `ImmutableList((${items}${value.length === 1 ? ',' : ''}))`;
}

/** Python's `repr` of a float: exponents from 1e16 up and below 1e-4. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return printFloat(value);
}

/** What Python escapes: what is not printable, the space apart. */
const unprintable = /[\p{C}\p{Z}]/gu;

function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(/\\/g, '\\\\').replace(unprintable, escaped);
  return quote + (quote === "'" ? inside.replace(/'/g, "\\'") : inside) + quote;
}

function escaped(character: string): string {
  if (character === ' ') return character;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).padStart(Number(digits), '0')}`;
}
