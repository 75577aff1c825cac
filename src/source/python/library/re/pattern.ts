import type { Span } from '../../../../diagnostics/source.ts';
import type { Regex } from '../../../../regex/index.ts';
import { parseRegex } from '../../../../regex/index.ts';
import type { Machine, OpaqueSym, Sym, UnknownSym } from '../../sym.ts';
import { constant } from '../../values.ts';
import { constantInteger, constantText } from '../arguments.ts';
import { raising } from '../define.ts';
import type { RegexOptions } from './flags.ts';
import { readFlags } from './flags.ts';
import type { GroupFacts } from './groups.ts';
import { groupsOf } from './groups.ts';

/** A regex whose pattern and flags are constants. */
export interface Pattern extends RegexOptions {
  readonly text: string;
  /** Python's number of the flags. */
  readonly number: number;
  readonly regex: Regex;
  readonly groups: readonly GroupFacts[];
}

/** The regex that an argument is: a text, or a compiled one. Answers what is to be answered instead where it is none. */
export function readPattern(machine: Machine, given: Sym, flags: Sym | undefined, span: Span): Pattern | Instead {
  const compiled = patternIn(given);
  if (compiled !== undefined) return compiled;
  if (given.kind === 'const' && typeof given.value !== 'string') return { instead: raising(machine, 'TypeError') };
  const text = constantText(given);
  if (text === undefined) {
    const construct = given.kind === 'opaque' ? `a regex of ${given.type}` : 'a regex that depends on the event';
    return { instead: machine.unknown(construct, 'a detection engine needs it as a constant', span) };
  }
  const number = flags === undefined ? 0 : constantInteger(flags);
  const options = number === undefined ? undefined : readFlags(number);
  if (number === undefined || options === undefined)
    return { instead: machine.unknown('the flags of a regex', 'they are no constants that rulegen knows', span) };
  const regex = parseRegex(text, options.flags, options.ignoreCase);
  // Its message is Python's own, for what Python refuses.
  if ('error' in regex) return { instead: machine.unknown(`the regex "${text}"`, regex.error, span) };
  return { ...options, text, number, regex, groups: groupsOf(regex) };
}

/** What is answered in the place of a regex. */
export interface Instead {
  readonly instead: Sym | UnknownSym;
}

/** The regexes that have been read, by the constant that holds their text. */
const patterns = new WeakMap<Sym, Pattern>();

/** The parts of the object that stands for a compiled regex. */
export function partsOfPattern(pattern: Pattern): OpaqueSym['parts'] {
  const text = constant(pattern.text);
  patterns.set(text, pattern);
  return { pattern: text };
}

/** The regex of a compiled one. */
export function patternIn(sym: Sym): Pattern | undefined {
  const text = sym.kind === 'opaque' ? sym.parts['pattern'] : undefined;
  return text === undefined ? undefined : patterns.get(text);
}

/** Whether something was answered in the place of a regex. */
export function isInstead(read: Pattern | Instead): read is Instead {
  return 'instead' in read;
}

/** The group that a number or a name means: undefined where the regex has none. Group 0 is the whole match. */
export function groupNamed(pattern: Pattern, of: Sym): GroupFacts | undefined {
  const name = constantText(of);
  if (name !== undefined) return pattern.groups.find((group) => group.name === name);
  const index = constantInteger(of);
  if (index === 0) return { index: 0, name: undefined, always: true };
  return pattern.groups.find((group) => group.index === index);
}

/** A constant that says how many groups there are. */
export function groupCount(pattern: Pattern): Sym {
  return constant(BigInt(pattern.groups.length));
}
