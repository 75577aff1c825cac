import type { Span } from '../../diagnostics/source.ts';
import { choice } from './choice.ts';
import { equals } from './compare.ts';
import { freshen } from './substitute-element.ts';
import type { Cond, DictContent, Loop, Machine, ObjectSym, Sym } from './sym.ts';
import { dict, list } from './sym.ts';
import { substituteTurn } from './turns.ts';
import { fillingFault, hasType, noneSym, someTurn } from './values.ts';

/** What a dict of the code holds under a key: where there is such an entry, and its value there. */
export function lookupEntry(
  machine: Machine,
  content: DictContent,
  key: Sym,
  span: Span,
): { readonly found: Cond; readonly value: Sym } {
  const { terms } = machine;
  if (content.filling) {
    const fault = fillingFault(span);
    return { found: terms.unlifted(fault), value: { kind: 'unknown', fault } };
  }
  let found: Cond = terms.no;
  let value: Sym = noneSym;
  // Later entries win, so each one is put before what was found so far.
  for (const given of content.entries) {
    const entry = freshen(machine, given);
    const here = terms.and(entry.when, equals(machine, entry.key, key, span));
    if (here === terms.no) continue;
    const some = someTurn(machine, entry.loops, here);
    const own = substituteTurn(machine, entry.loops, here, entry.value, 'last', span);
    value = found === terms.no ? own : choice(machine, some, own, value);
    found = terms.or(found, some);
  }
  if (content.own !== undefined && found !== terms.yes) {
    const fault = {
      construct: 'a dict of the module that events change',
      why: 'what it holds depends on the events before',
      span,
    };
    value = choice(machine, found, value, { kind: 'unknown', fault });
    found = terms.or(found, terms.unlifted(fault));
  }
  return { found, value };
}

/** Raises where a key of a dict, or an element of a set, cannot be hashed. */
export function raiseUnhashable(
  machine: Machine,
  key: Sym,
  loops: readonly Loop[] = [],
  when: Cond = machine.terms.yes,
): void {
  const { terms } = machine;
  machine.raise(someTurn(machine, loops, terms.and(when, hasType(machine, key, list | dict))), 'TypeError');
}

/** Sets a key of a dict of the code. */
export function setEntry(machine: Machine, object: ObjectSym, key: Sym, value: Sym): void {
  raiseUnhashable(machine, key);
  const content = machine.contentOf(object);
  if (content.kind !== 'dict') return;
  const { terms } = machine;
  const isPlain = (entry: DictContent['entries'][number]): boolean =>
    key.kind === 'const' && entry.key.kind === 'const' && entry.key.value === key.value && entry.loops.length === 0;
  const at = content.entries.findIndex((entry) => isPlain(entry) && entry.when === terms.yes);
  const entry = { loops: [], when: terms.yes, key, value };
  // Every entry of that key comes after the first that is surely there: replacing them all keeps its place.
  const entries =
    at === -1 || content.entries.some((one) => one.loops.length > 0 || one.key.kind !== 'const')
      ? [...content.entries, entry]
      : [...content.entries.slice(0, at), entry, ...content.entries.slice(at + 1).filter((one) => !isPlain(one))];
  machine.setContent(object, { ...content, entries });
}
