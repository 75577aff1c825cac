import type { Span } from '../../../../diagnostics/source.ts';
import type { Value } from '../../../../ir/value.ts';
import { choice } from '../../choice.ts';
import { loopOver } from '../../loop.ts';
import type { Machine, Segment, Sym } from '../../sym.ts';
import { list, str } from '../../sym.ts';
import { constant, data, makeList, noneSym } from '../../values.ts';
import { constantInteger, constantText, textArgument } from '../arguments.ts';
import { makeOf } from '../gather.ts';
import { once } from '../iteration.ts';
import { raiseWhereMissing } from '../numbers.ts';
import type { Anchoring } from './flags.ts';
import { anchored, flagText } from './flags.ts';
import { canBeEmpty, refersBack } from './groups.ts';
import { matchAmong, matchObject } from './match.ts';
import type { Pattern } from './pattern.ts';

/** What a function of `re` does with a regex and a text; the other arguments are in `more`. */
export type RegexCall = (
  machine: Machine,
  pattern: Pattern,
  text: Sym,
  more: readonly (Sym | undefined)[],
  span: Span,
  compiled: Sym,
) => Sym;

/** `search`, `match` and `fullmatch`: a match object, or None. */
export function tried(anchoring: Anchoring): RegexCall {
  return (machine, pattern, text, more, span, compiled) => {
    if (more.some((one) => one !== undefined))
      return machine.unknown(`${anchoring}() from a position on`, 'it has no form in the IR', span);
    const value = textArgument(machine, text);
    if (value === undefined) return noneSym;
    const { terms } = machine;
    const regex = terms.literal(pattern.text);
    const { ignoreCase } = pattern;
    const matched = terms.test(value, 'regex', [regex], { ignoreCase, flags: anchored(pattern, anchoring), span });
    const found = matchObject(compiled, text, anchoring);
    return choice(machine, matched, found, noneSym);
  };
}

/** `findall`: the texts of all matches, or tuples of their groups. */
export const findall: RegexCall = (machine, pattern, text, _more, _span) => {
  const value = textArgument(machine, text);
  if (value === undefined) return makeList(machine, []);
  return makeOf(machine, 'list', allMatches(machine, pattern, value));
};

function allMatches(machine: Machine, pattern: Pattern, text: Value): readonly Segment[] {
  const { terms } = machine;
  const found = terms.call('regex_all', text, terms.literal(pattern.text), terms.literal(flagText(pattern, 'search')));
  const several = pattern.groups.length > 1;
  const element = terms.newElement();
  const item = terms.reference({ scope: 'element', depth: element, path: [] });
  const groups = pattern.groups.map((_, i) => data(machine, terms.steps(item, [i]), str));
  const value = several ? makeList(machine, groups, 'tuple') : data(machine, item, str);
  return [{ loops: [{ list: found, element }], when: terms.yes, value }];
}

/** `finditer`: match objects, whose groups are read off the whole list of matches. */
export const finditer: RegexCall = (machine, pattern, text, _more, span, compiled) => {
  const value = textArgument(machine, text);
  if (value === undefined) return noneSym;
  if (refersBack(pattern.regex.node))
    return machine.unknown('finditer() of a regex that refers to its own groups', 'it has no form in the IR', span);
  const { terms } = machine;
  const whole = pattern.groups.length === 0;
  const regex = whole ? pattern.text : `(${pattern.text})`;
  const found = terms.call('regex_all', value, terms.literal(regex), terms.literal(flagText(pattern, 'search')));
  return once(
    machine,
    (inner, body) => {
      const element = terms.newElement();
      const item = terms.reference({ scope: 'element', depth: element, path: [] });
      const match = matchAmong(compiled, text, data(inner, item, whole ? str : list));
      const all = makeOf(inner, 'tuple', [{ loops: [{ list: found, element }], when: terms.yes, value: match }]);
      return loopOver(inner, all, body, span);
    },
    span,
  );
};

/** `sub` with a text as replacement, on every match. */
export const sub: RegexCall = (machine, pattern, text, [replacement = noneSym, count], span) => {
  const value = textArgument(machine, text);
  if (count !== undefined && constantInteger(count) !== 0)
    return machine.unknown('sub() with a count', 'it has no form in the IR', span);
  if (['function', 'builtin', 'method'].includes(replacement.kind))
    return machine.unknown('sub() with a function', 'it has no form in the IR', span);
  const by = textArgument(machine, replacement);
  if (value === undefined || by === undefined) return constant('');
  const { terms } = machine;
  const flags = terms.literal(flagText(pattern, 'search'));
  const made = terms.call('regex_replace', value, terms.literal(pattern.text), flags, by);
  if (!isPlainReplacement(replacement)) raiseWhereMissing(machine, made, 're.error');
  return data(machine, made, str);
};

/** Whether a replacement holds no group and no escape, so that nothing in it can be wrong. */
function isPlainReplacement(replacement: Sym): boolean {
  const text = constantText(replacement);
  return text !== undefined && !text.includes('\\');
}

/** A character that stands for no character: no text of an event holds it. */
const mark = '\ufdd0';

/** `split`: the text between the matches. */
export const split: RegexCall = (machine, pattern, text, [count], span) => {
  const value = textArgument(machine, text);
  if (value === undefined) return makeList(machine, []);
  if (
    (count !== undefined && constantInteger(count) !== 0) ||
    pattern.groups.length > 0 ||
    canBeEmpty(pattern.regex.node)
  )
    return machine.unknown(
      're.split() with groups, a count, or a regex that matches nothing',
      'it has no form in the IR',
      span,
    );
  const { terms } = machine;
  const flags = terms.literal(flagText(pattern, 'search'));
  const marked = terms.call('regex_replace', value, terms.literal(pattern.text), flags, terms.literal(mark));
  const element = terms.newElement();
  const item = data(machine, terms.reference({ scope: 'element', depth: element, path: [] }), str);
  const pieces = terms.call('split', marked, terms.literal(mark));
  return makeOf(machine, 'list', [{ loops: [{ list: pieces, element }], when: terms.yes, value: item }]);
};
