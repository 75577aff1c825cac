import type { Condition, Test } from './condition.ts';
import type { Parts } from './rebuild.ts';
import { rebuiltCondition, rebuiltTest, rebuiltValue } from './rebuild.ts';
import type { Value } from './value.ts';

/** The row with one node of its values (found by identity) replaced by another value. */
export function substituteInTest(test: Test, from: Value, to: Value): Test {
  return rebuiltTest(test, replacing(from, to));
}

/** A value with one node (found by identity) replaced by another value. */
export function substitute(value: Value, from: Value, to: Value): Value {
  return replacing(from, to).value(value, false);
}

function replacing(from: Value, to: Value): Parts {
  const parts: Parts = {
    condition: (condition: Condition) => rebuiltCondition(condition, parts),
    value: (value) => (value === from ? to : rebuiltValue(value, parts)),
  };
  return parts;
}
