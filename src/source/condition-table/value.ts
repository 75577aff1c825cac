import { spellings } from '../../ir/operators.ts';
import type { Step } from '../../ir/path.ts';
import { quoteKey, reservedWords } from '../../ir/syntax.ts';
import type { Value } from '../../ir/value.ts';
import { isFunction, readCall } from './call.ts';
import type { Cursor, Scope } from './cursor.ts';
import { readJson, startsJson } from './json.ts';
import type { Token } from './token.ts';
import { showText } from './token.ts';

/** Reads a value: a path or a call with the steps behind it; undefined where there is none, which is reported. */
export function readValue(cursor: Cursor, scope: Scope): Value | undefined {
  const token = cursor.peek();
  if (token.kind === 'word' && reservedWords.has(token.text)) {
    const bare = token.text === 'true' || token.text === 'false' || token.text === 'null';
    const constant = bare ? `, the constant const(${token.text})` : '';
    const fix = `Write a field of that name as ${quoteKey(token.text)}${constant}.`;
    cursor.fail('table-reserved-word', { word: token.text, fix });
    return readPath(cursor, scope);
  }
  if (token.kind === 'word' && cursor.is('(', 1) && cursor.touches(1)) {
    const call = readCall(cursor, scope);
    return call && withSteps(cursor, call, token.start);
  }
  if (startsJson(cursor)) return readStrayConstant(cursor);
  return readPath(cursor, scope);
}

/** Reads a function's argument or the like: a value, or a constant as bare JSON. */
export function readArgument(cursor: Cursor, scope: Scope): Value | undefined {
  return startsJson(cursor) ? readJson(cursor) : readValue(cursor, scope);
}

/** A constant where only a value may stand: reported, and read. */
function readStrayConstant(cursor: Cursor): Value | undefined {
  const token = cursor.peek();
  const before = cursor.findings.count;
  const constant = readJson(cursor);
  if (constant === undefined || cursor.findings.count > before) return constant;
  const source = showText(cursor.text.slice(token.start, cursor.lastEnd));
  const key = token.kind === 'string' ? `a field as ${quoteKey(token.value)}, ` : '';
  cursor.failFrom(token.start, 'table-unexpected', {
    found: `constant \`${source}\``,
    expected: 'a path or a function',
    fix: `Write ${key}a constant as const(${source}).`,
  });
  return constant;
}

/** Reads a path: `a.b[0]`, `$.a`, `@`, `@1.a`. A plain path begins at the element, where a quantifier stands around it. */
export function readPath(cursor: Cursor, scope: Scope): Value | undefined {
  const token = cursor.peek();
  switch (token.kind) {
    case 'word':
    case 'key': {
      cursor.next();
      const path = [token.kind === 'word' ? token.text : token.key, ...readSteps(cursor, token.start)];
      const span = cursor.spanFrom(token.start);
      return scope.inside > 0
        ? { kind: 'reference', to: { scope: 'element', depth: 0, path }, span }
        : { kind: 'reference', to: { scope: 'event', path }, span };
    }
    case 'root': {
      cursor.next();
      const path = readSteps(cursor, token.start);
      return { kind: 'reference', to: { scope: 'event', path }, span: cursor.spanFrom(token.start) };
    }
    case 'element': {
      if (token.depth >= scope.inside) {
        const fix =
          scope.inside === 0
            ? 'Write it inside the parentheses of a quantifier; a path on the event needs no `@`.'
            : `Only ${scope.inside} of them stand around this row: count from the innermost, which is \`@\`.`;
        cursor.fail('table-element', { found: cursor.text.slice(token.start, token.end), fix });
      }
      cursor.next();
      const path = readSteps(cursor, token.start);
      const to = { scope: 'element', depth: token.depth, path } as const;
      return { kind: 'reference', to, span: cursor.spanFrom(token.start) };
    }
    case 'step':
    case 'string':
    case 'number':
    case 'punctuation':
    case 'symbol':
    case 'end':
      return failPath(cursor);
  }
}

