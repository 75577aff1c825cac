import type { Reason } from '../../fidelity/reason.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isNumber, isObject } from '../../ir/json.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { KqlExpression, Literal } from './ast.ts';
import { and, binary, bool, call, isIn, long, number, or, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { asType, because, columnOf, computedCell, conversion, hasType, join, refuse, say } from './cell.ts';
import { dynamicCell } from './column-cell.ts';
import { article, hasTypeIn, integerTypes, numberTypes, sayNull } from './presence.ts';
import { looksOther, sayText } from './text-view.ts';

type Answer = Said<KqlExpression> | Unsupported;

export interface EqualityOptions {
  readonly ignoreCase: boolean;
  /** The name of the list that the values come from. */
  readonly list?: string | undefined;
}

/** The value equals one of the constants: typed and by the case of letters unless `ignoreCase`, `1 == 1.0`, `true == 1`. */
export function sayEqual(cell: Cell, values: readonly Json[], reader: Reader, options: EqualityOptions): Answer {
  const texts = values.filter((v) => typeof v === 'string');
  const numbers = values.filter((v) => isNumber(v) || typeof v === 'boolean');
  const composites = values.filter((v) => isList(v) || isObject(v));
  const parts: Answer[] = [];
  if (texts.length > 0) parts.push(equalTexts(cell, texts, reader, options));
  if (numbers.length > 0) parts.push(equalNumbers(cell, numbers, reader));
  for (const value of composites) parts.push(equalComposite(cell, value, reader, options));
  if (values.includes(null)) parts.push(sayNull(cell, reader));
  return parts.length === 0 ? say(bool(false)) : join(parts, or);
}

function equalTexts(cell: Cell, texts: readonly string[], reader: Reader, options: EqualityOptions): Answer {
  switch (cell.type) {
    case 'string':
    case 'dynamic':
      return equalText(cell, texts, reader, options);
    case 'long':
    case 'real':
      return equalDigits(cell, texts, reader);
    case 'bool':
      return equalBooleanWords(cell, texts, reader);
    case 'datetime':
      return equalTimes(cell, texts, reader);
  }
}

function equalText(cell: Cell, texts: readonly string[], reader: Reader, options: EqualityOptions): Answer {
  const compare = (subject: KqlExpression): KqlExpression =>
    isIn(subject, texts.map(text), { ignoreCase: options.ignoreCase && texts.some(hasCase), name: options.list });
  const onEmpty = texts.includes('');
  const onOther = texts.some(looksOther) ? 'yes' : 'no';
  if (cell.presence !== 'nonempty' || !onEmpty) return sayText(cell, reader, { onEmpty, onOther }, compare);
  const said = sayText(cell, reader, { onEmpty: false, onOther }, compare);
  return 'unsupported' in said ? said : because(said, [reader.because('null-stored-as-empty')], []);
}

/** Whether a row on a list may name a watchlist: on texts, and not inside a list of the event, where no page says that a query reads other tables. */
export function isWatched(
  cell: Cell,
  test: MappedTest,
  { scope }: Reader,
): test is MappedTest & { readonly table: string } {
  return (
    test.table !== undefined && scope.quantifiers.length === 0 && (cell.type === 'string' || cell.type === 'dynamic')
  );
}

/** The value is a search key of a watchlist. https://learn.microsoft.com/azure/sentinel/watchlists-queries */
export function sayWatched(cell: Cell, watchlist: string, ignoreCase: boolean, reader: Reader): Answer {
  const list = { kind: 'list', name: watchlist, values: [], watchlist } as const;
  return sayText(cell, reader, { onEmpty: false, onOther: 'yes' }, (subject) => ({
    kind: 'in',
    subject,
    list,
    negated: false,
    ignoreCase,
  }));
}

function hasCase(value: string): boolean {
  return value.toLowerCase() !== value.toUpperCase();
}

/** A column of numbers for a field whose numbers the log writes as text: ids. */
function equalDigits(cell: Cell, texts: readonly string[], reader: Reader): Answer {
  if (cell.field !== 'string' || cell.stored === 'computed')
    return refuse('the value is a number, which never equals a text');
  const digits = texts.filter((value) => /^(0|[1-9]\d{0,17})$/.test(value));
  const [odd] = texts.filter((value) => !digits.includes(value));
  if (odd !== undefined)
    return refuse(`the column holds numbers, so the text ${JSON.stringify(odd)} is never found there as it stands`);
  const reason = asType(cell, reader);
  return say(
    isIn(
      cell.expr,
      digits.map((value) => long(BigInt(value))),
    ),
    [reason],
    [reason],
  );
}

function equalBooleanWords(cell: Cell, texts: readonly string[], reader: Reader): Answer {
  if (cell.field !== 'string' || cell.stored === 'computed')
    return refuse('the value is a boolean, which never equals a text');
  const words = texts.filter((value) => /^(true|false)$/i.test(value));
  const [odd] = texts.filter((value) => !words.includes(value));
  if (odd !== undefined) return refuse(`the column holds true or false, never the text ${JSON.stringify(odd)}`);
  const reason = asType(cell, reader);
  const wanted = [...new Set(words.map((value) => value.toLowerCase() === 'true'))];
  return say(or(...wanted.map((value) => binary(cell.expr, '==', bool(value)))), [reason], [reason]);
}

function equalTimes(cell: Cell, texts: readonly string[], reader: Reader): Answer {
  const times = texts.map(timeOf);
  const bad = texts.find((_, i) => times[i] === undefined);
  if (bad !== undefined) return refuse(`the column holds a point in time, and ${JSON.stringify(bad)} is none`);
  const reason = asTime(cell, reader);
  return say(
    isIn(
      cell.expr,
      times.filter((t) => t !== undefined),
    ),
    [reason],
    [reason],
  );
}

/** The column holds points in time, and texts that write none are lost. */
export function asTime(cell: Cell, reader: Reader): Reason {
  return reader.because('unparsed-value', { type: 'datetime', ...columnOf(cell) });
}

/** An ISO 8601 text as a point in time, in UTC unless it says otherwise. */
export function timeOf(value: string): Literal | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(value);
  if (!match?.[1]) return undefined;
  const iso = `${match[1]}T${match[2] ?? '00:00:00'}${match[3] ?? 'Z'}`;
  return Number.isNaN(Date.parse(iso)) ? undefined : { kind: 'literal', type: 'datetime', value: iso };
}

