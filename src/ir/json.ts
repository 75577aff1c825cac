/**
 * JSON read without loss: an integer is a `bigint`, a number with a fraction or exponent is a `number`.
 * So 2^63 keeps its digits, and `1` stays apart from `1.0` (which shows in `str()`).
 */
export type Json = null | boolean | string | bigint | number | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for an object that is neither null nor a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list. `Array.isArray` does not narrow a readonly array. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for an integer or a number with a fraction. */
export function isNumber(value: Json | undefined): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** JSON text that keeps key order and number kinds: `1n` prints `1`, `1` prints `1.0`. `indent` as in `JSON.stringify`. */
export function printJson(value: Json, indent = 0): string {
  return print(value, indent, '');
}

function print(value: Json, indent: number, margin: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return printFloat(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = margin + ' '.repeat(indent);
  const items = isList(value)
    ? value.map((item) => print(item, indent, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${print(item, indent, inner)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  if (items.length === 0) return `${open}${close}`;
  return indent === 0
    ? `${open}${items.join(', ')}${close}`
    : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${margin}${close}`;
}

/** A float as Python and JSON write it: always with a point or an exponent. */
export function printFloat(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.eEn]/.test(text) ? text : `${text}.0`;
}

/** Plain JavaScript JSON for consumers that know no bigint (JSON Schema, templates). Integers beyond 2^53 become text. */
export function toPlain(value: Json): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (isList(value)) return value.map(toPlain);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toPlain(v)]));
  return value;
}

/** Reads JSON text into lossless JSON. Throws SyntaxError on text that is not JSON. */
export function parseJson(text: string): Json {
  return new Reader(text).document();
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail();
    return value;
  }

  private value(depth: number): Json {
    if (depth > 500) throw new SyntaxError('JSON is nested more than 500 levels deep');
    this.space();
    const c = this.text[this.at];
    if (c === '{') return this.object(depth);
    if (c === '[') return this.list(depth);
    if (c === '"') return this.string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(depth: number): Json {
    const out: Record<string, Json> = Object.create(null) as Record<string, Json>;
    this.at += 1;
    for (let first = true; ; first = false) {
      this.space();
      if (this.text[this.at] === '}') break;
      if (!first) this.expect(',');
      this.space();
      if (this.text[this.at] !== '"') this.fail();
      const key = this.string();
      this.space();
      this.expect(':');
      out[key] = this.value(depth + 1);
    }
    this.at += 1;
    return out;
  }

  private list(depth: number): Json {
    const out: Json[] = [];
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] === ']') break;
      if (out.length > 0) this.expect(',');
      out.push(this.value(depth + 1));
    }
    this.at += 1;
    return out;
  }

  private string(): string {
    const start = this.at;
    for (let at = start + 1; at < this.text.length; at++) {
      const c = this.text[at];
      if (c === '\\') at += 1;
      else if (c === '"') {
        this.at = at + 1;
        return JSON.parse(this.text.slice(start, this.at)) as string;
      }
    }
    return this.fail();
  }

  private number(): bigint | number {
    const pattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return this.fail();
    this.at += match[0].length;
    return match[1] === undefined && match[2] === undefined ? BigInt(match[0]) : Number(match[0]);
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private expect(c: string): void {
    if (this.text[this.at] !== c) this.fail();
    this.at += 1;
  }

  private fail(): never {
    throw new SyntaxError(`Unexpected ${this.text[this.at] ?? 'end of text'} at offset ${this.at} of JSON`);
  }
}
