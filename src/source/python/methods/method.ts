import type { Span } from '../../../diagnostics/source.ts';
import type { Method } from '../contract.ts';
import type { Given } from '../library/define.ts';
import { callable, callableEach } from '../library/define.ts';
import type { Machine, Sym } from '../sym.ts';

/** What a method does with its object and arguments. */
export type MethodBody<P extends readonly string[]> = (machine: Machine, self: Sym, given: Given<P>, span: Span) => Sym;

/** A method whose arguments are stored or handed on as they are. */
export function method<const P extends readonly string[]>(parameters: P, body: MethodBody<P>): Method {
  return (machine, self, args, span) =>
    callable(parameters, (inner, given, at) => body(inner, self, given, at))(machine, args, span);
}

/** A method that is asked for each value that its arguments may be: none is a choice or unknown. */
export function methodEach<const P extends readonly string[]>(parameters: P, body: MethodBody<P>): Method {
  return (machine, self, args, span) =>
    callableEach(parameters, (inner, given, at) => body(inner, self, given, at))(machine, args, span);
}

/** A method that rulegen knows and cannot say. */
export function unlifted(what: string): Method {
  return (machine, _self, _args, span) => machine.unknown(what, 'it has no form in the IR', span);
}
