import { substituting } from './substitute-element.ts';
import type { ListContent, Machine, Sym } from './sym.ts';

/** The value of the turn at an index, of a list that one loop fills: undefined where it is filled otherwise. */
export function turnAt(machine: Machine, content: ListContent, index: bigint): Sym | undefined {
  const { terms } = machine;
  const [only, ...more] = content.segments;
  const [loop, ...inner] = only?.loops ?? [];
  if (only === undefined || loop === undefined || more.length > 0 || inner.length > 0 || content.filling)
    return undefined;
  const when = terms.plain(only.when);
  if (when === undefined || (content.type !== 'list' && content.type !== 'tuple')) return undefined;
  const item = terms.reference({ scope: 'element', depth: loop.element, path: [] });
  const those = when.kind === 'true' ? loop.list : terms.map(loop.list, loop.element, when, item);
  const found = terms.steps(those, [Number(index)]);
  machine.raise(terms.test(found, 'missing'), 'IndexError');
  return substituting(machine, loop.element, found).sym(only.value);
}
