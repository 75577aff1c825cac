import { evaluate } from './expression.ts';
import type { Arguments } from './nodes.ts';
import type { Machine, Scope, Sym } from './sym.ts';

/** The defaults of a function's parameters, evaluated where it is defined. */
export function defaultsOf(machine: Machine, scope: Scope, args: Arguments): ReadonlyMap<string, Sym> {
  const defaults = new Map<string, Sym>();
  const positional = [...args.posonlyargs, ...args.args];
  const first = positional.length - args.defaults.length;
  args.defaults.forEach((node, i) => {
    const parameter = positional[first + i];
    if (parameter !== undefined) defaults.set(parameter.arg, evaluate(machine, scope, node));
  });
  args.kwonlyargs.forEach((parameter, i) => {
    const node = args.kw_defaults[i];
    if (node !== null && node !== undefined) defaults.set(parameter.arg, evaluate(machine, scope, node));
  });
  return defaults;
}
