import type { Condition, Test } from './condition.ts';
import type { Value } from './value.ts';

/** What becomes of each part of a node. `inside`: the part stands inside one more list, whose element it may read. */
export interface Parts {
  readonly condition: (part: Condition, inside: boolean) => Condition;
  readonly value: (part: Value, inside: boolean) => Value;
}

/** A condition with each part that stands directly below it replaced: `childrenOf` as a rewrite. */
export function rebuiltCondition(condition: Condition, parts: Parts): Condition {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => parts.condition(operand, false)) };
    case 'not':
      return { ...condition, operand: parts.condition(condition.operand, false) };
    case 'test':
      return rebuiltTest(condition, parts);
    case 'quantifier':
      return {
        ...condition,
        list: parts.value(condition.list, false),
        where: parts.condition(condition.where, true),
      };
  }
}

/** A row with its subject and its operands replaced. */
export function rebuiltTest(test: Test, { value }: Pick<Parts, 'value'>): Test {
  return {
    ...test,
    subject: value(test.subject, false),
    operands: test.operands.map((operand) => value(operand, false)),
  };
}

/** A value with each part that stands directly below it replaced. */
export function rebuiltValue(value: Value, parts: Parts): Value {
  switch (value.kind) {
    case 'literal':
    case 'reference':
      return value;
    case 'call':
      return { ...value, args: value.args.map((arg) => parts.value(arg, false)) };
    case 'at':
      return { ...value, of: parts.value(value.of, false) };
    case 'lookup':
      return {
        ...value,
        value: parts.value(value.value, false),
        otherwise: parts.value(value.otherwise, false),
      };
    case 'if':
      return {
        ...value,
        condition: parts.condition(value.condition, false),
        then: parts.value(value.then, false),
        otherwise: parts.value(value.otherwise, false),
      };
    case 'first':
      return { ...value, list: parts.value(value.list, false), where: parts.condition(value.where, true) };
    case 'map':
      return {
        ...value,
        list: parts.value(value.list, false),
        where: parts.condition(value.where, true),
        value: parts.value(value.value, true),
      };
  }
}
