import type { Span } from '../../../diagnostics/source.ts';
import { fromCond } from '../choice.ts';
import { contains } from '../contains.ts';
import type { Method, Methods } from '../contract.ts';
import { raising } from '../library/define.ts';
import { gather } from '../library/gather.ts';
import { natureInside } from '../loop.ts';
import { subscript } from '../subscript.ts';
import type { Entry, Machine, Nature, ObjectSym, Sym } from '../sym.ts';
import { dict } from '../sym.ts';
import { hasType, noneSym } from '../values.ts';
import { entryForEach, listOf } from './dict-entries.ts';
import { getFrom } from './dict-get.ts';
import { addEntries, entriesOf, popFrom, setDefault, update } from './dict-write.ts';
import { method, methodEach, unlifted } from './method.ts';

/** A dict that code may change, with what this one holds now. `deep`: its parts are plain ones as well. */
export function copyOfDict(machine: Machine, self: Sym, deep: boolean): Sym {
  if (self.kind === 'object') return machine.make(machine.contentOf(self));
  if (self.kind !== 'data') return noneSym;
  const { value } = self;
  const isEvent = value.kind === 'reference' && value.to.scope === 'event' && value.to.path.length === 0;
  const of = isEvent ? machine.terms.reference({ scope: 'event', path: [], exact: true }) : value;
  const nature: Nature = deep ? 'plain' : natureInside(self.nature);
  return machine.make({ kind: 'dict', entries: [entryForEach(machine, of, nature)] });
}

/** `a | b` of dicts; undefined where neither is one. Panther's mappings know no `|`. */
export function mergedDict(machine: Machine, a: Sym, b: Sym, span: Span): Sym | undefined {
  const isDict = (sym: Sym): boolean =>
    sym.kind === 'object' ? machine.contentOf(sym).kind === 'dict' : sym.kind === 'data' && sym.types === dict;
  if (!isDict(a) && !isDict(b)) return undefined;
  for (const sym of [a, b]) {
    if (sym.kind === 'data' ? (sym.types & dict) === 0 || sym.nature !== 'plain' : !isDict(sym))
      return raising(machine, 'TypeError');
    machine.raise(machine.terms.not(hasType(machine, sym, dict)), 'TypeError');
  }
  const made = machine.make({ kind: 'dict', entries: [] });
  for (const sym of [a, b]) addEntries(machine, made, entriesOf(machine, sym, span));
  return made;
}

/** A dict of these keys, all with one value. */
export function fromKeys(machine: Machine, keys: Sym, value: Sym, span: Span): Sym {
  const made = machine.make({ kind: 'dict', entries: [] });
  const entries = gather(machine, keys, span).map(
    (s): Entry => ({ loops: s.loops, when: s.when, key: s.value, value }),
  );
  addEntries(machine, made, entries);
  return made;
}

/** Methods of a dict that only read it: those of Panther's mappings too. */
export const readMethods: Methods = new Map<string, Method>([
  [
    'get',
    methodEach(['key', 'default?'], (machine, self, [key, otherwise], span) =>
      getFrom(machine, self, key, otherwise ?? noneSym, span),
    ),
  ],
  ['keys', method([], (machine, self, _given, span) => listOf(machine, self, 'keys', span))],
  ['values', method([], (machine, self, _given, span) => listOf(machine, self, 'values', span))],
  ['items', method([], (machine, self, _given, span) => listOf(machine, self, 'items', span))],
  [
    '__contains__',
    methodEach(['key'], (machine, self, [key], span) => fromCond(machine, contains(machine, key, self, span))),
  ],
  ['__getitem__', methodEach(['key'], (machine, self, [key], span) => subscript(machine, self, key, span))],
]);

/** A method that changes the dict that it belongs to. */
function changing(change: (machine: Machine, self: ObjectSym, args: Parameters<Method>[2], span: Span) => Sym): Method {
  return (machine, self, args, span) => {
    if (self.kind === 'object') return change(machine, self, args, span);
    return machine.unknown('a change of an object that was read from a text', 'it is data, not code', span);
  };
}

/** The same, for each value that the arguments may be. */
function changingEach<const P extends readonly string[]>(
  parameters: P,
  change: (machine: Machine, self: ObjectSym, given: readonly (Sym | undefined)[], span: Span) => Sym,
): Method {
  return changing((machine, self, args, span) =>
    methodEach(parameters, (inner, _self, given, at) => change(inner, self, given, at))(machine, self, args, span),
  );
}

/** Methods of a dict. */
export const dictMethods: Methods = new Map<string, Method>([
  ...readMethods,
  ['copy', method([], (machine, self) => copyOfDict(machine, self, false))],
  ['update', changing(update)],
  [
    'setdefault',
    changing((machine, self, args, span) => {
      const [key, value, ...more] = args.positional;
      if (key === undefined || more.length > 0) return raising(machine, 'TypeError');
      return setDefault(machine, self, key, value ?? args.named.get('default') ?? noneSym, span);
    }),
  ],
  [
    'pop',
    changingEach(['key', 'default?'], (machine, self, [key, otherwise], span) =>
      popFrom(machine, self, key ?? noneSym, otherwise, span),
    ),
  ],
  [
    'clear',
    changing((machine, self) => {
      machine.setContent(self, { kind: 'dict', entries: [] });
      return noneSym;
    }),
  ],
  ['popitem', unlifted('popitem()')],
  [
    'fromkeys',
    methodEach(['iterable', 'value?'], (machine, _self, [keys, value], span) =>
      fromKeys(machine, keys, value ?? noneSym, span),
    ),
  ],
]);
