import type { BuiltinSym } from '../sym.ts';
import { bool, float, int, none, number, str } from '../sym.ts';
import { dictType, frozensetType, listType, setType, tupleType } from './collections-types.ts';
import { emptyClass, identity, inert, refused, refusedName } from './inert.ts';
import type { Kind } from './instances.ts';
import { everywhere, instancesOf } from './instances.ts';
import { moduleOf } from './module.ts';

/** A class of `collections.abc` or `numbers`, which rules ask `isinstance` about. */
function abstract(name: string, kind: Kind): BuiltinSym {
  return { ...refused(name, 'it is a class without objects of its own'), instances: instancesOf(kind) };
}

const iterables: Kind = {
  types: str,
  lists: everywhere,
  dicts: everywhere,
  made: ['list', 'tuple', 'set', 'frozenset', 'dict'],
  opaque: ['bytes'],
};

const kinds: Readonly<Record<string, Kind>> = {
  Mapping: { dicts: everywhere, made: ['dict'] },
  MutableMapping: { dicts: ['plain'], made: ['dict'] },
  Sequence: { types: str, lists: everywhere, made: ['list', 'tuple'], opaque: ['bytes'] },
  MutableSequence: { lists: ['plain', 'walk'], made: ['list'] },
  Set: { made: ['set', 'frozenset'] },
  MutableSet: { made: ['set'] },
  Iterable: iterables,
  Collection: iterables,
  Container: iterables,
  Sized: iterables,
  Reversible: { types: str, lists: everywhere, dicts: everywhere, made: ['list', 'tuple', 'dict'], opaque: ['bytes'] },
  Hashable: {
    types: none | bool | int | float | str,
    made: ['tuple', 'frozenset'],
    opaque: ['bytes'],
    callables: true,
  },
  Callable: { callables: true },
  Iterator: {},
  Generator: {},
  Awaitable: {},
  KeysView: {},
  ValuesView: {},
  ItemsView: {},
  ByteString: { opaque: ['bytes'] },
};

const classes: readonly (readonly [string, BuiltinSym])[] = Object.entries(kinds).map(([name, kind]) => [
  name,
  abstract(name, kind),
]);

/** Python's `collections.abc`. */
export const abcModule = moduleOf('collections.abc', classes);

/** Python's `numbers`. */
export const numbersModule = moduleOf('numbers', [
  ...['Number', 'Complex', 'Real'].map((name) => [name, abstract(name, { types: number | bool })] as const),
  ...['Rational', 'Integral'].map((name) => [name, abstract(name, { types: int | bool })] as const),
]);

const annotations = [
  ...[
    'Any',
    'Union',
    'Optional',
    'Literal',
    'Final',
    'ClassVar',
    'Annotated',
    'TypeAlias',
    'NoReturn',
    'Never',
    'Self',
  ],
  ...['Type', 'TypeVar', 'ParamSpec', 'Concatenate', 'TypeGuard', 'Required', 'NotRequired'],
  ...['IO', 'TextIO', 'AnyStr', 'Pattern', 'Match', 'Counter', 'Deque', 'ChainMap', 'NewType', 'LiteralString'],
];

const generics: readonly (readonly [string, BuiltinSym])[] = [
  ['List', listType],
  ['Dict', dictType],
  ['DefaultDict', dictType],
  ['OrderedDict', dictType],
  ['Set', setType],
  ['FrozenSet', frozensetType],
  ['Tuple', tupleType],
  ['Text', abstract('Text', { types: str })],
  ['AbstractSet', abstract('AbstractSet', { made: ['set', 'frozenset'] })],
];

/** `cast(type, value)` gives back the value. */
const cast: BuiltinSym = {
  kind: 'builtin',
  name: 'typing.cast',
  call: (machine, args, span) => args.positional[1] ?? machine.unknown('cast()', 'it has no value', span),
};

/** Python's `typing`: nothing in it does anything, but for the classes that `isinstance` may be asked about. */
export const typingModule = moduleOf('typing', [
  ...classes,
  ...generics,
  ...annotations.map((name) => [name, inert(`typing.${name}`)] as const),
  ...['Generic', 'Protocol'].map((name) => [name, emptyClass(name)] as const),
  ...['NamedTuple', 'TypedDict'].map(
    (name) => [name, refusedName(`typing.${name}`, 'rulegen does not read it')] as const,
  ),
  ['cast', cast],
  ...['overload', 'final', 'no_type_check', 'runtime_checkable', 'override'].map(
    (name) => [name, identity(`typing.${name}`)] as const,
  ),
  ['TYPE_CHECKING', { kind: 'const', value: false }],
]);
