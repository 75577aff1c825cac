import type { Span } from '../../diagnostics/source.ts';
import { bindTo, memberOf } from './classes.ts';
import type { Machine, Scope, Sym } from './sym.ts';
import { noneSym } from './values.ts';

/** `super()` inside a method: what the classes above its own define. */
export function superOf(machine: Machine, scope: Scope, span: Span): Sym {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.method === undefined) at = at.outer;
  const method = at?.method;
  if (method === undefined) return machine.unknown('super() outside a method', 'there is no class here', span);
  const { owner, self } = method;
  return {
    kind: 'opaque',
    type: 'super',
    parts: {},
    behaviour: {
      attribute: (_inner, _of, name) => {
        for (const base of owner.bases) {
          const found = base.kind === 'class' ? memberOf(base, name) : undefined;
          if (found !== undefined) return found.kind === 'function' ? bindTo(self, found, name) : found;
        }
        // Those of `object`.
        return name === '__init__' ? { kind: 'builtin', name, call: () => noneSym } : undefined;
      },
    },
  };
}
