import type { BuiltinSym, Sym } from '../sym.ts';
import { constant, noneSym } from '../values.ts';
import { attributeBuiltins } from './attributes.ts';
import { dictType, frozensetType, listType, setType, tupleType } from './collections-types.ts';
import { define } from './define.ts';
import { builtinExceptions } from './exceptions.ts';
import { inert, refused } from './inert.ts';
import { instancesOf } from './instances.ts';
import { iterationBuiltins } from './iteration.ts';
import { len } from './length.ts';
import { numberBuiltins } from './numbers.ts';
import { orderingBuiltins } from './ordering.ts';
import { rangeBuiltins } from './ranges.ts';
import { summingBuiltins } from './summing.ts';
import { textBuiltins } from './text-type.ts';

/** Decorators and `super` are the evaluator's: it knows them by their names. */
function reserved(name: string): BuiltinSym {
  const call: BuiltinSym['call'] = (machine, args, span) =>
    args.positional[0] ?? machine.unknown(`${name}()`, 'it has no form in the IR', span);
  return { kind: 'builtin', name, call };
}

const objectType: BuiltinSym = {
  ...define('object', [], (machine) =>
    machine.make({
      kind: 'instance',
      of: { kind: 'class', name: 'object', bases: [], members: new Map() },
      fields: new Map(),
    }),
  ),
  instances: (value, machine) => (value.kind === 'unknown' ? value.fault : machine.terms.yes),
};

const bytesType: BuiltinSym = {
  ...refused('bytes', 'bytes have no form in the IR'),
  instances: instancesOf({ opaque: ['bytes'] }),
};

const all: readonly BuiltinSym[] = [
  ...[listType, tupleType, setType, frozensetType, dictType, objectType, bytesType, len],
  ...[...numberBuiltins, ...textBuiltins, ...iterationBuiltins, ...rangeBuiltins],
  ...[...orderingBuiltins, ...summingBuiltins, ...attributeBuiltins],
  ...['super', 'property', 'staticmethod', 'classmethod'].map(reserved),
  ...['slice', 'memoryview', 'bytearray', 'complex', 'hash'].map((name) => refused(name, 'it has no form in the IR')),
  ...['open', 'input'].map((name) => refused(name, 'it reads what is not in the event')),
  ...['eval', 'exec', 'compile', '__import__', 'globals', 'locals', 'vars', 'dir', 'setattr', 'delattr'].map((name) =>
    refused(name, 'what it does is only known when it runs'),
  ),
];

/** The names that need no import. */
export const builtins: ReadonlyMap<string, Sym> = new Map<string, Sym>([
  ...all.map((one) => [one.name, one] as const),
  ...builtinExceptions,
  ['NotImplemented', inert('NotImplemented')],
  ['Ellipsis', inert('Ellipsis')],
  ['__debug__', constant(true)],
  ['__doc__', noneSym],
]);
