import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedTest, MappedValue } from '../../mapping/mapping.ts';
import type { KqlExpression } from './ast.ts';
import { binary, call, long } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { isRefused, say, textCell } from './cell.ts';
import { printExpression } from './print.ts';
import { textView } from './text-view.ts';
import { readValue } from './values.ts';

/** The piece of a text that follows the first piece of some name: the group after `…/resourceGroups/`. */
interface Segment {
  readonly of: MappedValue;
  readonly separator: string;
  readonly name: string;
}

/** Whether a text has a piece after one of that name: what a rule asks by going through the pieces with their indexes. */
export function saySegment(
  list: MappedValue,
  where: MappedCondition,
  reader: Reader,
): Said<KqlExpression> | Unsupported | undefined {
  const found = segmentIn(list, where, reader);
  const view = found && viewOf(found, reader);
  return view && found ? say(matchOf(found, view.text)) : undefined;
}

/** The piece after the first of that name: `item(pieces, add(first(pieces with indexes, …)[0], 1))`. */
export function readSegment(value: MappedValue, reader: Reader): Cell | undefined {
  if (value.kind !== 'call' || value.name !== 'item' || value.args.length !== 2) return undefined;
  const [pieces, index] = value.args;
  if (pieces === undefined || index?.kind !== 'call' || index.name !== 'add' || !isLiteral(index.args[1], 1n))
    return undefined;
  const [at] = index.args;
  if (at?.kind !== 'at' || at.steps.length !== 1 || at.steps[0] !== 0 || at.of.kind !== 'first') return undefined;
  const found = segmentIn(at.of.list, at.of.where, reader);
  if (found === undefined || !isSame(pieces, piecesOf(at.of.list), reader)) return undefined;
  const view = viewOf(found, reader);
  if (view === undefined) return undefined;
  const pattern = `${patternOf(found)}(${rest(found.separator)})`;
  const piece = call('extract', { kind: 'regex', pattern }, long(1), view.text);
  return { ...textCell(piece, matchOf(found, view.text), view.cell.fidelity), blank: true };
}

function viewOf(found: Segment, reader: Reader): { readonly text: KqlExpression; readonly cell: Cell } | undefined {
  const cell = readValue(found.of, reader);
  if (isRefused(cell) || (cell.type === 'dynamic' && !cell.onlyText && cell.field !== 'string')) return undefined;
  const view = textView(cell, reader);
  return 'unsupported' in view ? undefined : { text: view.text, cell };
}

function matchOf(found: Segment, subject: KqlExpression): KqlExpression {
  return binary(subject, 'matches regex', { kind: 'regex', pattern: patternOf(found) });
}

function segmentIn(list: MappedValue, where: MappedCondition, reader: Reader): Segment | undefined {
  const pieces = piecesOf(list);
  if (pieces?.kind !== 'call' || pieces.name !== 'split' || pieces.args.length !== 2) return undefined;
  const [of, separator] = pieces.args;
  if (of === undefined || separator?.kind !== 'literal' || typeof separator.value !== 'string') return undefined;
  if (separator.value.length !== 1 || where.kind !== 'and' || where.operands.length !== 2) return undefined;
  const [named, within] = where.operands;
  const name = named?.kind === 'test' ? nameIn(named) : undefined;
  if (name === undefined || name.includes(separator.value)) return undefined;
  if (within?.kind !== 'test' || !isNotLast(within, pieces, reader)) return undefined;
  return { of, separator: separator.value, name };
}

/** The list in `zip(range(0, len(list)), list)`. */
function piecesOf(list: MappedValue): MappedValue | undefined {
  if (list.kind !== 'call' || list.name !== 'zip' || list.args.length !== 2) return undefined;
  const [indexes, pieces] = list.args;
  if (indexes?.kind !== 'call' || indexes.name !== 'range' || indexes.args.length !== 2) return undefined;
  const [from, size] = indexes.args;
  return isLiteral(from, 0n) && size?.kind === 'call' && size.name === 'len' ? pieces : undefined;
}

/** `@[1] ieq "name"`. */
function nameIn({ subject, operator, ignoreCase, operands }: MappedTest): string | undefined {
  const [operand] = operands;
  if (operator !== 'eq' || !ignoreCase || operands.length !== 1 || !isElement(subject, 1)) return undefined;
  const isPlain =
    operand?.kind === 'literal' && typeof operand.value === 'string' && /^[A-Za-z0-9_]+$/.test(operand.value);
  return isPlain ? String(operand.value) : undefined;
}

/** `add(@[0], 1) lt_field len(list)`. */
function isNotLast({ subject, operator, operands }: MappedTest, pieces: MappedValue, reader: Reader): boolean {
  if (operator !== 'lt' || operands.length !== 1 || subject.kind !== 'call' || subject.name !== 'add') return false;
  const [index, one] = subject.args;
  const [size] = operands;
  if (index === undefined || !isElement(index, 0) || !isLiteral(one, 1n)) return false;
  return size?.kind === 'call' && size.name === 'len' && isSame(size.args[0], pieces, reader);
}

function isElement(value: MappedValue, step: number): boolean {
  if (value.kind !== 'reference' || value.to.kind !== 'element' || value.to.depth !== 0) return false;
  return value.to.access.length === 1 && value.to.access[0] === step;
}

function isLiteral(value: MappedValue | undefined, wanted: bigint): boolean {
  return value?.kind === 'literal' && value.value === wanted;
}

function isSame(a: MappedValue | undefined, b: MappedValue | undefined, reader: Reader): boolean {
  if (a === undefined || b === undefined) return false;
  const [left, right] = [readValue(a, reader), readValue(b, reader)];
  if (isRefused(left) || isRefused(right)) return false;
  return printExpression(left.expr, -1) === printExpression(right.expr, -1);
}

/** The name in any case, between separators. Beyond ASCII, Python's `lower` knows the sign of Kelvin as a k, but not the long s as an s. */
function patternOf({ name, separator }: Segment): string {
  const letters = name.replace(/[sS]|[kK]|[^sSkK]+/g, (part) =>
    /^s$/i.test(part) ? '[Ss]' : /^k$/i.test(part) ? '[Kk\\x{212A}]' : `(?i:${part})`,
  );
  return `(?:^|${escaped(separator)})${letters}${escaped(separator)}`;
}

function rest(separator: string): string {
  return `[^${escaped(separator)}]*`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
}