function equalNumbers(cell: Cell, values: readonly Json[], reader: Reader): Answer {
  const numbers = [...new Set(values.map(asNumber))];
  const huge = numbers.find((n) => typeof n === 'bigint' && (n > 2n ** 63n - 1n || n < -(2n ** 63n)));
  if (huge !== undefined) return refuse(`${huge} is beyond the 64 bits of a whole number`);
  switch (cell.type) {
    case 'long':
    case 'real': {
      const reasons = conversion(cell, reader);
      const { expr, narrower } = withLength(
        cell,
        numbers.some((n) => Number(n) === 0),
        reader,
      );
      return say(isIn(expr, numbers.map(number)), reasons, [...reasons, ...narrower]);
    }
    case 'bool': {
      const wanted = [1, 0].filter((bit) => numbers.some((n) => Number(n) === bit));
      if (wanted.length === 0) return refuse('the value is a boolean, which equals no other number than 0 and 1');
      const reasons = conversion(cell, reader);
      return say(or(...wanted.map((bit) => binary(cell.expr, '==', bool(bit === 1)))), reasons, reasons);
    }
    case 'string': {
      if (cell.stored === 'computed') return refuse('the value is a text, which never equals a number or boolean');
      const texts = values.map((v) => text(isNumber(v) ? String(v) : String(v === true)));
      const said = isIn(cell.expr, texts, { ignoreCase: values.some((v) => typeof v === 'boolean') });
      if (cell.stored === 'as-is') return say(said, [reader.because('type-as-text', { type: 'written' })]);
      // A number of the log is found by its digits, but Python takes true for 1.
      if (isNumberField(cell)) return say(said, [], values.some(isBit) ? [reader.because('type-as-text')] : []);
      const reason = reader.because('type-as-text');
      return say(said, [reason], [reason]);
    }
    case 'dynamic':
      return cell.onlyText ? say(bool(false)) : say(or(...equalDynamicNumbers(cell.expr, numbers)));
    case 'datetime':
      return refuse(`the column holds ${article(cell)}, which never equals a number`);
  }
}

/** The log writes numbers here, and nothing else. */
export function isNumberField({ field }: Cell): boolean {
  return field === 'integer' || field === 'float';
}

function isBit(value: Json): boolean {
  return typeof value === 'boolean';
}

/** Doubles keep whole numbers up to 2^53; those beyond are compared as whole numbers. */
function equalDynamicNumbers(expr: KqlExpression, numbers: readonly (bigint | number)[]): KqlExpression[] {
  const large = numbers.filter((n) => typeof n === 'bigint' && (n > 2n ** 53n || n < -(2n ** 53n)));
  const small = numbers.filter((n) => !large.includes(n));
  const bits = small.some((n) => Number(n) === 0 || Number(n) === 1);
  const out: KqlExpression[] = [];
  if (small.length > 0)
    out.push(
      and(
        hasTypeIn(expr, bits ? [...numberTypes, text('bool')] : numberTypes),
        isIn(call('toreal', expr), small.map(number)),
      ),
    );
  if (large.length > 0) out.push(and(hasTypeIn(expr, integerTypes), isIn(call('tolong', expr), large.map(number))));
  return out;
}

function asNumber(value: Json): bigint | number {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : isNumber(value) ? value : 0n;
}

/** A list or object, part by part. */
function equalComposite(cell: Cell, value: Json, reader: Reader, options: EqualityOptions): Answer {
  if (cell.type !== 'dynamic' || cell.onlyText) return refuse('the column holds no list or object as such');
  const { expr } = cell;
  if (isList(value)) {
    const parts = value.map((item, i) => sayEqual(dynamicCell(expr, [i], 'unknown'), [item], reader, options));
    const size = binary(call('array_length', expr), '==', long(value.length));
    return join([say(and(hasType(expr, 'array'), size)), ...parts], and);
  }
  if (!isObject(value)) return refuse('the value is no list or object');
  const parts = Object.entries(value).map(([key, item]) => {
    const inside = dynamicCell(expr, [key], 'unknown');
    const equal = sayEqual(inside, [item], reader, options);
    return item === null && inside.keyed ? join([say(inside.keyed), equal], and) : equal;
  });
  const size = binary(call('array_length', call('bag_keys', expr)), '==', long(Object.keys(value).length));
  return join([say(and(hasType(expr, 'dictionary'), size)), ...parts], and);
}

/** The element that a gathering runs over, as a cell. */
export const elementCell: Cell = computedCell({ kind: 'element', depth: 0 }, 'dynamic', 'unknown');

/** A length where a test that 0 does not satisfy needs no care for empty texts. */
export function withLength(
  cell: Cell,
  onZero: boolean,
  reader: Reader,
): { readonly expr: KqlExpression; readonly narrower: readonly Reason[] } {
  if (cell.length === undefined) return { expr: cell.expr, narrower: [] };
  return onZero
    ? { expr: cell.expr, narrower: [reader.because('null-stored-as-empty')] }
    : { expr: cell.length, narrower: [] };
}
