import type { TypeName } from '../../ir/operators.ts';
import { typeNames } from '../../ir/operators.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, bool, call, isIn, long, not, or, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { because, conversion, hasType, present, refuse, say } from './cell.ts';

/** What `gettype` calls numbers, whole ones first. https://learn.microsoft.com/kusto/query/gettype-function */
export const integerTypes = ['int', 'long'].map(text);
export const numberTypes = [...integerTypes, text('real'), text('double')];

/** `gettype(x) in (…)`. */
export function hasTypeIn(expr: KqlExpression, types: readonly ReturnType<typeof text>[]): KqlExpression {
  return isIn(call('gettype', expr), types);
}

/** The key is absent or its value is null. */
export function sayNull(cell: Cell, reader: Reader): Said<KqlExpression> {
  if (cell.presence !== 'nonempty') {
    const unread = cell.length ? [reader.because('null-stored-as-empty')] : conversion(cell, reader);
    return say(not(present(cell)), unread);
  }
  const lost = cell.base === undefined ? [] : conversion(cell, reader);
  const empty = say(not(present(cell)), [reader.because('null-stored-as-empty')], lost);
  return cell.absentAs.length === 0
    ? empty
    : because(
        { ...empty, ast: or(empty.ast, isIn(cell.expr, cell.absentAs.map(text))) },
        [reader.because('filler-value')],
        [],
      );
}

/** The key is absent. */
export function sayMissing(cell: Cell, reader: Reader): Said<KqlExpression> {
  if (cell.keyed !== undefined) return say(not(cell.keyed));
  if (cell.type === 'dynamic' && cell.expr.kind === 'element') return say(bool(false));
  const isNull = sayNull(cell, reader);
  return cell.presence === 'nonempty' || cell.presence === 'always' || cell.type === 'string'
    ? isNull
    : because(isNull, [reader.because('missing-as-null')], []);
}

/** Python's truth. */
export function sayTruthy(cell: Cell, reader: Reader): Said<KqlExpression> {
  const { expr } = cell;
  switch (cell.type) {
    case 'string': {
      const said = say(and(...(cell.presence === 'nonempty' ? [] : [present(cell)]), isNotEmpty(expr)));
      const filled =
        cell.absentAs.length === 0
          ? said
          : because(
              { ...said, ast: and(said.ast, not(isIn(expr, cell.absentAs.map(text)))) },
              [],
              [reader.because('filler-value')],
            );
      return because(filled, conversion(cell, reader), []);
    }
    case 'long':
    case 'real': {
      const reasons = conversion(cell, reader);
      const some = call('isnotnull', expr);
      return say(cell.field === 'string' ? some : and(some, binary(expr, '!=', long(0))), reasons, reasons);
    }
    case 'bool': {
      const reasons = conversion(cell, reader);
      return say(cell.field === 'string' ? call('isnotnull', expr) : binary(expr, '==', bool(true)), reasons, reasons);
    }
    case 'datetime':
      return say(call('isnotnull', expr), [], conversion(cell, reader));
    case 'dynamic': {
      if (cell.onlyText) return say(isNotEmpty(call('tostring', expr)));
      const falsy = ['', '0', '0.0', '-0.0', 'false', '[]', '{}'].map(text);
      const isText = hasType(expr, 'string');
      const other = and(not(isText), not(isIn(call('tostring', expr), falsy, { ignoreCase: true })));
      return say(or(and(isText, isNotEmpty(call('tostring', expr))), other));
    }
  }
}

function isNotEmpty(expr: KqlExpression): KqlExpression {
  return call('isnotempty', expr);
}

/** The boolean true or false itself. */
export function sayBoolean(cell: Cell, wanted: boolean, reader: Reader): Said<KqlExpression> | Unsupported {
  const { expr } = cell;
  switch (cell.type) {
    case 'bool':
      return say(binary(expr, '==', bool(wanted)), conversion(cell, reader));
    case 'dynamic':
      return cell.onlyText
        ? say(bool(false))
        : say(and(hasType(expr, 'bool'), binary(call('tobool', expr), '==', bool(wanted))));
    case 'string':
      return cell.stored === 'computed'
        ? refuse('the value is a text, never the boolean itself')
        : say(binary(expr, '=~', text(String(wanted))), [
            reader.because('type-as-text', cell.stored === 'as-is' ? { type: 'written' } : undefined),
          ]);
    case 'long':
    case 'real':
    case 'datetime':
      return refuse(`the column is ${article(cell)}, never the boolean itself`);
  }
}

/** The value has that JSON type. */
export function sayType(cell: Cell, wanted: string, reader: Reader): Said<KqlExpression> | Unsupported {
  const type = typeNames.find((name) => name === wanted);
  if (type === undefined) return refuse(`there is no type "${wanted}"`);
  if (cell.type === 'dynamic') return sayDynamicType(cell, type, reader);
  if (type === 'null') {
    const isNull = sayNull(cell, reader);
    return because(isNull, [reader.because('missing-as-null'), ...absentIsNull(cell, reader)], []);
  }
  const holds: TypeName[] = ownTypes(cell);
  if (!holds.includes(type))
    return refuse(`the column is ${article(cell)}, so whether the log wrote a ${type} is not known there`);
  const converted = conversion(cell, reader);
  const lost = cell.presence === 'nonempty' ? [reader.because('null-stored-as-empty')] : [];
  return say(present(cell), converted, [...lost, ...converted]);
}

function absentIsNull(cell: Cell, reader: Reader): ReturnType<Reader['because']>[] {
  return cell.presence === 'nonempty' ? [reader.because('null-stored-as-empty')] : [];
}

function sayDynamicType(cell: Cell, type: TypeName, reader: Reader): Said<KqlExpression> {
  const { expr } = cell;
  switch (type) {
    case 'string':
      return say(hasType(expr, 'string'));
    case 'number':
      return say(hasTypeIn(expr, numberTypes));
    case 'integer':
      return say(hasTypeIn(expr, integerTypes));
    case 'boolean':
      return say(hasType(expr, 'bool'));
    case 'list':
      return say(hasType(expr, 'array'));
    case 'object':
      return say(hasType(expr, 'dictionary'));
    case 'null':
      if (cell.keyed !== undefined) return say(and(cell.keyed, call('isnull', expr)));
      return cell.expr.kind === 'element'
        ? say(call('isnull', expr))
        : say(call('isnull', expr), [reader.because('missing-as-null')]);
  }
}

function ownTypes(cell: Cell): TypeName[] {
  switch (cell.type) {
    case 'string':
      return ['string'];
    case 'long':
      return cell.field === 'string' ? [] : ['number', 'integer'];
    case 'real':
      return cell.field === 'integer' ? ['number', 'integer'] : cell.field === 'float' ? ['number'] : [];
    case 'bool':
      return cell.field === 'string' ? [] : ['boolean'];
    case 'datetime':
      return ['string'];
    case 'dynamic':
      return [...typeNames];
  }
}

/** `a text`, `a number` …, as refusals name a column. */
export function article(cell: Cell): string {
  switch (cell.type) {
    case 'string':
      return 'a text';
    case 'long':
    case 'real':
      return 'a number';
    case 'bool':
      return 'a boolean';
    case 'datetime':
      return 'a point in time';
    case 'dynamic':
      return 'any JSON';
  }
}
