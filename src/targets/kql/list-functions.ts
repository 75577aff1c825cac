import { unite } from '../../fidelity/reason.ts';
import type { Json } from '../../ir/json.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, call, long, path, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { computedCell, hasType, present, refuse, textCell } from './cell.ts';
import { dynamicCell } from './column-cell.ts';
import { stored } from './costs.ts';
import { elementCell } from './equality.ts';
import { count } from './gather.ts';
import { printExpression } from './print.ts';
import { textView } from './text-view.ts';
import { asDynamic } from './unify.ts';

const none: KqlExpression = { kind: 'null', type: 'dynamic' };
const empty: KqlExpression = { kind: 'literal', type: 'dynamic', value: [] };

/** What Python's `for` goes through: the elements of a list, the characters of a text, the keys of an object. */
export function readIterate(cell: Cell, reader: Reader): Cell | Unsupported {
  if (cell.type === 'dynamic' && cell.field === 'array') return cell;
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const letters = call('extract_all', { kind: 'regex', pattern: '(?s)(.)' }, view.text);
  if (cell.type !== 'dynamic' || cell.onlyText) {
    const list = call('iff', view.guard ?? present(cell), call('coalesce', letters, empty), none);
    return { ...computedCell(list, 'dynamic', 'array', stored(cell, reader)), onlyElements: true };
  }
  const { expr } = cell;
  const list = call(
    'case',
    hasType(expr, 'array'),
    expr,
    hasType(expr, 'dictionary'),
    call('bag_keys', expr),
    hasType(expr, 'string'),
    letters,
    none,
  );
  return computedCell(list, 'dynamic', 'array', cell.fidelity);
}

/** The value under a key or at an index. */
export function readItem(cell: Cell, key: Cell, reader: Reader): Cell | Unsupported {
  const { constant } = key;
  if (typeof constant === 'string')
    return cell.type === 'dynamic'
      ? { ...dynamicCell(cell.expr, [constant], 'unknown'), fidelity: cell.fidelity }
      : refuse('a text has no keys');
  const index = indexOf(key, constant);
  if (index === undefined) return refuse('`item` wants a key that is a constant text or a whole number');
  const fidelity = unite([cell.fidelity, key.fidelity]);
  const element: KqlExpression =
    typeof constant === 'bigint'
      ? path(cell.expr, [Number(constant)])
      : path(call('array_slice', cell.expr, index, index), [0]);
  if (cell.type === 'dynamic' && (cell.field === 'array' || cell.onlyElements)) {
    const found = computedCell(element, 'dynamic', 'unknown', fidelity);
    return cell.onlyElements ? { ...found, onlyText: true } : found;
  }
  if (typeof constant !== 'bigint') return refuse('an index into what may be a text must be a constant');
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const letter = letterAt(view.text, constant);
  if (cell.type !== 'dynamic' || cell.onlyText)
    return textCell(letter, and(view.guard ?? present(cell), call('isnotempty', letter)), stored(cell, reader));
  const { expr } = cell;
  const at = Number(constant);
  const wide = binary(call('strlen', view.text), constant < 0n ? '>=' : '>', long(Math.abs(at)));
  const value = call(
    'case',
    hasType(expr, 'array'),
    path(expr, [at]),
    and(hasType(expr, 'string'), wide),
    path(call('pack_array', letter), [0]),
    none,
  );
  return computedCell(value, 'dynamic', 'unknown', fidelity);
}

function indexOf(key: Cell, constant: Json | undefined): KqlExpression | undefined {
  if (typeof constant === 'bigint') return long(constant);
  if (key.type === 'long') return key.expr;
  return key.type === 'real' ? call('tolong', key.expr) : undefined;
}

function letterAt(subject: KqlExpression, index: bigint): KqlExpression {
  if (index >= 0n) return call('substring', subject, long(index), long(1));
  const start = binary(call('strlen', subject), '-', long(-index));
  return call('iff', binary(start, '>=', long(0)), call('substring', subject, start, long(1)), text(''));
}

