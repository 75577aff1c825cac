import type { Span } from '../../../diagnostics/source.ts';
import { choice } from '../choice.ts';
import { equals } from '../compare.ts';
import { setEntry } from '../entries.ts';
import { raising } from '../library/define.ts';
import { gather } from '../library/gather.ts';
import { natureInside } from '../loop.ts';
import { subscript } from '../subscript.ts';
import type { Args, DictContent, Entry, Machine, ObjectSym, Sym } from '../sym.ts';
import { dict } from '../sym.ts';
import { constant, fillingFault, hasType, noneSym } from '../values.ts';
import { entryForEach } from './dict-entries.ts';
import { findIn } from './dict-get.ts';

/** The entries of anything that `dict.update` and `dict()` take; what cannot be read so raises TypeError. */
export function entriesOf(machine: Machine, from: Sym, span: Span): readonly Entry[] {
  if (from.kind === 'object') {
    const content = machine.contentOf(from);
    if (content.kind === 'dict') {
      if (content.filling) machine.unknown(fillingFault(span).construct, fillingFault(span).why, span);
      return content.entries;
    }
  }
  if (from.kind === 'data' && (from.types & dict) !== 0) {
    machine.raise(machine.terms.not(hasType(machine, from, dict)), 'TypeError');
    return [entryForEach(machine, from.value, natureInside(from.nature))];
  }
  return gather(machine, from, span).map(({ loops, when, value }) => {
    const part = (index: bigint): Sym => subscript(machine, value, constant(index), span);
    return { loops, when, key: part(0n), value: part(1n) };
  });
}

/** Adds entries to a dict of the code; later ones win. */
export function addEntries(machine: Machine, self: ObjectSym, entries: readonly Entry[]): void {
  for (const entry of entries) {
    if (entry.loops.length === 0 && entry.when === machine.terms.yes) {
      setEntry(machine, self, entry.key, entry.value);
      continue;
    }
    const content = machine.contentOf(self);
    if (content.kind === 'dict') machine.setContent(self, { ...content, entries: [...content.entries, entry] });
  }
}

/** `dict.update(other, **more)`. */
export function update(machine: Machine, self: ObjectSym, args: Args, span: Span): Sym {
  const [other, ...more] = args.positional;
  if (more.length > 0) return raising(machine, 'TypeError');
  if (other?.kind === 'choice') {
    machine.branch(
      other.when,
      () => update(machine, self, { ...args, positional: [other.then] }, span),
      () => update(machine, self, { ...args, positional: [other.otherwise] }, span),
    );
    return noneSym;
  }
  if (other?.kind === 'unknown') return machine.unknown(other.fault.construct, other.fault.why, span);
  if (other !== undefined) addEntries(machine, self, entriesOf(machine, other, span));
  for (const [name, value] of args.named) setEntry(machine, self, constant(name), value);
  return noneSym;
}

/** `dict.setdefault(key, value)`. */
export function setDefault(machine: Machine, self: ObjectSym, key: Sym, value: Sym, span: Span): Sym {
  const { found, value: had } = findIn(machine, self, key, span);
  machine.branch(
    found,
    () => undefined,
    () => setEntry(machine, self, key, value),
  );
  return choice(machine, found, had, value);
}

/** `dict.pop(key, otherwise)`. */
export function popFrom(machine: Machine, self: ObjectSym, key: Sym, otherwise: Sym | undefined, span: Span): Sym {
  const { terms } = machine;
  const { found, value } = findIn(machine, self, key, span);
  if (otherwise === undefined) machine.raise(terms.not(found), 'KeyError');
  const content = machine.contentOf(self);
  if (content.kind === 'dict') machine.setContent(self, without(machine, content, key, span));
  return otherwise === undefined ? value : choice(machine, found, value, otherwise);
}

/** The entries of other keys. */
function without(machine: Machine, content: DictContent, key: Sym, span: Span): DictContent {
  const { terms } = machine;
  const entries = content.entries
    .map((entry) => ({ ...entry, when: terms.and(entry.when, terms.not(equals(machine, entry.key, key, span))) }))
    .filter((entry) => entry.when !== terms.no);
  return { ...content, entries };
}
