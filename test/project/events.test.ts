import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printJson } from '../../src/ir/json.ts';
import { readEvents } from '../../src/project/events.ts';
import { readJsonDocument } from '../../src/project/json-document.ts';
import { readJsonLines } from '../../src/project/json-lines.ts';
import { scratch } from '../support/command-line.ts';

const folder = scratch();

/** `line: event` for each event of a file with this content, then what was reported. */
function reading(content: string | Buffer): { events: string[]; problems: string[] } {
  const problems: string[] = [];
  writeFileSync(folder.path('events.json'), content);
  const events = [
    ...readEvents(folder.path('events.json'), (found) => problems.push(`${found.code}: ${found.message}`)),
  ].map(({ event, line }) => `${line}: ${printJson(event)}`);
  return { events, problems: problems.map((text) => text.replace(/: \S*events\.json/, ': events.json')) };
}

const three = ['1: {"a": 1}', '2: {"a": 2}', '3: {"a": 3}'];

describe('events of a file', () => {
  it('one a line, whatever the line ends, with blank lines and a byte order mark', () => {
    expect(reading('{"a":1}\n{"a":2}\n{"a":3}')).toEqual({ events: three, problems: [] });
    expect(reading('\ufeff{"a":1}\r\n{"a":2}\r\n{"a":3}\r\n')).toEqual({ events: three, problems: [] });
    expect(reading('\n  \n{"a":1}\n\n')).toEqual({ events: ['3: {"a": 1}'], problems: [] });
  });

  it('a list, on one line or many; an object over several lines; several after one another', () => {
    expect(reading('[{"a":1},{"a":2}]').events).toEqual(['1: {"a": 1}', '1: {"a": 2}']);
    expect(reading('[\n{"a":1}\n,\n{"a":2}]\n').events).toEqual(['2: {"a": 1}', '4: {"a": 2}']);
    expect(reading('{\n  "a": 1\n}\n').events).toEqual(['1: {"a": 1}']);
    expect(reading('{\n  "a": 1\n}\n{\n  "a": 2\n}').events).toEqual(['1: {"a": 1}', '4: {"a": 2}']);
    expect(reading('[{"a":1}]\n[{"a":2}]\n').events).toEqual(['1: {"a": 1}', '2: {"a": 2}']);
  });

  it('nothing in an empty file or list', () => {
    for (const text of ['', '\n\n', '[]', '[ ]\n', '\ufeff'])
      expect(reading(text)).toEqual({ events: [], problems: [] });
  });

  it("a Panther test counts as its log; an event's own Log does not", () => {
    expect(reading('{"Name":"x","ExpectedResult":true,"Log":{"a":1}}').events).toEqual(['1: {"a": 1}']);
    expect(reading('{"Log":{"a":1}}').events).toEqual(['1: {"Log": {"a": 1}}']);
  });

  it('integers keep their digits', () => {
    expect(reading('{"a":9223372036854775808,"b":1.0}').events).toEqual(['1: {"a": 9223372036854775808, "b": 1.0}']);
  });

  it('a broken line costs itself alone, and is told with its line', () => {
    const { events, problems } = reading('{"a":1}\n{"a":\nnonsense\n{"a":1} {"b":2}\n"text"\n{"a":2}\n');
    expect(events).toEqual(['1: {"a": 1}', '6: {"a": 2}']);
    expect(problems).toEqual([
      'event-broken: events.json:2: The JSON does not end on its line.',
      'event-broken: events.json:3: This is no JSON: unexpected "n" at column 1.',
      'event-broken: events.json:4: The JSON ends at column 8, and more follows it.',
      'event-broken: events.json:5: An event is a JSON object, this is a text.',
    ]);
  });

  it('a first line that is broken does not make the file one document', () => {
    expect(reading('{"a":\n{"a":2}\n').events).toEqual(['2: {"a": 2}']);
  });

  it('many broken lines are counted, not listed', () => {
    const { problems } = reading('x\n'.repeat(1000));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('events-more-broken: events.json: 980 more events cannot be read.');
  });

  it('a broken list is read up to the fault, and the fault has its line', () => {
    const told = (text: string): unknown => {
      const { events, problems } = reading(text);
      return [events.length, ...problems];
    };
    expect(told('[\n{"a":1},\n{"a":}\n]')).toEqual([
      1,
      'events-stopped: events.json:3: This is no JSON: unexpected "}". Nothing after it was read.',
    ]);
    expect(told('[\n{"a":1}\n{"a":2}]')).toEqual([
      1,
      'events-stopped: events.json:3: This is no JSON: a comma or the end of the list should stand here, not "{". Nothing after it was read.',
    ]);
    expect(told('[{"a":1},\n]')).toEqual([
      1,
      'events-stopped: events.json:2: This is no JSON: an event should stand here, not "]". Nothing after it was read.',
    ]);
    expect(told('[\n{"a":1}\n')).toEqual([
      1,
      'events-stopped: events.json:3: The text ends inside its list. Nothing after it was read.',
    ]);
    expect(told('[\n{"a":"b')).toEqual([
      0,
      'events-stopped: events.json:2: The text ends inside an event. Nothing after it was read.',
    ]);
    expect(told('[1, {"a":1}]')).toEqual([
      1,
      'event-broken: events.json:1: An event is a JSON object, this is a number.',
    ]);
  });

  it('what is no text is refused, not guessed', () => {
    expect(reading(Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0])).problems).toEqual([
      'event-broken: events.json:1: The line is not UTF-8 text.',
    ]);
    expect(
      reading(Buffer.concat([Buffer.from('{"a":1}\n{"b":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}\n{"a":3}\n')])),
    ).toEqual({
      events: ['1: {"a": 1}', '3: {"a": 3}'],
      problems: ['event-broken: events.json:2: The line is not UTF-8 text.'],
    });
    expect(
      reading(Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}]')])).problems,
    ).toEqual(['events-stopped: events.json:1: This is not UTF-8 text. Nothing after it was read.']);
    expect(reading(gzipSync('{"a":1}')).problems).toEqual(['events-compressed: events.json is compressed.']);
    expect(reading(Buffer.alloc(3_000_000)).events).toEqual([]);
  });

  it('what cannot be opened is told', () => {
    const problems: string[] = [];
    expect([...readEvents(folder.path('absent.json'), (found) => problems.push(found.code))]).toEqual([]);
    expect([...readEvents(folder.root, (found) => problems.push(found.code))]).toEqual([]);
    expect(problems).toEqual(['file-unreadable', 'file-unreadable']);
  });

  it('a line of many megabytes, as a line and as an element', () => {
    const filler = 'x'.repeat(30_000_000);
    expect(reading(`{"a":"${filler}"}\n{"b":1}`).events.map((text) => text.length)).toEqual([filler.length + 12, 11]);
    expect(reading(`[{"a":"${filler}"},{"b":1}]`).events.map((text) => text.length)).toEqual([filler.length + 12, 11]);
  });
});

