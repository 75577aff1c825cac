import type { BuiltinSym, ModuleSym, Sym } from '../sym.ts';

/** A module of the library with these members. */
export function moduleOf(name: string, members: readonly (readonly [string, Sym])[]): ModuleSym {
  const known = new Map(members);
  return { kind: 'module', name, members: (member) => known.get(member) };
}

/** Functions and types as the members of their module: `json.loads` becomes `loads`. */
export function membersOf(builtins: readonly BuiltinSym[]): readonly (readonly [string, Sym])[] {
  return builtins.map((one) => [one.name.slice(one.name.lastIndexOf('.') + 1), one]);
}
