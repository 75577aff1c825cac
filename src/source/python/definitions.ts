import type { Span } from '../../diagnostics/source.ts';
import { decorated, ownedBy } from './classes.ts';
import { evaluate } from './expression.ts';
import { defaultsOf } from './function-defaults.ts';
import type { Expr, NodeOf } from './nodes.ts';
import { innerScope, ownerOf, placeOf } from './scope.ts';
import { runBlock } from './statement.ts';
import type { ClassSym, Machine, Scope, Sym } from './sym.ts';

/** `def name(…):`. */
export function defineFunction(machine: Machine, scope: Scope, node: NodeOf<'FunctionDef'>): void {
  const fn: Sym = { kind: 'function', node, scope, defaults: defaultsOf(machine, scope, node.args) };
  const value = [...node.decorator_list]
    .reverse()
    .reduce<Sym>((one, decorator) => decorate(machine, scope, decorator, one), fn);
  machine.setVariable(ownerOf(machine, scope, node.name).frame, node.name, value);
}

function decorate(machine: Machine, scope: Scope, decorator: Expr, fn: Sym): Sym {
  if (decorator.nodeType === 'Name')
    switch (decorator.id) {
      case 'property':
      case 'staticmethod':
      case 'classmethod':
        return decorated(fn, decorator.id);
      default:
        break;
    }
  const span: Span = placeOf(scope, decorator);
  return machine.call(evaluate(machine, scope, decorator), { positional: [fn], named: new Map() }, span);
}

/** `class Name(Base):`. Its body runs once, in a scope of its own. */
export function defineClass(machine: Machine, scope: Scope, node: NodeOf<'ClassDef'>): void {
  const bases = node.bases.map((base) => evaluate(machine, scope, base));
  const inner = innerScope(machine, 'class', node, scope);
  runBlock(machine, inner, node.body);
  const members = new Map<string, Sym>();
  const made: ClassSym = { kind: 'class', name: node.name, bases, members };
  for (const name of inner.names) {
    const value = machine.variable(inner.frame, name);
    if (value !== undefined) members.set(name, owned(made, value));
  }
  // What a class inherits from something unknown is not known either.
  const known = bases.find((base) => base.kind === 'unknown') ?? made;
  const value = [...node.decorator_list]
    .reverse()
    .reduce<Sym>((one, decorator) => decorate(machine, scope, decorator, one), known);
  machine.setVariable(ownerOf(machine, scope, node.name).frame, node.name, value);
}

function owned(owner: ClassSym, value: Sym): Sym {
  if (value.kind === 'function') return ownedBy(owner, value);
  if (value.kind !== 'opaque' || value.parts['fn'] === undefined) return value;
  return { ...value, parts: { ...value.parts, fn: owned(owner, value.parts['fn']) } };
}
