import type { Condition, Quantifier } from '../../ir/condition.ts';
import { spellings } from '../../ir/operators.ts';
import { quoteKey, reservedWords } from '../../ir/syntax.ts';
import { isFunction } from './call.ts';
import type { Cursor, Scope } from './cursor.ts';
import { readRow, readTest } from './row.ts';
import { readPath, readValue } from './value.ts';

/** Stands for a condition with a finding, so that reading goes on. */
const placeholder: Condition = { kind: 'true' };

/** Reads lines of conditions, joined by `and`, up to what closes the surroundings. */
export function readBlock(cursor: Cursor, scope: Scope): Condition {
  const start = cursor.peek().start;
  const operands = [readOr(cursor, scope)];
  while (cursor.peek().kind !== 'end' && !cursor.atCloser(scope)) operands.push(readOr(cursor, scope));
  return join(cursor, 'and', operands, start);
}

function readOr(cursor: Cursor, scope: Scope): Condition {
  const start = cursor.peek().start;
  const operands = [readAnd(cursor, scope)];
  while (readJoint(cursor, 'or', '||')) operands.push(readAnd(cursor, scope));
  return join(cursor, 'or', operands, start);
}

function readAnd(cursor: Cursor, scope: Scope): Condition {
  const start = cursor.peek().start;
  const operands = [readUnary(cursor, scope)];
  while (readJoint(cursor, 'and', '&&')) operands.push(readUnary(cursor, scope));
  return join(cursor, 'and', operands, start);
}

function join(cursor: Cursor, kind: 'and' | 'or', operands: readonly Condition[], start: number): Condition {
  const [only, ...more] = operands;
  return only !== undefined && more.length === 0 ? only : { kind, operands, span: cursor.spanFrom(start) };
}

/** Reads a joint; `&&` and `AND` are reported and read. */
function readJoint(cursor: Cursor, word: 'and' | 'or', sign: string): boolean {
  const token = cursor.peek();
  const proper = token.kind === 'word' && token.text === word && !isPathHead(cursor);
  if (!proper && !isForeignJoint(cursor, word, sign)) return false;
  if (!proper) cursor.fail('table-word', { found: cursor.text.slice(token.start, token.end), write: word });
  cursor.next();
  return true;
}

function isForeignJoint(cursor: Cursor, word: 'and' | 'or', sign: string): boolean {
  const token = cursor.peek();
  if (token.kind === 'symbol') return token.text === sign;
  return token.kind === 'word' && !token.newline && token.text.toLowerCase() === word;
}

/** Reads one condition and makes sure that nothing stands behind it on its line. */
function readUnary(cursor: Cursor, scope: Scope): Condition {
  const from = cursor.index;
  const condition = readSingle(cursor, scope);
  if (condition === undefined) {
    cursor.skipRow(scope, from);
    return placeholder;
  }
  if (!cursor.atRowEnd(scope) && !atJoint(cursor)) {
    failTrailing(cursor);
    cursor.skipRow(scope, -1);
  }
  return condition;
}

function atJoint(cursor: Cursor): boolean {
  const joints = [
    ['and', '&&'],
    ['or', '||'],
  ] as const;
  return joints.some(([word, sign]) => cursor.isWord(word) || isForeignJoint(cursor, word, sign));
}

function readSingle(cursor: Cursor, scope: Scope): Condition | undefined {
  const token = cursor.peek();
  if (token.kind === 'end' || cursor.atCloser(scope) || isLoneJoint(cursor)) {
    failMissing(cursor);
    return placeholder;
  }
  if (cursor.is('(')) return readParentheses(cursor, scope);
  if (token.kind === 'symbol' && token.text === '!') {
    cursor.fail('table-word', { found: '!', write: 'not' });
    return readNot(cursor, scope);
  }
  if (token.kind !== 'word' || isPathHead(cursor)) return readRow(cursor, scope);
  switch (token.text) {
    case 'not':
      return readNot(cursor, scope);
    case 'true':
    case 'false':
      if (isRowHead(cursor)) return readRow(cursor, scope);
      cursor.next();
      return { kind: token.text, span: cursor.spanFrom(token.start) };
    case 'any':
    case 'all':
    case 'none':
    case 'one':
      return readQuantifier(cursor, scope, token.text);
    default:
      return readRow(cursor, scope);
  }
}

/** A reserved word that goes on as a path: `any.b`, `not[0]`. */
function isPathHead(cursor: Cursor): boolean {
  return cursor.touches(1) && (cursor.peek(1).kind === 'step' || cursor.is('[', 1));
}

