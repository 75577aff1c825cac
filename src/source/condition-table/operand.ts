import type { Json } from '../../ir/json.ts';
import { isList, isObject, printJson } from '../../ir/json.ts';
import { operandFits, operandWords } from '../../ir/operand.ts';
import type { OperandKind, Spelling } from '../../ir/operators.ts';
import { operators, spell } from '../../ir/operators.ts';
import type { Literal, Value } from '../../ir/value.ts';
import type { Cursor, Scope } from './cursor.ts';
import { readBracketed, readJson, readList, startsJson } from './json.ts';
import type { ReadOperator } from './operator.ts';
import { showText } from './token.ts';
import { readValue } from './value.ts';

/** Reads what an operator takes, and checks its type; undefined where the row cannot be read on, which is reported. */
export function readOperands(cursor: Cursor, scope: Scope, operator: ReadOperator): readonly Value[] | undefined {
  const { spelling } = operator;
  if (spelling.operand === 'none') return [];
  if (cursor.atRowEnd(scope) || cursor.isWord('and') || cursor.isWord('or')) {
    cursor.failAfter('table-missing-operand', { operator: operator.word, expected: expected(spelling) });
    return undefined;
  }
  switch (spelling.operand) {
    case 'literal':
    case 'list':
      if (startsValue(cursor)) return readStrayField(cursor, scope, operator);
      return spelling.operand === 'literal' ? readOne(cursor, operator) : readSeveral(cursor, operator);
    case 'field':
      return readField(cursor, scope, operator);
    case 'fields':
      return readFields(cursor, scope, operator);
  }
}

/** Whether what stands here can only be meant as a value of the event. */
function startsValue(cursor: Cursor): boolean {
  const { kind } = cursor.peek();
  if (kind === 'word') return cursor.is('(', 1) && cursor.touches(1);
  return kind === 'key' || kind === 'root' || kind === 'element';
}

/** A field behind an operator that takes constants: reported, and read. */
function readStrayField(cursor: Cursor, scope: Scope, operator: ReadOperator): readonly Value[] | undefined {
  const { word, spelling } = operator;
  const start = cursor.peek().start;
  const value = readValue(cursor, scope);
  if (value === undefined) return undefined;
  const field = spell({ ...spelling, operand: 'field' });
  const fix =
    field === undefined
      ? `\`${word}\` compares with constants only.`
      : `Write \`${field}\` to compare with another field; a constant needs no const(…).`;
  cursor.failFrom(start, 'table-operand', { operator: word, expected: expected(spelling), found: 'a field', fix });
  return [value];
}

function readOne(cursor: Cursor, operator: ReadOperator): readonly Value[] | undefined {
  const start = cursor.peek().start;
  const before = cursor.findings.count;
  const constant = readJson(cursor);
  if (constant === undefined || cursor.findings.count > before) return constant && [constant];
  const { spelling } = operator;
  const kind = operators[spelling.operator].operand;
  if (!operandFits(kind, constant.value)) failOperand(cursor, start, operator, constant.value);
  return [constant];
}

function readSeveral(cursor: Cursor, operator: ReadOperator): readonly Value[] | undefined {
  const start = cursor.peek().start;
  const before = cursor.findings.count;
  if (!cursor.is('[')) {
    const constant = readJson(cursor);
    if (constant === undefined || cursor.findings.count > before) return constant && [constant];
    failOperand(cursor, start, operator, constant.value);
    return [constant];
  }
  const items = readList(cursor);
  const kind = operators[operator.spelling.operator].operand;
  if (cursor.findings.count === before) {
    for (const item of items ?? []) if (!operandFits(kind, item.value)) failEntry(cursor, operator, item);
  }
  return items;
}

function readField(cursor: Cursor, scope: Scope, operator: ReadOperator): readonly Value[] | undefined {
  const { spelling, word } = operator;
  const start = cursor.peek().start;
  if (startsJson(cursor)) {
    const constant = readJson(cursor);
    const plain = spell({ ...spelling, operand: spelling.operator === 'in' ? 'list' : 'literal' }) ?? word;
    const fix = `Write \`${plain}\` to compare with a constant.`;
    cursor.failFrom(start, 'table-operand', { operator: word, expected: 'a field', found: 'a constant', fix });
    return constant && [constant];
  }
  const value = readValue(cursor, scope);
  return value && (spelling.operator === 'in' ? spread(cursor, start, operator, value) : [value]);
}

