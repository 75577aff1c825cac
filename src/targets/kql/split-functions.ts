import type { Json } from '../../ir/json.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { binary, call, long, path, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { computedCell, present, refuse } from './cell.ts';
import { asColumn, stored } from './costs.ts';
import { textView } from './text-view.ts';

type Pieces = (subject: KqlExpression) => KqlExpression;
const missing: KqlExpression = { kind: 'null', type: 'dynamic' };

/** Python's `split()`; KQL splits at every separator, so that one split, or one from the end, is cut out of the text. */
export function readSplit(
  name: 'split' | 'rsplit',
  cell: Cell,
  [separator, most]: readonly (Json | undefined)[],
  reader: Reader,
): Cell | Unsupported {
  if (typeof separator !== 'string' || separator === '') return refuse(`\`${name}\` wants a separator that is a text`);
  const isAll = most === undefined || most === null || (typeof most === 'bigint' && most < 0n);
  if (!isAll && most !== 1n) return refuse('KQL splits a text at every separator, or here at one');
  const all: Pieces = (subject) => call('split', subject, text(separator));
  return listOf(cell, reader, isAll ? all : name === 'split' ? atFirst(separator) : atLast(separator));
}

/** The pieces between runs of white space. */
export function readWords(cell: Cell, most: Json | undefined, reader: Reader): Cell | Unsupported {
  if (most !== undefined && most !== null) return refuse('KQL splits a text at every space');
  const none: KqlExpression = { kind: 'literal', type: 'dynamic', value: [] };
  return listOf(cell, reader, (subject) =>
    call('coalesce', call('extract_all', { kind: 'regex', pattern: '(\\S+)' }, subject), none),
  );
}

function listOf(cell: Cell, reader: Reader, make: Pieces): Cell | Unsupported {
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const pieces = make(view.text);
  const guard = view.guard ?? present(cell);
  const list = computedCell(call('iff', guard, pieces, missing), 'dynamic', 'array', stored(cell, reader));
  return {
    ...list,
    onlyElements: true,
    ...(isSafe(cell) ? { inside: { expr: pieces, fidelity: asColumn(cell, reader) } } : {}),
  };
}

function atFirst(separator: string): Pieces {
  const size = long(Array.from(separator).length);
  return (subject) => {
    const at = call('indexof', subject, text(separator));
    const halves = call(
      'pack_array',
      call('substring', subject, long(0), at),
      call('substring', subject, binary(at, '+', size)),
    );
    return call('iff', has(subject, separator), halves, call('pack_array', subject));
  };
}

/** The text from its end: overlapping separators are those of KQL's own `split`, which none of one character has. */
function atLast(separator: string): Pieces {
  const size = long(Array.from(separator).length);
  return (subject) => {
    const last = call('tostring', path(call('split', subject, text(separator)), [-1]));
    const before = binary(binary(call('strlen', subject), '-', call('strlen', last)), '-', size);
    const halves = call('pack_array', call('substring', subject, long(0), before), last);
    return call('iff', has(subject, separator), halves, call('pack_array', subject));
  };
}

function has(subject: KqlExpression, separator: string): KqlExpression {
  return binary(subject, 'contains_cs', text(separator));
}

/** Whether what is no text has no separator to be split at. */
function isSafe(cell: Cell): boolean {
  return cell.type !== 'dynamic' || cell.onlyText === true || cell.field === 'string';
}
