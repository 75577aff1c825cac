import type { Span } from '../../diagnostics/source.ts';
import { choice } from './choice.ts';
import { methodsOf } from './methods/index.ts';
import type { Args, FunctionSym, Machine, Sym } from './sym.ts';
import { dict, none } from './sym.ts';
import { hasType, noneSym } from './values.ts';

/**
 * Panther's `deep_walk(obj, *keys, default, return_val)`, which many checkouts carry as a helper: it calls itself for
 * every list that it meets, so that it cannot be followed; it is the method of events in another place. Undefined for any
 * other function.
 */
export function walkOf(machine: Machine, fn: FunctionSym, args: Args, span: Span): Sym | undefined {
  const { node } = fn;
  if (node.nodeType !== 'FunctionDef' || node.name !== 'deep_walk') return undefined;
  if (node.args.vararg === undefined || !node.args.kwonlyargs.some((one) => one.arg === 'return_val')) return undefined;
  const [of, ...keys] = args.positional;
  const method = methodsOf('event').get('deep_walk');
  if (of?.kind !== 'data' || method === undefined) return undefined;
  const when = hasType(machine, of, dict);
  const [then, otherwise] = machine.branch(
    when,
    () => method(machine, { ...of, types: dict }, { ...args, positional: keys }, span),
    () => {
      if ((of.types & ~(dict | none)) !== 0) return method(machine, of, { ...args, positional: keys }, span);
      return args.named.get('default') ?? noneSym;
    },
  );
  if (then === undefined) return otherwise ?? noneSym;
  return otherwise === undefined ? then : choice(machine, when, then, otherwise);
}
