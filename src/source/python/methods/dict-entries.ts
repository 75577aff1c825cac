import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import { equals } from '../compare.ts';
import { natureInside } from '../loop.ts';
import type { DataSym, DictContent, Entry, Machine, Nature, Segment, Sym, UnknownSym } from '../sym.ts';
import { anything, str } from '../sym.ts';
import { asData, data, makeList } from '../values.ts';

/** The entry for every key of an object that is data: keys are texts. */
export function entryForEach(machine: Machine, of: Value, nature: Nature): Entry {
  const { terms } = machine;
  const element = terms.newElement();
  const at = (index: number): Value => terms.reference({ scope: 'element', depth: element, path: [index] });
  return {
    loops: [{ list: terms.call('items', of), element }],
    when: terms.yes,
    key: data(machine, at(0), str, nature),
    value: data(machine, at(1), anything, nature),
  };
}

/** Each key once, with the value that wins; undefined where a loop has added entries, whose keys may be the same. */
export function effectiveEntries(machine: Machine, content: DictContent, span: Span): readonly Entry[] | undefined {
  const { terms } = machine;
  if (content.filling || content.entries.some((entry) => entry.loops.length > 0)) return undefined;
  const all: Entry[] = [];
  const places = new Map<string, number>();
  for (const entry of content.entries) {
    const name = entry.key.kind === 'const' ? `${typeof entry.key.value} ${entry.key.value}` : undefined;
    const place = name === undefined ? undefined : places.get(name);
    const before = place === undefined ? undefined : all[place];
    if (place !== undefined && before !== undefined) {
      const value = choice(machine, entry.when, entry.value, before.value);
      all[place] = { ...before, when: terms.or(before.when, entry.when), value };
      continue;
    }
    if (name === undefined || places.size < all.length)
      all.forEach((one, i) => {
        const same = equals(machine, one.key, entry.key, span);
        all[i] = { ...one, when: terms.and(one.when, terms.not(terms.and(entry.when, same))) };
      });
    if (name !== undefined) places.set(name, all.length);
    all.push(entry);
  }
  return all.filter((entry) => entry.when !== terms.no);
}

/** What going through the items of a dict yields, each key once. */
export function eachEntry(machine: Machine, dict: Sym, span: Span): readonly Entry[] | UnknownSym {
  if (dict.kind === 'object') {
    const content = machine.contentOf(dict);
    if (content.kind === 'dict') {
      const [first] = content.entries;
      if (content.entries.length === 1 && first !== undefined && copiedFrom(machine, first) !== undefined)
        return [first];
      const entries = effectiveEntries(machine, content, span);
      if (entries !== undefined) return entries;
    }
  }
  const whole = asData(machine, dict, span);
  if (whole.kind === 'unknown') return machine.unknown(whole.fault.construct, whole.fault.why, span);
  return [entryForEach(machine, whole.value, natureInside(whole.nature))];
}

/** The object all of whose entries this one adds; undefined where it adds others. */
export function copiedFrom(
  machine: Machine,
  entry: Entry,
): { readonly of: Value; readonly value: DataSym } | undefined {
  const [loop, ...more] = entry.loops;
  if (loop === undefined || more.length > 0 || entry.when !== machine.terms.yes) return undefined;
  const { key, value } = entry;
  const isPart = (sym: Sym, index: number): sym is DataSym =>
    sym.kind === 'data' &&
    sym.value === machine.terms.reference({ scope: 'element', depth: loop.element, path: [index] });
  if (!isPart(key, 0) || !isPart(value, 1)) return undefined;
  const { list: items } = loop;
  const of = items.kind === 'call' && items.name === 'items' ? items.args[0] : undefined;
  return of === undefined ? undefined : { of, value };
}

/** A list of the keys, values or pairs of a dict. */
export function listOf(machine: Machine, dict: Sym, what: 'keys' | 'values' | 'items', span: Span): Sym {
  if (dict.kind === 'data' && what !== 'items') {
    const { terms } = machine;
    const element = terms.newElement();
    const nature = natureInside(dict.nature);
    const item = terms.reference({ scope: 'element', depth: element, path: [] });
    const value = data(machine, item, what === 'keys' ? str : anything, nature);
    const loops = [{ list: terms.call(what, dict.value), element }];
    return machine.make({ kind: 'list', type: 'list', segments: [{ loops, when: terms.yes, value }] });
  }
  const entries =
    dict.kind === 'data'
      ? [entryForEach(machine, dict.value, natureInside(dict.nature))]
      : eachEntry(machine, dict, span);
  if ('kind' in entries) return entries;
  const segments = entries.map(
    ({ loops, when, key, value }): Segment => ({
      loops,
      when,
      value: what === 'keys' ? key : what === 'values' ? value : makeList(machine, [key, value], 'tuple'),
    }),
  );
  return machine.make({ kind: 'list', type: 'list', segments });
}
