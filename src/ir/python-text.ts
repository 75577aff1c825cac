import type { Json } from './json.ts';
import { isList, printFloat } from './json.ts';

/** Python's `str()`: `None` for missing and null, `True`, `1.0`, text as it is, lists and objects as Python writes them. */
export function pythonText(value: Json | undefined): string {
  return typeof value === 'string' ? value : pythonRepr(value ?? null);
}

/** Python's `repr()`. */
export function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return pythonFloat(value);
  if (typeof value === 'string') return pythonString(value);
  if (isList(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${pythonString(k)}: ${pythonRepr(v)}`)
    .join(', ')}}`;
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
