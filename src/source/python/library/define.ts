import type { Span } from '../../../diagnostics/source.ts';
import { distribute } from '../choice.ts';
import type { Args, BuiltinSym, Machine, Sym } from '../sym.ts';
import { carriedFault, noneSym } from '../values.ts';

/** The arguments of a call in the order of the parameters; those whose names end in `?` may be left out. */
export type Given<P extends readonly string[]> = {
  readonly [I in keyof P]: P[I] extends `${string}?` ? Sym | undefined : Sym;
};

/** What a function of the library does with its arguments. */
export type Body<P extends readonly string[]> = (machine: Machine, given: Given<P>, span: Span) => Sym;

/** A function of the library whose arguments may be anything. */
export function define<const P extends readonly string[]>(name: string, parameters: P, body: Body<P>): BuiltinSym {
  return { kind: 'builtin', name, call: callable(parameters, body) };
}

/** A function of the library that is asked for each value that its arguments may be: none is a choice or unknown. */
export function defineEach<const P extends readonly string[]>(name: string, parameters: P, body: Body<P>): BuiltinSym {
  return define(name, parameters, (machine, given, span) =>
    forEach(machine, given, (ones) => body(machine, ones as Given<P>, span), span),
  );
}

/** How a function with these parameters is called. */
export function callable<const P extends readonly string[]>(parameters: P, body: Body<P>): BuiltinSym['call'] {
  return (machine, args, span) => {
    const given = bind(parameters, args);
    if (given !== undefined) return body(machine, given as Given<P>, span);
    return raising(machine, 'TypeError');
  };
}

/** The same, asked for each value that the arguments may be. */
export function callableEach<const P extends readonly string[]>(parameters: P, body: Body<P>): BuiltinSym['call'] {
  return callable(parameters, (machine, given, span) =>
    forEach(machine, given, (ones) => body(machine, ones as Given<P>, span), span),
  );
}

function bind(parameters: readonly string[], args: Args): readonly (Sym | undefined)[] | undefined {
  if (args.positional.length > parameters.length) return undefined;
  const names = parameters.map((name) => name.replace('?', ''));
  const given: (Sym | undefined)[] = parameters.map((_, i) => args.positional[i]);
  for (const [name, value] of args.named) {
    const at = names.indexOf(name);
    if (at === -1 || given[at] !== undefined) return undefined;
    given[at] = value;
  }
  const complete = parameters.every((name, i) => name.endsWith('?') || given[i] !== undefined);
  return complete ? given : undefined;
}

function forEach(
  machine: Machine,
  given: readonly (Sym | undefined)[],
  make: (ones: readonly (Sym | undefined)[]) => Sym,
  span: Span,
): Sym {
  const at = given.findIndex((one) => one?.kind === 'choice');
  const chosen = given[at];
  if (chosen !== undefined)
    return distribute(machine, chosen, (one) => forEach(machine, given.with(at, one), make, span));
  for (const one of given) {
    if (one?.kind === 'unknown') return one;
    if (one?.kind === 'carried') return { kind: 'unknown', fault: carriedFault(span) };
    if (one?.kind === 'unbound') return raising(machine, 'NameError');
  }
  return make(given);
}

/** Raises the exception on every way here. */
export function raising(machine: Machine, type: string): Sym {
  machine.raise(machine.terms.yes, type);
  return noneSym;
}
