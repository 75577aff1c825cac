import type { Reference } from '../../ir/path.ts';
import type { Parts } from '../../ir/rebuild.ts';
import { rebuiltCondition, rebuiltValue } from '../../ir/rebuild.ts';
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
  const within = (node: Plain | Value, scopes: readonly number[]): Parts => {
    const below = (inside: boolean): readonly number[] => (inside ? [terms.elementOf(node) ?? -1, ...scopes] : scopes);
    return {
      condition: (part, inside) => bindCondition(part, below(inside)),
      value: (part, inside) => bindValue(part, below(inside)),
    };
  };
  const bindReference = (to: Reference, scopes: readonly number[]): Reference =>
    to.scope === 'element' ? { ...to, depth: scopes.indexOf(to.depth) } : to;
  const bindCondition = (condition: Plain, scopes: readonly number[]): Plain =>
    once(condition, scopes, () => rebuiltCondition(condition, within(condition, scopes)));
  const bindValue = (value: Value, scopes: readonly number[]): Value =>
    once(value, scopes, () =>
      value.kind === 'reference'
        ? { ...value, to: bindReference(value.to, scopes) }
        : rebuiltValue(value, within(value, scopes)),
    );
  return { condition: (c) => bindCondition(c, []), value: (v) => bindValue(v, []) };
}
