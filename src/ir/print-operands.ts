import type { Test } from './condition.ts';
import type { Json } from './json.ts';
import { operandFits } from './operand.ts';
import type { Spelling } from './operators.ts';
import { operators, spell } from './operators.ts';
import { printVisibly } from './syntax.ts';
import type { Literal, Value } from './value.ts';

/** An operator's word with what follows it: a text, or the entries of a list in brackets. */
export interface PrintedOperands {
  readonly word: string;
  readonly operands: string | readonly string[];
}

/** Whether every test of that operator has exactly one operand. */
export function takesOneOperand(test: Test): boolean {
  const { operand, any } = operators[test.operator];
  return operand !== 'none' && operand !== 'scalars' && !any;
}

/**
 * The spelling of a test. Constants that its plain form takes print as JSON; any other operand (a value, or a constant such
 * as a list after `eq`) prints after the `_field` form, several after `_any_field`.
 */
export function printOperands(test: Test, negated: boolean, print: (value: Value) => string): PrintedOperands {
  const { operand: kind, any } = operators[test.operator];
  const { operands } = test;
  const [first, ...more] = operands;
  if (kind === 'none') return { word: wordOf(test, negated, 'none'), operands: '' };

  const constants = operands.filter(isLiteral);
  const plain = constants.length === operands.length && constants.every((o) => operandFits(kind, o.value));
  if (kind === 'scalars') {
    if (plain) return { word: wordOf(test, negated, 'list'), operands: constants.map((o) => printVisibly(o.value)) };
    const lists = gather(operands).map(print);
    return severalOrOne(test, negated, lists);
  }
  if (first !== undefined && more.length === 0) {
    return plain && isLiteral(first)
      ? { word: wordOf(test, negated, 'literal'), operands: printVisibly(first.value) }
      : { word: wordOf(test, negated, 'field'), operands: print(first) };
  }
  if (plain && any)
    return { word: wordOf(test, negated, 'list'), operands: constants.map((o) => printVisibly(o.value)) };
  return severalOrOne(test, negated, operands.map(print));
}

function severalOrOne(test: Test, negated: boolean, printed: readonly string[]): PrintedOperands {
  const [first, ...more] = printed;
  return first !== undefined && more.length === 0
    ? { word: wordOf(test, negated, 'field'), operands: first }
    : { word: wordOf(test, negated, 'fields'), operands: printed };
}

/** After `in_field` each operand is a list, so neighbouring constants stand in one constant list. */
function gather(operands: readonly Value[]): readonly Value[] {
  const gathered: Value[] = [];
  let run: Json[] | undefined;
  for (const operand of operands) {
    if (!isLiteral(operand)) {
      run = undefined;
      gathered.push(operand);
    } else if (run === undefined) {
      run = [operand.value];
      gathered.push({ kind: 'literal', value: run });
    } else run.push(operand.value);
  }
  return gathered;
}

function isLiteral(value: Value): value is Literal {
  return value.kind === 'literal';
}

/** The word of a form. A form that the operator lacks belongs to tests that no stage builds; its plain word stands in. */
function wordOf(test: Test, negated: boolean, operand: Spelling['operand']): string {
  const ignoreCase = test.ignoreCase && test.operator !== 'regex';
  const word = spell({ operator: test.operator, negated, ignoreCase, operand });
  return word ?? `${negated ? 'not_' : ''}${test.operator}`;
}
