import type { Behaviour, BuiltinSym, OpaqueSym } from '../sym.ts';

/** Something that only stands in annotations, such as `Any` or `TypeVar("T")`. */
export function inert(type: string): OpaqueSym {
  return { kind: 'opaque', type, parts: {}, behaviour };
}

const behaviour: Behaviour = {
  attribute: (_machine, self, name) => (name === '__call__' ? { kind: 'method', self, name, call: () => self } : self),
  subscript: (_machine, self) => self,
  operate: (_machine, self, operator) => (operator === 'BitOr' ? self : undefined),
};

/** A decorator, or anything else that gives back its first argument. */
export function identity(name: string): BuiltinSym {
  const call: BuiltinSym['call'] = (_machine, args) => args.positional[0] ?? identity(name);
  return { kind: 'builtin', name, call };
}
