import type { Json } from '../../ir/json.ts';
import { isNumber } from '../../ir/json.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, bool, call, long, number, or, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { conversion, join, refuse, say } from './cell.ts';
import { asTime, isNumberField, timeOf, withLength } from './equality.ts';
import { hasTypeIn, numberTypes } from './presence.ts';
import { sayText } from './text-view.ts';

export type Order = '<' | '<=' | '>' | '>=';
type Answer = Said<KqlExpression> | Unsupported;

/** Less or greater than one of the constants: numbers with numbers, text with text (by code point). */
export function sayOrdered(cell: Cell, order: Order, values: readonly Json[], reader: Reader): Answer {
  return join(
    values.map((value) => orderedWith(cell, order, value, reader)),
    or,
  );
}

function orderedWith(cell: Cell, order: Order, value: Json, reader: Reader): Answer {
  if (typeof value === 'string') return withText(cell, order, value, reader);
  if (isNumber(value)) return withNumber(cell, order, value, reader);
  return refuse('only numbers and texts have an order');
}

function withText(cell: Cell, order: Order, value: string, reader: Reader): Answer {
  if (cell.type === 'datetime') {
    const time = timeOf(value);
    if (time === undefined) return refuse(`the column holds a point in time, and ${JSON.stringify(value)} is none`);
    const reason = asTime(cell, reader);
    return say(binary(cell.expr, order, time), [reason], [reason]);
  }
  if (cell.type === 'long' || cell.type === 'real')
    return refuse('the column holds numbers, which text has no order with');
  const onEmpty = value === '' ? order === '<=' || order === '>=' : order === '<' || order === '<=';
  return sayText(cell, reader, { onEmpty, onOther: 'yes' }, (subject) =>
    binary(call('strcmp', subject, text(value)), order, long(0)),
  );
}

function withNumber(cell: Cell, order: Order, value: bigint | number, reader: Reader): Answer {
  if (typeof value === 'bigint' && (value > 2n ** 63n - 1n || value < -(2n ** 63n)))
    return refuse(`${value} is beyond the 64 bits of a whole number`);
  switch (cell.type) {
    case 'long':
    case 'real': {
      const reasons = conversion(cell, reader);
      const { expr, narrower } = withLength(cell, holds(0, order, Number(value)), reader);
      return say(binary(expr, order, number(value)), reasons, [...reasons, ...narrower]);
    }
    case 'dynamic': {
      if (cell.onlyText) return say(bool(false));
      const compared = binary(call('toreal', cell.expr), order, number(value));
      return say(and(hasTypeIn(cell.expr, numberTypes), compared));
    }
    case 'string': {
      if (cell.stored !== 'as-text') return refuse('the value is a text, which has no order with a number');
      const reasons = isNumberField(cell) ? [] : [reader.because('type-as-text')];
      return say(binary(call('toreal', cell.expr), order, number(value)), reasons, reasons);
    }
    case 'bool':
    case 'datetime':
      return refuse('the column holds no numbers');
  }
}

function holds(left: number, order: Order, right: number): boolean {
  switch (order) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
