import type { Span } from '../../diagnostics/source.ts';
import { choice } from './choice.ts';
import { operate } from './operate.ts';
import type { CarriedSym, Cond, Content, Fault, InstanceContent, Loop, Machine, Sym, Written } from './sym.ts';
import { str } from './sym.ts';
import { firstTurn, substituteTurn } from './turns.ts';
import { carriedFault, data, someTurn, toValue, turns, typesOf } from './values.ts';

/**
 * Writes what all turns of loops together have written, given what one turn writes. The forms: a value that the last turn
 * sets, a value set where a condition holds, a sum or a text that grows, elements and entries that are added.
 */
export function afterLoop(
  machine: Machine,
  loops: readonly Loop[],
  broke: Cond,
  written: ReadonlyMap<string, Written>,
  span: Span,
): void {
  const after = new Map<string, Written>();
  for (const [key, now] of written) {
    const before = machine.written(key);
    if ('content' in now) {
      const had = before !== undefined && 'content' in before ? before.content : undefined;
      after.set(key, {
        content: had === undefined ? now.content : added(machine, loops, broke, key, had, now.content, span),
      });
    } else {
      const had: Sym = before !== undefined && 'variable' in before ? before.variable : { kind: 'unbound', name: '' };
      after.set(key, { variable: settled(machine, loops, broke, key, had, now.variable, span) });
    }
  }
  machine.keep(after);
}

/** What a variable holds after the loop. */
function settled(
  machine: Machine,
  loops: readonly Loop[],
  broke: Cond,
  key: string,
  before: Sym,
  now: Sym,
  span: Span,
): Sym {
  const { terms } = machine;
  if (before.kind === 'unbound' && now.kind !== 'const') return lazily(span);
  const sums = sumsOf(machine, key, now);
  if (sums !== undefined) return grown(machine, loops, broke, before, sums, span);
  const set = setWhere(machine, key, now);
  if (set === undefined || mentionsCarried(set.value)) return { kind: 'unknown', fault: carriedFault(span) };
  if (set.when === terms.no) return before;
  if (set.value.kind === 'const') {
    const some =
      broke === terms.no
        ? someTurn(machine, loops, set.when)
        : firstTurn(machine, loops, terms.or(set.when, broke), set.when);
    return choice(machine, some, set.value, before);
  }
  const which = broke === terms.no ? 'last' : set.when === broke ? 'first' : undefined;
  if (which === undefined) return { kind: 'unknown', fault: carriedFault(span) };
  const value = substituteTurn(machine, loops, set.when, set.value, which, span);
  return choice(machine, someTurn(machine, loops, set.when), value, before);
}

function lazily(span: Span): Sym {
  const fault: Fault = {
    construct: 'a variable of a loop that is read after it',
    why: 'it holds what the last turn has left',
    span,
  };
  return { kind: 'unknown', fault };
}

/** Where a turn sets the variable, and to what; undefined where that depends on what it held. */
function setWhere(machine: Machine, key: string, now: Sym): { readonly when: Cond; readonly value: Sym } | undefined {
  const { terms } = machine;
  if (now.kind === 'carried' && now.key === key && now.added.length === 0) return { when: terms.no, value: now };
  if (now.kind !== 'choice') return { when: terms.yes, value: now };
  const then = setWhere(machine, key, now.then);
  const otherwise = setWhere(machine, key, now.otherwise);
  if (then === undefined || otherwise === undefined) return undefined;
  const [a, b] = [terms.and(now.when, then.when), terms.and(terms.not(now.when), otherwise.when)];
  if (a === terms.no) return { when: b, value: otherwise.value };
  if (b === terms.no) return { when: a, value: then.value };
  return { when: terms.or(a, b), value: choice(machine, a, then.value, otherwise.value) };
}

function mentionsCarried(sym: Sym): boolean {
  if (sym.kind === 'choice') return mentionsCarried(sym.then) || mentionsCarried(sym.otherwise);
  return sym.kind === 'carried';
}

