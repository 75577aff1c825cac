import type { Spelling } from '../../ir/operators.ts';
import { spell, spellings } from '../../ir/operators.ts';
import { reservedWords } from '../../ir/syntax.ts';
import type { Cursor, Scope } from './cursor.ts';
import { nearOperators, signs } from './synonyms.ts';
import { showText } from './token.ts';

/** An operator as it is written, with what it stands for. */
export interface ReadOperator {
  readonly word: string;
  readonly spelling: Spelling;
}

/** Reads the operator of a row that begins at `start`. What is clear all the same (`==`, `not in`) is reported and read; anything else gives undefined. */
export function readOperator(cursor: Cursor, scope: Scope, start: number): ReadOperator | undefined {
  const token = cursor.peek();
  if (cursor.atRowEnd(scope) || cursor.isWord('and') || cursor.isWord('or')) {
    const subject = `\`${showText(cursor.text.slice(start, cursor.lastEnd))}\``;
    if (!cursor.cutShort) cursor.failFrom(start, 'table-missing-operator', { subject });
    return undefined;
  }
  if (token.kind === 'symbol') {
    const word = Object.hasOwn(signs, token.text) ? signs[token.text] : undefined;
    if (word !== undefined) return readForeign(cursor, 1, token.text, word);
  }
  if (token.kind !== 'word') {
    failNoOperator(cursor);
    return undefined;
  }
  const spelling = spellings.get(token.text);
  if (spelling !== undefined) {
    cursor.next();
    return { word: token.text, spelling };
  }
  return readPhrase(cursor) ?? failUnknown(cursor, token.text);
}

/** `is null`, `is not null`, `not in`, `does not contain`: the words of a sentence for one operator. */
function readPhrase(cursor: Cursor): ReadOperator | undefined {
  const words: string[] = [];
  for (let ahead = 0; ahead < 3; ahead++) {
    const token = cursor.peek(ahead);
    if (token.kind !== 'word' || (ahead > 0 && token.newline)) break;
    words.push(token.text.toLowerCase());
  }
  for (let count = words.length; count >= 2; count--) {
    const phrase = words.slice(0, count);
    const last = phrase.at(-1) ?? '';
    const negated = phrase.slice(0, -1).includes('not');
    const plain = spellings.get(last);
    const word =
      last === 'null' && phrase[0] === 'is'
        ? negated
          ? 'is_not_null'
          : 'is_null'
        : phrase[0] === 'not' && plain !== undefined
          ? spell({ ...plain, negated: !plain.negated })
          : phrase[0] === 'is' && plain !== undefined
            ? spell({ ...plain, negated: plain.negated !== negated })
            : undefined;
    if (word !== undefined) return readForeign(cursor, count, phrase.join(' '), word);
  }
  return undefined;
}

/** Reports `count` tokens that are foreign for an operator of the table, and reads them as that. */
function readForeign(cursor: Cursor, count: number, found: string, word: string): ReadOperator | undefined {
  const start = cursor.peek().start;
  for (let read = 0; read < count; read++) cursor.next();
  cursor.failFrom(start, 'table-word', { found: showText(found), write: word });
  const spelling = spellings.get(word);
  return spelling && { word, spelling };
}

function failUnknown(cursor: Cursor, word: string): undefined {
  if (reservedWords.has(word) && word !== 'null') failNoOperator(cursor);
  else cursor.fail('table-unknown-operator', { word: `\`${showText(word)}\``, near: nearOperators(word) });
  return undefined;
}

function failNoOperator(cursor: Cursor): void {
  cursor.fail('table-unexpected', { found: cursor.show(), expected: 'an operator', fix: fixOf(cursor) });
}

function fixOf(cursor: Cursor): string {
  const { kind } = cursor.peek();
  if (cursor.is('[') && cursor.touches())
    return 'An index is a whole number: `a[0]`, `a[-1]`. To speak of every element use any, all, none or one.';
  if (cursor.is('[') || kind === 'step' || cursor.text.charAt(cursor.peek().start) === '.')
    return 'A path has no spaces: write `actor.id`, `target[0].id`.';
  if (cursor.is('('))
    return 'Functions have no space in front of their parenthesis: `lower(x)`. Only any, all, none and one take a list and then a parenthesis.';
  return 'Write an operator such as `eq`, `in`, `contains` or `is_null` behind the field.';
}
