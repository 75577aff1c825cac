import type { Span } from '../../diagnostics/source.ts';
import { exceptionBases } from './library/exceptions.ts';
import type { Args, ClassSym, FunctionSym, Machine, ObjectSym, OpaqueSym, Sym } from './sym.ts';
import { constant } from './values.ts';

/** A member of a class or of those above it, depth first. */
export function memberOf(of: ClassSym, name: string): Sym | undefined {
  const own = of.members.get(name);
  if (own !== undefined) return own;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? memberOf(base, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How a function of a class was decorated. */
export type Decoration = 'property' | 'staticmethod' | 'classmethod';

/** A function of a class that a decorator has changed. */
export function decorated(fn: Sym, by: Decoration): OpaqueSym {
  return { kind: 'opaque', type: by, parts: { fn }, behaviour: {} };
}

/** A member as it is read on the class itself. */
export function methodOfClass(_machine: Machine, of: ClassSym, name: string): Sym | undefined {
  const found = memberOf(of, name);
  if (found?.kind !== 'opaque') return found;
  const { fn } = found.parts;
  if (found.type === 'staticmethod') return fn;
  return found.type === 'classmethod' && fn !== undefined ? bindTo(of, fn, name) : found;
}

/** A member as it is read on an object of the class. */
export function isCheckoutMethod(
  machine: Machine,
  self: ObjectSym,
  of: ClassSym,
  name: string,
  span: Span,
): Sym | undefined {
  const found = memberOf(of, name);
  if (found === undefined) {
    const other = name.startsWith('__') ? undefined : memberOf(of, '__getattr__');
    return other && machine.call(other, { positional: [self, constant(name)], named: new Map() }, span);
  }
  if (found.kind === 'function') return bindTo(self, found, name);
  if (found.kind !== 'opaque') return found;
  const { fn } = found.parts;
  if (fn === undefined) return found;
  switch (found.type) {
    case 'property':
      return machine.call(fn, { positional: [self], named: new Map() }, span);
    case 'staticmethod':
      return fn;
    case 'classmethod':
      return bindTo(of, fn, name);
    default:
      return found;
  }
}

/** A function with its first argument given. */
export function bindTo(self: Sym, fn: Sym, name: string): Sym {
  const call = (machine: Machine, args: Args, span: Span): Sym =>
    machine.call(fn, { ...args, positional: [self, ...args.positional] }, span);
  return { kind: 'method', self, name, call };
}

/** Whether a class is one of the exceptions. */
export function isException(of: ClassSym): boolean {
  return exceptionBases.has(of.name) || of.bases.some((base) => base.kind === 'class' && isException(base));
}

/** Whether an exception is caught by a class. */
export function isKindOf(type: string | ClassSym, caught: ClassSym): boolean {
  if (typeof type === 'string')
    return type === caught.name || (exceptionBases.get(type) ?? ['Exception']).includes(caught.name);
  if (type === caught || type.name === caught.name) return true;
  return type.bases.some((base) => base.kind === 'class' && isKindOf(base, caught));
}

/** Calls a class: an object of it, or an exception. */
export function instantiate(machine: Machine, of: ClassSym, args: Args, span: Span): Sym {
  if (isException(of)) {
    const [message] = args.positional;
    return {
      kind: 'opaque',
      type: 'exception',
      parts: { class: of, message: message ?? constant('') },
      behaviour: { attribute: (_m, self, name) => (name === 'args' ? self.parts['message'] : undefined) },
    };
  }
  const odd = of.bases.find((base) => base.kind !== 'class' && !(base.kind === 'builtin' && base.name === 'object'));
  if (odd !== undefined)
    return machine.unknown(`the class ${of.name}`, 'it is derived from a type that is not of the checkout', span);
  const self = machine.make({ kind: 'instance', of, fields: new Map() });
  const init = memberOf(of, '__init__');
  if (init !== undefined) machine.call(init, { ...args, positional: [self, ...args.positional] }, span);
  else if (args.positional.length > 0 || args.named.size > 0) machine.raise(machine.terms.yes, 'TypeError');
  return self;
}

/** The functions that a class gives its objects know the class: for `super()`. */
export function ownedBy(owner: ClassSym, fn: FunctionSym): FunctionSym {
  return { ...fn, owner };
}
