import { isWithin } from './conjuncts.ts';
import type { RuleFacts } from './facts.ts';
import { combinationsOf } from './indicators.ts';

/** What the rules of a catalogue have to do with each other. */
export interface Corpus {
  readonly rules: readonly RuleFacts[];
  /** The rules that look for a combination of field, operator and value, in the order of the catalogue. */
  readonly combinations: ReadonlyMap<string, readonly RuleFacts[]>;
  /** The rules that ask for an operation of a platform. */
  readonly actions: ReadonlyMap<string, readonly RuleFacts[]>;
  readonly overlaps: readonly Overlap[];
}

/** Two rules of which one matches nothing that the other does not, as their rows say. */
export interface Overlap {
  readonly narrow: RuleFacts;
  readonly wide: RuleFacts;
  /** Each of them matches what the other does. */
  readonly equal: boolean;
}

/** Brings the facts of all rules together. */
export function corpusOf(rules: readonly RuleFacts[]): Corpus {
  const actions = gather(rules, (rule) => rule.actions);
  return {
    rules,
    combinations: gather(rules, (rule) => rule.indicators.flatMap(combinationsOf)),
    actions,
    overlaps: overlapsOf(rules, actions),
  };
}

function gather(
  rules: readonly RuleFacts[],
  keysOf: (rule: RuleFacts) => readonly string[],
): ReadonlyMap<string, readonly RuleFacts[]> {
  const found = new Map<string, RuleFacts[]>();
  for (const rule of rules)
    for (const key of new Set(keysOf(rule))) {
      const had = found.get(key);
      if (had) had.push(rule);
      else found.set(key, [rule]);
    }
  return found;
}

/** The rules that share an operation of one platform with a rule, each with the operations shared; in the order of the catalogue. */
export function sameAction(rule: RuleFacts, { actions }: Corpus): ReadonlyMap<RuleFacts, readonly string[]> {
  const found = new Map<RuleFacts, string[]>();
  for (const action of rule.actions)
    for (const other of actions.get(action) ?? []) {
      if (other === rule) continue;
      found.set(other, [...(found.get(other) ?? []), action.slice(action.indexOf(' ') + 1)]);
    }
  return new Map([...found].sort(([a], [b]) => compareRules(a, b)));
}

/** Pairs of rules that ask for an operation in common, of which one's rows hold wherever the other's do. */
function overlapsOf(rules: readonly RuleFacts[], actions: Corpus['actions']): readonly Overlap[] {
  const at = new Map(rules.map((rule, i) => [rule, i]));
  const pairs = new Map<string, readonly [RuleFacts, RuleFacts]>();
  for (const sharing of actions.values())
    for (const a of sharing)
      for (const b of sharing) if ((at.get(a) ?? 0) < (at.get(b) ?? 0)) pairs.set(`${at.get(a)} ${at.get(b)}`, [a, b]);
  const found: Overlap[] = [];
  for (const [a, b] of pairs.values()) {
    if (a.expressed !== 'whole' || b.expressed !== 'whole' || !shareLogTypes(a, b)) continue;
    const [aInB, bInA] = [isWithin(a.conjuncts, b.conjuncts), isWithin(b.conjuncts, a.conjuncts)];
    if (aInB) found.push({ narrow: a, wide: b, equal: bInA });
    else if (bInA) found.push({ narrow: b, wide: a, equal: false });
  }
  return found.sort((x, y) => compareRules(x.narrow, y.narrow) || compareRules(x.wide, y.wide));
}

function shareLogTypes(a: RuleFacts, b: RuleFacts): boolean {
  return a.logTypes.some((logType) => b.logTypes.includes(logType));
}

/** By title, then by place. */
export function compareRules(a: RuleFacts, b: RuleFacts): number {
  const [x, y] = [`${a.title.toLowerCase()}\0${a.path}`, `${b.title.toLowerCase()}\0${b.path}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
