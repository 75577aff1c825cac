import type { Span } from '../../diagnostics/source.ts';
import type { Condition, Quantifier } from '../../ir/condition.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import type { FunctionName } from '../../ir/functions.ts';
import type { Json } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import { follow } from '../../ir/lookup.ts';
import type { Flag, Operator, TypeName } from '../../ir/operators.ts';
import type { Reference, Step } from '../../ir/path.ts';
import { readValue } from '../../ir/read-value.ts';
import type { Value } from '../../ir/value.ts';
import type { Implied } from './implied.ts';
import { impliedBy } from './implied.ts';
import { makeJoints } from './joints.ts';
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
  /** What must be so where a value is there. */
  readonly impliedBy: (value: Value) => Implied;
  /** How much has been done to keep conditions simple: it is bounded, as rules of others may be of any size. */
  readonly work: () => number;
  /** Where the code names the key that is being looked up; what is read of the event keeps it. */
  readonly place: { span: Span | undefined };
}

export type Plain = Condition<Reference, never>;

interface TestOptions {
  readonly ignoreCase?: boolean;
  readonly flags?: readonly Flag[];
  readonly span?: Span | undefined;
}

function isDefault(value: Value): value is Extract<Value, { kind: 'call' }> {
  return value.kind === 'call' && (value.name === 'default' || value.name === 'if_missing');
}

/** Terms for one rule. */
export function makeTerms(): Terms {
  const known = new Map<string, object>();
  const ids = new WeakMap<object, number>();
  const elements = new WeakMap<object, number>();
  let count = 0;
  let element = 1000;
  const context = contextOf({});
  const place: Terms['place'] = { span: undefined };

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
  const number = (node: object): void => {
    count += 1;
    ids.set(node, count);
  };

  const joints = makeJoints({
    idOf,
    number,
    typeTest: (subject, names) => test(subject, 'type_is', names.map(literal)),
    implied: (value) => impliedBy(value, prefix),
  });
  const { yes, no, and, or, not } = joints;

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
    // A constant default answers for itself, where it stands in for the value.
    const [inner, otherwise] = isDefault(subject) ? subject.args : [];
    if (inner !== undefined && otherwise?.kind === 'literal' && isDefault(subject)) {
      const replaced = subject.name === 'default' ? test(inner, 'is_null') : test(inner, 'missing');
      const constant = operands.every((o) => o.kind === 'literal') && operator !== 'in_list';
      if (constant) {
        const own = operator === 'missing' ? no : test(inner, operator, operands, more);
        const byDefault = test(otherwise, operator, operands, more);
        return byDefault === yes ? or(replaced, own) : and(not(replaced), own);
      }
    }
    return intern(
      `test ${operator} ${ignoreCase} ${flags.join()} ${idOf(subject)} ${operands.map(idOf).join(' ')}`,
      make,
    );
  };

  const prefix = (value: Value): Value | undefined => {
    if (value.kind === 'at')
      return value.steps.length === 1 ? value.of : terms.steps(value.of, value.steps.slice(0, -1));
    if (value.kind !== 'reference' || value.to.scope === 'model' || value.to.path.length === 0) return undefined;
    if (value.to.scope === 'event' && value.to.path.length === 1) return undefined;
    return terms.reference({ ...value.to, path: value.to.path.slice(0, -1) });
  };
  const terms: Terms = {
    yes,
    no,
    and,
    or,
    not,
    test,
    quantifier: (quantifier, given, id, where) => {
      // Repeats change no answer but that there is exactly one.
      const [inner] = given.kind === 'call' && given.name === 'unique' && quantifier !== 'one' ? given.args : [];
      const list = inner ?? given;
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
      return joints.marked(node, [where]);
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
      // A constant default has nothing below it, so only the value itself can.
      const [inner, otherwise] =
        of.kind === 'call' && (of.name === 'default' || of.name === 'if_missing') ? of.args : [];
      if (inner !== undefined && otherwise?.kind === 'literal' && follow(otherwise.value, steps) === undefined)
        return terms.steps(inner, steps);
      if (of.kind === 'reference' && of.to.scope !== 'model') {
        const to: Reference = { ...of.to, path: [...of.to.path, ...steps] };
        const span = place.span ?? of.span;
        return intern(
          `reference ${to.scope} ${JSON.stringify(to.path)} ${to.scope === 'element' ? to.depth : to.exact}`,
          (): Value => ({ kind: 'reference', to, ...(span ? { span } : {}) }),
        );
      }
      const [base, all] = of.kind === 'at' ? [of.of, [...of.steps, ...steps]] : [of, steps];
      return intern(
        `at ${idOf(base)} ${JSON.stringify(all)}`,
        (): Value => ({ kind: 'at', of: base, steps: all, ...(place.span ? { span: place.span } : {}) }),
      );
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
    plain: (cond) => (joints.isPartial(cond) ? undefined : (cond as Plain)),
    elementOf: (node) => elements.get(node),
    idOf,
    impliedBy: (value) => impliedBy(value, prefix),
    work: joints.work,
    place,
  };
  return terms;
}
