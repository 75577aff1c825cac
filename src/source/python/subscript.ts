import type { Span } from '../../diagnostics/source.ts';
import { distribute } from './choice.ts';
import { lookupEntry } from './entries.ts';
import { elementTypes, natureInside } from './loop.ts';
import type { DataSym, Machine, ObjectSym, Sym } from './sym.ts';
import { anything, bool, dict, int, list, none, number, str } from './sym.ts';
import { turnAt } from './turn-at.ts';
import { asData, constant, data, hasType, toValue, typesOf } from './values.ts';

/** `of[index]`. */
export function subscript(machine: Machine, of: Sym, index: Sym, span: Span): Sym {
  if (of.kind === 'choice') return distribute(machine, of, (one) => subscript(machine, one, index, span));
  if (index.kind === 'choice') return distribute(machine, index, (one) => subscript(machine, of, one, span));
  if (of.kind === 'unknown') return of;
  if (index.kind === 'unknown') return index;
  const { terms } = machine;
  switch (of.kind) {
    case 'object':
      return ofObject(machine, of, index, span);
    case 'data':
      return ofData(machine, of, index, span);
    case 'const': {
      if (typeof of.value !== 'string') break;
      const text: DataSym = { kind: 'data', value: terms.literal(of.value), types: str, nature: 'plain' };
      return ofData(machine, text, index, span);
    }
    case 'opaque': {
      const own = of.behaviour.subscript?.(machine, of, index, span);
      if (own !== undefined) return own;
      break;
    }
    // Types in annotations: `list[str]`.
    case 'builtin':
    case 'class':
      return of;
    case 'carried':
      return machine.unknown('a variable that a loop carries', 'what it holds depends on the order', span);
    default:
      break;
  }
  machine.raise(terms.yes, 'TypeError');
  return constant(null);
}

function ofObject(machine: Machine, of: ObjectSym, index: Sym, span: Span): Sym {
  const { terms } = machine;
  const content = machine.contentOf(of);
  if (content.kind === 'instance') {
    const method = machine.attribute(of, '__getitem__', span);
    if (method !== undefined) return machine.call(method, { positional: [index], named: new Map() }, span);
    machine.raise(terms.yes, 'TypeError');
    return constant(null);
  }
  if (content.kind === 'dict') {
    const { found, value } = lookupEntry(machine, content, index, span);
    machine.raise(terms.not(found), 'KeyError');
    return value;
  }
  if (content.type === 'set' || content.type === 'frozenset') {
    machine.raise(terms.yes, 'TypeError');
    return constant(null);
  }
  const plain = content.segments.every((s) => s.loops.length === 0 && s.when === terms.yes) && !content.filling;
  if (plain && index.kind === 'const' && typeof index.value === 'bigint') {
    const item = content.segments.at(Number(index.value));
    if (item !== undefined) return item.value;
    machine.raise(terms.yes, 'IndexError');
    return constant(null);
  }
  if (index.kind === 'const' && typeof index.value === 'bigint') {
    const turn = turnAt(machine, content, index.value);
    if (turn !== undefined) return turn;
  }
  const whole = asData(machine, of, span);
  if (whole.kind === 'unknown') return machine.unknown(whole.fault.construct, whole.fault.why, span);
  const types = content.segments.reduce((all, s) => all | (typesOf(machine, s.value) || anything), 0);
  return atIndex(machine, { ...whole, types: list }, index, types, span);
}

function ofData(machine: Machine, of: DataSym, index: Sym, span: Span): Sym {
  const { terms } = machine;
  if (index.kind === 'const' && typeof index.value === 'string') {
    machine.raise(terms.not(hasType(machine, of, dict)), 'TypeError');
    if ((of.types & dict) === 0) return constant(null);
    const child = terms.steps(of.value, [index.value]);
    machine.raise(terms.and(hasType(machine, of, dict), terms.test(child, 'missing')), 'KeyError');
    return data(machine, child, anything, natureInside(of.nature));
  }
  return atIndex(
    machine,
    of,
    index,
    of.types === str ? str : of.types === list ? elementTypes(of.value) : anything,
    span,
  );
}

