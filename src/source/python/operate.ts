import type { Span } from '../../diagnostics/source.ts';
import type { FunctionName } from '../../ir/functions.ts';
import { addToCarried } from './after-loop.ts';
import { asCond, choice, collapse, distribute, fromCond } from './choice.ts';
import { formatPercent } from './format.ts';
import { mergedDict } from './methods/dict.ts';
import { differenceOf, intersectionOf, symmetricDifferenceOf, unionOf } from './methods/set.ts';
import type { BinaryOperator } from './nodes.ts';
import type { Cond, Content, DataSym, Machine, ObjectSym, Sym } from './sym.ts';
import { bool, float, int, list, number, str } from './sym.ts';
import { asData, constant, data, hasType, makeList, toValue, typesOf } from './values.ts';

const nowhere: Span = { file: { path: '', text: '' }, start: 0, end: 0 };

const arithmetic: Partial<Record<BinaryOperator, FunctionName>> = {
  Add: 'add',
  Sub: 'subtract',
  Mult: 'multiply',
  Div: 'divide',
  FloorDiv: 'floor_divide',
  Mod: 'modulo',
  Pow: 'power',
};

/** `a + b` and its like. */
export function operate(machine: Machine, operator: BinaryOperator, a: Sym, b: Sym, span: Span): Sym {
  if (a.kind === 'choice' && b.kind === 'choice') {
    const [x, y] = [collapse(machine, a), collapse(machine, b)];
    if (x !== undefined && y !== undefined) return operate(machine, operator, x, y, span);
  }
  if (a.kind === 'choice') return distribute(machine, a, (one) => operate(machine, operator, one, b, span));
  if (b.kind === 'choice') return distribute(machine, b, (one) => operate(machine, operator, a, one, span));
  if (a.kind === 'unknown') return a;
  if (b.kind === 'unknown') return b;
  if (a.kind === 'carried' && operator === 'Add') return addToCarried(a, b);
  if (a.kind === 'carried' || b.kind === 'carried')
    return machine.unknown('what is computed from a variable that a loop carries', 'it depends on the order', span);
  if (a.kind === 'opaque') {
    const own = a.behaviour.operate?.(machine, a, operator, b, false, span);
    if (own !== undefined) return own;
  }
  if (b.kind === 'opaque') {
    const own = b.behaviour.operate?.(machine, b, operator, a, true, span);
    if (own !== undefined) return own;
  }
  if (a.kind === 'object' && b.kind === 'object') return onObjects(machine, operator, a, b, span);
  if (operator === 'Mod' && isText(machine, a)) return formatPercent(machine, a, b, span);
  if (operator === 'Add') return add(machine, a, b, span);
  if (operator === 'Mult') {
    const repeated = repeat(machine, a, b) ?? repeat(machine, b, a);
    if (repeated !== undefined) return repeated;
  }
  if (operator === 'BitOr' || operator === 'BitAnd' || operator === 'BitXor')
    return onBits(machine, operator, a, b, span);
  return onNumbers(machine, operator, a, b, span);
}

function isText(machine: Machine, sym: Sym): boolean {
  return typesOf(machine, sym) === str;
}

function wrongTypes(machine: Machine): Sym {
  machine.raise(machine.terms.yes, 'TypeError');
  return constant(null);
}

function add(machine: Machine, a: Sym, b: Sym, span: Span): Sym {
  const { terms } = machine;
  if (a.kind === 'const' && b.kind === 'const' && typeof a.value === 'string' && typeof b.value === 'string')
    return constant(a.value + b.value);
  const [x, y] = [typesOf(machine, a), typesOf(machine, b)];
  const both = x & y;
  const texts = (both & str) !== 0;
  const numbers = (x & (number | bool)) !== 0 && (y & (number | bool)) !== 0;
  if (texts && !numbers) {
    for (const sym of [a, b]) machine.raise(terms.not(hasType(machine, sym, str)), 'TypeError');
    return concat(machine, a, b, span);
  }
  if (numbers && !texts) return onNumbers(machine, 'Add', a, b, span);
  if (texts && numbers) {
    const isText = terms.and(hasType(machine, a, str), hasType(machine, b, str));
    const [then, otherwise] = machine.branch(
      isText,
      () => concat(machine, a, b, span),
      () => onNumbers(machine, 'Add', a, b, span),
    );
    if (then?.kind === 'data' && otherwise?.kind === 'data') {
      const when = terms.plain(isText);
      if (when !== undefined) return data(machine, terms.choose(when, then.value, otherwise.value), str | number);
    }
    return then ?? otherwise ?? constant(null);
  }
  return addLists(machine, a, b) ?? wrongTypes(machine);
}

