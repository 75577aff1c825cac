import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { asCond } from '../choice.ts';
import type { BuiltinSym, Machine, Segment, Sym } from '../sym.ts';
import { dict, int } from '../sym.ts';
import { constant, data, hasType, makeList, toValue } from '../values.ts';
import { constantInteger, integerArgument } from './arguments.ts';
import { define, defineEach, raising } from './define.ts';
import { gather, makeOf, plainValues } from './gather.ts';
import { instancesOf } from './instances.ts';
import { elementsOf, leavesOf, reordered } from './reorder.ts';

/** Longer constant ranges are not followed one by one. */
const longest = 5000;

/** `range()`. */
export const rangeType: BuiltinSym = {
  ...defineEach('range', ['start', 'stop?', 'step?'], (machine, [first, second, step = constant(1n)], span) => {
    const [start, stop] = second === undefined ? [constant(0n), first] : [first, second];
    const bounds = [start, stop, step].map((one) => integerArgument(machine, one));
    const [from, to, by] = [start, stop, step].map(constantInteger);
    if (by === 0) return raising(machine, 'ValueError');
    if (by === undefined) return machine.unknown('range()', 'the step depends on the event', span);
    const count =
      from === undefined || to === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.ceil((to - from) / by));
    if (from !== undefined && count <= longest)
      return makeList(
        machine,
        Array.from({ length: count }, (_, i) => constant(BigInt(from + i * by))),
        'tuple',
      );
    const values = bounds.filter((one) => one !== undefined);
    if (values.length < 3) return makeList(machine, [], 'tuple');
    return listOf(machine, machine.terms.call('range', ...values), (item) => data(machine, item, int));
  }),
  instances: instancesOf({}),
};

/** The elements of a list of the IR, each as the code sees it. */
function listOf(machine: Machine, list: Value, see: (item: Value) => Sym): Sym {
  const { terms } = machine;
  const element = terms.newElement();
  const item = terms.reference({ scope: 'element', depth: element, path: [] });
  return makeOf(machine, 'tuple', [{ loops: [{ list, element }], when: terms.yes, value: see(item) }]);
}

/** `enumerate()`. */
const enumerate = define('enumerate', ['iterable', 'start?'], (machine, [iterable, start = constant(0n)], span) => {
  const segments = gather(machine, iterable, span);
  const values = plainValues(machine, segments);
  const first = constantInteger(start);
  if (first === undefined) return machine.unknown('enumerate()', 'where it starts depends on the event', span);
  if (values !== undefined) {
    const pairs = values.map((value, i) => makeList(machine, [constant(BigInt(first + i)), value], 'tuple'));
    return makeList(machine, pairs, 'tuple');
  }
  const { terms } = machine;
  const list = wholeList(machine, segments, span);
  if (list === undefined) return unnumbered(machine, segments, span);
  const end = terms.call('add', terms.call('len', list), terms.literal(BigInt(first)));
  const indexes = terms.call('range', terms.literal(BigInt(first)), first === 0 ? terms.call('len', list) : end);
  const see = elementsOf(machine, segments, span);
  return listOf(machine, terms.call('zip', indexes, list), (item) => {
    const own = [data(machine, terms.steps(item, [0]), int), see(terms.steps(item, [1]))];
    return makeList(machine, own, 'tuple');
  });
});

/** Elements that have no form in JSON keep what they are; their number is not known. */
function unnumbered(machine: Machine, segments: readonly Segment[], span: Span): Sym {
  const why = 'the place of such an element in a list of the event has no form in the IR';
  const index: Sym = { kind: 'unknown', fault: { construct: 'the index that enumerate() counts', why, span } };
  const pairs = segments.map((s): Segment => ({ ...s, value: makeList(machine, [index, s.value], 'tuple') }));
  return makeOf(machine, 'tuple', pairs);
}

/** The list as the IR says it, where its elements have a form there: a tuple among them would become a list. */
function wholeList(machine: Machine, segments: readonly Segment[], span: Span): Value | undefined {
  const isData = (value: Sym): boolean => {
    if (value.kind === 'data' || value.kind === 'const' || asCond(machine, value) !== undefined) return true;
    const content = value.kind === 'object' ? machine.contentOf(value) : undefined;
    return content?.kind === 'dict' || (content?.kind === 'list' && content.type === 'list');
  };
  if (!segments.every(({ value }) => leavesOf(value).every(isData))) return undefined;
  const value = toValue(machine, makeOf(machine, 'list', segments), span);
  return value.kind === 'unknown' ? undefined : value;
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
        'tuple',
      );
    }
    const values = lists.map((segments) => wholeList(machine, segments, span));
    if (!values.every((value) => value !== undefined))
      return machine.unknown('zip() of lists whose elements are no data', 'it has no form in the IR', span);
    const sees = lists.map((segments) => elementsOf(machine, segments, span));
    return listOf(machine, machine.terms.call('zip', ...values), (item) => {
      const row = sees.map((see, i) => see(machine.terms.steps(item, [i])));
      return makeList(machine, row, 'tuple');
    });
  },
};

/** `reversed()`. */
const reversed = defineEach('reversed', ['sequence'], (machine, [sequence], span) => {
  // Panther's own objects cannot be gone through backwards, real dicts can.
  if (sequence.kind === 'data' && sequence.nature !== 'plain')
    machine.raise(hasType(machine, sequence, dict), 'TypeError');
  const content = sequence.kind === 'object' ? machine.contentOf(sequence) : undefined;
  const isSet = content?.kind === 'list' && (content.type === 'set' || content.type === 'frozenset');
  if (isSet || sequence.kind === 'generator') return raising(machine, 'TypeError');
  const segments = gather(machine, sequence, span);
  if (segments.every(({ loops }) => loops.length === 0)) return makeOf(machine, 'tuple', [...segments].reverse());
  return reordered(machine, segments, span, (value) => machine.terms.call('reverse', value));
});

/** Python's built-in functions that make sequences of others. */
export const rangeBuiltins: readonly BuiltinSym[] = [rangeType, enumerate, zip, reversed];
