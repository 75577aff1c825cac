import type { Span } from '../../../diagnostics/source.ts';
import { choice, fromCond } from '../choice.ts';
import { chooseFlow, goOn, returning } from '../flow.ts';
import { loopOver } from '../loop.ts';
import type { BuiltinSym, Cond, Flow, GeneratorSym, Machine, Sym } from '../sym.ts';
import { constant, noneSym } from '../values.ts';
import { define, raising } from './define.ts';

/** `any()`: it stops at the first element that is true. */
const any = define('any', ['iterable'], (machine, [iterable], span) => {
  const found = loopOver(machine, iterable, (inner, one) => returning(inner, inner.truth(one), constant(true)), span);
  return fromCond(machine, found.returned);
});

/** `all()`: it stops at the first element that is false. */
const all = define('all', ['iterable'], (machine, [iterable], span) => {
  const isFalse = (inner: Machine, one: Sym): Cond => inner.terms.not(inner.truth(one));
  const found = loopOver(
    machine,
    iterable,
    (inner, one) => returning(inner, isFalse(inner, one), constant(false)),
    span,
  );
  return fromCond(machine, machine.terms.not(found.returned));
});

/**
 * A generator that can be used once. What is left of it after it was stopped depends on how far that went: to use it again is
 * not lifted.
 */
export function once(machine: Machine, run: GeneratorSym['run'], span: Span): GeneratorSym {
  const frame = machine.newFrame();
  machine.setVariable(frame, 'used', constant(false));
  return {
    kind: 'generator',
    run: (inner, body) => {
      const used = inner.variable(frame, 'used');
      if (used?.kind !== 'const' || used.value !== false) {
        const { fault } = inner.unknown('an iterator that is used twice', 'what is left of it is not known', span);
        return { ...goOn(inner), broke: inner.terms.unlifted(fault) };
      }
      inner.setVariable(frame, 'used', constant(true));
      return run(inner, body);
    },
  };
}

/** `iter()`. */
const iter = define('iter', ['object'], (machine, [of], span) => {
  // An iterable of the wrong type raises here, not where it is gone through.
  const { raises } = machine.apart(() => loopOver(machine, of, goOn, span));
  for (const raise of raises) if (raise.type === 'TypeError') machine.raise(raise.when, 'TypeError');
  return of.kind === 'generator' ? of : once(machine, (inner, body) => loopOver(inner, of, body, span), span);
});

/** `next()`. */
const next = define('next', ['iterator', 'default?'], (machine, [iterator, otherwise], span) => {
  const { terms } = machine;
  if (iterator.kind === 'object' || iterator.kind === 'data' || iterator.kind === 'const')
    return raising(machine, 'TypeError');
  const found = loopOver(machine, iterator, (inner, one) => returning(inner, inner.terms.yes, one), span);
  if (otherwise === undefined) machine.raise(terms.not(found.returned), 'StopIteration');
  if (found.value === undefined) return otherwise ?? noneSym;
  return otherwise === undefined ? found.value : choice(machine, found.returned, found.value, otherwise);
});

/** `map()`. */
const map: BuiltinSym = {
  kind: 'builtin',
  name: 'map',
  call: (machine, args, span) => {
    const [callee, iterable, ...more] = args.positional;
    if (callee === undefined || iterable === undefined || args.named.size > 0) return raising(machine, 'TypeError');
    if (more.length > 0) return machine.unknown('map() of several iterables', 'it has no form in the IR', span);
    const apply = (inner: Machine, one: Sym): Sym => inner.call(callee, { positional: [one], named: new Map() }, span);
    return once(
      machine,
      (inner, body) => loopOver(inner, iterable, (turn, one) => body(turn, apply(turn, one)), span),
      span,
    );
  },
};

/** `filter()`. */
const filter = define('filter', ['function', 'iterable'], (machine, [callee, iterable], span) => {
  const isKept = (inner: Machine, one: Sym): Cond =>
    callee.kind === 'const' && callee.value === null
      ? inner.truth(one)
      : inner.truth(inner.call(callee, { positional: [one], named: new Map() }, span));
  const run: GeneratorSym['run'] = (machineOfLoop, body) =>
    loopOver(machineOfLoop, iterable, (inner, one) => where(inner, isKept(inner, one), () => body(inner, one)), span);
  return once(machine, run, span);
});

/** Runs where the condition holds, and goes on where it does not. */
export function where(machine: Machine, when: Cond, run: () => Flow): Flow {
  const [then] = machine.branch(when, run, () => undefined);
  return then === undefined ? goOn(machine) : chooseFlow(machine, when, then, goOn(machine));
}

/** Python's built-in functions that go through an iterable, one element at a time. */
export const iterationBuiltins: readonly BuiltinSym[] = [any, all, iter, next, map, filter];
