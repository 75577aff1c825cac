import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import type { Method, Methods } from '../contract.ts';
import { constantText } from '../library/arguments.ts';
import { callableEach, raising } from '../library/define.ts';
import { natureInside } from '../loop.ts';
import type { Args, DataSym, Machine, Sym } from '../sym.ts';
import { anything, list, str } from '../sym.ts';
import { carriedFault, data, noneSym, toValue } from '../values.ts';
import { copyOfDict, readMethods } from './dict.ts';
import { withDefault } from './dict-get.ts';
import { method, unlifted } from './method.ts';

/** `deep_get(*keys, default=None)`: the default where the value is missing or null. It crosses no list. */
const deepGet: Method = (machine, self, args, span) =>
  withKeys(machine, args, span, ['default'], (keys, [otherwise = noneSym]) => {
    if (self.kind !== 'data') return otherwise;
    if (keys.length === 0) return self;
    const { terms } = machine;
    let value: Value = self.value;
    for (const key of keys) {
      const name = constantText(key);
      if (name !== undefined) value = terms.steps(value, [name]);
      else if (key.kind === 'data' && key.types & str) {
        const isText = terms.plain(terms.type(key.value, 'string'));
        const item = terms.call('item', value, key.value);
        value = key.types === str || isText === undefined ? item : terms.choose(isText, item, terms.literal(null));
      } else return otherwise;
    }
    return withDefault(machine, value, natureInside(self.nature), 'default', otherwise);
  });

/**
 * `deep_walk(*keys, default=None, return_val="all")`: lists on the way are crossed; objects and lists that are found so cannot
 * be hashed, which raises.
 */
const deepWalk: Method = (machine, self, args, span) =>
  withKeys(machine, args, span, ['default', 'return_val'], (keys, [otherwise = noneSym, which]) => {
    const { terms } = machine;
    const names = keys.map(constantText);
    if (self.kind !== 'data') return otherwise;
    if (names.some((name) => name === undefined))
      return machine.unknown('deep_walk() with computed keys', 'the IR knows constant ones', span);
    const path = terms.literal(names.map((name) => name ?? ''));
    const part = which === undefined ? 'all' : constantText(which);
    if (part === 'first' || part === 'last') {
      const all = terms.call('walk_all', self.value, path);
      machine.raise(terms.test(all, 'missing'), 'TypeError');
      return withDefault(machine, terms.steps(all, [part === 'first' ? 0 : -1]), 'event', 'default', otherwise);
    }
    if (part !== 'all')
      return machine.unknown('deep_walk() with such a return_val', 'it is not first, last or all', span);
    return walked(machine, self, path, otherwise, span);
  });

function walked(machine: Machine, self: DataSym, path: Value, otherwise: Sym, span: Span): Sym {
  const { terms } = machine;
  const value = toValue(machine, otherwise, span);
  if (otherwise.kind === 'const' && value.kind === 'literal') {
    const given = otherwise.value === null ? [] : [value];
    const found = terms.call('deep_walk', self.value, path, ...given);
    machine.raise(terms.test(found, 'missing'), 'TypeError');
    return data(machine, found, anything, 'walk');
  }
  const found = terms.call('deep_walk', self.value, path);
  machine.raise(terms.test(found, 'missing'), 'TypeError');
  const isList = otherwise.kind === 'object' || (otherwise.kind === 'data' && (otherwise.types & list) !== 0);
  if (!isList && value.kind !== 'unknown' && value.kind !== 'literal')
    return data(machine, terms.call('default', found, value), anything, 'walk');
  return choice(machine, terms.test(found, 'is_null'), otherwise, {
    kind: 'data',
    value: found,
    types: anything & ~1,
    nature: 'walk',
  });
}

/** Calls with any number of keys, then named arguments; none of them a choice or unknown. */
function withKeys(
  machine: Machine,
  args: Args,
  span: Span,
  names: readonly string[],
  make: (keys: readonly Sym[], named: readonly (Sym | undefined)[]) => Sym,
): Sym {
  for (const name of args.named.keys()) if (!names.includes(name)) return raising(machine, 'TypeError');
  // A default may be a list or dict of the code, whose identity counts: only keys are asked one by one.
  const parameters = args.positional.map((_, i) => `key${i}`);
  const named = names.map((name) => args.named.get(name));
  for (const one of named) {
    if (one?.kind === 'unknown') return one;
    if (one?.kind === 'carried') return { kind: 'unknown', fault: carriedFault(span) };
  }
  const ask = callableEach(parameters, (_machine, keys) => make(keys as readonly Sym[], named));
  return ask(machine, { positional: args.positional, named: new Map() }, span);
}

/** Methods of the event and, but for `udm`, of the mappings inside it. */
export const eventMethods: Methods = new Map<string, Method>([
  ...readMethods,
  ['deep_get', deepGet],
  ['deep_walk', deepWalk],
  ['to_dict', method([], (machine, self) => copyOfDict(machine, self, true))],
  ['copy', method([], (machine, self) => copyOfDict(machine, self, true))],
  ['event_time_epoch', unlifted('event_time_epoch()')],
  ['lookup', unlifted('a lookup outside the event')],
]);
