import type { Span } from '../../../diagnostics/source.ts';
import { callableEach, raising } from '../library/define.ts';
import type { Args, Machine, Sym } from '../sym.ts';
import { carriedFault } from '../values.ts';

/** Calls with any number of keys, then named arguments: the keys are no choice, and nothing is unknown. */
export function withKeys(
  machine: Machine,
  args: Args,
  span: Span,
  names: readonly string[],
  make: (keys: readonly Sym[], named: readonly (Sym | undefined)[]) => Sym,
): Sym {
  for (const name of args.named.keys()) if (!names.includes(name)) return raising(machine, 'TypeError');
  // A default may be a list or dict of the code, whose identity counts: only keys are asked one by one.
  const parameters = args.positional.map((_, i) => `key${i}`);
  const named = names.map((name) => args.named.get(name));
  for (const one of named) {
    if (one?.kind === 'unknown') return one;
    if (one?.kind === 'carried') return { kind: 'unknown', fault: carriedFault(span) };
  }
  const ask = callableEach(parameters, (_machine, keys) => make(keys as readonly Sym[], named));
  return ask(machine, { positional: args.positional, named: new Map() }, span);
}
