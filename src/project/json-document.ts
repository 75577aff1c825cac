import type { Json } from '../ir/json.ts';
import type { JsonPart } from '../ir/parse-json.ts';
import { JsonError, parseJsonAt } from '../ir/parse-json.ts';
import type { JsonRead } from './json-lines.ts';

/**
 * The values of JSON text over several lines: the elements of a list one by one, an object, or several of either after one another.
 * Only the element at hand is held.
 */
export function* readJsonDocument(chunks: Iterable<Buffer>): Generator<JsonRead, void, void> {
  const input = new Input(chunks);
  let inList = false;
  let afterElement = false;
  try {
    for (;;) {
      const c = input.next();
      if (c === undefined && !inList) return;
      if (inList && c === ']') {
        input.at += 1;
        inList = false;
        afterElement = false;
      } else if (inList && afterElement) {
        if (c !== ',') return yield stopped(input, c, 'a comma or the end of the list');
        input.at += 1;
        afterElement = false;
        if (input.next() === ']') return yield stopped(input, ']', 'an event');
      } else if (!inList && c === '[') {
        input.at += 1;
        inList = true;
      } else {
        const line = input.line();
        yield { kind: 'value', value: input.value(), line };
        afterElement = true;
      }
    }
  } catch (error) {
    if (error instanceof JsonError) {
      input.at = Math.min(error.at, input.text.length);
      const ended = input.at >= input.text.length;
      const detail = ended
        ? 'The text ends inside an event.'
        : `This is no JSON: ${error.message.replace(/ at offset \d+ of JSON/, '').replace(/^Un/, 'un')}.`;
      yield { kind: 'broken', detail, line: input.line(), ends: true };
    } else if (error instanceof TypeError || error instanceof RangeError) {
      // TextDecoder throws a TypeError on bytes that are no UTF-8, and texts have a greatest length.
      const detail = error instanceof TypeError ? 'This is not UTF-8 text.' : 'The event is too long to be held.';
      yield { kind: 'broken', detail, line: input.line(), ends: true };
    } else throw error;
  }
}

function stopped(input: Input, met: string | undefined, wanted: string): JsonRead {
  const detail =
    met === undefined
      ? 'The text ends inside its list.'
      : `This is no JSON: ${wanted} should stand here, not ${JSON.stringify(met)}.`;
  return { kind: 'broken', detail, line: input.line(), ends: true };
}

/** Text that is read on when needed. */
class Input {
  text = '';
  at = 0;
  private ended = false;
  private linesBefore = 1;
  private counted = 0;
  private readonly chunks: Iterator<Buffer>;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(chunks: Iterable<Buffer>) {
    this.chunks = chunks[Symbol.iterator]();
  }

  /** The next character that is no white space, not consumed; undefined at the end. */
  next(): string | undefined {
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined) {
        if (!this.more()) return undefined;
      } else if (c === ' ' || c === '\n' || c === '\r' || c === '\t') this.at += 1;
      else return c;
    }
  }

  /** The value at hand. Throws JsonError. */
  value(): Json {
    for (;;) {
      const part = this.tryValue();
      if (part !== undefined) {
        this.at = part.end;
        return part.value;
      }
      this.more();
    }
  }

  /** Undefined where the text at hand ends too early to tell. */
  private tryValue(): JsonPart | undefined {
    try {
      const part = parseJsonAt(this.text, this.at);
      return part.end === this.text.length && !this.ended && typeof part.value !== 'object' ? undefined : part;
    } catch (error) {
      // A word such as `true` fails where it starts.
      if (error instanceof JsonError && !this.ended && error.at >= this.text.length - 8) return undefined;
      throw error;
    }
  }

  /** The line of the place at hand. */
  line(): number {
    for (let at = this.text.indexOf('\n', this.counted); at >= 0 && at < this.at; at = this.text.indexOf('\n', at + 1))
      this.linesBefore += 1;
    this.counted = Math.max(this.counted, this.at);
    return this.linesBefore;
  }

  /** Reads at least as much as is held already, so that a long value is read again only a few times. */
  private more(): boolean {
    this.line();
    const held = this.text.slice(this.at);
    const read: string[] = [];
    let length = 0;
    while (!this.ended && length <= held.length) {
      const { value, done } = this.chunks.next();
      this.ended = done === true;
      const text = value === undefined ? this.decoder.decode() : this.decoder.decode(value, { stream: true });
      read.push(text);
      length += text.length;
    }
    this.text = held + read.join('');
    this.at = 0;
    this.counted = 0;
    return length > 0;
  }
}
