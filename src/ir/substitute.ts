import type { Condition, Test } from './condition.ts';
import type { Value } from './value.ts';

/** The row with one node of its values (found by identity) replaced by another value. */
export function substituteInTest(test: Test, from: Value, to: Value): Test {
  return {
    ...test,
    subject: substitute(test.subject, from, to),
    operands: test.operands.map((operand) => substitute(operand, from, to)),
  };
}

/** A value with one node (found by identity) replaced by another value. */
export function substitute(value: Value, from: Value, to: Value): Value {
  if (value === from) return to;
  switch (value.kind) {
    case 'reference':
    case 'literal':
      return value;
    case 'call':
      return { ...value, args: value.args.map((arg) => substitute(arg, from, to)) };
    case 'at':
      return { ...value, of: substitute(value.of, from, to) };
    case 'lookup':
      return {
        ...value,
        value: substitute(value.value, from, to),
        otherwise: substitute(value.otherwise, from, to),
      };
    case 'if':
      return {
        ...value,
        condition: substituteInCondition(value.condition, from, to),
        then: substitute(value.then, from, to),
        otherwise: substitute(value.otherwise, from, to),
      };
    case 'first':
      return {
        ...value,
        list: substitute(value.list, from, to),
        where: substituteInCondition(value.where, from, to),
      };
    case 'map':
      return {
        ...value,
        list: substitute(value.list, from, to),
        where: substituteInCondition(value.where, from, to),
        value: substitute(value.value, from, to),
      };
  }
}

function substituteInCondition(condition: Condition, from: Value, to: Value): Condition {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => substituteInCondition(operand, from, to)) };
    case 'not':
      return { ...condition, operand: substituteInCondition(condition.operand, from, to) };
    case 'test':
      return substituteInTest(condition, from, to);
    case 'quantifier':
      return {
        ...condition,
        list: substitute(condition.list, from, to),
        where: substituteInCondition(condition.where, from, to),
      };
  }
}
