import type { FunctionName } from '../../../ir/functions.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import type { Method, Methods } from '../contract.ts';
import { constantInteger, constantText, integerArgument } from '../library/arguments.ts';
import type { Machine, Sym } from '../sym.ts';
import { constant, makeList } from '../values.ts';
import { methodEach } from './method.ts';
import { elementAt, isLeftOut, listData, ownText, textData, textOr, unlessNone } from './text-value.ts';

function stripping(plain: FunctionName, given: FunctionName): Method {
  return methodEach(['chars?'], (machine, self, [chars]) => {
    const text = ownText(machine, self);
    return unlessNone(machine, chars, textData(machine, machine.terms.call(plain, text)), (some) =>
      textData(machine, machine.terms.call(given, text, textOr(machine, some))),
    );
  });
}

/** The separator of a split or partition, which must not be empty. */
function separatorOf(machine: Machine, sym: Sym): Value {
  const { terms } = machine;
  const separator = textOr(machine, sym);
  machine.raise(terms.test(separator, 'eq', [terms.literal('')]), 'ValueError');
  return separator;
}

function splitting(name: 'split' | 'rsplit'): Method {
  return methodEach(['sep?', 'maxsplit?'], (machine, self, [sep, maxsplit], span) => {
    const { terms } = machine;
    const text = ownText(machine, self);
    const most = maxsplit === undefined ? undefined : integerArgument(machine, maxsplit);
    const number = constantInteger(maxsplit);
    const bounds = most === undefined || (number !== undefined && number < 0) ? [] : [most];
    if (name === 'rsplit' && bounds.length > 0 && isLeftOut(sep))
      return machine.unknown('rsplit() at white space with a limit', 'it has no form in the IR', span);
    return unlessNone(machine, sep, listData(machine, terms.call('words', text, ...bounds)), (some) =>
      listData(machine, terms.call(name, text, separatorOf(machine, some), ...bounds)),
    );
  });
}

function partitioning(name: 'split' | 'rsplit'): Method {
  return methodEach(['sep'], (machine, self, [sep], span) => {
    const { terms } = machine;
    const text = ownText(machine, self);
    const separator = separatorOf(machine, sep);
    const found = terms.test(text, 'contains', [separator], { span });
    const pieces = terms.call(name, text, separator, terms.literal(1n));
    const nothing = constant('');
    const middle = choice(machine, found, textData(machine, separator), nothing);
    const first = textData(machine, elementAt(machine, pieces, 0));
    const last = textData(machine, elementAt(machine, pieces, -1));
    return name === 'split'
      ? makeList(machine, [first, middle, choice(machine, found, last, nothing)], 'tuple')
      : makeList(machine, [choice(machine, found, first, nothing), middle, last], 'tuple');
  });
}

function removing(from: 'start' | 'end'): Method {
  return methodEach(['affix'], (machine, self, [affix], span) => {
    const { terms } = machine;
    const [text, part] = [ownText(machine, self), textOr(machine, affix)];
    const length = terms.call('len', part);
    const has = terms.test(text, from === 'start' ? 'starts_with' : 'ends_with', [part], { span });
    const rest =
      from === 'start'
        ? terms.call('slice', text, length, terms.literal(null))
        : terms.call('slice', text, terms.literal(0n), terms.call('subtract', terms.call('len', text), length));
    return choice(machine, has, textData(machine, rest), textData(machine, text));
  });
}

/** Methods of a text that take it apart. */
export const splitMethods: Methods = new Map<string, Method>([
  ['strip', stripping('trim', 'strip')],
  ['lstrip', stripping('lstrip', 'lstrip')],
  ['rstrip', stripping('rstrip', 'rstrip')],
  ['split', splitting('split')],
  ['rsplit', splitting('rsplit')],
  ['partition', partitioning('split')],
  ['rpartition', partitioning('rsplit')],
  ['removeprefix', removing('start')],
  ['removesuffix', removing('end')],
  [
    'splitlines',
    methodEach(['keepends?'], (machine, self, [keepends], span) => {
      if (keepends !== undefined && !isLeftOut(keepends) && !(keepends.kind === 'const' && keepends.value === false))
        return machine.unknown('splitlines() that keeps the ends', 'it has no form in the IR', span);
      return listData(machine, machine.terms.call('lines', ownText(machine, self)));
    }),
  ],
  [
    'replace',
    methodEach(['old', 'new', 'count?'], (machine, self, [old, by, count], span) => {
      const { terms } = machine;
      const [text, from, to] = [ownText(machine, self), textOr(machine, old), textOr(machine, by)];
      const most = constantInteger(count);
      if (count === undefined || (most !== undefined && most < 0))
        return textData(machine, terms.call('replace', text, from, to));
      const separator = constantText(old);
      if (most === undefined || separator === undefined || separator === '')
        return machine.unknown('replace() with such a count', 'it has no form in the IR', span);
      return textData(machine, terms.call('join', terms.call('split', text, from, terms.literal(BigInt(most))), to));
    }),
  ],
]);
