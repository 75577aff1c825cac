import { goOn, thenFlow } from '../flow.ts';
import { loopOver } from '../loop.ts';
import type { BuiltinSym, Cond, Flow, GeneratorSym, Machine, Sym } from '../sym.ts';
import { makeList } from '../values.ts';
import { constantInteger } from './arguments.ts';
import { define } from './define.ts';
import { gather, makeOf, plainValues } from './gather.ts';
import { refused } from './inert.ts';
import { once, where } from './iteration.ts';
import { membersOf, moduleOf } from './module.ts';
import { reordered } from './reorder.ts';

/** Goes through several iterables, one after the other. */
const chain: BuiltinSym = {
  kind: 'builtin',
  name: 'itertools.chain',
  call: (machine, args, span) => {
    const run: GeneratorSym['run'] = (inner, body) => {
      const from = (at: number): Flow => {
        const iterable = args.positional[at];
        if (iterable === undefined) return goOn(inner);
        return thenFlow(inner, loopOver(inner, iterable, body, span), () => from(at + 1));
      };
      return from(0);
    };
    return once(machine, run, span);
  },
  members: new Map([
    [
      'from_iterable',
      define('itertools.chain.from_iterable', ['iterable'], (machine, [iterables], span) =>
        once(
          machine,
          (outer, body) => loopOver(outer, iterables, (inner, one) => loopOver(inner, one, body, span), span),
          span,
        ),
      ),
    ],
  ]),
};

const islice = define(
  'itertools.islice',
  ['iterable', 'start', 'stop?', 'step?'],
  (machine, [iterable, first, second, step], span) => {
    const [start, stop] = [second === undefined ? 0 : constantInteger(first), constantInteger(second ?? first)];
    if (start === undefined || stop === undefined || step !== undefined)
      return machine.unknown('islice()', 'only constant bounds without a step have a form in the IR', span);
    const segments = gather(machine, iterable, span);
    const values = plainValues(machine, segments);
    if (values !== undefined) return makeList(machine, values.slice(start, stop), 'tuple');
    const { terms } = machine;
    return reordered(machine, segments, span, (list) =>
      terms.call('slice', list, terms.literal(BigInt(start)), terms.literal(BigInt(stop))),
    );
  },
);

const product: BuiltinSym = {
  kind: 'builtin',
  name: 'itertools.product',
  call: (machine, args, span) => {
    const lists = args.positional.map((one) => plainValues(machine, gather(machine, one, span)));
    if (args.named.size > 0 || !lists.every((one) => one !== undefined))
      return machine.unknown('product() of lists of the event', 'it has no form in the IR', span);
    const rows = lists.reduce<readonly (readonly Sym[])[]>(
      (all, list) => all.flatMap((row) => list.map((one) => [...row, one])),
      [[]],
    );
    return makeList(
      machine,
      rows.map((row) => makeList(machine, row, 'tuple')),
      'tuple',
    );
  },
};

const combinations = define('itertools.combinations', ['iterable', 'r'], (machine, [iterable, length], span) => {
  const values = plainValues(machine, gather(machine, iterable, span));
  const count = constantInteger(length);
  if (values === undefined || count === undefined)
    return machine.unknown('combinations() of a list of the event', 'it has no form in the IR', span);
  const choose = (from: number, left: number): readonly (readonly Sym[])[] => {
    if (left === 0) return [[]];
    return values.slice(from).flatMap((one, i) => choose(from + i + 1, left - 1).map((row) => [one, ...row]));
  };
  return makeOf(
    machine,
    'tuple',
    choose(0, count).map((row) => ({ loops: [], when: machine.terms.yes, value: makeList(machine, row, 'tuple') })),
  );
});

const filterfalse = define('itertools.filterfalse', ['function', 'iterable'], (machine, [callee, iterable], span) => {
  const isDropped = (inner: Machine, one: Sym): Cond =>
    callee.kind === 'const' && callee.value === null
      ? inner.truth(one)
      : inner.truth(inner.call(callee, { positional: [one], named: new Map() }, span));
  const run: GeneratorSym['run'] = (outer, body) =>
    loopOver(
      outer,
      iterable,
      (inner, one) => where(inner, inner.terms.not(isDropped(inner, one)), () => body(inner, one)),
      span,
    );
  return once(machine, run, span);
});

const others = [
  ...['accumulate', 'count', 'cycle', 'repeat', 'groupby', 'takewhile', 'dropwhile', 'starmap', 'tee', 'zip_longest'],
  ...['permutations', 'compress', 'pairwise', 'batched', 'combinations_with_replacement'],
];

/** Python's `itertools`. */
export const itertoolsModule = moduleOf('itertools', [
  ...membersOf([chain, islice, product, combinations, filterfalse]),
  ...membersOf(others.map((name) => refused(`itertools.${name}`, 'it has no form in the IR'))),
]);
