import { NotKnown } from './parse-node.ts';
import { says } from './run-assumptions.ts';
import { equal, isNumeric, order } from './run-compare.ts';
import type { Compiling, Get, Run, Values } from './run-context.ts';
import { isConstant } from './run-context.ts';
import { hasTerm } from './run-predicates.ts';
import { fold, textOf } from './run-text.ts';
import type { KqlValue } from './run-value.ts';
import { isArray } from './run-value.ts';
import type { KqlNode } from './syntax.ts';

type Among = Extract<KqlNode, { kind: 'among' }>;

/** `in` and its like, `has_any`, `has_all`, `between`. */
export function compileAmong(node: Among, c: Compiling, go: (part: KqlNode) => Get): Get {
  const left = go(node.left);
  const items = compileItems(node, c, go);
  const negated = node.operator.startsWith('!');
  switch (node.operator) {
    case 'between':
    case '!between':
      return compileBetween(left, node.items.map(go), negated, node.at);
    case 'in':
    case '!in':
      if (node.left.type === 'dynamic') c.assumptions.add(says.dynamicTypes);
      return membership(left, items, negated, (value) => value);
    case 'in~':
    case '!in~':
      c.assumptions.add(says.fold);
      return membership(left, items, negated, (value) => (typeof value === 'string' ? fold(value) : value));
    case 'has_any':
    case 'has_all': {
      c.assumptions.add(says.fold);
      c.assumptions.add(says.terms);
      const all = node.operator === 'has_all';
      return (values, run) => {
        const text = fold(textOf(left(values, run)));
        const has = (item: KqlValue): boolean => hasTerm(text, fold(textOf(item)), true, true);
        const list = items(values, run);
        return all ? list.every(has) : list.some(has);
      };
    }
    default:
      throw new NotKnown(`the operator ${node.operator}`, node.at);
  }
}

type Items = (values: Values, run: Run) => readonly KqlValue[];

/** The values on the right: a list inside them stands for its elements, a query for its first column. */
function compileItems(node: Among, c: Compiling, go: (part: KqlNode) => Get): Items {
  const parts = node.items.map((item): Items => {
    const bound = item.kind === 'variable' ? c.lets.get(item.name) : undefined;
    if (item.kind === 'query' || bound?.kind === 'table') {
      const pipeline = item.kind === 'query' ? item.query : bound?.kind === 'table' ? bound.query : undefined;
      if (pipeline === undefined) return () => [];
      const query = c.query(pipeline);
      const name = (pipeline.steps.at(-1)?.columns ?? pipeline.source.columns)[0]?.name ?? '';
      const slot = c.slot();
      return (_, run) => {
        // Only this closure writes its slot.
        run.memory[slot] ??= query(run).map((row) => row.values[name] ?? null);
        return run.memory[slot] as readonly KqlValue[];
      };
    }
    const get = go(item);
    return (values, run) => {
      const value = get(values, run);
      return isArray(value) ? value : [value];
    };
  });
  const all: Items = (values, run) => parts.flatMap((part) => part(values, run));
  if (!node.items.every((item) => item.kind !== 'query' && isConstant(item, c.lets))) return all;
  let known: readonly KqlValue[] | undefined;
  return (values, run) => {
    known ??= all(values, run);
    return known;
  };
}

/** `in` is an `or` of `==`, `!in` an `and` of `!=`. https://learn.microsoft.com/kusto/query/in-operator */
function membership(left: Get, items: Items, negated: boolean, seen: (value: KqlValue) => KqlValue): Get {
  const sets = new WeakMap<readonly KqlValue[], ReadonlySet<KqlValue>>();
  const setOf = (list: readonly KqlValue[]): ReadonlySet<KqlValue> => {
    const known = sets.get(list);
    if (known) return known;
    const made = new Set(list.map(seen));
    sets.set(list, made);
    return made;
  };
  return (values, run) => {
    const value = seen(left(values, run));
    const list = items(values, run);
    if (typeof value === 'string' || (typeof value === 'bigint' && list.every((item) => typeof item === 'bigint')))
      return setOf(list).has(value) !== negated;
    let answer: boolean | null = false;
    for (const item of list) {
      const one = equal(value, seen(item));
      if (one === true) return !negated;
      if (one === null) answer = null;
    }
    return answer === null ? null : negated;
  };
}

/** Both ends included; a span on the right counts from the left end. https://learn.microsoft.com/kusto/query/between-operator */
function compileBetween(left: Get, ends: readonly Get[], negated: boolean, at: number): Get {
  const [from, to] = ends;
  if (from === undefined || to === undefined) throw new NotKnown('this between', at);
  return (values, run) => {
    const value = left(values, run);
    const [low, high] = [from(values, run), to(values, run)];
    const above = order(value, low);
    const below = order(value, high);
    if (above === undefined || below === undefined) return isNumeric(value) ? null : null;
    return (above >= 0 && below <= 0) !== negated;
  };
}
