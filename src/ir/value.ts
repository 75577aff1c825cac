import type { Span } from '../diagnostics/source.ts';
import type { Condition } from './condition.ts';
import type { FunctionName } from './functions.ts';
import type { Json } from './json.ts';
import type { Reference, Step } from './path.ts';

/**
 * Something that can be read off an event. `R` is what references refer to (paths before mapping, columns after),
 * `X` the extra condition kinds that mapping adds.
 */
export type Value<R = Reference, X = never> =
  | ReferenceValue<R>
  | Literal
  | Call<R, X>
  | IfValue<R, X>
  | FirstValue<R, X>
  | MapValue<R, X>
  | LookupValue<R, X>
  | AtValue<R, X>;

interface Placed {
  /** Where it stands in the rule's file. Never part of its meaning: equality ignores it. */
  readonly span?: Span | undefined;
}

/** A path on the event, an element or the data model. */
export interface ReferenceValue<R> extends Placed {
  readonly kind: 'reference';
  readonly to: R;
}

/** A constant: `const(JSON)` as a subject, plain JSON as an operand or argument. */
export interface Literal extends Placed {
  readonly kind: 'literal';
  readonly value: Json;
}

/** A function of `ir/functions.ts` applied to values. */
export interface Call<R, X> extends Placed {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly Value<R, X>[];
}

/** `if(condition, then, otherwise)`. */
export interface IfValue<R, X> extends Placed {
  readonly kind: 'if';
  readonly condition: Condition<R, X>;
  readonly then: Value<R, X>;
  readonly otherwise: Value<R, X>;
}

/** `first(list, condition)`: the first element that satisfies the condition; missing where none does. */
export interface FirstValue<R, X> extends Placed {
  readonly kind: 'first';
  readonly list: Value<R, X>;
  readonly where: Condition<R, X>;
}

/**
 * `map(list, condition, value)`: the value of each element that satisfies the condition, null where it is missing. What is no
 * list counts as empty.
 */
export interface MapValue<R, X> extends Placed {
  readonly kind: 'map';
  readonly list: Value<R, X>;
  readonly where: Condition<R, X>;
  readonly value: Value<R, X>;
}

/** `lookup(value, {"key": JSON, …}, otherwise)`: the entry whose key equals the value's text, as Python's `d.get(v, otherwise)`. */
export interface LookupValue<R, X> extends Placed {
  readonly kind: 'lookup';
  readonly value: Value<R, X>;
  readonly table: readonly (readonly [key: string, result: Json])[];
  readonly otherwise: Value<R, X>;
}

/** A postfix path or index on a computed value: `parse_json(x).a[0]`. Never on a plain reference, whose own path holds the steps. */
export interface AtValue<R, X> extends Placed {
  readonly kind: 'at';
  readonly of: Value<R, X>;
  readonly steps: readonly Step[];
}
