import type { Test } from '../../src/ir/condition.ts';
import type { Json } from '../../src/ir/json.ts';
import { type Operator, operators } from '../../src/ir/operators.ts';
import type { Value } from '../../src/ir/value.ts';

/** Operands that each kind of operator may meet, one list a test. */
const operandsFor: Readonly<Record<(typeof operators)[Operator]['operand'], readonly (readonly Json[])[]>> = {
  none: [[]],
  scalar: [['text'], [5n], [1.5], [true], [null], [''], ['a', 'B']],
  scalars: [
    ['a', 'b'],
    [1n, 2n],
    ['a', null],
    [true, 'true'],
  ],
  text: [['text'], [''], ['a', 'B']],
  ordered: [[5n], [0.5], ['2024-01-01']],
  'ip-kind': [['private'], ['v6'], ['valid']],
  type: [['string'], ['integer'], ['boolean'], ['list'], ['object'], ['null']],
  'list-name': [['vip_users'], ['no such list']],
};

function special(operator: Operator): readonly (readonly Json[])[] {
  if (operator === 'cidr') return [['10.0.0.0/8'], ['2001:db8::/32'], ['10.1.2.3', '192.168.0.0/16']];
  if (operator === 'regex') return [['^a.*b$'], ['(x|y)+?', '[^z]'], ['(?=x)'], ['(a)\\1']];
  return operandsFor[operators[operator].operand];
}

/** Rows of every operator on one subject, with operands of every kind. */
export function rowsOf(subject: Value): Test[] {
  return (Object.keys(operators) as Operator[]).flatMap(
    (
      operator, // Object.keys widens the keys of a constant object
    ) =>
      special(operator).flatMap((values) =>
        (operators[operator].cases === 'text' ? [false, true] : [false]).map(
          (ignoreCase): Test => ({
            kind: 'test',
            subject,
            operator,
            operands: values.map((value) => ({ kind: 'literal', value })),
            ignoreCase,
            flags: [],
          }),
        ),
      ),
  );
}
