import type { Reference } from '../../ir/path.ts';
import type { Value } from '../../ir/value.ts';
import type { Plain, Terms } from './terms.ts';

/** Rewrites conditions and values so that references to elements carry their depth instead of their loop's number. */
export interface Binder {
  readonly condition: (condition: Plain) => Plain;
  readonly value: (value: Value) => Value;
}

/** A binder of what `terms` has built. Shared parts stay shared. */
export function makeBinder(terms: Terms): Binder {
  const done = new Map<string, Plain | Value>();
  const once = <N extends Plain | Value>(node: N, scopes: readonly number[], make: () => N): N => {
    const key = `${terms.idOf(node)} ${scopes.join(' ')}`;
    const had = done.get(key);
    if (had !== undefined) return had as N; // made from this very node
    const made = make();
    done.set(key, made);
    return made;
  };
  const inside = (node: object, scopes: readonly number[]): readonly number[] => [
    terms.elementOf(node) ?? -1,
    ...scopes,
  ];
  const bindReference = (to: Reference, scopes: readonly number[]): Reference =>
    to.scope === 'element' ? { ...to, depth: scopes.indexOf(to.depth) } : to;
  const bindCondition = (condition: Plain, scopes: readonly number[]): Plain =>
    once(condition, scopes, (): Plain => {
      switch (condition.kind) {
        case 'true':
        case 'false':
          return condition;
        case 'and':
        case 'or':
          return { ...condition, operands: condition.operands.map((operand) => bindCondition(operand, scopes)) };
        case 'not':
          return { ...condition, operand: bindCondition(condition.operand, scopes) };
        case 'test':
          return {
            ...condition,
            subject: bindValue(condition.subject, scopes),
            operands: condition.operands.map((operand) => bindValue(operand, scopes)),
          };
        case 'quantifier':
          return {
            ...condition,
            list: bindValue(condition.list, scopes),
            where: bindCondition(condition.where, inside(condition, scopes)),
          };
      }
    });
  const bindValue = (value: Value, scopes: readonly number[]): Value =>
    once(value, scopes, (): Value => {
      switch (value.kind) {
        case 'literal':
          return value;
        case 'reference':
          return { ...value, to: bindReference(value.to, scopes) };
        case 'call':
          return { ...value, args: value.args.map((arg) => bindValue(arg, scopes)) };
        case 'at':
          return { ...value, of: bindValue(value.of, scopes) };
        case 'lookup':
          return { ...value, value: bindValue(value.value, scopes), otherwise: bindValue(value.otherwise, scopes) };
        case 'if':
          return {
            ...value,
            condition: bindCondition(value.condition, scopes),
            then: bindValue(value.then, scopes),
            otherwise: bindValue(value.otherwise, scopes),
          };
        case 'first':
          return {
            ...value,
            list: bindValue(value.list, scopes),
            where: bindCondition(value.where, inside(value, scopes)),
          };
        case 'map':
          return {
            ...value,
            list: bindValue(value.list, scopes),
            where: bindCondition(value.where, inside(value, scopes)),
            value: bindValue(value.value, inside(value, scopes)),
          };
      }
    });
  return { condition: (c) => bindCondition(c, []), value: (v) => bindValue(v, []) };
}
