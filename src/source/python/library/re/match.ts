import type { Span } from '../../../../diagnostics/source.ts';
import type { Value } from '../../../../ir/value.ts';
import { choice } from '../../choice.ts';
import { setEntry } from '../../entries.ts';
import type { Behaviour, Machine, MethodSym, OpaqueSym, Sym } from '../../sym.ts';
import { none, str } from '../../sym.ts';
import { constant, data, makeList, noneSym, toValue } from '../../values.ts';
import { constantText } from '../arguments.ts';
import { callable, raising } from '../define.ts';
import type { Anchoring } from './flags.ts';
import { flagText } from './flags.ts';
import type { GroupFacts } from './groups.ts';
import type { Pattern } from './pattern.ts';
import { groupNamed, patternIn } from './pattern.ts';

/** The match of a regex over a text, which is the first one. */
export function matchObject(compiled: Sym, text: Sym, anchoring: Anchoring): OpaqueSym {
  return { kind: 'opaque', type: 're.Match', parts: { compiled, text, anchoring: constant(anchoring) }, behaviour };
}

/** One of the matches that `finditer` finds: the whole, or a list of the whole and the groups. */
export function matchAmong(compiled: Sym, text: Sym, found: Sym): OpaqueSym {
  return { kind: 'opaque', type: 're.Match', parts: { compiled, text, found }, behaviour };
}

const unknownAttributes = ['start', 'end', 'span', 'expand', 'pos', 'endpos', 'lastindex', 'lastgroup', 'regs'];

const behaviour: Behaviour = {
  attribute: (machine, self, name, span) => {
    const call = methods[name];
    if (call !== undefined)
      return { kind: 'method', self, name, call: (inner, args, at) => call(self)(inner, args, at) };
    if (name === 'string') return self.parts['text'];
    if (name === 're') return self.parts['compiled'];
    if (!unknownAttributes.includes(name)) return undefined;
    return machine.unknown(`match.${name}`, 'it has no form in the IR', span);
  },
  subscript: (machine, self, index, span) => groupOf(machine, self, index, span),
};

const methods: Readonly<Record<string, (self: OpaqueSym) => MethodSym['call']>> = {
  group: (self) => (machine, args, span) => {
    const [first = constant(0n), ...more] = args.positional;
    const found = [first, ...more].map((of) => groupOf(machine, self, of, span));
    const [only = noneSym] = found;
    return more.length === 0 ? only : makeList(machine, found, 'tuple');
  },
  groups: (self) =>
    callable(['default?'], (machine, [otherwise = noneSym], span) => {
      const groups = patternOf(self)?.groups ?? [];
      return makeList(
        machine,
        groups.map((facts) => groupValue(machine, self, facts, otherwise, span)),
        'tuple',
      );
    }),
  groupdict: (self) =>
    callable(['default?'], (machine, [otherwise = noneSym], span) => {
      const made = machine.make({ kind: 'dict', entries: [] });
      for (const facts of patternOf(self)?.groups ?? []) {
        if (facts.name === undefined) continue;
        setEntry(machine, made, constant(facts.name), groupValue(machine, self, facts, otherwise, span));
      }
      return made;
    }),
};

function patternOf(self: OpaqueSym): Pattern | undefined {
  const { compiled } = self.parts;
  return compiled === undefined ? undefined : patternIn(compiled);
}

function groupOf(machine: Machine, self: OpaqueSym, of: Sym, span: Span): Sym {
  const pattern = patternOf(self);
  if (of.kind !== 'const' || pattern === undefined)
    return machine.unknown('a group by a name of the event', 'a detection engine needs it as a constant', span);
  const facts = groupNamed(pattern, of);
  return facts === undefined ? raising(machine, 'IndexError') : groupValue(machine, self, facts, noneSym, span);
}

function groupValue(machine: Machine, self: OpaqueSym, facts: GroupFacts, otherwise: Sym, span: Span): Sym {
  const value = readGroup(machine, self, facts);
  if (value === undefined)
    return machine.unknown('a group that may take no part in the match', 'finditer() does not say', span);
  if (facts.always) return data(machine, value, str);
  if (otherwise.kind === 'const' && otherwise.value === null) return data(machine, value, str | none);
  return choice(machine, machine.terms.test(value, 'is_null'), otherwise, data(machine, value, str));
}

function readGroup(machine: Machine, self: OpaqueSym, facts: GroupFacts): Value | undefined {
  const { terms } = machine;
  const pattern = patternOf(self);
  const { text = noneSym, found, anchoring } = self.parts;
  if (found !== undefined) {
    const value = toValue(machine, found);
    if (value.kind === 'unknown' || pattern === undefined) return undefined;
    if (pattern.groups.length === 0) return value;
    return facts.always ? terms.steps(value, [facts.index]) : undefined;
  }
  const value = toValue(machine, text);
  if (value.kind === 'unknown' || pattern === undefined) return undefined;
  const how = anchoringOf(anchoring);
  const [regex, flags] = [terms.literal(pattern.text), terms.literal(flagText(pattern, how))];
  return terms.call('regex_group', value, regex, flags, terms.literal(BigInt(facts.index)));
}

function anchoringOf(sym: Sym | undefined): Anchoring {
  const text = constantText(sym);
  return text === 'match' || text === 'fullmatch' ? text : 'search';
}