function readFields(cursor: Cursor, scope: Scope, operator: ReadOperator): readonly Value[] | undefined {
  if (!cursor.is('[')) {
    const fix = `Write \`${operator.word} [a, b]\`.`;
    cursor.fail('table-operand', {
      operator: operator.word,
      expected: 'fields in brackets',
      found: cursor.show(),
      fix,
    });
    return undefined;
  }
  const values: (readonly Value[])[] = [];
  const within = { ...scope, closers: '],' };
  const closed = readBracketed(cursor, ']', () => {
    const start = cursor.peek().start;
    const value = readValue(cursor, within);
    if (value === undefined) return false;
    values.push(operator.spelling.operator === 'in' ? spread(cursor, start, operator, value) : [value]);
    return true;
  });
  return closed ? values.flat() : undefined;
}

/** After `in_field` a constant is a list too: each of its entries is an operand, as in `in [ … ]`. */
function spread(cursor: Cursor, start: number, operator: ReadOperator, value: Value): readonly Value[] {
  if (value.kind !== 'literal') return [value];
  if (isList(value.value)) return value.value.map((item) => ({ kind: 'literal', value: item, span: value.span }));
  const found = describe(value.value);
  const fix = 'Write a list: const(["a", "b"]).';
  cursor.failFrom(start, 'table-operand', { operator: operator.word, expected: 'a list', found, fix });
  return [value];
}

function listWords(kind: OperandKind): string {
  return `a list (each entry ${operandWords(kind)})`;
}

function expected(spelling: Spelling): string {
  const kind = operators[spelling.operator].operand;
  switch (spelling.operand) {
    case 'none':
    case 'literal':
      return operandWords(kind);
    case 'list':
      return listWords(kind);
    case 'field':
      return 'a field';
    case 'fields':
      return 'fields in brackets';
  }
}

function failOperand(cursor: Cursor, start: number, { word, spelling }: ReadOperator, value: Json): void {
  cursor.failFrom(start, 'table-operand', {
    operator: word,
    expected: expected(spelling),
    found: describe(value),
    fix: fixOf(spelling, operators[spelling.operator].operand, value),
  });
}

function failEntry(cursor: Cursor, { word, spelling }: ReadOperator, item: Literal): void {
  const kind = operators[spelling.operator].operand;
  const expectedWords = listWords(kind);
  const fix = isList(item.value)
    ? `Write one flat list, or compare with whole lists as \`${spell({ ...spelling, operand: 'field' }) ?? word} const(…)\`.`
    : `Write ${operandWords(kind)}.`;
  cursor.findings.addAt(item.span, 'table-operand', {
    operator: word,
    expected: expectedWords,
    found: describe(item.value),
    fix,
  });
}

function fixOf(spelling: Spelling, kind: OperandKind, value: Json): string {
  const shown = showText(printJson(value));
  const plain = spell({ ...spelling, operand: 'literal' });
  if (spelling.operand === 'list') {
    const one = spelling.operator === 'in' ? spell({ ...spelling, operator: 'eq', operand: 'literal' }) : plain;
    return `Write a list: [${shown}]${one === undefined ? '' : `, or use \`${one}\` for one value`}.`;
  }
  const field = spell({ ...spelling, operand: 'field' });
  if (isList(value)) {
    const several =
      spelling.operator === 'eq'
        ? spell({ ...spelling, operator: 'in', operand: 'list' })
        : spell({ ...spelling, operand: 'list' });
    const whole = field === undefined ? '' : `Compare with the whole list as \`${field} const(${shown})\`.`;
    return several === undefined
      ? whole || `Write ${operandWords(kind)}.`
      : `Use \`${several}\` for several values. ${whole}`.trim();
  }
  if (isObject(value) && field !== undefined) return `Compare with the whole object as \`${field} const(${shown})\`.`;
  if (kind === 'text' && !isObject(value)) return `Write it in double quotes: ${JSON.stringify(printJson(value))}.`;
  return `Write ${operandWords(kind)}.`;
}

function describe(value: Json): string {
  const shown = `\`${showText(printJson(value))}\``;
  if (value === null) return '`null`';
  if (isList(value)) return `the list ${shown}`;
  if (isObject(value)) return `the object ${shown}`;
  return `the ${typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'number'} ${shown}`;
}