/** The texts of a list with a separator between them; missing where not all of them are texts. */
export function readJoin(cell: Cell, separator: Json | undefined, reader: Reader): Cell | Unsupported {
  if (typeof separator !== 'string') return refuse('`join` wants a separator that is a text');
  if (cell.type !== 'dynamic' || cell.onlyText) return refuse('the value is no list here');
  const joined = call('strcat_array', cell.expr, text(separator));
  if (reader.light || cell.onlyElements) return textCell(joined, hasType(cell.expr, 'array'), cell.fidelity);
  const others = count(cell.expr, binary(call('gettype', elementCell.expr), '!=', text('string')), 'Misses');
  return textCell(joined, and(hasType(cell.expr, 'array'), binary(others, '==', long(0))), cell.fidelity);
}

/** The list without repeats. */
export function readUnique(cell: Cell): Cell | Unsupported {
  if (cell.type !== 'dynamic' || cell.onlyText) return refuse('the value is no list here');
  const list = computedCell(call('set_union', cell.expr, empty), 'dynamic', 'array', cell.fidelity);
  return cell.onlyElements ? { ...list, onlyElements: true } : list;
}

/** The elements of several lists, one after the other; what is no list is skipped. */
export function readChain(cells: readonly Cell[]): Cell | Unsupported {
  const lists = cells.filter((cell) => cell.type === 'dynamic' && !cell.onlyText);
  const parts = lists.map((cell) => call('iff', hasType(cell.expr, 'array'), cell.expr, empty));
  const list = parts.length === 0 ? empty : call('array_concat', ...parts);
  const made = computedCell(list, 'dynamic', 'array', unite(cells.map((cell) => cell.fidelity)));
  return lists.every((cell) => cell.onlyElements) ? { ...made, onlyElements: true } : made;
}

/** The list of the values; null for what is missing. */
export function readList(cells: readonly Cell[]): Cell {
  const list = call('pack_array', ...cells.map(asDynamic));
  const made = computedCell(list, 'dynamic', 'array', unite(cells.map((cell) => cell.fidelity)));
  const areTexts = cells.every((cell) => cell.type === 'string' && cell.presence === 'always');
  return areTexts ? { ...made, onlyElements: true } : made;
}

/** The whole numbers from a start up to, and without, a stop. */
export function readRange([start, stop, step]: readonly Cell[]): Cell | Unsupported {
  if (start?.type !== 'long' || stop?.type !== 'long') return refuse('`range` wants whole numbers');
  if (step !== undefined && step.constant !== 1n) return refuse('`range` wants steps of 1');
  const last = binary(stop.expr, '-', long(1));
  const made = computedCell(
    call('range', start.expr, last),
    'dynamic',
    'array',
    unite([start.fidelity, stop.fidelity]),
  );
  return made;
}

/** A list beside its indexes: KQL's `zip` goes on to the end of the longest list, so only lists of one length are the same. */
export function readZip([indexes, list, ...more]: readonly Cell[]): Cell | Unsupported {
  if (indexes === undefined || list === undefined || more.length > 0 || list.type !== 'dynamic')
    return refuse('`zip` is said of a list and its indexes');
  const size = call('array_length', list.expr);
  const all = printExpression(call('range', long(0), binary(size, '-', long(1))), -1);
  if (printExpression(indexes.expr, -1) !== all) return refuse('`zip` is said of a list and its indexes');
  const pairs = call('iff', binary(size, '>', long(0)), call('zip', indexes.expr, list.expr), none);
  return computedCell(pairs, 'dynamic', 'array', list.fidelity);
}

/** The keys of an object. */
export function readKeys(cell: Cell): Cell | Unsupported {
  if (cell.type !== 'dynamic' || cell.onlyText) return refuse('the value is no object here');
  return { ...computedCell(call('bag_keys', cell.expr), 'dynamic', 'array', cell.fidelity), onlyElements: true };
}

/** Where a value first stands in a list, or a text in a text; -1 where it does not. */
export function readFind(cell: Cell, part: Cell, reader: Reader): Cell | Unsupported {
  const { constant } = part;
  if (typeof constant !== 'string') return refuse('`find` wants a constant text');
  if (cell.type === 'dynamic' && (cell.field === 'array' || cell.onlyElements))
    return computedCell(call('array_index_of', cell.expr, text(constant)), 'long', 'integer', cell.fidelity);
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const isText = cell.type !== 'dynamic' || cell.onlyText === true;
  if (!isText && cell.field !== 'string') return refuse('whether the value is a list or a text is not known');
  const at = call('iff', view.guard ?? present(cell), call('indexof', view.text, text(constant)), {
    kind: 'null',
    type: 'long',
  });
  return computedCell(at, 'long', 'integer', stored(cell, reader));
}