function failPath(cursor: Cursor): undefined {
  const token = cursor.peek();
  if (token.kind === 'symbol' && /^[\p{L}\p{M}\p{N}\p{So}]/u.test(token.text)) {
    cursor.next();
    readOddKey(cursor, token.start);
    return undefined;
  }
  const fix = 'Begin with a field, such as `eventType` or `actor.id`.';
  cursor.fail('table-unexpected', { found: cursor.show(), expected: 'a field', fix });
  return undefined;
}

/** A computed value with the path or index behind it. */
function withSteps(cursor: Cursor, of: Value, start: number): Value {
  const steps = readSteps(cursor, start);
  return steps.length === 0 ? of : { kind: 'at', of, steps, span: cursor.spanFrom(start) };
}

/** Reads the steps that stand right behind a path or call, without a space. */
function readSteps(cursor: Cursor, start: number): Step[] {
  const steps: Step[] = [];
  while (cursor.touches()) {
    const token = cursor.peek();
    if (token.kind === 'step') {
      cursor.next();
      steps.push(token.key);
    } else if (cursor.is('[')) {
      const index = cursor.peek(1);
      if (index.kind !== 'number' || !cursor.is(']', 2)) break;
      cursor.next();
      if (!Number.isSafeInteger(Number(index.value)) || typeof index.value === 'number') failIndex(cursor);
      cursor.next();
      cursor.next();
      steps.push(Number(index.value));
    } else if (token.kind === 'punctuation' && token.text !== ':') {
      if (token.text === '(' && steps.length > 0) failMethod(cursor, start);
      break;
    } else {
      if (!endsPath(token)) readOddKey(cursor, start);
      break;
    }
  }
  return steps;
}

/** Whether a token right behind a path begins something else, rather than making the path an odd key. */
function endsPath(token: Token): boolean {
  if (token.kind === 'word') return spellings.has(token.text) || token.text === 'and' || token.text === 'or';
  return isOperatorSign(token) || token.kind === 'string' || token.kind === 'number';
}

function isOperatorSign(token: Token): boolean {
  return token.kind === 'symbol' && /^[=!<>~&|]/.test(token.text);
}

function failIndex(cursor: Cursor): void {
  const found = cursor.text.slice(cursor.peek().start, cursor.peek().end);
  cursor.fail('table-path', {
    found,
    problem: 'is no index',
    fix: 'Write a whole number: [0] is the first element, [-1] the last.',
  });
}

/** `a.lower()`: the parentheses are skipped, so that the rest of the row is read. */
function failMethod(cursor: Cursor, start: number): void {
  const text = cursor.text.slice(start, cursor.lastEnd);
  const dot = text.lastIndexOf('.');
  const name = text.slice(dot + 1);
  const fix =
    dot > 0 && isFunction(name)
      ? `Write \`${name}(${showText(text.slice(0, dot))})\`.`
      : 'Functions stand in front of what they work on: `lower(actor.id)`.';
  cursor.fail('table-path', { found: showText(`${text}(`), problem: 'is no path', fix });
  cursor.skipBracket(cursor.index);
}

/** A key with characters that need backticks: read to its end, and reported. */
function readOddKey(cursor: Cursor, start: number): void {
  while (cursor.touches()) {
    const token = cursor.peek();
    if (token.kind === 'punctuation' && token.text !== ':') break;
    cursor.next();
  }
  const found = cursor.text.slice(start, cursor.lastEnd);
  cursor.failFrom(start, 'table-key', { found: showText(found), quoted: quoteOddKeys(found) });
}

/** The path with its odd keys between backticks: split at dots, but for those that seem to belong to a key such as `k8s.io/x`. */
function quoteOddKeys(path: string): string {
  const slash = path.indexOf('/');
  const [head, tail] = slash === -1 ? [path, ''] : [path.slice(0, slash), path.slice(slash)];
  if (tail !== '') return quoteKey(head + tail);
  return head
    .split('.')
    .map((key) => (/^[A-Za-z_][A-Za-z0-9_-]*(\[-?\d+\])*$/.test(key) ? key : quoteKey(key)))
    .join('.');
}
