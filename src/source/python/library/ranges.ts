import type { Span } from '../../../diagnostics/source.ts';
import type { BuiltinSym, Segment, Sym, UnknownSym } from '../sym.ts';
import { constant, makeList } from '../values.ts';
import { constantInteger, integerArgument } from './arguments.ts';
import { define, defineEach, raising } from './define.ts';
import { gather, makeOf, plainValues } from './gather.ts';
import { instancesOf } from './instances.ts';
import { reordered } from './reorder.ts';

/** Longer constant ranges are not followed. */
const longest = 5000;

/** `range()`. */
export const rangeType: BuiltinSym = {
  ...defineEach('range', ['start', 'stop?', 'step?'], (machine, [first, second, third], span) => {
    const [start, stop] = second === undefined ? [constant(0n), first] : [first, second];
    for (const one of [start, stop, third]) if (one !== undefined) integerArgument(machine, one);
    const [from, to, by] = [
      constantInteger(start),
      constantInteger(stop),
      third === undefined ? 1 : constantInteger(third),
    ];
    if (by === 0) return raising(machine, 'ValueError');
    if (from === undefined || to === undefined || by === undefined)
      return machine.unknown('range() up to a number of the event', 'it has no form in the IR', span);
    const count = Math.max(0, Math.ceil((to - from) / by));
    if (count > longest) return machine.unknown('a range this long', 'rulegen does not follow it', span);
    const items = Array.from({ length: count }, (_, i) => constant(BigInt(from + i * by)));
    return makeList(machine, items, 'tuple');
  }),
  instances: instancesOf({}),
};

/** `enumerate()`. */
const enumerate = define('enumerate', ['iterable', 'start?'], (machine, [iterable, start = constant(0n)], span) => {
  const first = constantInteger(start);
  const segments = gather(machine, iterable, span);
  let at = first;
  const pairs = segments.map((segment): Segment => {
    const index: Sym = at === undefined ? unknownIndex(span) : constant(BigInt(at));
    if (segment.loops.length > 0 || segment.when !== machine.terms.yes) at = undefined;
    else if (at !== undefined) at += 1;
    const own = segment.loops.length > 0 ? unknownIndex(span) : index;
    return { ...segment, value: makeList(machine, [own, segment.value], 'tuple') };
  });
  return makeOf(machine, 'tuple', pairs);
});

function unknownIndex(span: Span): UnknownSym {
  const why = 'the place of an element in a list of the event has no form in the IR';
  return { kind: 'unknown', fault: { construct: 'the index that enumerate() counts', why, span } };
}

/** `zip()`. */
const zip: BuiltinSym = {
  kind: 'builtin',
  name: 'zip',
  call: (machine, args, span) => {
    const lists = args.positional.map((one) => gather(machine, one, span));
    const all = lists.map((segments) => plainValues(machine, segments));
    if (all.every((one) => one !== undefined)) {
      const count = all.length === 0 ? 0 : Math.min(...all.map((one) => one.length));
      const rows = Array.from({ length: count }, (_, i) => all.flatMap((one) => one[i] ?? []));
      return makeList(
        machine,
        rows.map((row) => makeList(machine, row, 'tuple')),
      );
    }
    return machine.unknown('zip() of lists of the event', 'it has no form in the IR', span);
  },
};

/** `reversed()`. */
const reversed = define('reversed', ['sequence'], (machine, [sequence], span) => {
  const segments = gather(machine, sequence, span);
  if (segments.every(({ loops }) => loops.length === 0)) return makeOf(machine, 'tuple', [...segments].reverse());
  return reordered(machine, segments, span, (value) => machine.terms.call('reverse', value));
});

/** Python's built-in functions that make sequences of others. */
export const rangeBuiltins: readonly BuiltinSym[] = [rangeType, enumerate, zip, reversed];
