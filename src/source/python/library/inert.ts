import type { Behaviour, BuiltinSym, ClassSym, OpaqueSym, UnknownSym } from '../sym.ts';
import { noneSym } from '../values.ts';

/** Something that only stands in annotations, such as `Any` or `TypeVar("T")`. */
export function inert(type: string): OpaqueSym {
  return { kind: 'opaque', type, parts: {}, behaviour };
}

const behaviour: Behaviour = {
  attribute: (_machine, self, name) => (name === '__call__' ? { kind: 'method', self, name, call: () => self } : self),
  subscript: (_machine, self) => self,
  operate: (_machine, self, operator) => (operator === 'BitOr' ? self : undefined),
};

/** A decorator that gives back what it decorates, with or without arguments of its own. */
export function identity(name: string): BuiltinSym {
  const call: BuiltinSym['call'] = (_machine, args) => {
    const [first] = args.positional;
    return first === undefined || first.kind === 'const' ? identity(name) : first;
  };
  return { kind: 'builtin', name, call };
}

/** A function that cannot be lifted, and why. */
export function refused(name: string, why: string): BuiltinSym {
  return { kind: 'builtin', name, call: (machine, _args, span) => machine.unknown(`${name}()`, why, span) };
}

/** A function that does something outside the rule, and answers None. */
export function silent(name: string): BuiltinSym {
  return { kind: 'builtin', name, call: () => noneSym };
}

/** A name that cannot be lifted, and why. */
export function refusedName(construct: string, why: string): UnknownSym {
  return { kind: 'unknown', fault: { construct, why, span: undefined } };
}

/** A class that gives what is derived from it nothing: `ABC`, `Generic`. */
export function emptyClass(name: string): ClassSym {
  return { kind: 'class', name, bases: [], members: new Map() };
}