function concat(machine: Machine, a: Sym, b: Sym, span: Span): Sym {
  const [left, right] = [toValue(machine, a, span), toValue(machine, b, span)];
  if (left.kind === 'unknown') return left;
  return right.kind === 'unknown' ? right : data(machine, machine.terms.call('concat', left, right), str);
}

/** A list of the code and a real list that depends on the event. */
function addLists(machine: Machine, a: Sym, b: Sym): Sym | undefined {
  const { terms } = machine;
  const parts = [a, b].map((sym) => {
    if (sym.kind === 'object') {
      const content = machine.contentOf(sym);
      return content.kind === 'list' && content.type === 'list' ? content.segments : undefined;
    }
    if (sym.kind !== 'data' || (sym.types & list) === 0 || sym.nature === 'event') return undefined;
    machine.raise(terms.not(hasType(machine, sym, list)), 'TypeError');
    const element = terms.newElement();
    const item = terms.reference({ scope: 'element', depth: element, path: [] });
    const value = data(machine, item, undefined, sym.nature === 'plain' ? 'plain' : 'event');
    return [{ loops: [{ list: sym.value, element }], when: terms.yes, value }];
  });
  const [left, right] = parts;
  if (left === undefined || right === undefined) return undefined;
  return machine.make({ kind: 'list', type: 'list', segments: [...left, ...right] });
}

/** `text * n`, `[…] * n`. */
function repeat(machine: Machine, a: Sym, b: Sym): Sym | undefined {
  const { terms } = machine;
  if (a.kind === 'object' && b.kind === 'const' && typeof b.value === 'bigint') {
    const content = machine.contentOf(a);
    if (content.kind !== 'list') return undefined;
    const count = Math.min(Math.max(0, Number(b.value)), 1000);
    return machine.make({ ...content, segments: Array.from({ length: count }, () => content.segments).flat() });
  }
  // What may be a text or a number is one of two things; which, the event decides.
  if (a.kind === 'data' && (typesOf(machine, a) & str) !== 0 && !isText(machine, a) && typesOf(machine, b) === int) {
    const when = hasType(machine, a, str);
    const [texts, others] = machine.branch(
      when,
      () => repeat(machine, { ...a, types: str }, b),
      () => onNumbers(machine, 'Mult', a, b, nowhere),
    );
    if (texts === undefined || others === undefined) return texts ?? others;
    return choice(machine, when, texts, others);
  }
  if (!isText(machine, a)) return undefined;
  const [value, times] = [toValue(machine, a), toValue(machine, b)];
  if (value.kind === 'unknown' || times.kind === 'unknown') return undefined;
  machine.raise(terms.not(hasType(machine, b, int | bool)), 'TypeError');
  return data(machine, terms.call('repeat', value, times), str);
}

function onNumbers(machine: Machine, operator: BinaryOperator, a: Sym, b: Sym, span: Span): Sym {
  const { terms } = machine;
  const name = arithmetic[operator];
  const [x, y] = [asData(machine, a, span), asData(machine, b, span)];
  if (x.kind === 'unknown') return x;
  if (y.kind === 'unknown') return y;
  for (const sym of [a, b]) machine.raise(terms.not(hasType(machine, sym, number | bool)), 'TypeError');
  if ((x.types & (number | bool)) === 0 || (y.types & (number | bool)) === 0) return constant(null);
  if (name === undefined) return shift(machine, operator, a, b, span);
  const value = terms.call(name, x.value, y.value);
  const divides = operator === 'Div' || operator === 'FloorDiv' || operator === 'Mod' || operator === 'Pow';
  if (divides)
    machine.raise(
      terms.and(...[x, y].map((s) => hasType(machine, s, number | bool)), terms.test(value, 'is_null')),
      'ZeroDivisionError',
    );
  return data(machine, value, resultTypes(operator, x, y));
}