describe('however the bytes arrive', () => {
  const texts = fc.array(fc.dictionary(fc.constantFrom('a', 'é', '😀', ''), fc.jsonValue({ maxDepth: 2 })), {
    maxLength: 6,
  });
  /** The text in pieces of a length, each in memory that is used again, as files are read. */
  function* pieces(text: string, size: number): Generator<Buffer> {
    const bytes = Buffer.from(text);
    const memory = Buffer.alloc(size);
    for (let at = 0; at < bytes.length; at += size) {
      const count = bytes.copy(memory, 0, at, at + size);
      yield memory.subarray(0, count);
    }
  }
  const size = fc.integer({ min: 1, max: 40 });
  const values = (read: Iterable<{ kind: string; value?: unknown }>): unknown[] =>
    [...read].map((one) => (one.kind === 'value' ? one.value : one));

  it('lines are the same in pieces of any length', () => {
    fc.assert(
      fc.property(texts, size, (events, length) => {
        const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
        const whole = values(readJsonLines([Buffer.from(text)]));
        expect(whole).toHaveLength(events.length);
        expect(values(readJsonLines(pieces(text, length)))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('a document is the same in pieces of any length, as a list and as values one after another', () => {
    fc.assert(
      fc.property(texts, size, fc.constantFrom(undefined, 2), (events, length, indent) => {
        const list = JSON.stringify(events, undefined, indent);
        const row = events.map((event) => JSON.stringify(event, undefined, indent)).join('\n');
        const whole = values(readJsonLines([Buffer.from(events.map((event) => JSON.stringify(event)).join('\n'))]));
        expect(values(readJsonDocument(pieces(list, length)))).toEqual(whole);
        expect(values(readJsonDocument(pieces(row, length)))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});
