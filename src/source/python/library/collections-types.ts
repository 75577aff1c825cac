import type { Span } from '../../../diagnostics/source.ts';
import { choice, distribute } from '../choice.ts';
import { setEntry } from '../entries.ts';
import { goOn } from '../flow.ts';
import { loopOver } from '../loop.ts';
import { subscript } from '../subscript.ts';
import type { BuiltinSym, Cond, DataSym, Entry, Machine, Segment, Sym } from '../sym.ts';
import { bool, dict, list, none, number, str } from '../sym.ts';
import { constant, data, hasType, makeList, someTurn } from '../values.ts';
import { define, raising } from './define.ts';
import { gather, makeOf } from './gather.ts';
import { instancesOf } from './instances.ts';

function sequence(name: 'list' | 'tuple'): BuiltinSym {
  return {
    ...define(name, ['iterable?'], (machine, [iterable], span) =>
      iterable === undefined ? makeList(machine, [], name) : makeOf(machine, name, gather(machine, iterable, span)),
    ),
    instances: instancesOf(name === 'list' ? { lists: ['plain', 'walk'], made: ['list'] } : { made: ['tuple'] }),
  };
}

/** `list()`. */
export const listType = sequence('list');
/** `tuple()`. */
export const tupleType = sequence('tuple');

function collection(name: 'set' | 'frozenset'): BuiltinSym {
  return {
    ...define(name, ['iterable?'], (machine, [iterable], span) => {
      if (iterable === undefined) return makeList(machine, [], name);
      const segments = gather(machine, iterable, span);
      raiseUnhashable(machine, segments);
      return makeOf(machine, name, distinct(machine, segments));
    }),
    instances: instancesOf({ made: [name] }),
  };
}

/** `set()`. */
export const setType = collection('set');
/** `frozenset()`. */
export const frozensetType = collection('frozenset');

/** Raises TypeError where something that is to be an element of a set or a key of a dict cannot be. */
export function raiseUnhashable(machine: Machine, segments: readonly Segment[]): void {
  const { terms } = machine;
  for (const { loops, when, value } of segments)
    machine.raise(someTurn(machine, loops, terms.and(when, isUnhashable(machine, value))), 'TypeError');
}

function isUnhashable(machine: Machine, value: Sym): Cond {
  const { terms } = machine;
  if (value.kind !== 'object') return hasType(machine, value, list | dict);
  const content = machine.contentOf(value);
  if (content.kind === 'dict') return terms.yes;
  if (content.kind !== 'list') return terms.no;
  if (content.type === 'list' || content.type === 'set') return terms.yes;
  return terms.or(
    ...content.segments.map((s) => someTurn(machine, s.loops, terms.and(s.when, isUnhashable(machine, s.value)))),
  );
}

/** Segments without constants that are there already. */
function distinct(machine: Machine, segments: readonly Segment[]): readonly Segment[] {
  const seen = new Set<unknown>();
  return segments.filter(({ loops, when, value }) => {
    if (loops.length > 0 || when !== machine.terms.yes || value.kind !== 'const') return true;
    const key = typeof value.value === 'bigint' ? Number(value.value) : value.value;
    const same = typeof key === 'boolean' ? Number(key) : key;
    if (seen.has(same)) return false;
    seen.add(same);
    return true;
  });
}

/** `dict()`. */
export const dictType: BuiltinSym = {
  kind: 'builtin',
  name: 'dict',
  instances: instancesOf({ dicts: ['plain'], made: ['dict'] }),
  call: (machine, args, span) => {
    if (args.positional.length > 1) return raising(machine, 'TypeError');
    const [from] = args.positional;
    const made =
      from === undefined
        ? machine.make({ kind: 'dict', entries: [] })
        : distribute(machine, from, (one) => dictOf(machine, one, span));
    if (made.kind === 'object') for (const [name, value] of args.named) setEntry(machine, made, constant(name), value);
    else if (args.named.size > 0)
      return machine.unknown('dict() with keywords of one of several mappings', 'it has no form in the IR', span);
    return made;
  },
  members: new Map([
    [
      'fromkeys',
      define('dict.fromkeys', ['iterable', 'value?'], (machine, [iterable, value = constant(null)], span) => {
        const segments = gather(machine, iterable, span);
        raiseUnhashable(machine, segments);
        const entries = segments.map((segment): Entry => ({ ...segment, key: segment.value, value }));
        return machine.make({ kind: 'dict', entries });
      }),
    ],
  ]),
};

/** A dict with what a mapping holds, or with the pairs that an iterable yields. */
export function dictOf(machine: Machine, from: Sym, span: Span): Sym {
  if (from.kind === 'unknown') return from;
  if (from.kind === 'object') {
    const content = machine.contentOf(from);
    if (content.kind === 'dict') return machine.make(content);
  }
  if (from.kind === 'data' && from.types & dict) {
    machine.raise(hasType(machine, from, none | bool | number), 'TypeError');
    if (from.types & (list | str)) {
      const isDict = hasType(machine, from, dict);
      const [then, otherwise] = machine.branch(
        isDict,
        () => dictOf(machine, { ...from, types: dict }, span),
        () => ofPairs(machine, { ...from, types: from.types & (list | str) }, span),
      );
      if (then === undefined || otherwise === undefined) return then ?? otherwise ?? from;
      return choice(machine, isDict, then, otherwise);
    }
    return machine.make({ kind: 'dict', entries: [entriesOf(machine, from)] });
  }
  return ofPairs(machine, from, span);
}

/** The entries of an object of the event, each for one turn of a loop. */
export function entriesOf(machine: Machine, from: DataSym): Entry {
  const { terms } = machine;
  const element = terms.newElement();
  const pair = terms.reference({ scope: 'element', depth: element, path: [] });
  return {
    loops: [{ list: terms.call('items', from.value), element }],
    when: terms.yes,
    key: data(machine, terms.steps(pair, [0]), str),
    value: data(machine, terms.steps(pair, [1]), undefined, from.nature === 'plain' ? 'plain' : 'event'),
  };
}

function ofPairs(machine: Machine, pairs: Sym, span: Span): Sym {
  const made = machine.make({ kind: 'dict', entries: [] });
  loopOver(
    machine,
    pairs,
    (inner, pair) => {
      const key = subscript(inner, pair, constant(0n), span);
      const value = subscript(inner, pair, constant(1n), span);
      setEntry(inner, made, key, value);
      return goOn(inner);
    },
    span,
  );
  return made;
}
