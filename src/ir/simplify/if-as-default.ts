import type { Condition } from '../condition.ts';
import type { Step } from '../path.ts';
import type { Value } from '../value.ts';

type IfValue = Extract<Value, { kind: 'if' }>;

/**
 * `if(v is_null, d, v)` is `default(v, d)`, and `if(p is_not_null, if_missing(p.k, d), d)` is `if_missing(p.k, d)`: below what is no
 * object nothing is found. `isSame` compares values.
 */
export function ifAsDefault(value: IfValue, isSame: (a: Value, b: Value) => boolean): Value | undefined {
  const { condition, wanted } = bare(value.condition);
  const [met, unmet] = wanted ? [value.then, value.otherwise] : [value.otherwise, value.then];
  if (condition.kind !== 'test') return undefined;
  const { subject, operator, operands } = condition;
  if (operator === 'is_null') {
    if (isSame(unmet, subject)) return defaultOf(subject, met, value.span, isSame);
    return fallsBelow(unmet, met, subject, isSame) ? unmet : undefined;
  }
  const isObject = operator === 'type_is' && operands.every((one) => one.kind === 'literal' && one.value === 'object');
  return isObject && fallsBelow(met, unmet, subject, isSame) ? met : undefined;
}

/** A row without the `not`s around it. */
function bare(condition: Condition): { readonly condition: Condition; readonly wanted: boolean } {
  if (condition.kind !== 'not') return { condition, wanted: true };
  const inner = bare(condition.operand);
  return { condition: inner.condition, wanted: !inner.wanted };
}

/** `default(if_missing(x, d), d)` is `default(x, d)`. */
function defaultOf(
  value: Value,
  otherwise: Value,
  span: Value['span'],
  isSame: (a: Value, b: Value) => boolean,
): Value {
  const [inner, had] = fallback(value) ?? [];
  const of = inner !== undefined && had !== undefined && isSame(had, otherwise) ? inner : value;
  return { kind: 'call', name: 'default', args: [of, otherwise], span };
}

/** Whether a value is the same default as `otherwise` wherever `parent` is no object. */
function fallsBelow(value: Value, otherwise: Value, parent: Value, isSame: (a: Value, b: Value) => boolean): boolean {
  const [inner, had] = fallback(value) ?? [];
  if (inner === undefined || had === undefined || !isSame(had, otherwise)) return false;
  const [below, above] = [stepsOf(inner), stepsOf(parent)];
  if (below === undefined || above === undefined || !isSame(below.of, above.of)) return false;
  const isAbove = above.steps.every((step, i) => below.steps[i] === step);
  return isAbove && typeof below.steps[above.steps.length] === 'string';
}

function fallback(value: Value): readonly [Value, Value] | undefined {
  if (value.kind !== 'call' || (value.name !== 'default' && value.name !== 'if_missing')) return undefined;
  const [inner, otherwise] = value.args;
  return inner && otherwise && [inner, otherwise];
}

/** A value as steps below something: a field as steps below the event or the element. */
function stepsOf(value: Value): { readonly of: Value; readonly steps: readonly Step[] } | undefined {
  if (value.kind === 'at') return { of: value.of, steps: value.steps };
  if (value.kind !== 'reference' || value.to.scope === 'model') return undefined;
  return { of: { kind: 'reference', to: { ...value.to, path: [] } }, steps: value.to.path };
}
