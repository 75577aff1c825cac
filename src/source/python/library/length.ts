import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import type { DictContent, Entry, ListContent, Machine, ObjectSym, Segment, Sym } from '../sym.ts';
import { dict, int, list, str } from '../sym.ts';
import { carriedFault, constant, data, faultIn, fillingFault, hasType, toValue, turns } from '../values.ts';
import { defineEach, raising } from './define.ts';

/** `len()`. */
export const len = defineEach('len', ['obj'], (machine, [of], span) => {
  const { terms } = machine;
  switch (of.kind) {
    case 'const':
      return typeof of.value === 'string' ? constant(BigInt([...of.value].length)) : raising(machine, 'TypeError');
    case 'data': {
      const fits = hasType(machine, of, str | list | dict);
      machine.raise(terms.not(fits), 'TypeError');
      return fits === terms.no ? constant(0n) : data(machine, terms.call('len', of.value), int);
    }
    case 'object':
      return ofObject(machine, of, span);
    case 'opaque': {
      const own = of.behaviour.attribute?.(machine, of, '__len__', span);
      if (own !== undefined) return machine.call(own, { positional: [], named: new Map() }, span);
      return raising(machine, 'TypeError');
    }
    default:
      return raising(machine, 'TypeError');
  }
});

function ofObject(machine: Machine, of: ObjectSym, span: Span): Sym {
  const content = machine.contentOf(of);
  if (content.kind === 'instance') {
    const own = machine.attribute(of, '__len__', span);
    if (own === undefined) return raising(machine, 'TypeError');
    return machine.call(own, { positional: [], named: new Map() }, span);
  }
  if (content.filling) return { kind: 'unknown', fault: fillingFault(span) };
  const parts: readonly (Segment | Entry)[] = content.kind === 'dict' ? content.entries : content.segments;
  if (areDistinct(content)) return countOf(machine, parts, span);
  const value = toValue(machine, of, span);
  return value.kind === 'unknown' ? value : data(machine, machine.terms.call('len', value), int);
}

/** Whether no two parts can be the same element of a set or key of a dict. */
function areDistinct(content: ListContent | DictContent): boolean {
  if (content.kind === 'list' && (content.type === 'list' || content.type === 'tuple')) return true;
  const all = content.kind === 'dict' ? content.entries.map((e) => ({ ...e, value: e.key })) : content.segments;
  if (all.length === 1 && all[0]?.loops.length === 0) return true;
  const texts = all.map(({ loops, value }) =>
    loops.length === 0 && value.kind === 'const' && typeof value.value === 'string' ? value.value : undefined,
  );
  return texts.every((text) => text !== undefined) && new Set(texts).size === texts.length;
}

function countOf(machine: Machine, parts: readonly (Segment | Entry)[], span: Span): Sym {
  const { terms } = machine;
  let sure = 0n;
  const sums: Value[] = [];
  for (const { loops, when, value } of parts) {
    if (loops.length === 0 && when === terms.yes) {
      sure += 1n;
      continue;
    }
    const plain = terms.plain(when);
    if (plain === undefined) return { kind: 'unknown', fault: faultIn(when) ?? carriedFault(span) };
    if (loops.length === 0) sums.push(terms.choose(plain, terms.literal(1n), terms.literal(0n)));
    else {
      // What is counted needs no form of its own.
      const own = toValue(machine, value, span);
      const counted = own.kind === 'unknown' ? terms.literal(null) : own;
      sums.push(terms.call('len', turns(machine, loops, plain, counted)));
    }
  }
  const all = sure === 0n && sums.length > 0 ? sums : [...sums, terms.literal(sure)];
  return data(
    machine,
    all.reduce((a, b) => terms.call('add', a, b)),
    int,
  );
}
