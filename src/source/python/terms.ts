import type { Span } from '../../diagnostics/source.ts';
import type { Condition, Quantifier } from '../../ir/condition.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import type { FunctionName } from '../../ir/functions.ts';
import type { Json } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import type { Flag, Operator, TypeName } from '../../ir/operators.ts';
import type { Reference, Step } from '../../ir/path.ts';
import { readValue } from '../../ir/read-value.ts';
import type { Value } from '../../ir/value.ts';
import type { Cond, Fault } from './sym.ts';

/**
 * Builds conditions and values so that equal ones are the same object: what is decided is folded at once, and comparing
 * costs nothing. While lifting, a reference to a loop's element carries the loop's own number as its depth; `bindElements`
 * turns those into depths at the end.
 */
export interface Terms {
  readonly yes: Cond;
  readonly no: Cond;
  readonly and: (...operands: readonly Cond[]) => Cond;
  readonly or: (...operands: readonly Cond[]) => Cond;
  readonly not: (operand: Cond) => Cond;
  readonly test: (subject: Value, operator: Operator, operands?: readonly Value[], more?: TestOptions) => Cond;
  readonly quantifier: (kind: Quantifier, list: Value, element: number, where: Cond) => Cond;
  readonly unlifted: (fault: Fault) => Cond;
  readonly literal: (value: Json) => Value;
  readonly reference: (to: Reference, span?: Span) => Value;
  readonly call: (name: FunctionName, ...args: readonly Value[]) => Value;
  readonly steps: (of: Value, steps: readonly Step[]) => Value;
  readonly choose: (when: Plain, then: Value, otherwise: Value) => Value;
  readonly map: (list: Value, element: number, where: Plain, value: Value) => Value;
  readonly first: (list: Value, element: number, where: Plain) => Value;
  readonly lookup: (value: Value, table: readonly (readonly [string, Json])[], otherwise: Value) => Value;
  readonly type: (value: Value, ...types: readonly TypeName[]) => Cond;
  /** A fresh number for a loop over a list. */
  readonly newElement: () => number;
  /** The condition, where all of it could be lifted. */
  readonly plain: (cond: Cond) => Plain | undefined;
  /** The loop whose elements a quantifier or `map` that was built here speaks of. */
  readonly elementOf: (node: object) => number | undefined;
  readonly idOf: (node: object) => number;
  /** How many nodes have been built. */
  readonly size: () => number;
}

export type Plain = Condition<Reference, never>;

interface TestOptions {
  readonly ignoreCase?: boolean;
  readonly flags?: readonly Flag[];
  readonly span?: Span | undefined;
}

