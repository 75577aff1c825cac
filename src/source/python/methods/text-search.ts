import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { choice, fromCond } from '../choice.ts';
import { contains } from '../contains.ts';
import type { Method, Methods } from '../contract.ts';
import { constantInteger, integerArgument } from '../library/arguments.ts';
import type { Cond, Machine, Sym } from '../sym.ts';
import { int, str } from '../sym.ts';
import { constant, data, hasType, someTurn, toValue } from '../values.ts';
import { methodEach } from './method.ts';
import { isLeftOut, ownText, textOr } from './text-value.ts';

/** The part of a text between two bounds, and where it begins; undefined where that cannot be said. */
function within(
  machine: Machine,
  text: Value,
  start: Sym | undefined,
  end: Sym | undefined,
): { readonly text: Value; readonly from: Value } {
  const { terms } = machine;
  const bound = (sym: Sym | undefined): Value =>
    sym === undefined || isLeftOut(sym) ? terms.literal(null) : (integerArgument(machine, sym) ?? terms.literal(null));
  const [from, to] = [bound(start), bound(end)];
  const isWhole = from.kind === 'literal' && !from.value && to.kind === 'literal' && to.value === null;
  return { text: isWhole ? text : terms.call('slice', text, from, to), from };
}

function affix(operator: 'starts_with' | 'ends_with'): Method {
  return methodEach(['affix', 'start?', 'end?'], (machine, self, [given, start, end], span) => {
    const { terms } = machine;
    const { text } = within(machine, ownText(machine, self), start, end);
    if (given.kind !== 'object')
      return fromCond(machine, terms.test(text, operator, [textOr(machine, given)], { span }));
    return fromCond(machine, anyAffix(machine, operator, text, given, span));
  });
}

/** A tuple of them: they are asked in order, and one that is no text raises only where none before it fits. */
function anyAffix(
  machine: Machine,
  operator: 'starts_with' | 'ends_with',
  text: Value,
  given: Extract<Sym, { kind: 'object' }>,
  span: Span,
): Cond {
  const { terms } = machine;
  const content = machine.contentOf(given);
  if (content.kind !== 'list' || content.type !== 'tuple') {
    machine.raise(terms.yes, 'TypeError');
    return terms.no;
  }
  const constants: Value[] = [];
  let found: Cond = terms.no;
  const settle = (): void => {
    if (constants.length > 0) found = terms.or(found, terms.test(text, operator, [...constants], { span }));
    constants.length = 0;
  };
  for (const { loops, when, value } of content.segments) {
    if (loops.length === 0 && when === terms.yes && value.kind === 'const' && typeof value.value === 'string') {
      constants.push(terms.literal(value.value));
      continue;
    }
    settle();
    const wrong = someTurn(machine, loops, terms.and(when, terms.not(hasType(machine, value, str))));
    machine.raise(terms.and(terms.not(found), wrong), 'TypeError');
    const part = toValue(machine, value, span);
    if (part.kind === 'unknown') return terms.unlifted(part.fault);
    found = terms.or(found, someTurn(machine, loops, terms.and(when, terms.test(text, operator, [part], { span }))));
  }
  settle();
  return found;
}

function position(machine: Machine, value: Value): Sym {
  return data(machine, value, int, 'plain');
}

function finding(which: 'first' | 'last', missing: 'answers -1' | 'raises'): Method {
  return methodEach(['sub', 'start?', 'end?'], (machine, self, [sub, start, end], span) => {
    const { terms } = machine;
    const part = textOr(machine, sub);
    const { text, from } = within(machine, ownText(machine, self), start, end);
    const found = terms.test(text, 'contains', [part], { span });
    if (missing === 'raises') machine.raise(terms.not(found), 'ValueError');
    const zero = from.kind === 'literal' && !from.value;
    const offset = constantInteger(start);
    if (!zero && (offset === undefined || offset < 0))
      return machine.unknown('a search in a text from a computed place', 'it has no form in the IR', span);
    const at =
      which === 'first'
        ? terms.call('find', text, part)
        : terms.call('len', terms.call('item', terms.call('rsplit', text, part, terms.literal(1n)), terms.literal(0n)));
    if (which === 'first' && zero) return position(machine, at);
    const place = position(machine, zero ? at : terms.call('add', at, from));
    return choice(machine, found, place, constant(-1n));
  });
}

/** Methods of a text that look for something in it. */
export const searchMethods: Methods = new Map<string, Method>([
  ['startswith', affix('starts_with')],
  ['endswith', affix('ends_with')],
  ['find', finding('first', 'answers -1')],
  ['index', finding('first', 'raises')],
  ['rfind', finding('last', 'answers -1')],
  ['rindex', finding('last', 'raises')],
  [
    'count',
    methodEach(['sub', 'start?', 'end?'], (machine, self, [sub, start, end]) => {
      const { text } = within(machine, ownText(machine, self), start, end);
      return position(machine, machine.terms.call('count', text, textOr(machine, sub)));
    }),
  ],
  [
    '__contains__',
    methodEach(['key'], (machine, self, [key], span) => fromCond(machine, contains(machine, key, self, span))),
  ],
]);
