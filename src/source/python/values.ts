import type { Span } from '../../diagnostics/source.ts';
import { isTruthy } from '../../ir/compare.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { TypeName } from '../../ir/operators.ts';
import type { Value } from '../../ir/value.ts';
import { typesOfConstant } from './choice.ts';
import type {
  Cond,
  DataSym,
  DictContent,
  Entry,
  ListContent,
  Loop,
  Machine,
  Nature,
  Segment,
  Sym,
  Types,
  UnknownSym,
} from './sym.ts';
import { anything, bool, dict, int, list, none, number, str } from './sym.ts';

/** None. */
export const noneSym: Sym = { kind: 'const', value: null };

export function constant(value: null | boolean | bigint | number | string): Sym {
  return { kind: 'const', value };
}

/** Data of the event; a literal becomes a constant. */
export function data(machine: Machine, value: Value, types: Types = anything, nature: Nature = 'event'): Sym {
  if (value.kind === 'literal') return fromJson(machine, value.value);
  return { kind: 'data', value, types, nature };
}

/** A constant of JSON: lists and objects become plain ones that code may change. */
export function fromJson(machine: Machine, json: Json): Sym {
  const { terms } = machine;
  if (isList(json))
    return machine.make({
      kind: 'list',
      type: 'list',
      segments: json.map((item): Segment => ({ loops: [], when: terms.yes, value: fromJson(machine, item) })),
    });
  if (isObject(json))
    return machine.make({
      kind: 'dict',
      entries: Object.entries(json).map(
        ([key, value]): Entry => ({ loops: [], when: terms.yes, key: constant(key), value: fromJson(machine, value) }),
      ),
    });
  return constant(json);
}

/** A list, tuple or set of these values. */
export function makeList(machine: Machine, items: readonly Sym[], type: ListContent['type'] = 'list'): Sym {
  const segments = items.map((value): Segment => ({ loops: [], when: machine.terms.yes, value }));
  return machine.make({ kind: 'list', type, segments });
}

/** The types that a value may have; 0 for what is no JSON. */
export function typesOf(machine: Machine, sym: Sym): Types {
  switch (sym.kind) {
    case 'const':
      return typesOfConstant(sym.value);
    case 'data':
      return sym.types & machine.typesHere(sym.value);
    case 'bool':
      return bool;
    case 'object': {
      const content = machine.contentOf(sym);
      return content.kind === 'instance' ? 0 : content.kind === 'dict' ? dict : content.type === 'list' ? list : 0;
    }
    case 'choice':
      return typesOf(machine, sym.then) | typesOf(machine, sym.otherwise);
    default:
      return 0;
  }
}

/** Whether a value has one of these types. */
export function hasType(machine: Machine, sym: Sym, types: Types): Cond {
  const { terms } = machine;
  if (sym.kind === 'choice')
    return terms.or(
      terms.and(sym.when, hasType(machine, sym.then, types)),
      terms.and(terms.not(sym.when), hasType(machine, sym.otherwise, types)),
    );
  if (sym.kind === 'unknown') return terms.unlifted(sym.fault);
  if (sym.kind !== 'data') return (typesOf(machine, sym) & types) !== 0 ? terms.yes : terms.no;
  const possible = sym.types & machine.typesHere(sym.value);
  const wanted = possible & types;
  if (wanted === possible) return terms.yes;
  if (wanted === 0) return terms.no;
  const rest = possible & ~types;
  return rest === none || (sizeOf(rest) < sizeOf(wanted) && (wanted & none) !== 0)
    ? terms.not(typeTest(machine, sym.value, rest, possible))
    : typeTest(machine, sym.value, wanted, possible);
}

