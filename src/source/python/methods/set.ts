import type { Span } from '../../../diagnostics/source.ts';
import { fromCond } from '../choice.ts';
import { equals } from '../compare.ts';
import { contains } from '../contains.ts';
import type { Method, Methods } from '../contract.ts';
import { raising } from '../library/define.ts';
import { gather } from '../library/gather.ts';
import type { Cond, ListContent, Machine, ObjectSym, Segment, Sym } from '../sym.ts';
import { dict, list } from '../sym.ts';
import { fillingFault, hasType, noneSym, someTurn } from '../values.ts';
import { method, methodEach } from './method.ts';

/** The set of these elements, each once. TypeError where one is a list or a dict. */
export function setOf(
  machine: Machine,
  segments: readonly Segment[],
  span: Span,
  type: 'set' | 'frozenset' = 'set',
): ObjectSym {
  const { terms } = machine;
  const distinct: Segment[] = [];
  for (const segment of segments) {
    const { loops, when, value } = segment;
    machine.raise(someTurn(machine, loops, terms.and(when, hasType(machine, value, list | dict))), 'TypeError');
    const there = loops.length === 0 ? presentIn(machine, distinct, value, span) : terms.no;
    const added = terms.and(when, terms.not(there));
    if (added !== terms.no) distinct.push(added === when ? segment : { ...segment, when: added });
  }
  return machine.make({ kind: 'list', type, segments: distinct });
}

/** Whether one of the elements outside loops is equal. Those in loops may repeat: a set as a value drops repeats. */
function presentIn(machine: Machine, segments: readonly Segment[], value: Sym, span: Span): Cond {
  const { terms } = machine;
  const same: Cond[] = [];
  for (const one of segments)
    if (one.loops.length === 0) same.push(terms.and(one.when, equals(machine, one.value, value, span)));
  return terms.or(...same);
}

/** The elements of one that are (or are not) in the other. */
function sift(machine: Machine, of: readonly Segment[], other: Sym, isIn: boolean, span: Span): Segment[] {
  const { terms } = machine;
  return of
    .map((segment) => {
      const { answer: there, raises } = machine.apart(() => contains(machine, segment.value, other, span));
      // What one element raises is raised where there is such an element.
      for (const { when, type } of raises)
        machine.raise(someTurn(machine, segment.loops, terms.and(segment.when, when)), type);
      return { ...segment, when: terms.and(segment.when, isIn ? there : terms.not(there)) };
    })
    .filter((segment) => segment.when !== terms.no);
}

/** Anything that can be gone through, as a set of its own. */
function asSet(machine: Machine, sym: Sym, span: Span): ObjectSym {
  const isSet = sym.kind === 'object' && setContent(machine, sym) !== undefined;
  return isSet ? sym : setOf(machine, gather(machine, sym, span), span);
}

function setContent(machine: Machine, sym: Sym): ListContent | undefined {
  const content = sym.kind === 'object' ? machine.contentOf(sym) : undefined;
  return content?.kind === 'list' && (content.type === 'set' || content.type === 'frozenset') ? content : undefined;
}

/** `a | b` of sets, or of a set and anything that can be gone through. */
export function unionOf(machine: Machine, a: Sym, b: Sym, span: Span): Sym {
  return setOf(machine, [...gather(machine, a, span), ...gather(machine, b, span)], span, typeOf(machine, a));
}

/** `a & b`. */
export function intersectionOf(machine: Machine, a: Sym, b: Sym, span: Span): Sym {
  const segments = sift(machine, gather(machine, a, span), asSet(machine, b, span), true, span);
  return machine.make({ kind: 'list', type: typeOf(machine, a), segments });
}

/** `a - b`. */
export function differenceOf(machine: Machine, a: Sym, b: Sym, span: Span): Sym {
  const segments = sift(machine, gather(machine, a, span), asSet(machine, b, span), false, span);
  return machine.make({ kind: 'list', type: typeOf(machine, a), segments });
}

/** `a ^ b`. */
export function symmetricDifferenceOf(machine: Machine, a: Sym, b: Sym, span: Span): Sym {
  const [one, other] = [asSet(machine, a, span), asSet(machine, b, span)];
  const segments = [
    ...sift(machine, gather(machine, one, span), other, false, span),
    ...sift(machine, gather(machine, other, span), one, false, span),
  ];
  return machine.make({ kind: 'list', type: typeOf(machine, a), segments });
}

function typeOf(machine: Machine, sym: Sym): 'set' | 'frozenset' {
  return setContent(machine, sym)?.type === 'frozenset' ? 'frozenset' : 'set';
}

/** Whether every element of one is in the other. */
function isInside(machine: Machine, one: Sym, other: Sym, span: Span): Cond {
  const { terms } = machine;
  const target = asSet(machine, other, span);
  const outside = sift(machine, gather(machine, asSet(machine, one, span), span), target, false, span);
  return terms.not(terms.or(...outside.map(({ loops, when }) => someTurn(machine, loops, when))));
}

type Combine = (machine: Machine, a: Sym, b: Sym, span: Span) => Sym;

