import type { Span } from '../../../diagnostics/source.ts';
import { choice, fromCond } from '../choice.ts';
import { equals } from '../compare.ts';
import { contains } from '../contains.ts';
import type { Method, Methods } from '../contract.ts';
import { constantInteger } from '../library/arguments.ts';
import { raising } from '../library/define.ts';
import { append, gather, plainValues } from '../library/gather.ts';
import type { Cond, ListContent, Machine, ObjectSym, Segment, Sym } from '../sym.ts';
import { int } from '../sym.ts';
import { constant, data, fillingFault, noneSym, toValue } from '../values.ts';
import { insertAt, popAt, removeFirst, reversed, sortInPlace } from './list-change.ts';
import { method, methodEach } from './method.ts';

type Change = (
  machine: Machine,
  self: ObjectSym,
  content: ListContent,
  given: readonly (Sym | undefined)[],
  span: Span,
) => Sym;

/** A method that changes a list of the code. Panther's own lists have no such method. */
function changing<const P extends readonly string[]>(parameters: P, change: Change, whileFilling = false): Method {
  return method(parameters, (machine, self, given, span) => {
    if (self.kind !== 'object') {
      if (self.kind === 'data' && self.nature === 'event') return raising(machine, 'AttributeError');
      return machine.unknown('a change of a list that a function has made', 'it is data, not code', span);
    }
    const content = machine.contentOf(self);
    if (content.kind !== 'list') return raising(machine, 'AttributeError');
    if (content.filling && !whileFilling)
      return machine.unknown(fillingFault(span).construct, fillingFault(span).why, span);
    return change(machine, self, content, given, span);
  });
}

/** Where a value first stands in a list; ValueError where it does not. */
function indexOf(machine: Machine, self: Sym, value: Sym, span: Span): Sym {
  const { terms } = machine;
  const content = self.kind === 'object' ? machine.contentOf(self) : undefined;
  const values = content?.kind === 'list' ? plainValues(machine, content.segments) : undefined;
  if (values === undefined || (content?.kind === 'list' && content.filling)) {
    const [whole, part] = [toValue(machine, self, span), toValue(machine, value, span)];
    for (const one of [whole, part])
      if (one.kind === 'unknown') return machine.unknown(one.fault.construct, one.fault.why, span);
    if (whole.kind === 'unknown' || part.kind === 'unknown') return noneSym;
    machine.raise(terms.not(contains(machine, value, self, span)), 'ValueError');
    return data(machine, terms.call('find', whole, part), int, 'plain');
  }
  const same = values.map((one) => equals(machine, one, value, span));
  machine.raise(terms.not(terms.or(...same)), 'ValueError');
  return same.reduceRight<Sym>(
    (rest, here, i) => (i === same.length - 1 ? rest : choice(machine, here, constant(BigInt(i)), rest)),
    constant(BigInt(Math.max(0, same.length - 1))),
  );
}

function countIn(machine: Machine, self: Sym, value: Sym, span: Span): Sym {
  const { terms } = machine;
  const content = self.kind === 'object' ? machine.contentOf(self) : undefined;
  const values = content?.kind === 'list' && !content.filling ? plainValues(machine, content.segments) : undefined;
  const same: Cond[] | undefined = values?.map((one) => equals(machine, one, value, span));
  if (same?.every((one) => one === terms.yes || one === terms.no))
    return constant(BigInt(same.filter((one) => one === terms.yes).length));
  const [whole, part] = [toValue(machine, self, span), toValue(machine, value, span)];
  if (whole.kind === 'unknown') return machine.unknown(whole.fault.construct, whole.fault.why, span);
  if (part.kind === 'unknown') return machine.unknown(part.fault.construct, part.fault.why, span);
  return data(machine, terms.call('count', whole, part), int, 'plain');
}

/** A list that code may change, with what this one holds now. */
export function copyOfList(machine: Machine, self: Sym, span: Span): Sym {
  if (self.kind === 'object') {
    const content = machine.contentOf(self);
    return content.kind === 'list' && content.filling
      ? machine.unknown(fillingFault(span).construct, fillingFault(span).why, span)
      : machine.make(content);
  }
  const segments = gather(machine, self, span);
  return machine.make({ kind: 'list', type: 'list', segments });
}

/** Methods of any sequence: lists, tuples, Panther's own lists. */
export const sequenceMethods: Methods = new Map<string, Method>([
  ['index', methodEach(['value'], (machine, self, [value], span) => indexOf(machine, self, value, span))],
  ['count', methodEach(['value'], (machine, self, [value], span) => countIn(machine, self, value, span))],
  [
    '__contains__',
    methodEach(['key'], (machine, self, [key], span) => fromCond(machine, contains(machine, key, self, span))),
  ],
]);

/** Methods of a list. */
export const listMethods: Methods = new Map<string, Method>([
  ...sequenceMethods,
  ['copy', method([], (machine, self, _given, span) => copyOfList(machine, self, span))],
  [
    'append',
    changing(
      ['object'],
      (machine, self, _content, [value]) => {
        append(machine, self, value ?? noneSym);
        return noneSym;
      },
      true,
    ),
  ],
  [
    'extend',
    changing(
      ['iterable'],
      (machine, self, content, [items], span) => {
        const segments: readonly Segment[] = items === undefined ? [] : gather(machine, items, span);
        machine.setContent(self, { ...content, segments: [...content.segments, ...segments] });
        return noneSym;
      },
      true,
    ),
  ],
  [
    'clear',
    changing([], (machine, self, content) => {
      machine.setContent(self, { ...content, segments: [] });
      return noneSym;
    }),
  ],
  [
    'reverse',
    changing([], (machine, self, content) => {
      machine.setContent(self, reversed(machine, content));
      return noneSym;
    }),
  ],
  [
    'insert',
    changing(['index', 'object'], (machine, self, content, [index, value], span) =>
      insertAt(machine, self, content, constantInteger(index), value ?? noneSym, span),
    ),
  ],
  [
    'remove',
    changing(['value'], (machine, self, content, [value], span) =>
      removeFirst(machine, self, content, value ?? noneSym, span),
    ),
  ],
  [
    'pop',
    changing(['index?'], (machine, self, content, [index], span) => {
      const at = index === undefined ? -1 : constantInteger(index);
      return at === undefined
        ? machine.unknown('pop() at a computed place', 'it has no form in the IR', span)
        : popAt(machine, self, content, at, span);
    }),
  ],
  [
    'sort',
    changing(['key?', 'reverse?'], (machine, self, content, [key, backwards], span) =>
      sortInPlace(machine, self, content, key, backwards, span),
    ),
  ],
]);
