import { fromCond } from '../choice.ts';
import type { BuiltinSym, Segment } from '../sym.ts';
import { constant, makeList } from '../values.ts';
import { textArgument } from './arguments.ts';
import { define, defineEach } from './define.ts';
import { gather, makeOf } from './gather.ts';
import { membersOf, moduleOf } from './module.ts';

/** On the system that Panther runs on both forms heed case. */
function matching(name: string): BuiltinSym {
  return defineEach(`fnmatch.${name}`, ['name', 'pat'], (machine, [text, pattern], span) => {
    const [value, wildcard] = [textArgument(machine, text), textArgument(machine, pattern)];
    if (value === undefined || wildcard === undefined) return constant(false);
    return fromCond(machine, machine.terms.test(value, 'wildcard', [wildcard], { span }));
  });
}

const filter = define('fnmatch.filter', ['names', 'pat'], (machine, [names, pattern], span) => {
  const wildcard = textArgument(machine, pattern);
  if (wildcard === undefined) return makeList(machine, []);
  const kept = gather(machine, names, span).map((segment): Segment => {
    const value = textArgument(machine, segment.value);
    const { terms } = machine;
    const matches = value === undefined ? terms.no : terms.test(value, 'wildcard', [wildcard], { span });
    return { ...segment, when: terms.and(segment.when, matches) };
  });
  return makeOf(machine, 'list', kept);
});

/** Python's `fnmatch`. */
export const fnmatchModule = moduleOf('fnmatch', membersOf([matching('fnmatch'), matching('fnmatchcase'), filter]));