/** Terms for one rule. */
export function makeTerms(): Terms {
  const known = new Map<string, object>();
  const ids = new WeakMap<object, number>();
  const elements = new WeakMap<object, number>();
  const partial = new WeakSet<object>();
  let count = 0;
  let element = 1000;
  const context = contextOf({});

  const intern = <N extends object>(key: string, make: () => N): N => {
    const had = known.get(key);
    // A key is made from the kind of the node and the numbers of its parts, so what it finds is of that kind.
    if (had !== undefined) return had as N;
    const node = make();
    count += 1;
    ids.set(node, count);
    known.set(key, node);
    return node;
  };
  const idOf = (node: object): number => {
    const had = ids.get(node);
    if (had !== undefined) return had;
    count += 1;
    ids.set(node, count);
    return count;
  };
  const isPartial = (cond: Cond): boolean => cond.kind === 'unlifted' || partial.has(cond);
  const marked = <C extends Cond>(cond: C, parts: readonly Cond[]): C => {
    if (parts.some(isPartial)) partial.add(cond);
    return cond;
  };

  const yes = intern('true', (): Cond => ({ kind: 'true' }));
  const no = intern('false', (): Cond => ({ kind: 'false' }));
  const not = (operand: Cond): Cond => {
    if (operand.kind === 'true') return no;
    if (operand.kind === 'false') return yes;
    if (operand.kind === 'not') return operand.operand;
    if (operand.kind === 'unlifted') return operand;
    return marked(
      intern(`not ${idOf(operand)}`, (): Cond => ({ kind: 'not', operand })),
      [operand],
    );
  };
  const opposite = (cond: Cond): object | undefined =>
    cond.kind === 'not' ? cond.operand : known.get(`not ${idOf(cond)}`);
  const join = (kind: 'and' | 'or', given: readonly Cond[]): Cond => {
    const [neutral, absorbing] = kind === 'and' ? [yes, no] : [no, yes];
    const flat = new Set<Cond>();
    for (const operand of given)
      for (const part of operand.kind === kind ? operand.operands : [operand]) {
        if (part === absorbing) return absorbing;
        if (part !== neutral) flat.add(part);
      }
    for (const part of flat) {
      const other = opposite(part);
      if (other !== undefined && flat.has(other as Cond)) return absorbing;
    }
    const operands = absorb(kind, flat);
    const [only, ...more] = operands;
    if (only === undefined) return neutral;
    if (more.length === 0) return only;
    return marked(
      intern(`${kind} ${operands.map(idOf).join(' ')}`, (): Cond => ({ kind, operands })),
      operands,
    );
  };
  /** `a and (not a or b)` is `a and b`; `a and (a or b)` is `a`; likewise with both swapped. */
  const absorb = (kind: 'and' | 'or', flat: ReadonlySet<Cond>): Cond[] => {
    const inner = kind === 'and' ? 'or' : 'and';
    let changed = false;
    const kept: Cond[] = [];
    for (const part of flat) {
      if (part.kind !== inner) {
        kept.push(part);
        continue;
      }
      if (part.operands.some((o) => flat.has(o))) {
        changed = true;
        continue;
      }
      const rest = part.operands.filter((o) => {
        const other = opposite(o);
        return other === undefined || !flat.has(other as Cond);
      });
      if (rest.length === part.operands.length) kept.push(part);
      else {
        changed = true;
        kept.push(join(inner, rest));
      }
    }
    if (!changed) return kept;
    const again = join(kind, kept);
    return again.kind === kind ? [...again.operands] : [again];
  };

  const literal = (value: Json): Value =>
    intern(`literal ${typeof value} ${printJson(value)}`, (): Value => ({ kind: 'literal', value }));
  const choose = (when: Plain, then: Value, otherwise: Value): Value => {
    if (when.kind === 'true' || then === otherwise) return then;
    if (when.kind === 'false') return otherwise;
    if (when.kind === 'not') return choose(when.operand, otherwise, then);
    return intern(
      `if ${idOf(when)} ${idOf(then)} ${idOf(otherwise)}`,
      (): Value => ({ kind: 'if', condition: when, then, otherwise }),
    );
  };
  const test: Terms['test'] = (subject, operator, operands = [], more = {}) => {
    const { ignoreCase = false, flags = [], span } = more;
    const make = (): Extract<Plain, { kind: 'test' }> => ({
      kind: 'test',
      subject,
      operator,
      operands,
      ignoreCase,
      flags,
      ...(span ? { span } : {}),
    });
    if (subject.kind === 'literal' && operands.every((o) => o.kind === 'literal') && operator !== 'in_list')
      return evaluate(make(), context) ? yes : no;
    return intern(
      `test ${operator} ${ignoreCase} ${flags.join()} ${idOf(subject)} ${operands.map(idOf).join(' ')}`,
      make,
    );
  };

  return {
    yes,
    no,
    and: (...operands) => join('and', operands),
    or: (...operands) => join('or', operands),
    not,
    test,
    quantifier: (quantifier, list, id, where) => {
      if (list.kind === 'literal' && Array.isArray(list.value) && list.value.length === 0)
        return quantifier === 'all' || quantifier === 'none' ? yes : no;
      if (quantifier === 'any' && where === no) return no;
      if (quantifier === 'all' && where === yes) return yes;
      const node = intern(
        `quantifier ${quantifier} ${idOf(list)} ${id} ${idOf(where)}`,
        // Bound and stripped of what could not be lifted before it leaves the lifter.
        (): Cond => ({ kind: 'quantifier', quantifier, list, where: where as Plain }),
      );
      elements.set(node, id);
      return marked(node, [where]);
    },
    unlifted: (fault) => {
      const node: Cond = { kind: 'unlifted', fault };
      idOf(node);
      return node;
    },
    literal,
    reference: (to, span) =>
      intern(
        `reference ${to.scope} ${JSON.stringify(to.scope === 'model' ? to.name : to.path)} ${to.scope === 'element' ? to.depth : to.scope === 'event' && to.exact}`,
        (): Value => ({ kind: 'reference', to, ...(span ? { span } : {}) }),
      ),
    call: (name, ...args) => {
      const make = (): Extract<Value, { kind: 'call' }> => ({ kind: 'call', name, args });
      if (args.every((a) => a.kind === 'literal')) return literal(readValue(make(), context) ?? null);
      return intern(`call ${name} ${args.map(idOf).join(' ')}`, make);
    },
    steps: (of, steps) => {
      if (steps.length === 0) return of;
      if (of.kind === 'reference' && of.to.scope !== 'model') {
        const to: Reference = { ...of.to, path: [...of.to.path, ...steps] };
        const { span } = of;
        return intern(
          `reference ${to.scope} ${JSON.stringify(to.path)} ${to.scope === 'element' ? to.depth : to.exact}`,
          (): Value => ({ kind: 'reference', to, ...(span ? { span } : {}) }),
        );
      }
      const [base, all] = of.kind === 'at' ? [of.of, [...of.steps, ...steps]] : [of, steps];
      return intern(`at ${idOf(base)} ${JSON.stringify(all)}`, (): Value => ({ kind: 'at', of: base, steps: all }));
    },
    choose,
    map: (items, id, where, value) => {
      if (where.kind === 'true' && value.kind === 'reference' && value.to.scope === 'element' && value.to.depth === id)
        if (value.to.path.length === 0) return items;
      const node = intern(
        `map ${idOf(items)} ${id} ${idOf(where)} ${idOf(value)}`,
        (): Value => ({ kind: 'map', list: items, where, value }),
      );
      elements.set(node, id);
      return node;
    },
    first: (items, id, where) => {
      const node = intern(
        `first ${idOf(items)} ${id} ${idOf(where)}`,
        (): Value => ({ kind: 'first', list: items, where }),
      );
      elements.set(node, id);
      return node;
    },
    lookup: (value, table, otherwise) =>
      intern(
        `lookup ${idOf(value)} ${table.map(([key, result]) => `${JSON.stringify(key)}:${printJson(result)}`).join()} ${idOf(otherwise)}`,
        (): Value => ({ kind: 'lookup', value, table, otherwise }),
      ),
    type: (value, ...types) => test(value, 'type_is', types.map(literal)),
    newElement: () => {
      element += 1;
      return element;
    },
    // What is not marked partial holds no unlifted leaf.
    plain: (cond) => (isPartial(cond) ? undefined : (cond as Plain)),
    elementOf: (node) => elements.get(node),
    idOf,
    size: () => count,
  };
}
