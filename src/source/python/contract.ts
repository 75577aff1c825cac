import type { Span } from '../../diagnostics/source.ts';
import type { Args, Flow, Machine, Sym } from './sym.ts';

/** A method of a type. `self` has that type: a constant, data of that type alone, or an object of the code. */
export type Method = (machine: Machine, self: Sym, args: Args, span: Span) => Sym;

/** The methods of a type, by name. */
export type Methods = ReadonlyMap<string, Method>;

/** What a loop does with one element. */
export type Body = (machine: Machine, element: Sym) => Flow;
