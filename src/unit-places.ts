import type { Publishing } from './config.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { printCondition } from './ir/print.ts';
import type { Rule } from './ir/rule.ts';
import { assumeSchema } from './mapping/assume-schema.ts';
import { chooseHomes, homesFor } from './mapping/choose-homes.ts';
import type { Left } from './mapping/leave-out.ts';
import type { Home } from './mapping/mapping.ts';
import type { Target } from './targets/target.ts';
import type { Workspace } from './workspace.ts';

/** Where one unit of a rule goes. */
export interface UnitPlace {
  readonly target: Target;
  readonly logType: string;
  readonly home: Home;
  /** What tells it from the rule's other units on the target; undefined where it is the only one. */
  readonly apart: string | undefined;
  /** The rule may match events that none of the log type's homes holds. */
  readonly elsewhere: boolean;
}

/** Why a log type of a rule has no place in a target. */
export interface NoPlace {
  readonly target: Target;
  readonly logType: string;
  readonly problem: Diagnostic;
}

/** The places of a rule in a target, in the order of its log types: a home each, or a problem in its stead. */
export function placesOf(
  rule: Rule,
  target: Target,
  publishing: Publishing,
  workspace: Workspace,
  leftOn: (logType: string) => Left,
): readonly (UnitPlace | NoPlace)[] {
  const places = rule.logTypes.flatMap((logType) => placesFor(rule, target, logType, publishing, workspace, leftOn));
  if (places.length < 2) return places;
  const count = (logType: string): number => places.filter((place) => place.logType === logType).length;
  return places.map((place) =>
    'home' in place ? { ...place, apart: labelOf(rule, place, count(place.logType) > 1) } : place,
  );
}

/** `Azure.Audit` among log types, `SigninLogs` among homes of one, both among homes of several. */
function labelOf({ logTypes }: Rule, { logType, home }: UnitPlace, amongHomes: boolean): string {
  return [...(logTypes.length > 1 ? [logType] : []), ...(amongHomes ? [home.name] : [])].join(' ');
}

function placesFor(
  rule: Rule,
  target: Target,
  logType: string,
  publishing: Publishing,
  workspace: Workspace,
  leftOn: (logType: string) => Left,
): readonly (UnitPlace | NoPlace)[] {
  const at = { span: rule.spans.get('LogTypes') ?? rule.spans.get('RuleID'), rule: rule.id, target: target.name };
  const mapping = workspace.mapping(target.name, logType);
  const chosen = mapping && chooseHomes(rule, target.name, mapping, publishing);
  if (mapping === undefined || chosen === undefined || chosen.length === 0) {
    const known = workspace.mapped(target.name);
    const because = mapping?.noHome?.because;
    const said = { logType, target: target.name, known, guessed: mapping !== undefined, because };
    return [{ target, logType, problem: diagnostic('no-mapping', said, at) }];
  }
  if (typeof chosen === 'string') {
    const known = mapping.homes.map((home) => home.name);
    return [
      {
        target,
        logType,
        problem: diagnostic('unknown-home', { home: chosen, logType, target: target.name, known }, at),
      },
    ];
  }
  if (chosen.every(({ when }) => when === undefined))
    return chosen.map((home) => ({ target, logType, home, apart: undefined, elsewhere: false }));
  const assume = assumeSchema(workspace.logType(logType), logType);
  const { homes, elsewhere } = homesFor(leftOn(logType).rule.condition, chosen, assume);
  if (homes.length === 0) {
    const holds = chosen.map(({ name, when }) => ({ name, when: when ? printCondition(when) : 'true' }));
    const rest = mapping.homes.filter(({ name }) => !chosen.some((home) => home.name === name));
    const others = homesFor(leftOn(logType).rule.condition, rest, assume).homes.map(({ name }) => name);
    const said = { logType, target: target.name, homes: holds, others };
    return [{ target, logType, problem: diagnostic('no-home-holds', said, at) }];
  }
  return homes.map((home) => ({ target, logType, home, apart: undefined, elsewhere }));
}
