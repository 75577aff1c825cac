import type { Json, JsonObject } from '../../ir/json.ts';
import type { Literal } from '../../ir/value.ts';
import type { Cursor } from './cursor.ts';
import { showText } from './token.ts';

/** Whether a constant begins here: a value's text cannot begin like that. */
export function startsJson(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === 'string' || token.kind === 'number') return true;
  if (token.kind === 'word') return token.text === 'true' || token.text === 'false' || token.text === 'null';
  return cursor.is('[') || cursor.is('{');
}

/** Reads a constant; undefined where there is none, which is reported. Unquoted texts are reported and read as texts. */
export function readJson(cursor: Cursor): Literal | undefined {
  const token = cursor.peek();
  if (cursor.is('[')) {
    const items = readList(cursor);
    return (
      items &&
      literal(
        cursor,
        items.map((item) => item.value),
        token.start,
      )
    );
  }
  if (cursor.is('{')) {
    const entries = readObject(cursor);
    return entries && literal(cursor, toObject(entries), token.start);
  }
  if (token.kind === 'string') {
    cursor.next();
    return literal(cursor, token.value, token.start);
  }
  if (token.kind === 'number') {
    cursor.next();
    const value = cursor.touches() && !isDelimiter(cursor) ? readUnquoted(cursor, token.start) : token.value;
    return literal(cursor, value, token.start);
  }
  if (token.kind === 'word') {
    cursor.next();
    const known = constants.get(token.text);
    const value = known === undefined || runsOn(cursor) ? readUnquoted(cursor, token.start) : known;
    return literal(cursor, value, token.start);
  }
  const expected = 'a constant (a text in double quotes, a number, true, false, null, a list or an object)';
  cursor.fail('table-unexpected', {
    found: cursor.show(),
    expected,
    fix: 'Write a constant; a text stands in double quotes.',
  });
  return undefined;
}

/** Reads `[ … ]` into its items, each with its place. */
export function readList(cursor: Cursor): Literal[] | undefined {
  const items: Literal[] = [];
  return readBracketed(cursor, ']', () => {
    const item = readJson(cursor);
    if (item !== undefined) items.push(item);
    return item !== undefined;
  })
    ? items
    : undefined;
}

/** Reads `{ … }` into its entries in order; a repeated key is reported. */
export function readObject(cursor: Cursor): [key: string, value: Json][] | undefined {
  const entries: [string, Json][] = [];
  const seen = new Set<string>();
  return readBracketed(cursor, '}', () => {
    const key = cursor.peek();
    if (key.kind !== 'string') {
      const fix = 'Write the keys of an object in double quotes: {"key": 1}.';
      cursor.fail('table-unexpected', { found: cursor.show(), expected: 'a key in double quotes', fix });
      return false;
    }
    if (seen.has(key.value)) cursor.fail('table-duplicate-key', { key: showText(JSON.stringify(key.value)) });
    seen.add(key.value);
    cursor.next();
    if (!cursor.is(':')) {
      const fix = 'Write `:` between key and value: {"key": 1}.';
      cursor.fail('table-unexpected', { found: cursor.show(), expected: '`:`', fix });
      return false;
    }
    cursor.next();
    const value = readJson(cursor);
    if (value !== undefined) entries.push([key.value, value.value]);
    return value !== undefined;
  })
    ? entries
    : undefined;
}

/**
 * Reads entries between the bracket that stands here and its closing one, commas between; new lines do not matter. After a
 * finding it goes on behind the closing bracket; false where there is none.
 */
export function readBracketed(cursor: Cursor, close: ']' | '}', entry: () => boolean): boolean {
  const openAt = cursor.index;
  cursor.next();
  if (!cursor.enter()) return false;
  const good = readEntries(cursor, openAt, close, entry);
  cursor.leave();
  if (!good) return cursor.skipBracket(openAt);
  cursor.next();
  return true;
}

function readEntries(cursor: Cursor, openAt: number, close: ']' | '}', entry: () => boolean): boolean {
  if (cursor.is(close)) return true;
  for (;;) {
    if (isLeftOpen(cursor, openAt)) return failUnclosed(cursor, openAt, close);
    if (!entry()) return false;
    if (cursor.is(close)) return true;
    if (!cursor.is(',')) {
      if (!cursor.isClosed(openAt)) return failUnclosed(cursor, openAt, close);
      const fix = 'Write a comma between two entries.';
      cursor.fail('table-unexpected', { found: cursor.show(), expected: `\`,\` or \`${close}\``, fix });
      return false;
    }
    cursor.next();
    if (cursor.is(close)) {
      const fix = 'Remove the comma in front of the closing bracket.';
      cursor.fail('table-unexpected', { found: cursor.show(), expected: 'one more entry behind the comma', fix });
      return true;
    }
  }
}

/** Whether a bracket that is never closed runs into the text's end or, as it seems, into the next row. */
function isLeftOpen(cursor: Cursor, openAt: number): boolean {
  if (cursor.isClosed(openAt)) return false;
  const { kind, newline } = cursor.peek();
  return kind === 'end' || (newline && !startsJson(cursor));
}

function failUnclosed(cursor: Cursor, openAt: number, close: string): false {
  cursor.failAt(openAt, 'table-unclosed', { open: cursor.showAt(openAt), where: `with \`${close}\`` });
  return false;
}

const constants: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Words of Python and YAML for what JSON calls true, false and null. */
const otherWords: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  Null: 'null',
  NULL: 'null',
  nil: 'null',
};

/** Reads on to the end of a text that lacks its quotes, and reports it. */
export function readUnquoted(cursor: Cursor, start: number): string {
  while (runsOn(cursor) || (cursor.is(':') && cursor.touches())) cursor.next();
  const text = cursor.text.slice(start, cursor.lastEnd);
  const meant = otherWords[text];
  cursor.failFrom(start, 'table-literal', {
    found: showText(text),
    problem: 'is no constant',
    fix:
      meant === undefined
        ? `Write a text in double quotes: ${showText(JSON.stringify(text))}. To compare with another field use an operator that ends in _field.`
        : `Write \`${meant}\`.`,
  });
  return text;
}

/** Whether the next token is glued to the last one and is no bracket, comma or colon. */
function runsOn(cursor: Cursor): boolean {
  return cursor.touches() && cursor.peek().kind !== 'punctuation';
}

function isDelimiter(cursor: Cursor): boolean {
  return cursor.peek().kind === 'punctuation' && !cursor.is(':');
}

function literal(cursor: Cursor, value: Json, start: number): Literal {
  return { kind: 'literal', value, span: cursor.spanFrom(start) };
}

function toObject(entries: readonly (readonly [string, Json])[]): JsonObject {
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}
