import type { Behaviour, OpaqueSym, Sym } from '../sym.ts';
import { bool, dict, float, none, number, str } from '../sym.ts';
import { constant, data, hasType, makeList, noneSym, toValue } from '../values.ts';
import { defineEach } from './define.ts';
import { makeOf } from './gather.ts';
import { refused } from './inert.ts';
import { membersOf, moduleOf } from './module.ts';
import { raiseWhereMissing } from './numbers.ts';

const split = defineEach('shlex.split', ['s', 'comments?', 'posix?'], (machine, [given, ...more], span) => {
  if (more.some((one) => one !== undefined))
    return machine.unknown('shlex.split() with options', 'it has no form in the IR', span);
  const { terms } = machine;
  // Of None it reads the standard input, where there is nothing.
  const isNone = hasType(machine, given, none);
  if (isNone === terms.yes) return makeList(machine, []);
  machine.raise(terms.not(hasType(machine, given, none | str)), 'AttributeError');
  const text = toValue(machine, given);
  if (text.kind === 'unknown') return text;
  const some = terms.plain(isNone);
  const found = terms.call('shell_words', text);
  const words = some === undefined ? found : terms.choose(some, terms.literal([]), found);
  raiseWhereMissing(machine, words, 'ValueError');
  if (words.kind === 'literal') return data(machine, words);
  const element = terms.newElement();
  const word = data(machine, terms.reference({ scope: 'element', depth: element, path: [] }), str);
  return makeOf(machine, 'list', [{ loops: [{ list: words, element }], when: terms.yes, value: word }]);
});

/** Python's `shlex`. */
export const shlexModule = moduleOf('shlex', [
  ...membersOf([split]),
  ...membersOf(['quote', 'join', 'shlex'].map((name) => refused(`shlex.${name}`, 'it has no form in the IR'))),
]);

const matcher: Behaviour = {
  attribute: (machine, self, name, span) => {
    if (name !== 'ratio') return machine.unknown(`SequenceMatcher.${name}`, 'only ratio() has a form in the IR', span);
    const [a, b] = [self.parts['a'] ?? noneSym, self.parts['b'] ?? noneSym].map((one) => toValue(machine, one));
    if (a === undefined || b === undefined) return undefined;
    if (a.kind === 'unknown') return a;
    if (b.kind === 'unknown') return b;
    const ratio = machine.terms.call('similarity', a, b);
    const call = (): Sym => {
      raiseWhereMissing(machine, ratio, 'TypeError');
      return data(machine, ratio, float);
    };
    return { kind: 'method', self, name, call };
  },
};

const sequenceMatcher = defineEach(
  'difflib.SequenceMatcher',
  ['isjunk?', 'a?', 'b?', 'autojunk?'],
  (machine, given, span) => {
    const [junk, a = constant(''), b = constant(''), auto] = given;
    if ((junk !== undefined && !(junk.kind === 'const' && junk.value === null)) || auto !== undefined)
      return machine.unknown('SequenceMatcher with junk', 'it has no form in the IR', span);
    for (const one of [b, a]) machine.raise(hasType(machine, one, none | bool | number), 'TypeError');
    machine.raise(hasType(machine, a, dict), 'KeyError');
    machine.raise(hasType(machine, b, dict), 'KeyError');
    const made: OpaqueSym = { kind: 'opaque', type: 'difflib.SequenceMatcher', parts: { a, b }, behaviour: matcher };
    return made;
  },
);

/** Python's `difflib`. */
export const difflibModule = moduleOf('difflib', [
  ...membersOf([sequenceMatcher]),
  ...membersOf(
    ['get_close_matches', 'ndiff', 'unified_diff'].map((name) =>
      refused(`difflib.${name}`, 'it has no form in the IR'),
    ),
  ),
]);
