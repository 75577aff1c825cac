import type { Publishing } from '../config.ts';
import type { Condition } from '../ir/condition.ts';
import type { Rule } from '../ir/rule.ts';
import type { Assume } from '../ir/simplify/knowledge.ts';
import { configuredHome, genericName } from './generic.ts';
import { isInside, isOutside } from './home-part.ts';
import type { Mapping } from './log-type.ts';
import type { Home } from './mapping.ts';

/** In the configuration's `homes`: all log types that have a home of that name and are not named themselves. */
const everyLogType = '*';

function isCalled({ name, chosenAs }: Home, wanted: string): boolean {
  return name === wanted || chosenAs === wanted;
}

/**
 * The homes in which the events of a log type are looked for: the one that the rule, else the configuration names, else the defaults of the
 * mapping. The name alone where there is no such home; none where only a guessed one is there, which the configuration does not opt in to.
 */
export function chooseHomes(
  rule: Pick<Rule, 'homes'>,
  target: string,
  mapping: Mapping,
  publishing: Pick<Publishing, 'homes' | 'guessed' | 'options'>,
): readonly Home[] | string {
  const named = rule.homes[target] ?? publishing.homes[target]?.[mapping.logType];
  const offered = publishing.homes[target]?.[everyLogType];
  const isOffered = offered !== undefined && mapping.homes.some((home) => isCalled(home, offered));
  const wanted = named ?? (isOffered ? offered : undefined);
  const found = mapping.homes.filter((home) => (wanted === undefined ? home.default : isCalled(home, wanted)));
  const isGuessed = wanted === undefined && found.length === 0 && publishing.guessed.includes(target);
  const homes = isGuessed ? mapping.homes.filter(({ name }) => name === genericName) : found;
  if (wanted !== undefined && homes.length === 0) return wanted;
  return homes.map((home) => configuredHome(home, mapping, publishing.options[target] ?? {}));
}

/** The homes that are left for one rule. */
export interface HomesLeft {
  /** Those that may hold events which the rule matches; none where each home's `when` excludes the rule. */
  readonly homes: readonly Home[];
  /** The rule may match events that none of the homes holds. */
  readonly elsewhere: boolean;
}

/** Leaves out homes whose `when` excludes a rule's condition. */
export function homesFor(condition: Condition, homes: readonly Home[], assume: Assume): HomesLeft {
  const left = homes.filter((home) => !isOutside(condition, home, assume));
  const parted = left.length > 0 && left.every(({ when }) => when !== undefined);
  return { homes: left, elsewhere: parted && !isInside(condition, left, assume) };
}
