import { type Outcome, outcomeOf } from '../docs/coverage.ts';
import type { FidelityLine, Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';

/** A declared difference in plain words, with the rows that it is about. */
export interface Difference {
  readonly code: string;
  /** What it does to the matches or the alerts. */
  readonly effect: string;
  readonly says: string;
  readonly rows: readonly string[];
  /** Why it is accepted, where somebody must accept it. */
  readonly waived: string | undefined;
}

/** What one home of one SIEM gets of a rule. */
export interface UnitView {
  readonly target: string;
  readonly logType: string;
  readonly home: string;
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly certainty: string | undefined;
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
  readonly assumptions: readonly string[];
  readonly needs: string | undefined;
  /** Why there is no artifact, or what a build would say of it. */
  readonly problems: readonly string[];
  readonly artifacts: readonly { readonly path: string; readonly content: string }[];
}

/** How a SIEM's artifacts compare with a rule, in a sentence. */
export const outcomeSentences: Readonly<Record<Outcome, string>> = {
  exact: 'Matches exactly the events that the rule matches.',
  declared:
    'Matches what the rule matches, except where the store itself cannot tell values apart. Each difference is listed.',
  loss: 'Matches more than the rule, because the SIEM cannot say a part of it. Somebody accepted that; the reason is listed.',
  refused: 'There is no artifact: what the SIEM can say would not be this rule.',
};

/** The outcome in one word or two, as the index shows it. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  exact: 'exact',
  declared: 'declared',
  loss: 'waived loss',
  refused: 'refused',
};

/** The views of a rule's units on one target. */
export function viewUnits(units: readonly Unit[], target: Pick<Target, 'name'>): readonly UnitView[] {
  return units.filter((unit) => unit.target === target.name).map(viewUnit);
}

function viewUnit(unit: Unit): UnitView {
  const outcome = outcomeOf(unit);
  const accepted = unit.status === 'accepted' ? ' The configuration accepts that.' : '';
  return {
    target: unit.target,
    logType: unit.logType,
    home: unit.home,
    outcome,
    sentence: outcomeSentences[outcome] + accepted,
    certainty: unit.certainty && certaintySentences[unit.certainty],
    differences: differencesOf(unit.fidelity),
    notes: unit.notes,
    assumptions: unit.assumptions,
    needs: unit.needs && `${unit.needs.of} must keep: ${unit.needs.fields.join(', ')}.`,
    problems: [...new Set(unit.diagnostics.map((one) => one.message))],
    artifacts: unit.artifacts,
  };
}

const certaintySentences: Readonly<Record<string, string>> = {
  documented: 'Every column that it reads is documented by the vendor.',
  inferred: 'Some columns that it reads are inferred from the vendor’s own queries or samples.',
  guessed: 'Some columns that it reads are guessed.',
  generic: 'It reads raw events, as whoever deploys it brings them in.',
};

function differencesOf(lines: readonly FidelityLine[]): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const line of lines) {
    const effect = effects[line.scope][line.direction];
    const key = JSON.stringify([line.code, effect, line.waived, line.says]);
    const known = found.get(key);
    const rows = [...(known?.rows ?? []), ...(line.row === undefined ? [] : [line.row])];
    found.set(key, { code: line.code, effect, says: line.says, rows: [...new Set(rows)], waived: line.waived });
  }
  return [...found.values()];
}

const effects = {
  condition: { wider: 'It may match more than the rule', narrower: 'It may miss what the rule matches' },
  alert: { wider: 'It may raise more alerts', narrower: 'It may raise fewer alerts' },
} as const;

/** The worst outcome of a target that has any artifact; refused where it has none. */
export function outcomeOfViews(views: readonly Pick<UnitView, 'outcome'>[]): Outcome {
  const met = new Set(views.map((view) => view.outcome));
  return (['loss', 'declared', 'exact'] as const).find((one) => met.has(one)) ?? 'refused';
}
