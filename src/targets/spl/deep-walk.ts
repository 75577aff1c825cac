import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { call, compare, field, nothing, number, string } from './build.ts';
import { textsIn } from './functions.ts';
import { hoist } from './hoist.ts';
import type { Reading } from './reading.ts';
import { clean } from './reading.ts';
import type { Speech } from './speech.ts';
import { sayValue } from './values.ts';

/** More keys than that make too many names. */
const mostKeys = 4;

/**
 * Every value at the end of the keys, crossing lists: extraction names a leaf `a.b`, or with `{}` after each key that holds a list,
 * so all such names are asked.
 */
export function deepWalk(
  value: Extract<MappedValue, { kind: 'call' }>,
  scope: Scope,
  speech: Speech,
): Reading | Unsupported {
  const [from, keysArg, otherwise] = value.args;
  const keys = textsIn(keysArg);
  if (keys === undefined) return { unsupported: 'deep_walk needs constant keys' };
  if (from?.kind !== 'reference' || from.to.kind !== 'column' || from.to.column.access.length > 0)
    return { unsupported: 'deep_walk is said only from a field of the event' };
  const fallback = otherwise === undefined ? undefined : sayValue(otherwise, scope, speech);
  if (fallback !== undefined && 'unsupported' in fallback) return fallback;
  if (fallback?.holds === 'list') return { unsupported: 'deep_walk with a list as its default' };
  if (keys.length > mostKeys) return { unsupported: `deep_walk over more than ${mostKeys} keys` };
  const bare = from.to.column.name.endsWith('{}') ? from.to.column.name.slice(0, -2) : from.to.column.name;
  const names = keys.reduce<string[]>(
    (heads, key) => heads.flatMap((head) => [`${head}.${key}`, `${head}.${key}{}`]),
    [bare, `${bare}{}`],
  );
  const found = call('mvdedup', call('mvappend', ...names.map(field)));
  const all = hoist('deep_walk', found, 'deep_walk');
  const present = call('mvfilter', compare(all, '!=', string('null')));
  const isOne = compare(call('mvcount', present), '==', number(1n));
  const single: SplExpression =
    fallback === undefined || fallback.ast === nothing
      ? call('if', isOne, present, nothing)
      : call('case', call('isnull', present), clean(fallback), isOne, present);
  return {
    holds: 'list',
    ast: single,
    kind: 'array',
    fillers: [],
    elements: present,
    values: present,
    whole: undefined,
    extracted: true,
    differs: ['type-as-text', 'null-stored-as-text'],
  };
}