function resultTypes(operator: BinaryOperator, a: DataSym, b: DataSym): number {
  if (operator === 'Div') return float;
  if (((a.types | b.types) & float) === 0) return operator === 'Pow' ? number : int;
  return (a.types & (int | bool)) === 0 || (b.types & (int | bool)) === 0 ? float : number;
}

function shift(machine: Machine, operator: BinaryOperator, a: Sym, b: Sym, span: Span): Sym {
  if (a.kind === 'const' && b.kind === 'const' && typeof a.value === 'bigint' && typeof b.value === 'bigint') {
    if (operator === 'LShift' && b.value < 1000n) return constant(a.value << b.value);
    if (operator === 'RShift') return constant(a.value >> b.value);
  }
  return machine.unknown(`the operator ${operator}`, 'it has no form in the IR', span);
}

function onBits(machine: Machine, operator: 'BitOr' | 'BitAnd' | 'BitXor', a: Sym, b: Sym, span: Span): Sym {
  const { terms } = machine;
  const [x, y]: (Cond | undefined)[] = [asCond(machine, a), asCond(machine, b)];
  if (x !== undefined && y !== undefined) {
    if (operator === 'BitOr') return fromCond(machine, terms.or(x, y));
    if (operator === 'BitAnd') return fromCond(machine, terms.and(x, y));
    return fromCond(machine, terms.or(terms.and(x, terms.not(y)), terms.and(terms.not(x), y)));
  }
  if (a.kind === 'const' && b.kind === 'const' && typeof a.value === 'bigint' && typeof b.value === 'bigint')
    return constant(
      operator === 'BitOr' ? a.value | b.value : operator === 'BitAnd' ? a.value & b.value : a.value ^ b.value,
    );
  // Types in annotations: `str | None`.
  if (a.kind === 'builtin' || a.kind === 'class' || b.kind === 'builtin' || b.kind === 'class')
    return makeList(machine, [a, b], 'tuple');
  if (operator === 'BitOr' && (a.kind === 'data' || b.kind === 'data')) {
    const merged = mergedDict(machine, a, b, span);
    if (merged !== undefined) return merged;
  }
  if (a.kind !== 'data' && b.kind !== 'data') return wrongTypes(machine);
  return machine.unknown(`the operator ${operator}`, 'it has no form in the IR for values of an event', span);
}

function onObjects(machine: Machine, operator: BinaryOperator, a: ObjectSym, b: ObjectSym, span: Span): Sym {
  const [x, y] = [machine.contentOf(a), machine.contentOf(b)];
  const isSet = (content: Content): boolean =>
    content.kind === 'list' && (content.type === 'set' || content.type === 'frozenset');
  if (operator === 'Add' && x.kind === 'list' && y.kind === 'list' && x.type === y.type && !isSet(x)) {
    if (x.filling || y.filling)
      return machine.unknown('a list that a loop fills', 'what it holds is not known here', span);
    return machine.make({ ...x, segments: [...x.segments, ...y.segments] });
  }
  if (isSet(x) && isSet(y)) {
    switch (operator) {
      case 'BitOr':
        return unionOf(machine, a, b, span);
      case 'BitAnd':
        return intersectionOf(machine, a, b, span);
      case 'Sub':
        return differenceOf(machine, a, b, span);
      case 'BitXor':
        return symmetricDifferenceOf(machine, a, b, span);
      default:
        return wrongTypes(machine);
    }
  }
  if (operator === 'BitOr' && x.kind === 'dict' && y.kind === 'dict')
    return mergedDict(machine, a, b, span) ?? wrongTypes(machine);
  return wrongTypes(machine);
}
