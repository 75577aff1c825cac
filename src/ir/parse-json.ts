import type { Json } from './json.ts';

/** A value read out of a longer text, and where it ends. */
export interface JsonPart {
  readonly value: Json;
  readonly end: number;
}

/** Text that is not JSON; `at` is the offset in the text where that showed. */
export class JsonError extends SyntaxError {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Reads JSON text into lossless JSON. Throws JsonError (a SyntaxError) on text that is not JSON. */
export function parseJson(text: string): Json {
  const reader = new Reader(text, 0);
  const value = reader.value(0);
  reader.space();
  if (reader.at < text.length) reader.fail();
  return value;
}

/**
 * Reads the value that starts at or after an offset; what follows it is left. Throws JsonError. `asYaml`: what YAML takes
 * otherwise is read as YAML does (a comma after the last item), or not at all (a key that stands twice, an infinite number).
 */
export function parseJsonAt(text: string, at: number, asYaml = false): JsonPart {
  const reader = new Reader(text, at, asYaml);
  const value = reader.value(0);
  return { value, end: reader.at };
}

/**
 * An object whose prototype has nothing: no key of a text can be mistaken for an inherited one, `__proto__` is a key like any other,
 * and the engine keeps it as fast as a literal (which it does not for `Object.create(null)`).
 */
const Bare = function Bare() {} as unknown as new () => Record<string, Json>; // a function made by hand, since a class's prototype has a constructor
Bare.prototype = Object.create(null) as object;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const deepest = 500;

class Reader {
  at: number;
  private readonly text: string;
  private readonly asYaml: boolean;

  constructor(text: string, at: number, asYaml = false) {
    this.text = text;
    this.at = at;
    this.asYaml = asYaml;
  }

  value(depth: number): Json {
    if (depth > deepest) throw new JsonError(`JSON is nested more than ${deepest} levels deep`, this.at);
    switch (this.space()) {
      case quote:
        return this.string();
      case 0x7b: // {
        return this.object(depth);
      case 0x5b: // [
        return this.list(depth);
      case 0x74: // t
        return this.word('true', true);
      case 0x66: // f
        return this.word('false', false);
      case 0x6e: // n
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  /** Skips white space; gives the character after it, NaN at the end. */
  space(): number {
    const { text } = this;
    let { at } = this;
    let c = text.charCodeAt(at);
    while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
      at += 1;
      c = text.charCodeAt(at);
    }
    this.at = at;
    return c;
  }

  fail(): never {
    const { text, at } = this;
    const met = at < text.length ? JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0)) : 'end of text';
    throw new JsonError(`Unexpected ${met} at offset ${at} of JSON`, at);
  }

  private object(depth: number): Json {
    const out = new Bare();
    this.at += 1;
    if (this.space() === 0x7d) {
      this.at += 1;
      return out;
    }
    for (;;) {
      if (this.space() !== quote) this.fail();
      const key = this.string();
      if (this.asYaml && Object.hasOwn(out, key)) this.fail();
      if (this.space() !== 0x3a) this.fail();
      this.at += 1;
      out[key] = this.value(depth + 1);
      if (this.ends(0x7d)) return out;
    }
  }

  private list(depth: number): Json {
    const out: Json[] = [];
    this.at += 1;
    if (this.space() === 0x5d) {
      this.at += 1;
      return out;
    }
    for (;;) {
      out.push(this.value(depth + 1));
      if (this.ends(0x5d)) return out;
    }
  }

  /** After an item: true past the closing bracket, false past a comma. */
  private ends(close: number): boolean {
    const c = this.space();
    if (c !== close && c !== comma) this.fail();
    this.at += 1;
    if (c === close || !this.asYaml || this.space() !== close) return c === close;
    this.at += 1;
    return true;
  }

  private string(): string {
    const { text } = this;
    const start = this.at + 1;
    for (let at = start; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === quote) {
        this.at = at + 1;
        return text.slice(start, at);
      }
      if (c === backslash) return this.escaped(start - 1, at);
      if (c < 0x20) {
        this.at = at;
        return this.fail();
      }
    }
    this.at = text.length;
    return this.fail();
  }

  /** A string with an escape at `from`: its end is sought here, its meaning is left to the engine. */
  private escaped(start: number, from: number): string {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === backslash) at += 1;
      else if (c === quote) {
        try {
          const value = JSON.parse(text.slice(start, at + 1)) as string; // a JSON text in quotes is a string
          this.at = at + 1;
          return value;
        } catch {
          this.at = start;
          throw new JsonError(`A text at offset ${start} of JSON has an unknown escape or a control character`, start);
        }
      }
    }
    this.at = text.length;
    return this.fail();
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return value;
  }

  private number(): bigint | number {
    const { text } = this;
    const start = this.at;
    const negative = text.charCodeAt(start) === 0x2d;
    let at = negative ? start + 1 : start;
    const first = at;
    let whole = 0;
    for (let c = text.charCodeAt(at); c >= 0x30 && c <= 0x39; c = text.charCodeAt(at)) {
      whole = whole * 10 + c - 0x30;
      at += 1;
    }
    if (at === first) {
      this.at = at;
      return this.fail();
    }
    // JSON has no leading zeros: the number ends after one, as `01` is then refused by what follows.
    if (text.charCodeAt(first) === 0x30 && at > first + 1) {
      this.at = first + 1;
      return this.fail();
    }
    const next = text.charCodeAt(at);
    if (next === 0x2e || next === 0x65 || next === 0x45) return this.fraction(start, at);
    this.at = at;
    if (at - first <= 15) return BigInt(negative ? -whole : whole);
    return BigInt(text.slice(start, at));
  }

  /** A number from `start` that has a fraction or an exponent at `from`. */
  private fraction(start: number, from: number): number {
    const pattern = /(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = from;
    const end = from + (pattern.exec(this.text)?.[0].length ?? 0);
    this.at = end;
    // A point or exponent without digits stays unread: `1.` is refused by what follows, as an integer would be.
    if (end === from) return this.fail();
    const value = Number(this.text.slice(start, end));
    return this.asYaml && !Number.isFinite(value) ? this.fail() : value;
  }
}
