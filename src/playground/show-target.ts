import type { FidelityLine, Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import type { ShownReason, ShownTarget, ShownUnit } from './answer.ts';

/** How close a unit is to its rule: words for it, and a sentence. */
const states = {
  refused: ['refused', 'There is no artifact: what this SIEM can say would not be this rule. The findings tell why.'],
  loss: ['loss waived', 'It matches more than the rule, by a loss that is accepted.'],
  declared: [
    'as declared',
    'It says what the rule says, but where the SIEM itself stores or counts otherwise: each such difference is listed.',
  ],
  exact: ['exact', 'It says exactly what the rule says, on every event.'],
} as const;

/** A rule in one target, out of the units of all targets. */
export function showTarget({ name, title }: Pick<Target, 'name' | 'title'>, all: readonly Unit[]): ShownTarget {
  const units = all.filter((unit) => unit.target === name);
  const order = ['refused', 'loss', 'declared', 'exact'] as const;
  const worst = order.find((state) => units.some((unit) => stateOf(unit) === state)) ?? 'refused';
  return { name, title, state: states[worst][0], units: units.map(showUnit) };
}

function stateOf({ status, fidelity }: Unit): keyof typeof states {
  if (status !== 'built') return 'refused';
  if (fidelity.some((line) => line.class === 'loss')) return 'loss';
  return fidelity.length > 0 ? 'declared' : 'exact';
}

function showUnit(unit: Unit): ShownUnit {
  return {
    home: unit.home,
    isBuilt: unit.status === 'built',
    says: states[stateOf(unit)][1],
    reasons: unit.fidelity.map(showReason),
    notes: unit.notes,
    assumptions: unit.assumptions,
    artifacts: unit.artifacts.map(({ path, content }) => ({ path, content })),
  };
}

function showReason({ direction, scope, class: kind, code, says, row, waived }: FidelityLine): ShownReason {
  return { direction, scope, class: kind, code, says, row, waived };
}