function sizeOf(types: Types): number {
  let count = 0;
  for (let rest = types; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The test that a value has one of the types; `possible` are those that it may have at all. */
function typeTest({ terms }: Machine, value: Value, types: Types, possible: Types): Cond {
  const names: TypeName[] = [];
  const parts: Cond[] = [];
  if (types & none) parts.push(terms.test(value, 'is_null'));
  if (types & bool) names.push('boolean');
  const numbers = types & number;
  if (numbers !== 0) {
    if (numbers === (possible & number)) names.push('number');
    else if (numbers === int) names.push('integer');
    else parts.push(terms.and(terms.type(value, 'number'), terms.not(terms.type(value, 'integer'))));
  }
  if (types & str) names.push('string');
  if (types & list) names.push('list');
  if (types & dict) names.push('object');
  if (names.length > 0) parts.push(terms.type(value, ...names));
  return terms.or(...parts);
}

/** Python's truth of a value. */
export function truthOf(machine: Machine, sym: Sym): Cond {
  const { terms } = machine;
  switch (sym.kind) {
    case 'const':
      return isTruthy(sym.value) ? terms.yes : terms.no;
    case 'data':
      return typesOf(machine, sym) === none ? terms.no : terms.test(sym.value, 'truthy');
    case 'bool':
      return sym.when;
    case 'choice':
      return terms.or(
        terms.and(sym.when, truthOf(machine, sym.then)),
        terms.and(terms.not(sym.when), truthOf(machine, sym.otherwise)),
      );
    case 'object': {
      const content = machine.contentOf(sym);
      if (content.kind === 'instance') return terms.yes;
      if (content.filling) return terms.unlifted(fillingFault(undefined));
      const parts: readonly (Segment | Entry)[] = content.kind === 'list' ? content.segments : content.entries;
      return terms.or(...parts.map((part) => someTurn(machine, part.loops, part.when)));
    }
    case 'opaque':
      return sym.behaviour.truthy?.(machine, sym) ?? terms.yes;
    case 'unknown':
      return terms.unlifted(sym.fault);
    case 'carried':
      return terms.unlifted(carriedFault(undefined));
    case 'unbound':
      machine.raise(terms.yes, 'NameError');
      return terms.no;
    case 'function':
    case 'class':
    case 'module':
    case 'builtin':
    case 'method':
    case 'generator':
      return terms.yes;
  }
}

/** Whether the condition holds on some turn of the loops. */
export function someTurn({ terms }: Machine, loops: readonly Loop[], when: Cond): Cond {
  return loops.reduceRight((inner, { list: items, element }) => {
    if (inner === terms.yes) return terms.test(items, 'truthy');
    return terms.quantifier('any', items, element, inner);
  }, when);
}

/** The value as the IR says it; an unknown where it has no such form. */
export function toValue(machine: Machine, sym: Sym, span?: Span): Value | UnknownSym {
  const { terms } = machine;
  switch (sym.kind) {
    case 'const':
      return terms.literal(sym.value);
    case 'data':
      return sym.value;
    case 'bool': {
      const when = terms.plain(sym.when);
      return when === undefined
        ? { kind: 'unknown', fault: faultIn(sym.when) ?? carriedFault(span) }
        : terms.choose(when, terms.literal(true), terms.literal(false));
    }
    case 'choice': {
      const when = terms.plain(sym.when);
      if (when === undefined) return { kind: 'unknown', fault: faultIn(sym.when) ?? carriedFault(span) };
      const then = toValue(machine, sym.then, span);
      const otherwise = toValue(machine, sym.otherwise, span);
      if (then.kind === 'unknown') return then;
      return otherwise.kind === 'unknown' ? otherwise : terms.choose(when, then, otherwise);
    }
    case 'object': {
      const content = machine.contentOf(sym);
      if (content.kind === 'list') return listValue(machine, content, span);
      if (content.kind === 'dict') return dictValue(machine, content, span);
      return noForm(`an object of the class ${content.of.name}`, span);
    }
    case 'opaque': {
      const text = sym.behaviour.text?.(machine, sym, span ?? nowhere);
      return text === undefined ? noForm(`a ${sym.type}`, span) : toValue(machine, text, span);
    }
    case 'unknown':
      return sym;
    case 'carried':
      return { kind: 'unknown', fault: carriedFault(span) };
    case 'unbound':
      machine.raise(terms.yes, 'NameError');
      return terms.literal(null);
    case 'generator':
      return noForm('a generator', span);
    case 'function':
    case 'method':
    case 'builtin':
      return noForm('a function', span);
    case 'class':
      return noForm('a class', span);
    case 'module':
      return noForm('a module', span);
  }
}

const nowhere: Span = { file: { path: '', text: '' }, start: 0, end: 0 };

function noForm(what: string, span: Span | undefined): UnknownSym {
  return { kind: 'unknown', fault: { construct: what, why: 'it has no form in JSON', span } };
}

/** Why a collection cannot be asked while a loop fills it. */
export function fillingFault(span: Span | undefined): UnknownSym['fault'] {
  return {
    construct: 'a collection that is read while a loop fills it',
    why: 'what it holds depends on the order of the elements',
    span,
  };
}

/** Why a variable cannot be read that an earlier turn of the loop has written. */
export function carriedFault(span: Span | undefined): UnknownSym['fault'] {
  return {
    construct: 'a variable that one turn of a loop hands to the next',
    why: 'what it holds depends on the order of the elements',
    span,
  };
}

/** The first part of a condition that could not be lifted. */
export function faultIn(cond: Cond): UnknownSym['fault'] | undefined {
  return faultsIn(cond)[0];
}

/** Every part of a condition that could not be lifted. */
export function faultsIn(cond: Cond): UnknownSym['fault'][] {
  const found = new Set<UnknownSym['fault']>();
  const seen = new Set<Cond>();
  const visit = (one: Cond): void => {
    if (seen.has(one)) return;
    seen.add(one);
    if (one.kind === 'unlifted') found.add(one.fault);
    else if (one.kind === 'and' || one.kind === 'or') one.operands.forEach(visit);
    else if (one.kind === 'not') visit(one.operand);
    else if (one.kind === 'quantifier') visit(one.where);
  };
  visit(cond);
  return [...found];
}

function listValue(machine: Machine, content: ListContent, span: Span | undefined): Value | UnknownSym {
  const { terms } = machine;
  if (content.filling) return { kind: 'unknown', fault: fillingFault(span) };
  const parts: Value[] = [];
  let run: Value[] = [];
  const flush = (): void => {
    if (run.length > 0) parts.push(terms.call('list', ...run));
    run = [];
  };
  for (const segment of content.segments) {
    const value = toValue(machine, segment.value, span);
    const when = terms.plain(segment.when);
    if (value.kind === 'unknown') return value;
    if (when === undefined) return { kind: 'unknown', fault: faultIn(segment.when) ?? carriedFault(span) };
    if (segment.loops.length === 0 && when.kind === 'true') {
      run.push(value);
      continue;
    }
    flush();
    parts.push(
      segment.loops.length === 0
        ? terms.choose(when, terms.call('list', value), terms.literal([]))
        : turns(machine, segment.loops, when, value),
    );
  }
  flush();
  const [only, ...more] = parts;
  const all = only === undefined ? terms.literal([]) : more.length === 0 ? only : terms.call('chain', ...parts);
  const isSet = content.type === 'set' || content.type === 'frozenset';
  return isSet && all.kind !== 'literal' ? terms.call('unique', all) : all;
}

/** The list of a value for each turn of the loops on which the condition holds. */
export function turns(
  machine: Machine,
  loops: readonly Loop[],
  when: Parameters<Machine['terms']['choose']>[0],
  value: Value,
): Value {
  const { terms } = machine;
  const [outer, ...inner] = loops;
  if (outer === undefined) return terms.choose(when, terms.call('list', value), terms.literal([]));
  if (inner.length === 0) return terms.map(outer.list, outer.element, when, value);
  // Nothing but a plain condition was given, so `yes` is one as well.
  const all = terms.yes as typeof when;
  return terms.call('flatten', terms.map(outer.list, outer.element, all, turns(machine, inner, when, value)));
}

function dictValue(machine: Machine, content: DictContent, span: Span | undefined): Value | UnknownSym {
  const { terms } = machine;
  if (content.filling) return { kind: 'unknown', fault: fillingFault(span) };
  const parts: Value[] = [];
  let run: Value[] = [];
  const flush = (): void => {
    if (run.length > 0) parts.push(terms.call('object', ...run));
    run = [];
  };
  for (const entry of content.entries) {
    const key = toValue(machine, entry.key, span);
    const value = toValue(machine, entry.value, span);
    const when = terms.plain(entry.when);
    if (key.kind === 'unknown') return key;
    if (value.kind === 'unknown') return value;
    if (when === undefined) return { kind: 'unknown', fault: faultIn(entry.when) ?? carriedFault(span) };
    const text = jsonKey(machine, entry.key, key);
    const single = entry.loops.length === 0 && text.kind === 'literal';
    if (single && when.kind === 'true') {
      run.push(text, value);
      continue;
    }
    flush();
    if (single) parts.push(terms.choose(when, terms.call('object', text, value), terms.literal({})));
    else parts.push(terms.call('from_pairs', turns(machine, entry.loops, when, terms.call('list', text, value))));
  }
  flush();
  const [only, ...more] = parts;
  if (only === undefined) return terms.literal({});
  return more.length === 0 ? only : terms.call('merge', ...parts);
}

/** A key as JSON writes it: a text as it is, anything else as its JSON. */
function jsonKey(machine: Machine, key: Sym, value: Value): Value {
  const { terms } = machine;
  if (key.kind === 'const' && typeof key.value !== 'string') return terms.call('to_json', value);
  if (typesOf(machine, key) === str) return value;
  const isText = terms.plain(hasType(machine, key, str));
  return isText === undefined ? terms.call('str', value) : terms.choose(isText, value, terms.call('to_json', value));
}

/** The value as data, for the functions of the IR; undefined where it has no such form. */
export function asData(machine: Machine, sym: Sym, span?: Span): DataSym | UnknownSym {
  if (sym.kind === 'data') return sym;
  const value = toValue(machine, sym, span);
  if (value.kind === 'unknown') return value;
  const types = typesOf(machine, sym) || anything;
  return { kind: 'data', value, types, nature: 'plain' };
}
