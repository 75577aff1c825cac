import { fold } from '../compare.ts';
import type { Test } from '../condition.ts';
import type { Json } from '../json.ts';
import type { Value } from '../value.ts';
import { literalsOf } from './reach.ts';

/** A value in the other cases, made once for each value. */
export interface InCases {
  readonly upper: Value;
  readonly lower: Value;
}

/** Makes `upper(x)` and `lower(x)` of values, the same nodes for the same value. */
export function findCases(): (value: Value) => InCases {
  const known = new WeakMap<Value, InCases>();
  return (value) => {
    const found = known.get(value) ?? { upper: call('upper', value), lower: call('lower', value) };
    known.set(value, found);
    return found;
  };
}

function call(name: 'upper' | 'lower', value: Value): Value {
  return { kind: 'call', name, args: [value] };
}

/**
 * What a row on a text answers, where the text in another case can only be one of some texts: `x contains "/"` is decided by
 * `upper(x) eq "A/B"`. Only ASCII is decided: letters beyond it may become ASCII letters in another case (ſ, ß, the Kelvin sign).
 */
export function answerByCase(test: Test, listed: readonly (Json | undefined)[]): boolean | undefined {
  const operands = literalsOf(test);
  if (operands === undefined || operands.length === 0 || listed.length === 0) return undefined;
  const answers = new Set(listed.map((one) => answerOn(test, operands, one)));
  return answers.size === 1 ? [...answers][0] : undefined;
}

function answerOn(test: Test, operands: readonly Json[], one: Json | undefined): boolean | undefined {
  if (typeof one !== 'string' || !isAscii(one)) return undefined;
  const texts = operands.filter((operand) => typeof operand === 'string');
  if (texts.length < operands.length) return undefined;
  switch (test.operator) {
    case 'contains':
      return texts.every(hasNoCase) ? texts.some((text) => one.includes(text)) : undefined;
    case 'starts_with':
      return texts.every(hasNoCase) ? texts.some((text) => one.startsWith(text)) : undefined;
    case 'ends_with':
      return texts.every(hasNoCase) ? texts.some((text) => one.endsWith(text)) : undefined;
    case 'eq':
    case 'in':
      return texts.every((text) => isAscii(text) && fold(text) !== fold(one)) ? false : undefined;
    default:
      return undefined;
  }
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** ASCII characters that are no letters: they are in no other case, and no other character becomes one of them. */
function hasNoCase(text: string): boolean {
  return isAscii(text) && !/[A-Za-z]/.test(text);
}

/** The texts that a row in any case asks for: `x ieq "a"` holds only where `lower(x)` is `"a"`. */
export function lowerTexts({
  test,
  wanted,
}: {
  readonly test: Test;
  readonly wanted: boolean;
}): readonly string[] | undefined {
  if (!wanted || !test.ignoreCase || (test.operator !== 'eq' && test.operator !== 'in')) return undefined;
  const operands = literalsOf(test);
  const texts = operands?.flatMap((operand) => (typeof operand === 'string' ? [fold(operand)] : []));
  return texts !== undefined && texts.length > 0 && texts.length === operands?.length ? texts : undefined;
}
