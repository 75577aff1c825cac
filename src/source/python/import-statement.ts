import type { NodeOf } from './nodes.ts';
import { ownerOf, placeOf } from './scope.ts';
import type { Machine, Scope, Sym } from './sym.ts';

/** `import a.b as c`. */
export function importNames(machine: Machine, scope: Scope, node: NodeOf<'Import'>): void {
  const span = placeOf(scope, node);
  for (const { name, asname } of node.names) {
    const whole = machine.importModule(name, span);
    const top = name.split('.')[0] ?? name;
    if (asname !== undefined && asname !== null) set(machine, scope, asname, whole);
    else
      set(machine, scope, top, top === name ? whole : packageOf(machine, name, whole, machine.importModule(top, span)));
  }
}

/** `import a.b` gives `a`, of which `b` is an attribute. */
function packageOf(_machine: Machine, name: string, whole: Sym, top: Sym): Sym {
  const [, ...rest] = name.split('.');
  const [next] = rest;
  if (next === undefined) return whole;
  const before = top.kind === 'module' ? top.members : (): undefined => undefined;
  const inner =
    rest.length === 1
      ? whole
      : packageOf(_machine, rest.join('.'), whole, { kind: 'module', name: next, members: () => undefined });
  return { kind: 'module', name, members: (one) => (one === next ? inner : before(one)) };
}

/** `from a import b as c`. */
export function importFrom(machine: Machine, scope: Scope, node: NodeOf<'ImportFrom'>): void {
  const span = placeOf(scope, node);
  const from = node.module ?? '';
  if (from === '__future__') return;
  const module = from === '' ? undefined : machine.importModule(from, span);
  for (const { name, asname } of node.names) {
    if (name === '*') {
      machine.unknown(`from ${from} import *`, 'which names it sets is not written here', span);
      continue;
    }
    const member = module?.kind === 'module' ? module.members(name) : module?.kind === 'unknown' ? module : undefined;
    set(machine, scope, asname ?? name, member ?? machine.importModule(from === '' ? name : `${from}.${name}`, span));
  }
}

function set(machine: Machine, scope: Scope, name: string, value: Sym): void {
  machine.setVariable(ownerOf(machine, scope, name).frame, name, value);
}
