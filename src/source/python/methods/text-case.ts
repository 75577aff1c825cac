import type { FunctionName } from '../../../ir/functions.ts';
import type { Flag } from '../../../ir/operators.ts';
import { fromCond } from '../choice.ts';
import type { Method, Methods } from '../contract.ts';
import { method, unlifted } from './method.ts';
import { ownText, textData } from './text-value.ts';

function by(name: FunctionName): Method {
  return method([], (machine, self) => textData(machine, machine.terms.call(name, ownText(machine, self))));
}

/** A question that a regex over the whole text answers. Python's `\d` and `\w` are `isdecimal()` and `isalnum()` by definition. */
function matching(pattern: string, ...flags: readonly Flag[]): Method {
  return method([], (machine, self, _given, span) => {
    const { terms } = machine;
    const all: Flag[] = ['full', ...flags];
    return fromCond(
      machine,
      terms.test(ownText(machine, self), 'regex', [terms.literal(pattern)], { flags: all, span }),
    );
  });
}

/** Cased characters are all in one case, and there is one. */
function inCase(same: FunctionName, other: FunctionName): Method {
  return method([], (machine, self, _given, span) => {
    const { terms } = machine;
    const text = ownText(machine, self);
    return fromCond(
      machine,
      terms.and(
        terms.test(terms.call(same, text), 'eq', [text], { span }),
        terms.not(terms.test(terms.call(other, text), 'eq', [text], { span })),
      ),
    );
  });
}

/** Methods of a text that change or ask its characters one by one. */
export const caseMethods: Methods = new Map<string, Method>([
  ['lower', by('lower')],
  ['upper', by('upper')],
  ['title', by('title_case')],
  ['capitalize', by('capitalize')],
  [
    'casefold',
    method([], (machine, self) => {
      const { terms } = machine;
      const lower = terms.call('lower', ownText(machine, self));
      return textData(machine, terms.call('replace', lower, terms.literal('ß'), terms.literal('ss')));
    }),
  ],
  ['swapcase', unlifted('swapcase()')],
  ['isdecimal', matching('\\d+')],
  ['isdigit', matching('[\\d²³¹]+')],
  ['isnumeric', matching('[\\d²³¹¼½¾]+')],
  ['isalnum', matching('[^\\W_]+')],
  ['isalpha', matching('[^\\W\\d_²³¹¼½¾]+')],
  ['isspace', matching('\\s+')],
  ['isascii', matching('[\\x00-\\x7f]*', 's')],
  ['isidentifier', matching('[^\\W\\d]\\w*')],
  [
    'isprintable',
    matching('[^\\x00-\\x1f\\x7f-\\xa0\\xad\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]*'),
  ],
  ['isupper', inCase('upper', 'lower')],
  ['islower', inCase('lower', 'upper')],
  ['istitle', inCase('title_case', 'lower')],
]);