type Sums = readonly { readonly when: Cond; readonly by: Sym }[];

/** What a turn adds to the variable, and where; undefined where it does anything else with it. */
function sumsOf(machine: Machine, key: string, now: Sym): Sums | undefined {
  const { terms } = machine;
  const visit = (one: Sym, when: Cond): { readonly when: Cond; readonly by: Sym }[] | undefined => {
    if (one.kind === 'carried') return one.key === key ? one.added.map((by) => ({ when, by })) : undefined;
    if (one.kind !== 'choice') return undefined;
    const then = visit(one.then, terms.and(when, one.when));
    const otherwise = visit(one.otherwise, terms.and(when, terms.not(one.when)));
    return then === undefined || otherwise === undefined ? undefined : [...then, ...otherwise];
  };
  const found = visit(now, terms.yes);
  return found === undefined || found.length === 0 ? undefined : found;
}

function grown(machine: Machine, loops: readonly Loop[], broke: Cond, before: Sym, sums: Sums, span: Span): Sym {
  const { terms } = machine;
  if (broke !== terms.no) return { kind: 'unknown', fault: carriedFault(span) };
  let total = before;
  for (const { when, by } of sums) {
    const value = toValue(machine, by, span);
    const plain = terms.plain(when);
    if (value.kind === 'unknown') return value;
    if (plain === undefined) return { kind: 'unknown', fault: carriedFault(span) };
    const each = turns(machine, loops, plain, value);
    const types = typesOf(machine, by);
    if (types === str && sums.length > 1) return { kind: 'unknown', fault: carriedFault(span) };
    const all =
      types === str
        ? data(machine, terms.call('join', each, terms.literal('')), str)
        : by.kind === 'const' && by.value === 1n
          ? data(machine, terms.call('len', each), 4)
          : data(machine, terms.call('sum', each), types & 12 || 12);
    total = operate(machine, 'Add', total, all, span);
  }
  return total;
}

/** What an object holds after the loop: what it held, and what each turn has added. */
function added(
  machine: Machine,
  loops: readonly Loop[],
  broke: Cond,
  key: string,
  before: Content,
  now: Content,
  span: Span,
): Content {
  const { terms } = machine;
  const all = <P extends { readonly loops: readonly Loop[]; readonly when: Cond; readonly value: Sym }>(
    parts: readonly P[],
  ): P[] =>
    parts.map((part) => {
      if (broke === terms.no || part.when === broke) return { ...part, loops: [...loops, ...part.loops] };
      const fault = carriedFault(span);
      return { ...part, loops: [], when: terms.unlifted(fault), value: { kind: 'unknown', fault } };
    });
  if (before.kind === 'list' && now.kind === 'list') {
    const fresh = before.filling ? now.segments.slice(before.segments.length) : now.segments;
    return { ...before, segments: [...before.segments, ...all(fresh)] };
  }
  if (before.kind === 'dict' && now.kind === 'dict') {
    const fresh = before.filling ? now.entries.slice(before.entries.length) : now.entries;
    return { ...before, entries: [...before.entries, ...all(fresh)] };
  }
  if (before.kind === 'instance' && now.kind === 'instance')
    return { ...now, fields: instanceFields(machine, loops, broke, key, before, now, span) };
  return now;
}

function instanceFields(
  machine: Machine,
  loops: readonly Loop[],
  broke: Cond,
  key: string,
  before: InstanceContent,
  now: InstanceContent,
  span: Span,
): ReadonlyMap<string, Sym> {
  const unbound: Sym = { kind: 'unbound', name: '' };
  return new Map(
    [...now.fields].map(([name, field]) => {
      const had = before.fields.get(name) ?? unbound;
      return [name, field === had ? had : settled(machine, loops, broke, `${key} ${name}`, had, field, span)];
    }),
  );
}

/** Something added to a variable that a loop carries. */
export function addToCarried(carried: CarriedSym, by: Sym): CarriedSym {
  return { ...carried, added: [...carried.added, by] };
}
