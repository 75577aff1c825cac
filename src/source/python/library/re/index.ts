import { setEntry } from '../../entries.ts';
import type { Behaviour, BuiltinSym, Machine, MethodSym, OpaqueSym, Sym } from '../../sym.ts';
import { constant, noneSym } from '../../values.ts';
import { constantText } from '../arguments.ts';
import { callableEach, defineEach } from '../define.ts';
import { exceptionClass } from '../exceptions.ts';
import { instancesOf } from '../instances.ts';
import { moduleOf } from '../module.ts';
import { flagMembers } from './flags.ts';
import type { RegexCall } from './functions.ts';
import { findall, finditer, split, sub, tried } from './functions.ts';
import type { Pattern } from './pattern.ts';
import { groupCount, isInstead, partsOfPattern, patternIn, readPattern } from './pattern.ts';

/** What a compiled regex does, by name: what comes between the regex and the text, and after the text. */
const calls: Readonly<
  Record<string, { readonly before: readonly string[]; readonly after: readonly string[]; readonly call: RegexCall }>
> = {
  search: { before: [], after: ['pos?', 'endpos?'], call: tried('search') },
  match: { before: [], after: ['pos?', 'endpos?'], call: tried('match') },
  fullmatch: { before: [], after: ['pos?', 'endpos?'], call: tried('fullmatch') },
  findall: { before: [], after: [], call: findall },
  finditer: { before: [], after: [], call: finditer },
  sub: { before: ['repl'], after: ['count?'], call: sub },
  split: { before: [], after: ['maxsplit?'], call: split },
};

function compiled(pattern: Pattern): OpaqueSym {
  return { kind: 'opaque', type: 're.Pattern', parts: partsOfPattern(pattern), behaviour };
}

const behaviour: Behaviour = {
  attribute: (machine, self, name) => {
    const pattern = patternIn(self);
    return pattern === undefined ? undefined : attributeOf(machine, pattern, self, name);
  },
  key: (_machine, self) => {
    const pattern = patternIn(self);
    return constant(`${pattern?.number} ${pattern?.text}`);
  },
};

function attributeOf(machine: Machine, pattern: Pattern, self: OpaqueSym, name: string): Sym | undefined {
  const known = calls[name];
  if (known !== undefined) {
    const call: MethodSym['call'] = callableEach([...known.before, 'string', ...known.after], (inner, given, span) => {
      const { text, more } = parted(given, known.before.length);
      return known.call(inner, pattern, text, more, span, self);
    });
    return { kind: 'method', self, name, call };
  }
  if (name === 'pattern') return constant(pattern.text);
  if (name === 'flags') return constant(BigInt(pattern.number));
  if (name === 'groups') return groupCount(pattern);
  if (name !== 'groupindex') return undefined;
  const made = machine.make({ kind: 'dict', entries: [] });
  for (const group of pattern.groups)
    if (group.name !== undefined) setEntry(machine, made, constant(group.name), constant(BigInt(group.index)));
  return made;
}

/** Tells the text from the other arguments. */
function parted(
  given: readonly (Sym | undefined)[],
  before: number,
): { text: Sym; more: readonly (Sym | undefined)[] } {
  return { text: given[before] ?? noneSym, more: given.filter((_, i) => i !== before) };
}

const functions: readonly BuiltinSym[] = Object.entries(calls).map(([name, { before, after, call }]) => {
  const own = after.filter((one) => !one.endsWith('pos?'));
  return defineEach(`re.${name}`, ['pattern', ...before, 'string', ...own, 'flags?'], (machine, given, span) => {
    const [regex = noneSym, ...rest] = given.slice(0, -1);
    const pattern = readPattern(machine, regex, given.at(-1), span);
    if (isInstead(pattern)) return pattern.instead;
    const { text, more } = parted(rest, before.length);
    return call(machine, pattern, text, more, span, compiled(pattern));
  });
});

const compile = defineEach('re.compile', ['pattern', 'flags?'], (machine, [regex, flags], span) => {
  const pattern = readPattern(machine, regex, flags, span);
  return isInstead(pattern) ? pattern.instead : compiled(pattern);
});

const special = /[\t\n\v\f\r #$&()*+\-.?[\\\]^{|}~]/g;

const escaped = defineEach('re.escape', ['pattern'], (machine, [text], span) => {
  const known = constantText(text);
  return known === undefined
    ? machine.unknown('re.escape() of a text of the event', 'it has no form in the IR', span)
    : constant(known.replace(special, '\\$&'));
});

const purge: BuiltinSym = { kind: 'builtin', name: 're.purge', call: () => noneSym };

function type(name: string): BuiltinSym {
  const call: BuiltinSym['call'] = (machine, _args, span) =>
    machine.unknown(name, 'rules do not make it themselves', span);
  return { kind: 'builtin', name, call, instances: instancesOf({ opaque: [name] }) };
}

/** Python's `re`. */
export const reModule = moduleOf('re', [
  ...functions.map((one) => [one.name.slice('re.'.length), one] as const),
  ['compile', compile],
  ['escape', escaped],
  ['purge', purge],
  ['Pattern', type('re.Pattern')],
  ['Match', type('re.Match')],
  ['error', exceptionClass('re.error')],
  ['PatternError', exceptionClass('re.error')],
  ...flagMembers,
]);
