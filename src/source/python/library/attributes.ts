import { choice, distribute, fromCond } from '../choice.ts';
import type { BuiltinSym, Cond, Machine, Sym } from '../sym.ts';
import { bool, dict, float, int, list, none, str } from '../sym.ts';
import { constant, hasType, noneSym } from '../values.ts';
import { constantText } from './arguments.ts';
import { dictType, frozensetType, listType, setType, tupleType } from './collections-types.ts';
import { define } from './define.ts';
import { isinstance, issubclass } from './instances.ts';
import { boolType, floatType, intType } from './numbers.ts';
import { eventType, immutableDictType, immutableListType, isWholeEvent, noneType } from './panther-types.ts';
import { strType } from './text-type.ts';

/** Whether the object has the attribute, and the attribute. Other exceptions than AttributeError are raised. */
function attributeOf(
  machine: Machine,
  of: Sym,
  name: string,
  span: Parameters<Machine['attribute']>[2],
): readonly [Cond, Sym] {
  const { terms } = machine;
  const { answer, raises, written } = machine.apart(() => machine.attribute(of, name, span));
  machine.keep(written);
  let lacks: Cond = answer === undefined ? terms.yes : terms.no;
  for (const raise of raises) {
    if (raise.type === 'AttributeError') lacks = terms.or(lacks, raise.when);
    else machine.raise(terms.and(terms.not(lacks), raise.when), raise.type);
  }
  return [terms.not(lacks), answer ?? noneSym];
}

/** `hasattr()`. */
const hasattr = define('hasattr', ['object', 'name'], (machine, [of, name], span) => {
  const text = constantText(name);
  if (text === undefined) return machine.unknown('hasattr()', 'the name depends on the event', span);
  return distribute(machine, of, (one) => {
    if (one.kind === 'unknown') return one;
    const [has] = attributeOf(machine, one, text, span);
    return fromCond(machine, has);
  });
});

/** `getattr()`. */
const getattr = define('getattr', ['object', 'name', 'default?'], (machine, [of, name, otherwise], span) => {
  const text = constantText(name);
  if (text === undefined) return machine.unknown('getattr()', 'the name depends on the event', span);
  return distribute(machine, of, (one) => {
    if (one.kind === 'unknown') return one;
    const [has, value] = attributeOf(machine, one, text, span);
    if (otherwise !== undefined) return choice(machine, has, value, otherwise);
    machine.raise(machine.terms.not(has), 'AttributeError');
    return value;
  });
});

/** `callable()`. */
const callable = define('callable', ['object'], (machine, [of], span) =>
  distribute(machine, of, (one) => {
    if (one.kind === 'unknown') return one;
    if (one.kind === 'object') return constant(machine.attribute(one, '__call__', span) !== undefined);
    return constant(['function', 'builtin', 'method', 'class'].includes(one.kind));
  }),
);

/** `type()` of one value. */
export const typeType: BuiltinSym = define('type', ['object'], (machine, [of], span) =>
  distribute(machine, of, (one) => {
    if (one.kind === 'unknown') return one;
    return (
      typeOf(machine, one) ?? machine.unknown('type() of an object of the library', 'it has no form in the IR', span)
    );
  }),
);

function typeOf(machine: Machine, value: Sym): Sym | undefined {
  const scalars: readonly (readonly [number, Sym])[] = [
    [none, noneType],
    [bool, boolType],
    [int, intType],
    [float, floatType],
    [str, strType],
  ];
  switch (value.kind) {
    case 'bool':
      return boolType;
    case 'const':
      return scalars.find(([types]) => hasType(machine, value, types) === machine.terms.yes)?.[1];
    case 'data': {
      const listOf = value.nature === 'event' ? immutableListType : listType;
      const dictOf = isWholeEvent(value) ? eventType : value.nature === 'plain' ? dictType : immutableDictType;
      const all: readonly (readonly [number, Sym])[] = [...scalars, [list, listOf], [dict, dictOf]];
      return all
        .filter(([types]) => value.types & types)
        .reduceRight<Sym | undefined>(
          (rest, [types, type]) =>
            rest === undefined ? type : choice(machine, hasType(machine, value, types), type, rest),
          undefined,
        );
    }
    case 'object': {
      const content = machine.contentOf(value);
      if (content.kind === 'instance') return content.of;
      if (content.kind === 'dict') return dictType;
      return { list: listType, tuple: tupleType, set: setType, frozenset: frozensetType }[content.type];
    }
    default:
      return undefined;
  }
}

/** `print()` shows nothing here. */
const print: BuiltinSym = { kind: 'builtin', name: 'print', call: () => noneSym };

const id = define('id', ['object'], (machine, _, span) =>
  machine.unknown('id()', 'it is another number each time', span),
);

/** Python's built-in functions on objects and their attributes. */
export const attributeBuiltins: readonly BuiltinSym[] = [
  ...[hasattr, getattr, callable, typeType, print, id, isinstance, issubclass],
];
