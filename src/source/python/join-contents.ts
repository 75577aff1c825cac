import { choice } from './choice.ts';
import type { Cond, Content, Machine, Sym } from './sym.ts';

/** The content of an object that was changed on one or both of two ways. */
export function joinContents(machine: Machine, when: Cond, a: Content, b: Content): Content {
  const { terms } = machine;
  if (a === b) return a;
  const other = terms.not(when);
  const guard = <P extends { readonly when: Cond }>(parts: readonly P[], by: Cond): P[] =>
    parts.map((part) => ({ ...part, when: terms.and(by, part.when) })).filter((part) => part.when !== terms.no);
  const weave = <P extends { readonly when: Cond }>(one: readonly P[], two: readonly P[]): P[] => {
    let shared = 0;
    while (shared < one.length && one[shared] === two[shared]) shared += 1;
    return [...one.slice(0, shared), ...guard(one.slice(shared), when), ...guard(two.slice(shared), other)];
  };
  if (a.kind === 'list' && b.kind === 'list') return { ...a, segments: weave(a.segments, b.segments) };
  if (a.kind === 'dict' && b.kind === 'dict') return { ...a, entries: weave(a.entries, b.entries) };
  if (a.kind === 'instance' && b.kind === 'instance') {
    const unbound: Sym = { kind: 'unbound', name: '' };
    const names = new Set([...a.fields.keys(), ...b.fields.keys()]);
    const fields = new Map(
      [...names].map((name) => [
        name,
        choice(machine, when, a.fields.get(name) ?? unbound, b.fields.get(name) ?? unbound),
      ]),
    );
    return { ...a, fields };
  }
  return a;
}
