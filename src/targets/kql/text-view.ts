import type { Reason } from '../../fidelity/reason.ts';
import { parseJson } from '../../ir/json.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { and, call } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { asType, hasType, present, refuse, say } from './cell.ts';

/** A value read as text. */
export interface TextView {
  readonly text: KqlExpression;
  /** Holds exactly where the value is a text; undefined where only "" can tell. */
  readonly guard: KqlExpression | undefined;
  /** What reading it as text may change, in either direction. */
  readonly reasons: readonly Reason[];
}

/** The value as text: a text column itself, the text of a dynamic value, the digits of a number that the log writes as text. */
export function textView(cell: Cell, reader: Reader): TextView | Unsupported {
  switch (cell.type) {
    case 'string':
      return { text: cell.expr, guard: cell.presence === 'nonempty' ? undefined : present(cell), reasons: [] };
    case 'dynamic':
      return {
        text: call('tostring', cell.expr),
        guard: cell.onlyText ? present(cell) : hasType(cell.expr, 'string'),
        reasons: [],
      };
    case 'long':
    case 'real':
      return cell.field === 'string'
        ? {
            text: call('tostring', cell.type === 'real' ? call('tolong', cell.expr) : cell.expr),
            guard: present(cell),
            reasons: cell.stored === 'computed' ? [] : [asType(cell, reader)],
          }
        : refuse('the column holds numbers, so no text can be asked of it');
    case 'bool':
      return refuse('the column holds true or false, so no text can be asked of it');
    case 'datetime':
      return refuse('the column holds a point in time and no longer the text that the log wrote');
  }
}

/** What a test on text answers outside its own ground. */
export interface Traits {
  /** It holds on the empty text. */
  readonly onEmpty: boolean;
  /** It may hold on the text of a number or boolean; `composites`: only on that of a list or object. */
  readonly onOther: 'yes' | 'composites' | 'no';
}

/**
 * A test on text, kept from what is no text. A text column keeps no null: where the test would hold on "", missing values are
 * kept out, at the price of a real "".
 */
export function sayText(
  cell: Cell,
  reader: Reader,
  traits: Traits,
  make: (text: KqlExpression) => KqlExpression,
): Said<KqlExpression> | Unsupported {
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const test = make(view.text);
  const { guard, reasons } = view;
  if (guard !== undefined) {
    const needed = traits.onEmpty || (traits.onOther !== 'no' && cell.onlyText !== true && !isSoleText(cell));
    return say(needed ? and(guard, test) : test, reasons, reasons);
  }
  const asText = storedOtherwise(cell, traits.onOther, reader);
  return traits.onEmpty
    ? say(and(present(cell), test), asText, [reader.because('null-stored-as-empty')])
    : say(test, asText);
}

/** A computed text is nothing else, and a column of numbers yields digits only where it has a number. */
function isSoleText(cell: Cell): boolean {
  return cell.type === 'long' || cell.type === 'real';
}

/** What a text column makes of values that are no text: numbers and booleans always may be there, lists where the schema has them. */
function storedOtherwise(cell: Cell, onOther: Traits['onOther'], reader: Reader): readonly Reason[] {
  if (cell.stored !== 'as-text' || onOther === 'no') return [];
  const scalars = onOther === 'yes' ? [reader.because('type-as-text')] : [];
  const isScalar = cell.field === 'integer' || cell.field === 'float' || cell.field === 'boolean';
  return isScalar ? scalars : [...scalars, reader.because('text-as-type', { type: 'string' })];
}

/** Whether a whole text may be how a number, boolean, list or object is written. */
export function looksOther(value: string): boolean {
  return /^-?\d/.test(value) || /^(true|false)$/i.test(value) || isComposite(value);
}

function isComposite(value: string): boolean {
  if (!/^[[{]/.test(value)) return false;
  try {
    parseJson(value);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Whether the text of a number, boolean, list or object may begin like this. */
export function beginsOther(value: string): boolean {
  return /^[-\d[{]/.test(value) || startOf(['true', 'false'], value.toLowerCase());
}

/** Whether the text of a number, boolean, list or object may end like this. */
export function endsOther(value: string): boolean {
  return /[\d\]}]$/.test(value) || ['true', 'false'].some((word) => word.endsWith(value.toLowerCase()));
}

/** Whether the text of a number or boolean may have this inside. */
export function insideOther(value: string): boolean {
  return /^[-+\d.eE]*$/.test(value) || ['true', 'false'].some((word) => word.includes(value.toLowerCase()));
}

function startOf(words: readonly string[], value: string): boolean {
  return words.some((word) => word.startsWith(value));
}
