import type { Span } from '../../diagnostics/source.ts';
import { equal, order } from '../../ir/compare.ts';
import type { Json } from '../../ir/json.ts';
import { isNumber } from '../../ir/json.ts';
import { asCond, distributeCond } from './choice.ts';
import type { Cond, DataSym, Machine, ObjectSym, Sym } from './sym.ts';
import { bool, dict, list, none, number, str } from './sym.ts';
import { hasType, toValue, typesOf } from './values.ts';

/** `a == b`. It never raises. */
export function equals(machine: Machine, a: Sym, b: Sym, span: Span): Cond {
  if (a.kind === 'choice') return distributeCond(machine, a, (one) => equals(machine, one, b, span));
  if (b.kind === 'choice') return distributeCond(machine, b, (one) => equals(machine, a, one, span));
  const { terms } = machine;
  for (const sym of [a, b]) {
    if (sym.kind === 'unknown') return terms.unlifted(sym.fault);
    if (sym.kind === 'carried') return unlifted(machine, 'a comparison of a variable that a loop carries', span);
    if (sym.kind === 'unbound') {
      machine.raise(terms.yes, 'NameError');
      return terms.no;
    }
  }
  if (a.kind === 'const' && b.kind === 'const')
    return (a.value === null || b.value === null ? a.value === b.value : equal(a.value, b.value))
      ? terms.yes
      : terms.no;
  const [left, right] = [asCond(machine, a), asCond(machine, b)];
  if (left !== undefined && right !== undefined)
    return terms.or(terms.and(left, right), terms.and(terms.not(left), terms.not(right)));
  if (a.kind === 'bool') return equalsBool(machine, a.when, b, span);
  if (b.kind === 'bool') return equalsBool(machine, b.when, a, span);
  if (a.kind === 'data') return dataEquals(machine, a, b, span);
  if (b.kind === 'data') return dataEquals(machine, b, a, span);
  if (a.kind === 'object' && b.kind === 'object') return objectsEqual(machine, a, b, span);
  if (a.kind === 'opaque' && b.kind === 'opaque' && a.type === b.type) {
    const [x, y] = [a.behaviour.key?.(machine, a), b.behaviour.key?.(machine, b)];
    if (x !== undefined && y !== undefined) return equals(machine, x, y, span);
  }
  return a === b ? terms.yes : terms.no;
}

function unlifted({ terms }: Machine, construct: string, span: Span): Cond {
  return terms.unlifted({ construct, why: 'it has no form in the IR', span });
}

function equalsBool(machine: Machine, when: Cond, other: Sym, span: Span): Cond {
  const { terms } = machine;
  const yes: Sym = { kind: 'const', value: true };
  const no: Sym = { kind: 'const', value: false };
  return terms.or(
    terms.and(when, equals(machine, other, yes, span)),
    terms.and(terms.not(when), equals(machine, other, no, span)),
  );
}

function dataEquals(machine: Machine, a: DataSym, b: Sym, span: Span): Cond {
  const { terms } = machine;
  if (b.kind === 'const') {
    if (b.value === null) return hasType(machine, a, none);
    const comparable = typeof b.value === 'string' ? str : bool | number;
    return typesOf(machine, a) & comparable ? terms.test(a.value, 'eq', [terms.literal(b.value)], { span }) : terms.no;
  }
  if (b.kind === 'object') {
    const content = machine.contentOf(b);
    const type = content.kind === 'dict' ? dict : content.kind === 'list' && content.type === 'list' ? list : 0;
    if ((typesOf(machine, a) & type) === 0) return terms.no;
  } else if (b.kind !== 'data') return terms.no;
  if (b.kind === 'data' && a.value === b.value) return terms.yes;
  const value = toValue(machine, b, span);
  return value.kind === 'unknown' ? terms.unlifted(value.fault) : terms.test(a.value, 'eq', [value], { span });
}

