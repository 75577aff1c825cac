import type { Machine, Sym } from '../sym.ts';
import { defineEach } from './define.ts';
import { membersOf, moduleOf } from './module.ts';

/** Objects that the code made are made anew; everything else cannot be changed anyway. */
function copied(machine: Machine, of: Sym, deep: boolean): Sym {
  if (of.kind === 'choice')
    return { ...of, then: copied(machine, of.then, deep), otherwise: copied(machine, of.otherwise, deep) };
  if (of.kind !== 'object') return of;
  const content = machine.contentOf(of);
  const inner = (value: Sym): Sym => (deep ? copied(machine, value, deep) : value);
  switch (content.kind) {
    case 'list':
      return machine.make({ ...content, segments: content.segments.map((s) => ({ ...s, value: inner(s.value) })) });
    case 'dict':
      return machine.make({ ...content, entries: content.entries.map((e) => ({ ...e, value: inner(e.value) })) });
    case 'instance': {
      const fields = new Map([...content.fields].map(([name, value]) => [name, inner(value)] as const));
      return machine.make({ ...content, fields });
    }
  }
}

/** Python's `copy`. */
export const copyModule = moduleOf(
  'copy',
  membersOf([
    defineEach('copy.copy', ['x'], (machine, [x]) => copied(machine, x, false)),
    defineEach('copy.deepcopy', ['x', 'memo?'], (machine, [x]) => copied(machine, x, true)),
  ]),
);
