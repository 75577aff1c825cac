import type { Workspace } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { reasonHolds } from '../fidelity/holds.ts';
import type { Reason } from '../fidelity/reason.ts';
import type { ReasonCode } from '../fidelity/reasons.ts';
import type { Context } from '../ir/evaluate.ts';
import { contextOf, evaluate } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import { printRow } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import { traceCondition } from '../ir/trace.ts';
import { holdsEvent } from '../mapping/home-part.ts';
import { tablesOf } from '../mapping/list-tables.ts';
import { recased } from '../mapping/recase.ts';
import type { Program, Row, Store, TextRunner } from '../targets/runner.ts';
import type { Target } from '../targets/target.ts';
import type { Unit, UnitProof } from '../unit.ts';
import { shrinkEvent } from './shrink.ts';
import type { Case, Explained, Undeclared } from './verdict.ts';

/** A built unit whose text was read back: it can be asked about events. */
export interface Bench {
  readonly unit: Unit;
  readonly proof: UnitProof;
  readonly rule: Rule;
  readonly program: Program;
  readonly runner: TextRunner;
  /** The home as it stores plain events and, where it has enriched columns, as it stores enriched ones. */
  readonly stores: readonly Store[];
  readonly workspace: Workspace;
}

/** What judging single events showed. */
export interface Judged {
  readonly explained: readonly Explained[];
  readonly undeclared: readonly Undeclared[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Undeclared differences of a unit that are shrunk and shown; the rest is counted. */
const shown = 3;

/** The stores of a home: one, or two where the SIEM enriches. */
export function storesOf(
  unit: Unit,
  proof: UnitProof,
  target: Target,
  workspace: Workspace,
  guessed: boolean,
): Store[] {
  const { home } = proof.mapped;
  const store: Store = {
    logType: unit.logType,
    schema: workspace.logType(unit.logType),
    home,
    nativeName: target.nativeName,
    guessed,
    enriched: false,
    tables: tablesOf(workspace.lists),
    options: proof.settings.options,
  };
  const fills = [...home.fields.values()].some((entry) => entry.columns.some((column) => column.enriched));
  return fills ? [store, { ...store, enriched: true }] : [store];
}

/** The context in which a rule is evaluated on an event of a unit's log type, which Panther writes into it. */
export function contextFor(event: JsonObject, logType: string, workspace: Workspace): Context {
  const stamped = Object.hasOwn(event, 'p_log_type') ? event : { ...event, p_log_type: logType };
  return contextOf(stamped, { lists: workspace.lists, model: workspace.model(logType)?.names ?? new Map() });
}

/** Whether an event is in the unit's home at all. */
export function isStored({ unit, proof, workspace }: Bench, event: JsonObject): boolean {
  return holdsEvent(proof.mapped.home, contextFor(event, unit.logType, workspace));
}

/** What a home stores of one event; the instants say nothing about a single event. */
export function rowFor(event: JsonObject, store: Store, runner: TextRunner): Row {
  return runner.row({ event, time: someInstant, ingest: someInstant + 60_000 }, store);
}

const someInstant = Date.UTC(2026, 0, 1, 12);

/** The declared reasons that hold on an event, in one direction or in both. */
export function reasonsHolding(
  proof: UnitProof,
  directions: readonly ('wider' | 'narrower')[],
  context: Context,
  row: Row,
): { readonly reason: Reason; readonly direction: 'wider' | 'narrower' }[] {
  return directions.flatMap((direction) =>
    proof.fidelity[direction]
      .filter((reason) => reasonHolds(reason, direction, context, row))
      .map((reason) => ({ reason, direction })),
  );
}

/** Runs the text on cases and judges every difference: declared, or a fault. */
export function judgeCases(bench: Bench, cases: readonly Case[]): Judged {
  const { unit, proof, rule } = bench;
  const condition = wholeCondition(rule);
  const place = { span: rule.spans.get('Tests') ?? rule.spans.get('RuleID'), rule: rule.id, target: unit.target };
  const explained = new Map<string, { code: ReasonCode; direction: 'wider' | 'narrower'; cases: Set<Case> }>();
  const undeclared: Undeclared[] = [];
  const diagnostics: Diagnostic[] = [];
  let more = 0;
  for (const one of cases) {
    const context = contextFor(one.event, unit.logType, bench.workspace);
    const wanted = evaluate(condition, context);
    for (const store of bench.stores) {
      const row = rowFor(one.event, store, bench.runner);
      const text = bench.program.matches(row);
      if (text === wanted) continue;
      const direction = text ? 'wider' : 'narrower';
      const holding = reasonsHolding(proof, [direction], context, row).map(({ reason }) => reason);
      for (const { code } of holding) {
        const key = `${code} ${direction}`;
        const entry = explained.get(key) ?? { code, direction, cases: new Set() };
        entry.cases.add(one);
        explained.set(key, entry);
      }
      if (holding.length === 0) {
        if (undeclared.length < shown) undeclared.push(smallest(one, store, wanted, bench));
        else more += 1;
      } else if (
        one.own &&
        !store.enriched &&
        !holding.some((reason) => isWaived(bench, direction, reason)) &&
        !agreesRecased(one.event, wanted, store, bench)
      ) {
        const codes = [...new Set(holding.map((reason) => reason.code))].join(', ');
        diagnostics.push(diagnostic('own-test-flips', { test: one.name, target: unit.target, text, codes }, place));
      }
    }
  }
  for (const { case: name, rule: wanted, text } of undeclared)
    diagnostics.push(
      diagnostic(
        'undeclared-difference',
        { case: name, target: unit.target, home: unit.home, wanted, text, more },
        place,
      ),
    );
  return { explained: [...explained.values()].map(counted).sort(byCode), undeclared, diagnostics };
}

/** Whether a test flips for its spelling alone: with its keys as the log has them, the text answers as the rule does. */
function agreesRecased(event: JsonObject, wanted: boolean, store: Store, bench: Bench): boolean {
  const { program, runner, unit, workspace, rule } = bench;
  const spelt = recased(event, store.schema?.fields ?? []);
  return (
    evaluate(wholeCondition(rule), contextFor(spelt, unit.logType, workspace)) === wanted &&
    program.matches(rowFor(spelt, store, runner)) === wanted
  );
}

function counted(entry: { code: ReasonCode; direction: 'wider' | 'narrower'; cases: ReadonlySet<Case> }): Explained {
  return { scope: 'condition', code: entry.code, direction: entry.direction, cases: entry.cases.size };
}

function byCode(a: Explained, b: Explained): number {
  return `${a.code} ${a.direction}` < `${b.code} ${b.direction}` ? -1 : 1;
}

/** Whether the rule or the configuration accepts the reason on this target. What holds everywhere has no line of its own. */
function isWaived({ unit, rule, workspace }: Bench, direction: 'wider' | 'narrower', reason: Reason): boolean {
  const row = reason.test && printRow(reason.test);
  const byLine = unit.fidelity.some(
    (line) =>
      line.direction === direction && line.code === reason.code && line.row === row && line.waived !== undefined,
  );
  return (
    byLine ||
    (reason.test === undefined &&
      rule.waivers.some(
        ({ target, code, field, expires }) =>
          target === unit.target &&
          code === reason.code &&
          field === undefined &&
          (expires === undefined || expires >= workspace.today),
      ))
  );
}

/** The smallest event that shows the same undeclared difference, and both traces on it. */
function smallest(one: Case, store: Store, wanted: boolean, bench: Bench): Undeclared {
  const { unit, proof, program, runner } = bench;
  const condition = wholeCondition(bench.rule);
  const shows = (event: JsonObject): boolean => {
    if (!isStored(bench, event)) return false;
    const context = contextFor(event, unit.logType, bench.workspace);
    if (evaluate(condition, context) !== wanted) return false;
    const row = rowFor(event, store, runner);
    return (
      program.matches(row) !== wanted &&
      reasonsHolding(proof, [wanted ? 'narrower' : 'wider'], context, row).length === 0
    );
  };
  const event = shrinkEvent(one.event, shows);
  return {
    case: one.name,
    event,
    enriched: store.enriched,
    rule: wanted,
    text: !wanted,
    ruleTrace: traceCondition(condition, contextFor(event, unit.logType, bench.workspace)),
    textTrace: program.trace(rowFor(event, store, runner)),
  };
}
