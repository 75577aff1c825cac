import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';
import type { Profile } from './options.ts';
import type { Spoken } from './say.ts';
import { because, constantsOf, onField } from './say.ts';
import { sayContains } from './text-rows.ts';

/**
 * Says `join(list, " ") contains "a"` as some element that contains it: a text without the separator lies in one element. Undefined for
 * other rows.
 */
export function sayJoined(test: MappedTest, scope: Scope, profile: Profile): Spoken | undefined {
  const { subject, operator } = test;
  const [list, separator] = subject.kind === 'call' && subject.name === 'join' ? subject.args : [];
  const texts = constantsOf(test);
  const between = separator?.kind === 'literal' ? separator.value : undefined;
  if (list === undefined || texts === undefined || operator !== 'contains') return undefined;
  if (typeof between !== 'string' || between.length !== 1) return undefined;
  if (texts.some((text) => typeof text !== 'string' || text === '' || text.includes(between))) return undefined;
  return onField({ ...test, subject: withoutMap(list) }, scope, profile, (row) => {
    if (row.field.element || row.field.shape !== 'list') return { unsupported: 'Sigma has no join().' };
    const said = sayContains({ ...row, field: { ...row.field, shape: 'text', element: true } });
    // A list that holds more than texts is joined to nothing.
    return 'ast' in said ? { ...said, wider: [...(said.wider ?? []), because('loose-values', anyIn(row))] } : said;
  });
}

function anyIn(row: Parameters<typeof because>[1]): Parameters<typeof because>[1] {
  return { ...row, field: { ...row.field, shape: 'any' } };
}

/** `map(list, true, @)` is the list. */
function withoutMap(list: MappedValue): MappedValue {
  if (list.kind !== 'map' || list.where.kind !== 'true' || list.value.kind !== 'reference') return list;
  const { to } = list.value;
  return to.kind === 'element' && to.depth === 0 && to.access.length === 0 ? list.list : list;
}
