import { evaluate } from '../../src/ir/evaluate.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { wholeCondition } from '../../src/ir/rule.ts';
import type { Project } from '../../src/project/open-project.ts';
import type { Row, Store, TextRunner } from '../../src/targets/runner.ts';
import { isNotCovered } from '../../src/targets/runner.ts';
import type { Artifact, Target } from '../../src/targets/target.ts';
import type { Unit, UnitProof } from '../../src/unit.ts';
import { casesOf } from '../../src/verify/border-cases.ts';
import { contextFor, reasonsHolding, rowFor, storesOf } from '../../src/verify/judge.ts';
import type { Case } from '../../src/verify/verdict.ts';
import { verifyUnit } from '../../src/verify/verify.ts';

/** How verification killed a mutant, or `survived`. */
export type Fate = 'not covered' | 'finding' | 'undeclared difference' | 'undeclared alerts' | 'survived';

/** A built unit with its cases and their rows made once, so that thousands of mutants can be judged. */
export interface Judge {
  readonly unit: Unit;
  /** What `rulegen verify` would find on the artifacts in place of the unit's own, with the fidelity of the unit. */
  readonly fate: (artifacts: readonly Artifact[]) => Fate;
  /** The same, with streams of events in time. */
  readonly fateInTime: (artifacts: readonly Artifact[]) => Fate;
}

interface Asked {
  readonly row: Row;
  readonly wanted: boolean;
  /** Whether a declared reason explains the other answer; asked once, when first wanted. */
  readonly excused: () => boolean;
}

/** Prepares a unit for judging; undefined where it was not built. */
export function judgeOf(
  unit: Unit,
  rule: Rule,
  target: Target,
  runner: TextRunner,
  project: Project,
): Judge | undefined {
  const { proof } = unit;
  if (unit.status !== 'built' || proof === undefined) return undefined;
  const { workspace } = project;
  const stores = storesOf(unit, proof, target, workspace, false);
  const [store] = stores;
  if (store === undefined) return undefined;
  const cases = casesOf(rule, unit.logType, workspace, proof.mapped.home.when);
  const asked = askedOf(unit, rule, proof, stores, cases, runner, project);
  const own = runner.read(unit.artifacts, store);
  const known = new Set(isNotCovered(own) ? [] : own.findings.map(({ message }) => message));
  const fate = (artifacts: readonly Artifact[]): Fate => fateOf(artifacts, store, asked, runner, known);
  const fateInTime = (artifacts: readonly Artifact[]): Fate => {
    const alone = fate(artifacts);
    if (alone !== 'survived') return alone;
    const verifying = { rule, target, runner, workspace, guessed: false };
    const { undeclaredStreams } = verifyUnit({ ...unit, artifacts }, cases.slice(0, 60), verifying);
    return undeclaredStreams.length > 0 ? 'undeclared alerts' : 'survived';
  };
  return { unit, fate, fateInTime };
}

function askedOf(
  unit: Unit,
  rule: Rule,
  proof: UnitProof,
  stores: readonly Store[],
  cases: readonly Case[],
  runner: TextRunner,
  { workspace }: Project,
): readonly Asked[] {
  const condition = wholeCondition(rule);
  return cases.flatMap(({ event }) => {
    const context = contextFor(event, unit.logType, workspace);
    const wanted = evaluate(condition, context);
    return stores.map((store): Asked => {
      const row = rowFor(event, store, runner);
      let known: boolean | undefined;
      const excused = (): boolean => {
        known ??= reasonsHolding(proof, [wanted ? 'narrower' : 'wider'], context, row).length > 0;
        return known;
      };
      return { row, wanted, excused };
    });
  });
}

function fateOf(
  artifacts: readonly Artifact[],
  store: Store,
  asked: readonly Asked[],
  runner: TextRunner,
  known: ReadonlySet<string>,
): Fate {
  const program = runner.read(artifacts, store);
  if (isNotCovered(program)) return 'not covered';
  if (program.findings.some(({ message }) => !known.has(message))) return 'finding';
  const differs = asked.some(({ row, wanted, excused }) => program.matches(row) !== wanted && !excused());
  return differs ? 'undeclared difference' : 'survived';
}