function objectsEqual(machine: Machine, a: ObjectSym, b: ObjectSym, span: Span): Cond {
  const { terms } = machine;
  if (a.id === b.id) return terms.yes;
  const [x, y] = [machine.contentOf(a), machine.contentOf(b)];
  if (x.kind !== y.kind || x.kind === 'instance' || y.kind === 'instance') return terms.no;
  if (x.kind === 'list' && y.kind === 'list') {
    const isSet = (type: string): boolean => type === 'set' || type === 'frozenset';
    if (isSet(x.type) !== isSet(y.type) || (!isSet(x.type) && x.type !== y.type)) return terms.no;
    const plain = [...x.segments, ...y.segments].every((s) => s.loops.length === 0 && s.when === terms.yes);
    if (plain && !x.filling && !y.filling) {
      if (isSet(x.type)) {
        const inside = (one: typeof x, other: typeof y): Cond =>
          terms.and(
            ...one.segments.map((s) => terms.or(...other.segments.map((o) => equals(machine, s.value, o.value, span)))),
          );
        return terms.and(inside(x, y), inside(y, x));
      }
      if (x.segments.length !== y.segments.length) return terms.no;
      return terms.and(
        ...x.segments.map((segment, i) => {
          const other = y.segments[i];
          return other === undefined ? terms.no : equals(machine, segment.value, other.value, span);
        }),
      );
    }
    if (isSet(x.type)) return setsEqual(machine, a, b, span);
  }
  const [left, right] = [toValue(machine, a, span), toValue(machine, b, span)];
  if (left.kind === 'unknown') return terms.unlifted(left.fault);
  if (right.kind === 'unknown') return terms.unlifted(right.fault);
  return terms.test(left, 'eq', [right], { span });
}

/** Two sets, at least one of which depends on the event: each element of the one is in the other. */
function setsEqual(machine: Machine, a: ObjectSym, b: ObjectSym, span: Span): Cond {
  const { terms } = machine;
  const [left, right] = [toValue(machine, a, span), toValue(machine, b, span)];
  if (left.kind === 'unknown') return terms.unlifted(left.fault);
  if (right.kind === 'unknown') return terms.unlifted(right.fault);
  const inside = (one: typeof left, other: typeof right): Cond => {
    const element = machine.terms.newElement();
    const item = terms.reference({ scope: 'element', depth: element, path: [] });
    return terms.quantifier('all', one, element, terms.test(other, 'has', [item], { span }));
  };
  return terms.and(inside(left, right), inside(right, left));
}

/** `a is b`, for None, booleans, classes and objects of the code. */
export function isSame(machine: Machine, a: Sym, b: Sym, span: Span): Cond {
  const { terms } = machine;
  if (a.kind === 'choice') return distributeCond(machine, a, (one) => isSame(machine, one, b, span));
  if (b.kind === 'choice') return distributeCond(machine, b, (one) => isSame(machine, a, one, span));
  if (a.kind === 'const' && b.kind !== 'const') return isSame(machine, b, a, span);
  if (b.kind === 'const') {
    if (b.value === null) return a.kind === 'unknown' ? terms.unlifted(a.fault) : hasType(machine, a, none);
    if (typeof b.value === 'boolean') {
      const when = asCond(machine, a);
      if (when !== undefined) return b.value ? when : terms.not(when);
      if (a.kind === 'unknown') return terms.unlifted(a.fault);
      if (a.kind !== 'data' || (a.types & bool) === 0) return terms.no;
      return terms.test(a.value, b.value ? 'is_true' : 'is_false', [], { span });
    }
    if (a.kind === 'const') return typeof a.value === typeof b.value && a.value === b.value ? terms.yes : terms.no;
  }
  if (a.kind === 'object' && b.kind === 'object') return a.id === b.id ? terms.yes : terms.no;
  const [left, right] = [asCond(machine, a), asCond(machine, b)];
  if (left !== undefined && right !== undefined) return equals(machine, a, b, span);
  if (a === b) return terms.yes;
  if (a.kind === 'data' && b.kind === 'data' && a.value === b.value) return terms.yes;
  const data = (sym: Sym): boolean => sym.kind === 'data' || sym.kind === 'unknown' || sym.kind === 'const';
  return data(a) && data(b) ? unlifted(machine, 'an identity test (is) between values', span) : terms.no;
}

export type Order = 'lt' | 'lte' | 'gt' | 'gte';

