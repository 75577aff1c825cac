import { pythonFloat } from '../python-text.ts';
import { mostMade } from './given.ts';
import type { Numeric } from './numbers.ts';
import { toFloat } from './numbers.ts';
import { fixed, general, scientific } from './write-float.ts';

/** Python's mini-language: https://docs.python.org/3/library/string.html#format-specification-mini-language */
const language = /^(?:(.)?([<>=^]))?([+\- ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** A number without its sign: what stands in front of its digits, the digits of its whole part, the rest. */
interface Written {
  readonly prefix: string;
  readonly whole: string;
  readonly rest: string;
}

/** Python's `format(value, spec)` of a number; missing where it raises. */
export function formatNumber(value: Numeric, text: string): string | undefined {
  const spec = specOf(text);
  if (spec === undefined || spec.width > mostMade) return undefined;
  const negative = value < 0 || Object.is(value, -0);
  const size = typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(value);
  const written = write(size, spec);
  if (written === undefined) return undefined;
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  return padded(sign + written.prefix, written, spec);
}

function specOf(text: string): Spec | undefined {
  const found = language.exec(text);
  if (found === null) return undefined;
  const [, fill, align, sign = '-', alternate, zero, width = '0', grouping = '', precision, type = ''] = found;
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: align ?? (zero === undefined ? '>' : '='),
    sign,
    alternate: alternate !== undefined,
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

function write(size: Numeric, spec: Spec): Written | undefined {
  const bases: Readonly<Record<string, number>> = { '': 10, d: 10, n: 10, b: 2, o: 8, x: 16, X: 16 };
  const base = bases[spec.type];
  if (typeof size === 'bigint' && base !== undefined) {
    if (spec.precision !== undefined || (spec.grouping === ',' && base !== 10)) return undefined;
    const digits = size.toString(base);
    const prefix = spec.alternate && base !== 10 ? `0${spec.type}` : '';
    return { prefix, whole: spec.type === 'X' ? digits.toUpperCase() : digits, rest: '' };
  }
  const float = toFloat(size);
  if (float === undefined || (spec.precision ?? 0) > 1000) return undefined;
  const text = Number.isFinite(float) ? writeFloat(float, spec) : pythonFloat(float) + (spec.type === '%' ? '%' : '');
  if (text === undefined) return undefined;
  const cased = /[EFG]/.test(spec.type) ? text.toUpperCase() : text;
  const whole = /^\d*/.exec(cased)?.[0] ?? '';
  return { prefix: '', whole, rest: cased.slice(whole.length) };
}

function writeFloat(value: number, { type, precision, alternate }: Spec): string | undefined {
  switch (type.toLowerCase()) {
    case 'f':
      return fixed(value, precision ?? 6, alternate);
    case 'e':
      return scientific(value, precision ?? 6, alternate);
    case 'g':
    case 'n':
      return general(value, precision ?? 6, alternate);
    case '%':
      return `${fixed(value * 100, precision ?? 6, alternate)}%`;
    case '': {
      if (precision === undefined) return pythonFloat(value);
      const text = general(value, precision, alternate, 1);
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
    default:
      return undefined;
  }
}

function padded(sign: string, { whole, rest }: Written, spec: Spec): string {
  const size = spec.grouping === '_' && /[boxX]/.test(spec.type) ? 4 : 3;
  const group = (digits: string): string =>
    spec.grouping === '' ? digits : digits.replace(new RegExp(`\\B(?=(?:[0-9a-fA-F]{${size}})+$)`, 'g'), spec.grouping);
  const room = spec.width - sign.length - rest.length;
  if (spec.align === '=' && spec.fill === '0' && whole !== '') {
    let digits = whole;
    while (group(digits).length < room) digits = `0${digits}`;
    return sign + group(digits) + rest;
  }
  const text = group(whole) + rest;
  const missing = Math.max(0, room - group(whole).length);
  const before = spec.align === '^' ? Math.floor(missing / 2) : spec.align === '<' ? 0 : missing;
  const [left, right] = [spec.fill.repeat(before), spec.fill.repeat(missing - before)];
  return spec.align === '=' ? sign + left + text : left + sign + text + right;
}
