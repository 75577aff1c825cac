import type { ReasonCode } from '../../fidelity/reasons.ts';
import { fold } from '../../ir/compare.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { SplExpression } from './ast.ts';
import type { Pair } from './build.ts';
import { atom, both, call, compare, either, isOneOf, never, number, string } from './build.ts';
import type { Reading } from './reading.ts';
import { absence, blanks, containerCodes, mayBeJsonText, sameConstant, sameText, seesWhole } from './reading.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';
import { isJsonNumber } from './stored-text.ts';
import { looksNumeric } from './text.ts';
import { sayAll } from './values.ts';

/** `eq`, `in`, `in_list`: equal to one of the operands. */
export const equalRow: SayRow = (subject, test, scope, speech) => {
  const literals = literalsOf(test);
  if (literals !== undefined) return equalToOne(subject, literals, test.ignoreCase);
  const others = sayAll(test.operands, scope, speech);
  if ('unsupported' in others) return others;
  const rows: Row[] = [];
  for (const other of others) {
    const row =
      test.operator === 'in'
        ? amongElements(subject, other, test.ignoreCase)
        : sameValue(subject, other, test.ignoreCase);
    if ('unsupported' in row) return row;
    rows.push(row);
  }
  return { ...eitherRow(rows), others };
};

/** One of several rows. */
export function eitherRow(rows: readonly Row[]): Row {
  return {
    pair: either(rows.map((row) => row.pair)),
    wider: rows.flatMap((row) => row.wider ?? []),
    narrower: rows.flatMap((row) => row.narrower ?? []),
  };
}

