/** Raised inside the parser only; `parseRegex` turns it into a value. `at` counts code points, as Python does. */
export class RegexSyntaxError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** A place in a pattern, read one code point at a time. */
export class Cursor {
  at = 0;
  readonly characters: readonly string[];

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  /** The next character, or undefined at the end. */
  get next(): string | undefined {
    return this.characters[this.at];
  }

  /** Takes the next character. */
  take(): string | undefined {
    const c = this.characters[this.at];
    if (c !== undefined) this.at += 1;
    return c;
  }

  /** Takes the next character if it is this one. */
  skip(c: string): boolean {
    if (this.next !== c) return false;
    this.at += 1;
    return true;
  }

  /** Takes up to `limit` characters that the pattern (of one character) matches. */
  takeWhile(pattern: RegExp, limit = Number.POSITIVE_INFINITY): string {
    const start = this.at;
    while (this.at - start < limit && this.next !== undefined && pattern.test(this.next)) this.at += 1;
    return this.since(start);
  }

  /** Takes the text up to the terminator, and the terminator; `name` names the text in errors. */
  takeUntil(terminator: string, name: string): string {
    const start = this.at;
    for (let c = this.take(); c !== terminator; c = this.take()) {
      if (c !== undefined) continue;
      if (this.at === start) throw new RegexSyntaxError(`missing ${name}`, start);
      throw new RegexSyntaxError(`missing ${terminator}, unterminated name`, start);
    }
    if (this.at === start + 1) throw new RegexSyntaxError(`missing ${name}`, start);
    return this.characters.slice(start, this.at - 1).join('');
  }

  /** The text from an earlier place up to here. */
  since(start: number): string {
    return this.characters.slice(start, this.at).join('');
  }

  /** The UTF-16 offset of a place. */
  offsetOf(at: number): number {
    return this.characters.slice(0, at).join('').length;
  }
}