/** A reserved word with an operator behind it. */
function isRowHead(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  return next.kind === 'word' && !next.newline && spellings.has(next.text);
}

function isLoneJoint(cursor: Cursor): boolean {
  return (cursor.isWord('and') || cursor.isWord('or')) && !isPathHead(cursor);
}

function failMissing(cursor: Cursor): void {
  const before = cursor.index === 0 ? undefined : cursor.showAt(cursor.index - 1);
  const token = cursor.peek();
  if (before === undefined) cursor.fail('table-missing-condition', { where: `in front of ${cursor.show()}` });
  else if (before === '`(`' && token.kind !== 'end')
    cursor.failAt(cursor.index - 1, 'table-missing-condition', { where: 'inside the parentheses' });
  else cursor.failAfter('table-missing-condition', { where: `behind ${before}` });
}

function readNot(cursor: Cursor, scope: Scope): Condition | undefined {
  const { start } = cursor.next();
  if (cursor.atRowEnd(scope)) {
    failMissing(cursor);
    return placeholder;
  }
  if (!cursor.enter()) return undefined;
  const operand = readSingle(cursor, scope);
  cursor.leave();
  return operand && { kind: 'not', operand, span: cursor.spanFrom(start) };
}

function readParentheses(cursor: Cursor, scope: Scope): Condition | undefined {
  const open = cursor.index;
  cursor.next();
  if (!cursor.enter()) return undefined;
  const condition = readBlock(cursor, { inside: scope.inside, closers: ')' });
  cursor.leave();
  readCloser(cursor, open);
  return condition;
}

function readCloser(cursor: Cursor, open: number): void {
  if (cursor.is(')')) cursor.next();
  else cursor.failAt(open, 'table-unclosed', { open: '`(`', where: 'with `)`' });
}

function readQuantifier(cursor: Cursor, scope: Scope, quantifier: Quantifier): Condition | undefined {
  const { start } = cursor.peek();
  const following = cursor.peek(2);
  if (isRowHead(cursor) && (following.newline || !(cursor.is('(', 2) || isGluedPath(cursor)))) {
    const fix = `Write a field of that name as ${quoteKey(quantifier)}; the quantifier is \`${quantifier} list ( … )\`.`;
    cursor.fail('table-reserved-word', { word: quantifier, fix });
    const subject = readPath(cursor, scope);
    return subject && readTest(cursor, scope, subject, start);
  }
  cursor.next();
  if (cursor.atRowEnd(scope)) {
    cursor.failAfter('table-quantifier', { quantifier, problem: 'has no list behind it' });
    return undefined;
  }
  const list = isGluedList(cursor) ? readPath(cursor, scope) : readValue(cursor, scope);
  if (list === undefined) return undefined;
  if (!cursor.is('(') || cursor.peek().newline) {
    cursor.failAfter('table-quantifier', { quantifier, problem: 'has no parenthesis behind its list' });
    return undefined;
  }
  if (cursor.touches()) failGlued(cursor);
  const open = cursor.index;
  cursor.next();
  if (!cursor.enter()) return undefined;
  const where = readBlock(cursor, { inside: scope.inside + 1, closers: ')' });
  cursor.leave();
  readCloser(cursor, open);
  return { kind: 'quantifier', quantifier, list, where, span: cursor.spanFrom(start) };
}

/** The word behind a quantifier goes on as a path: `any in.b (…)`. */
function isGluedPath(cursor: Cursor): boolean {
  return cursor.touches(2) && (cursor.peek(2).kind === 'step' || cursor.is('[', 2));
}

/** `any target(…)`: meant as a list and its parenthesis, though a word right in front of `(` is a function's name. */
function isGluedList(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind !== 'word' || !cursor.is('(', 1) || !cursor.touches(1)) return false;
  return !isFunction(token.text) && !reservedWords.has(token.text);
}

function failGlued(cursor: Cursor): void {
  const expected = "a space between a quantifier's list and its parenthesis";
  cursor.fail('table-unexpected', { found: '`(`', expected, fix: 'Write a space in front of it.' });
}

function failTrailing(cursor: Cursor): void {
  const token = cursor.peek();
  const fix = cursor.is(',')
    ? 'Several values are a list: `field in ["a", "b"]`.'
    : token.kind === 'punctuation' && ')]}'.includes(token.text)
      ? 'Remove it, or open the bracket that it should close.'
      : 'Join rows with `and`, `or` or a new line; texts stand in double quotes.';
  cursor.fail('table-unexpected', { found: cursor.show(), expected: 'the end of the row, `and` or `or`', fix });
}