/** A method that makes a new set of this one and of any number of others. */
function combining(combine: Combine): Method {
  return (machine, self, args, span) => {
    if (args.named.size > 0) return raising(machine, 'TypeError');
    const [first, ...rest] = args.positional;
    const start = first === undefined ? copied(machine, self) : combine(machine, self, first, span);
    return rest.reduce<Sym>((sofar, other) => combine(machine, sofar, other, span), start);
  };
}

function copied(machine: Machine, self: Sym): Sym {
  return self.kind === 'object' ? machine.make(machine.contentOf(self)) : self;
}

/** A method that changes this set. `whileFilling`: it only adds. */
function changing(
  change: (machine: Machine, self: ObjectSym, content: ListContent, others: readonly Sym[], span: Span) => Sym,
  whileFilling = false,
): Method {
  return (machine, self, args, span) => {
    const content = setContent(machine, self);
    if (self.kind !== 'object' || content === undefined || content.type !== 'set' || args.named.size > 0)
      return raising(machine, content?.type === 'frozenset' ? 'AttributeError' : 'TypeError');
    if (content.filling && !whileFilling)
      return machine.unknown(fillingFault(span).construct, fillingFault(span).why, span);
    return change(machine, self, content, args.positional, span);
  };
}

function put(machine: Machine, self: ObjectSym, made: Sym): Sym {
  const content = setContent(machine, made);
  if (content !== undefined) machine.setContent(self, { ...content, type: 'set' });
  return noneSym;
}

/** A method that puts what a combination gives in the place of what this set held. */
function becoming(combine: Combine): Method {
  return changing((machine, self, _content, others, span) => {
    const made = others.reduce<Sym>((sofar, other) => combine(machine, sofar, other, span), self);
    return put(machine, self, made);
  });
}

function addAll(machine: Machine, self: ObjectSym, content: ListContent, added: readonly Segment[], span: Span): Sym {
  const made = machine.contentOf(setOf(machine, [...content.segments, ...added], span));
  if (made.kind === 'list') machine.setContent(self, { ...content, segments: made.segments });
  return noneSym;
}

/** `remove` and `discard`. */
function removing(isSure: boolean): Method {
  return changing((machine, self, content, [value, ...more], span) => {
    const { terms } = machine;
    if (value === undefined || more.length > 0) return raising(machine, 'TypeError');
    if (isSure) machine.raise(terms.not(contains(machine, value, self, span)), 'KeyError');
    const segments = content.segments
      .map((s) => ({ ...s, when: terms.and(s.when, terms.not(equals(machine, s.value, value, span))) }))
      .filter((s) => s.when !== terms.no);
    machine.setContent(self, { ...content, segments });
    return noneSym;
  });
}

/** Methods of a frozenset. */
export const frozenMethods: Methods = new Map<string, Method>([
  ['union', combining(unionOf)],
  ['intersection', combining(intersectionOf)],
  ['difference', combining(differenceOf)],
  ['symmetric_difference', combining(symmetricDifferenceOf)],
  ['copy', method([], (machine, self) => copied(machine, self))],
  [
    'issubset',
    methodEach(['other'], (machine, self, [other], span) => fromCond(machine, isInside(machine, self, other, span))),
  ],
  [
    'issuperset',
    methodEach(['other'], (machine, self, [other], span) => fromCond(machine, isInside(machine, other, self, span))),
  ],
  [
    'isdisjoint',
    methodEach(['other'], (machine, self, [other], span) => {
      const both = sift(machine, gather(machine, self, span), asSet(machine, other, span), true, span);
      const some = machine.terms.or(...both.map(({ loops, when }) => someTurn(machine, loops, when)));
      return fromCond(machine, machine.terms.not(some));
    }),
  ],
  [
    '__contains__',
    methodEach(['key'], (machine, self, [key], span) => fromCond(machine, contains(machine, key, self, span))),
  ],
]);

/** Methods of a set. */
export const setMethods: Methods = new Map<string, Method>([
  ...frozenMethods,
  [
    'add',
    changing((machine, self, content, [value, ...more], span) => {
      if (value === undefined || more.length > 0) return raising(machine, 'TypeError');
      return addAll(machine, self, content, [{ loops: [], when: machine.terms.yes, value }], span);
    }, true),
  ],
  [
    'update',
    changing((machine, self, content, others, span) => {
      const added = others.flatMap((other) => gather(machine, other, span));
      return addAll(machine, self, content, added, span);
    }, true),
  ],
  ['remove', removing(true)],
  ['discard', removing(false)],
  ['intersection_update', becoming(intersectionOf)],
  ['difference_update', becoming(differenceOf)],
  ['symmetric_difference_update', becoming(symmetricDifferenceOf)],
  [
    'clear',
    changing((machine, self, content) => {
      machine.setContent(self, { ...content, segments: [] });
      return noneSym;
    }),
  ],
  [
    'pop',
    changing((machine, self, content, _others, span) => {
      const [only, ...more] = content.segments;
      if (only === undefined) return raising(machine, 'KeyError');
      if (more.length > 0 || only.loops.length > 0 || only.when !== machine.terms.yes)
        return machine.unknown('pop() of a set', 'which element it takes is not defined', span);
      machine.setContent(self, { ...content, segments: [] });
      return only.value;
    }),
  ],
]);