function atIndex(machine: Machine, of: DataSym, index: Sym, types: number, span: Span): Sym {
  const { terms } = machine;
  machine.raise(hasType(machine, of, none | bool | number), 'TypeError');
  const key = toValue(machine, index, span);
  if (key.kind === 'unknown') return machine.unknown(key.fault.construct, key.fault.why, span);
  const [texts, numbers] = [hasType(machine, index, str), hasType(machine, index, int | bool)];
  const lists = hasType(machine, of, list | str);
  machine.raise(terms.and(lists, terms.not(numbers)), 'TypeError');
  const constantIndex = index.kind === 'const' && typeof index.value === 'bigint' ? Number(index.value) : undefined;
  const found =
    constantIndex !== undefined && of.types === list
      ? terms.steps(of.value, [constantIndex])
      : terms.call('item', of.value, key);
  machine.raise(terms.and(lists, terms.test(found, 'missing')), 'IndexError');
  const dicts = hasType(machine, of, dict);
  machine.raise(terms.and(dicts, terms.or(terms.not(texts), terms.test(found, 'missing'))), 'KeyError');
  return data(machine, found, types, natureInside(of.nature));
}

/** `of[start:end:step]`. */
export function sliced(
  machine: Machine,
  of: Sym,
  bounds: { readonly start: Sym; readonly end: Sym; readonly step: Sym },
  span: Span,
): Sym {
  if (of.kind === 'choice') return distribute(machine, of, (one) => sliced(machine, one, bounds, span));
  if (of.kind === 'unknown') return of;
  const { terms } = machine;
  const { start, end, step } = bounds;
  const isNone = (sym: Sym): boolean => sym.kind === 'const' && sym.value === null;
  const stepBy = step.kind === 'const' ? step.value : undefined;
  const backwards = stepBy === -1n && isNone(start) && isNone(end);
  if (!backwards && stepBy !== null && stepBy !== 1n)
    return machine.unknown('a slice with a step', 'it has no form in the IR', span);
  if (of.kind === 'object') {
    const content = machine.contentOf(of);
    const plain =
      content.kind === 'list' && content.segments.every((s) => s.loops.length === 0 && s.when === terms.yes);
    if (content.kind === 'list' && plain && !content.filling) {
      const at = (sym: Sym): number | undefined | null =>
        isNone(sym) ? undefined : sym.kind === 'const' && typeof sym.value === 'bigint' ? Number(sym.value) : null;
      const [from, to] = [at(start), at(end)];
      if (backwards) return machine.make({ ...content, segments: [...content.segments].reverse() });
      if (from !== null && to !== null) return machine.make({ ...content, segments: content.segments.slice(from, to) });
    }
    if (content.kind !== 'list') {
      machine.raise(terms.yes, 'TypeError');
      return constant(null);
    }
  }
  const whole = asData(machine, of, span);
  if (whole.kind === 'unknown') return machine.unknown(whole.fault.construct, whole.fault.why, span);
  machine.raise(terms.not(hasType(machine, whole, str | list)), 'TypeError');
  if ((whole.types & (str | list)) === 0) return constant(null);
  const types = whole.types & (str | list);
  if (backwards) return data(machine, terms.call('reverse', whole.value), types, whole.nature);
  const [from, to] = [start, end].map((sym) => {
    machine.raise(terms.not(hasType(machine, sym, none | int | bool)), 'TypeError');
    return toValue(machine, sym, span);
  });
  if (from === undefined || to === undefined || from.kind === 'unknown' || to.kind === 'unknown')
    return machine.unknown('a slice with such bounds', 'they have no form in the IR', span);
  return data(machine, terms.call('slice', whole.value, from, to), types, whole.nature);
}
