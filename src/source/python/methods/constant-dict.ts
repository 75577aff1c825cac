import type { Json } from '../../../ir/json.ts';
import type { DataSym, DictContent, Machine, Sym } from '../sym.ts';
import { anything, str } from '../sym.ts';
import { data, toValue, typesOf } from '../values.ts';

/** Fewer entries than this are asked one by one: their values may be of any kind, and what follows can tell them apart. */
const fewest = 4;

/**
 * A value of the event looked up in a dict of constants, as one `lookup`; undefined where the dict or the default is of
 * another kind.
 */
export function lookUpConstants(machine: Machine, content: DictContent, key: Sym, otherwise: Sym): Sym | undefined {
  if (key.kind !== 'data' || (key.types & str) === 0 || content.entries.length < fewest || content.filling)
    return undefined;
  if (otherwise.kind !== 'const' && otherwise.kind !== 'data') return undefined;
  const table = new Map<string, Json>();
  let types = otherwise.kind === 'data' ? otherwise.types : typesOf(machine, otherwise);
  for (const { loops, when, key: name, value } of content.entries) {
    if (loops.length > 0 || when !== machine.terms.yes || name.kind !== 'const' || typeof name.value !== 'string')
      return undefined;
    if (value.kind !== 'const') return undefined;
    table.set(name.value, value.value);
    types |= typesOf(machine, value);
  }
  const absent = toValue(machine, otherwise);
  if (absent.kind === 'unknown') return undefined;
  const nature: DataSym['nature'] = otherwise.kind === 'data' ? otherwise.nature : 'plain';
  return data(machine, machine.terms.lookup(key.value, [...table], absent), types || anything, nature);
}