/** Equal to one of some constants. */
export function equalToOne(
  subject: Reading,
  literals: readonly Json[],
  ignoreCase: boolean,
): Row | { readonly unsupported: string } {
  const wider: ReasonCode[] = [];
  const narrower: ReasonCode[] = [];
  const pairs: Pair[] = [];
  const texts: string[] = [];
  for (const literal of literals) {
    if (literal === null) {
      pairs.push(absence(subject));
      wider.push(...containerCodes(subject));
      if (blanks(subject).includes('null')) wider.push('null-stored-as-text');
      if (subject.fillers.length > 0) wider.push('filler-value');
    } else if (isObject(literal)) return { unsupported: 'a whole object is no value of SPL' };
    else if (isList(literal)) {
      const pair = equalToList(subject, literal);
      if ('unsupported' in pair) return pair;
      pairs.push(pair);
      wider.push('type-as-text');
    } else if (typeof literal === 'string') {
      const same = (text: string): boolean => (ignoreCase ? fold(text) === fold(literal) : text === literal);
      if (subject.fillers.some(same)) narrower.push('filler-value');
      else if (subject.holds !== 'number') texts.push(literal);
      if (/^\s*[[{]/.test(literal) && mayBeJsonText(subject)) wider.push('container-type');
      if (blanks(subject).some((b) => b === 'null' && same(b))) wider.push('null-stored-as-text');
      if (subject.holds === 'leaf' && (isJsonNumber(literal) || same('true') || same('false')))
        wider.push('type-as-text');
    } else {
      pairs.push(equalToScalar(subject, literal));
      if (subject.holds === 'leaf') wider.push('type-as-text');
      if (subject.holds === 'leaf' && (typeof literal === 'boolean' || Number(literal) === 0 || Number(literal) === 1))
        narrower.push('type-as-text');
    }
  }
  if (texts.length > 0) pairs.unshift(equalToText(subject, texts, ignoreCase));
  const asksAbsence = literals.includes(null);
  const read = asksAbsence && seesWhole(subject) ? 'whole' : undefined;
  return pairs.length === 0
    ? { ...neverRow, wider, narrower }
    : { pair: either(pairs), wider, narrower, asksAbsence, read };
}

function equalToText(subject: Reading, texts: readonly string[], ignoreCase: boolean): Pair {
  const value = ignoreCase ? call('lower', subject.ast) : subject.ast;
  const wanted = [...new Set(ignoreCase ? texts.map(fold) : texts)];
  const plain = wanted.filter((text) => !looksNumeric(text));
  const numeric = wanted.filter(looksNumeric).map((text) => atom(sameConstant(value, text), subject.ast));
  return either([...(plain.length > 0 ? [atom(isOneOf(value, plain), subject.ast)] : []), ...numeric]);
}

/** Equality with a number or boolean: 1 and 1.0 are one number. */
function equalToScalar(subject: Reading, literal: boolean | bigint | number): Pair {
  if (subject.holds === 'number') {
    const wanted = typeof literal === 'boolean' ? (literal ? 1n : 0n) : literal;
    return atom(compare(subject.ast, '==', number(wanted)), subject.ast);
  }
  if (subject.holds === 'text') return atom(never);
  if (typeof literal === 'boolean') return atom(compare(subject.ast, '==', string(String(literal))), subject.ast);
  if (typeof literal === 'bigint' && !Number.isSafeInteger(Number(literal)))
    return atom(call('match', subject.ast, string(`^${literal}([.]0+)?\\z`)), subject.ast);
  const value = call('tonumber', subject.ast);
  return atom(compare(value, '==', number(literal)), value);
}

/** Equality with a whole list of texts, element by element. */
function equalToList(subject: Reading, items: readonly Json[]): Pair | { readonly unsupported: string } {
  if (subject.holds === 'number' || subject.holds === 'text' || subject.elements === undefined) return atom(never);
  if (items.length === 0) {
    if (subject.whole === undefined) return { unsupported: 'an empty list leaves no field' };
    return atom(compare(subject.whole, '==', string('[]')), subject.whole);
  }
  if (!items.every((item) => typeof item === 'string'))
    return { unsupported: 'only lists of texts can be compared whole, as elements are kept as text' };
  const { elements } = subject;
  const count = call('mvcount', elements);
  const each = items.map((item, i) => sameConstant(call('mvindex', elements, number(BigInt(i))), item));
  return both([
    atom(compare(count, '==', number(BigInt(items.length))), count),
    ...each.map((same) => atom(same, elements)),
  ]);
}

/** Two values of the event: typed equality, or both missing or null. */
function sameValue(subject: Reading, other: Reading, ignoreCase: boolean): Row | { readonly unsupported: string } {
  if (subject.holds === 'list' || other.holds === 'list' || subject.holds === 'json' || other.holds === 'json')
    return { unsupported: 'lists and objects of an event cannot be compared whole' };
  const nothing = both([absence(subject), absence(other)]);
  const isNumeric = (r: Reading): boolean => r.holds === 'number' || r.kind === 'integer' || r.kind === 'float';
  const wider: ReasonCode[] =
    ['leaf', 'number'].includes(subject.holds) || other.holds === 'leaf' ? ['type-as-text'] : [];
  if (blanks(subject).includes('null') || blanks(other).includes('null')) wider.push('null-stored-as-text');
  if (subject.fillers.length + other.fillers.length > 0) wider.push('filler-value');
  if (isNumeric(subject) && isNumeric(other)) {
    const [a, b] = [subject, other].map((r) => (r.holds === 'number' ? r.ast : call('tonumber', r.ast)));
    if (a === undefined || b === undefined) return neverRow;
    return { pair: either([atom(compare(a, '==', b), a, b), nothing]), wider, narrower: ['type-as-text'] };
  }
  const [a, b] = [subject, other].map((r) => (ignoreCase ? call('lower', r.ast) : r.ast));
  if (a === undefined || b === undefined) return neverRow;
  return {
    pair: either([atom(sameText(a, b), subject.ast, other.ast), nothing]),
    wider,
    narrower: subject.holds === 'text' && other.holds === 'text' ? [] : ['type-as-text'],
  };
}

/** The value is an element of the other value's list: adding it does not change the set of elements. */
export function amongElements(
  item: Reading,
  list: Reading,
  ignoreCase: boolean,
): Row | { readonly unsupported: string } {
  if (list.holds !== 'list' && list.kind !== 'unknown' && list.kind !== 'json') return neverRow;
  if (list.values === undefined) return { unsupported: 'the field is no list here' };
  if (item.holds === 'list' || item.holds === 'json') return { unsupported: 'a list as an element of a list' };
  const value = ignoreCase ? call('lower', item.ast) : item.ast;
  const elements = ignoreCase ? call('mvmap', list.values, call('lower', list.values)) : list.values;
  const distinct = (of: SplExpression): SplExpression => call('mvcount', call('mvdedup', of));
  const same = compare(distinct(call('mvappend', elements, value)), '==', distinct(elements));
  const guards = blanks(item).map((blank) => atom(compare(item.ast, '!=', string(blank)), item.ast));
  return {
    pair: both([...guards, atom(same, elements, item.ast)]),
    wider: ['type-as-text'],
    narrower: ['type-as-text', 'null-stored-as-text'],
  };
}