const mirrored: Readonly<Record<Order, Order>> = { lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' };

/** `a < b` and its like; it raises TypeError where the two cannot be ordered. */
export function ordered(machine: Machine, operator: Order, a: Sym, b: Sym, span: Span): Cond {
  if (a.kind === 'choice') return distributeCond(machine, a, (one) => ordered(machine, operator, one, b, span));
  if (b.kind === 'choice') return distributeCond(machine, b, (one) => ordered(machine, operator, a, one, span));
  const { terms } = machine;
  for (const sym of [a, b]) if (sym.kind === 'unknown') return terms.unlifted(sym.fault);
  if (a.kind === 'opaque' && b.kind === 'opaque' && a.type === b.type) {
    const [x, y] = [a.behaviour.key?.(machine, a), b.behaviour.key?.(machine, b)];
    if (x !== undefined && y !== undefined) return ordered(machine, operator, x, y, span);
  }
  if (a.kind === 'bool') return orderedBool(machine, a.when, (one) => ordered(machine, operator, one, b, span));
  if (b.kind === 'bool') return orderedBool(machine, b.when, (one) => ordered(machine, operator, a, one, span));
  if (a.kind === 'const' && b.kind === 'const') {
    const sign = order(asNumber(a.value), asNumber(b.value));
    if (sign === undefined) machine.raise(terms.yes, 'TypeError');
    return sign !== undefined && inOrder(operator, sign) ? terms.yes : terms.no;
  }
  if (a.kind === 'data' && b.kind === 'const') return dataOrdered(machine, operator, a, b.value, span);
  if (a.kind === 'const' && b.kind === 'data') return dataOrdered(machine, mirrored[operator], b, a.value, span);
  if (a.kind === 'data' && b.kind === 'data') return bothOrdered(machine, operator, a, b, span);
  if (a.kind === 'object' && b.kind === 'object') return setsOrdered(machine, operator, a, b, span);
  if (a.kind === 'carried' || b.kind === 'carried')
    return unlifted(machine, 'a comparison of a variable that a loop carries', span);
  machine.raise(terms.yes, 'TypeError');
  return terms.no;
}

function orderedBool(machine: Machine, when: Cond, ask: (one: Sym) => Cond): Cond {
  const [then, otherwise] = machine.branch(
    when,
    () => ask({ kind: 'const', value: 1n }),
    () => ask({ kind: 'const', value: 0n }),
  );
  const { terms } = machine;
  return terms.or(terms.and(when, then ?? terms.no), terms.and(terms.not(when), otherwise ?? terms.no));
}

function asNumber(value: null | boolean | bigint | number | string): Json {
  return typeof value === 'boolean' ? (value ? 1n : 0n) : value;
}

function inOrder(operator: Order, sign: number): boolean {
  switch (operator) {
    case 'lt':
      return sign < 0;
    case 'lte':
      return sign <= 0;
    case 'gt':
      return sign > 0;
    case 'gte':
      return sign >= 0;
  }
}

function dataOrdered(
  machine: Machine,
  operator: Order,
  a: DataSym,
  given: null | boolean | bigint | number | string,
  span: Span,
): Cond {
  const { terms } = machine;
  const limit = asNumber(given);
  const wanted = isNumber(limit) ? number | bool : typeof limit === 'string' ? str : 0;
  machine.raise(terms.not(hasType(machine, a, wanted)), 'TypeError');
  if ((a.types & wanted) === 0) return terms.no;
  const plain = terms.test(a.value, operator, [terms.literal(limit)], { span });
  if (!isNumber(limit) || (a.types & bool) === 0) return plain;
  const holds = (value: bigint): boolean => inOrder(operator, order(value, limit) ?? 0);
  return terms.or(
    plain,
    holds(1n) ? terms.test(a.value, 'is_true') : terms.no,
    holds(0n) ? terms.test(a.value, 'is_false') : terms.no,
  );
}

function bothOrdered(machine: Machine, operator: Order, a: DataSym, b: DataSym, span: Span): Cond {
  const { terms } = machine;
  const numbers = terms.and(hasType(machine, a, number | bool), hasType(machine, b, number | bool));
  const texts = terms.and(hasType(machine, a, str), hasType(machine, b, str));
  machine.raise(terms.not(terms.or(numbers, texts)), 'TypeError');
  if (((a.types | b.types) & bool) === 0) return terms.test(a.value, operator, [b.value], { span });
  // Booleans count as numbers: adding 0 makes them so.
  const asInt = (x: DataSym): DataSym['value'] =>
    x.types & bool ? terms.call('if_missing', terms.call('add', x.value, terms.literal(0n)), x.value) : x.value;
  return terms.test(asInt(a), operator, [asInt(b)], { span });
}

/** Sets: subset and superset. Lists and tuples of constants: by their elements. */
function setsOrdered(machine: Machine, operator: Order, a: ObjectSym, b: ObjectSym, span: Span): Cond {
  const { terms } = machine;
  const [x, y] = [machine.contentOf(a), machine.contentOf(b)];
  const isSet = (content: typeof x): boolean =>
    content.kind === 'list' && (content.type === 'set' || content.type === 'frozenset');
  if (!isSet(x) || !isSet(y)) return unlifted(machine, 'an order between collections', span);
  const [small, large] = operator === 'lt' || operator === 'lte' ? [a, b] : [b, a];
  const [left, right] = [toValue(machine, small, span), toValue(machine, large, span)];
  if (left.kind === 'unknown') return terms.unlifted(left.fault);
  if (right.kind === 'unknown') return terms.unlifted(right.fault);
  const element = terms.newElement();
  const item = terms.reference({ scope: 'element', depth: element, path: [] });
  const inside = terms.quantifier('all', left, element, terms.test(right, 'has', [item], { span }));
  if (operator === 'lte' || operator === 'gte') return inside;
  return terms.and(inside, terms.not(equals(machine, a, b, span)));
}
