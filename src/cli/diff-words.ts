import type { RuleChange, UnitChange } from '../project/diff/changes.ts';
import type { ProjectDiff } from '../project/diff/diff-project.ts';
import type { Answers, VerdictChange } from '../project/diff/verdicts.ts';

/** What a comparison shows, counted for each target and environment. */
export interface Tally {
  readonly environment: string | undefined;
  readonly target: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly refused: number;
  /** Test events on which the target's texts answer otherwise. */
  readonly verdicts: number;
}

/** The counts of a comparison, by environment and target. */
export function talliesOf({ changes }: ProjectDiff): readonly Tally[] {
  const units = changes.flatMap((change) => change.units);
  const verdicts = changes.flatMap((change) => change.verdicts);
  const places = new Map(
    units.map(({ environment, target }) => [`${environment ?? ''}\0${target}`, { environment, target }]),
  );
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { environment, target }]) => {
      const own = units.filter((unit) => unit.environment === environment && unit.target === target);
      const count = (what: UnitChange['what']): number => own.filter((unit) => unit.what === what).length;
      return {
        environment,
        target,
        added: count('added'),
        removed: count('removed'),
        changed: count('changed'),
        refused: count('refused'),
        verdicts: verdicts.filter(
          (one) => one.environment === environment && one.texts.some((text) => text.target === target),
        ).length,
      };
    });
}

/** One line on what becomes of a rule. */
export function headline({ rule, formerly, what, logic, version }: RuleChange): string {
  const [before, after] = version;
  const parts = [
    ...(formerly === undefined ? [] : [`formerly ${formerly}`]),
    ...(logic.length > 0 ? [`logic: ${logic.join(', ')}`] : []),
    ...(before !== after && what === 'changed' ? [`version ${before ?? 'none'} → ${after ?? 'none'}`] : []),
  ];
  return `${rule} ${what}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`;
}

/** `acme: kql/Okta_CL`, or without the environment where there is none. */
export function placeOf({ environment, target, home }: Pick<UnitChange, 'environment' | 'target' | 'home'>): string {
  return `${environment === undefined ? '' : `${environment}: `}${target}${home === '' ? '' : `/${home}`}`;
}

/** How a test's event is answered now, and was before. */
export function verdictLines({ meaning, texts }: VerdictChange): readonly string[] {
  const byMeaning = meaning === undefined || meaning[0] === meaning[1] ? [] : [`rule: ${answers(meaning)}`];
  return [...byMeaning, ...texts.map(({ target, home, answers: of }) => `${target}/${home}: ${answers(of)}`)];
}

function answers([before, after]: Answers): string {
  return `${answer(before)} → ${answer(after)}`;
}

function answer(one: boolean | undefined): string {
  if (one === undefined) return 'unknown';
  return one ? 'match' : 'no match';
}

/** One line for all of it. */
export function summary({ base, changes, compared }: ProjectDiff): string {
  if (changes.length === 0) return `Against ${base}: nothing that is published changes.`;
  const count = (what: RuleChange['what']): number => changes.filter((change) => change.what === what).length;
  const events = changes.reduce((sum, { verdicts }) => sum + new Set(verdicts.map(({ test }) => test)).size, 0);
  const parts = (['added', 'removed', 'changed'] as const).flatMap((what) =>
    count(what) > 0 ? [`${count(what)} ${what}`] : [],
  );
  const told = events === 0 ? 'no test event' : `${events} test ${events === 1 ? 'event' : 'events'}`;
  return `Against ${base}: ${changes.length} of ${compared} compared ${compared === 1 ? 'rule' : 'rules'} (${parts.join(', ')}); ${told} answered otherwise.`;
}
