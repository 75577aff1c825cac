import type { Workspace } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { windowOf } from '../ir/alerts.ts';
import type { Context } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import type { Rule } from '../ir/rule.ts';
import { withCopies } from '../mapping/copies.ts';
import type { TextRunner } from '../targets/runner.ts';
import { isNotCovered } from '../targets/runner.ts';
import type { Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import type { Bench } from './judge.ts';
import { contextFor, isStored, judgeCases, storesOf } from './judge.ts';
import { ingredientsFor } from './streams/ingredients.ts';
import { judgeStreams } from './streams/judge-streams.ts';
import type { Stream } from './streams/make-streams.ts';
import { makeStreams, streamOf } from './streams/make-streams.ts';
import type { Case, Status, Verdict } from './verdict.ts';

/** What verifying needs beside the unit: its rule, its target with the runner loaded, and the data of the project. */
export interface Verifying {
  readonly rule: Rule;
  readonly target: Target;
  readonly runner: TextRunner;
  readonly workspace: Workspace;
  /** Columns that are only guessed are used on this target. */
  readonly guessed: boolean;
}

/** Reads a unit's text back and runs it on cases. A unit that was not built says so; a throw of the runner is our own fault and stays one. */
export function verifyUnit(unit: Unit, cases: readonly Case[], verifying: Verifying): Verdict {
  const { environment, rule, target, logType, home } = unit;
  const blank: Verdict = {
    environment,
    rule,
    target,
    logType,
    home,
    status: unit.status === 'accepted' ? 'accepted' : 'refused',
    cases: 0,
    streams: 0,
    explained: [],
    undeclared: [],
    undeclaredStreams: [],
    assumptions: [],
    diagnostics: unit.diagnostics,
  };
  const bench = benchOf(unit, verifying);
  if (bench === undefined) return blank;
  if ('code' in bench) return { ...blank, status: 'not-covered', diagnostics: [bench] };
  const findings = findingsOf(bench);
  const stored = cases.filter(({ event }) => isStored(bench, event));
  const judged = judgeCases(bench, stored);
  const streams = streamsFor(bench, stored);
  const replayed = judgeStreams(bench, streams);
  const diagnostics = [...findings, ...judged.diagnostics, ...replayed.diagnostics];
  const explained = [...judged.explained, ...replayed.explained];
  return {
    ...blank,
    status: statusOf(diagnostics, explained.length > 0),
    cases: stored.length,
    streams: streams.length,
    explained,
    undeclaredStreams: replayed.undeclared,
    undeclared: judged.undeclared,
    assumptions: [...new Set([...unit.assumptions, ...bench.program.assumptions])].sort(),
    diagnostics,
  };
}

/** Cases of which streams may be made. */
const mostTried = 60;

/** The rule's own tests over time, and streams made from the first case that it matches; none for rules that raise no alert. */
export function streamsFor(bench: Bench, cases: readonly Case[]): readonly Stream[] {
  const { rule, unit, workspace, proof } = bench;
  if (!rule.lifecycle.createAlert) return [];
  const context = (event: JsonObject): Context => contextFor(event, unit.logType, workspace);
  const own = rule.alertTests
    .filter((test) => test.events.every(({ log }) => (log['p_log_type'] ?? unit.logType) === unit.logType))
    .map(streamOf);
  // What the home does not hold is none of its alerts' matter.
  const held = (streams: readonly Stream[]): readonly Stream[] =>
    streams
      .map((stream) => ({ ...stream, events: stream.events.filter(({ event }) => isStored(bench, event)) }))
      .filter((stream) => stream.events.length > 0);
  const tried = cases.slice(0, mostTried).map(({ event }) => event);
  for (const event of tried) {
    const ingredients = ingredientsFor(rule, event, tried, context, (changed) =>
      withCopies(workspace.logType(unit.logType), event, changed),
    );
    if (ingredients)
      return held([...own, ...makeStreams(rule, ingredients, windowOf(rule), proof.settings.lagMinutes * 60_000)]);
  }
  return held(own);
}

/** A unit ready to be asked; a diagnostic where its text is not covered; undefined where it was not built. */
export function benchOf(unit: Unit, verifying: Verifying): Bench | Diagnostic | undefined {
  const { proof } = unit;
  if (unit.status !== 'built' || proof === undefined) return undefined;
  const { rule, target, runner, workspace, guessed } = verifying;
  const stores = storesOf(unit, proof, target, workspace, guessed);
  const [store] = stores;
  const program = store && runner.read(unit.artifacts, store);
  if (program === undefined) return undefined;
  if (isNotCovered(program))
    return diagnostic(
      'text-not-covered',
      { target: target.name, ...program },
      { span: rule.spans.get('RuleID'), rule: rule.id, target: target.name },
    );
  return { unit, proof, rule, program, runner, stores, workspace };
}

function findingsOf({ unit, rule, program }: Bench): Diagnostic[] {
  const place = { span: rule.spans.get('RuleID'), rule: rule.id, target: unit.target };
  return program.findings.map(({ severity, message, artifact, line, column }) => ({
    ...diagnostic('text-finding', { target: unit.target, message, artifact, line, column }, place),
    severity,
  }));
}

function statusOf(diagnostics: readonly Diagnostic[], differs: boolean): Status {
  const has = (code: string): boolean => diagnostics.some((d) => d.code === code && d.severity === 'error');
  if (has('text-finding')) return 'wrong-text';
  const undeclared = ['undeclared-difference', 'undeclared-alerts', 'undeclared-span', 'own-test-flips'];
  if (undeclared.some(has)) return 'differs-undeclared';
  return differs ? 'differs-as-declared' : 'agrees';
}
