import type { Workspace } from '../../src/compile.ts';
import { compileRule } from '../../src/compile.ts';
import { reasonHolds } from '../../src/fidelity/holds.ts';
import type { Reason } from '../../src/fidelity/reason.ts';
import { reasons } from '../../src/fidelity/reasons.ts';
import type { Condition } from '../../src/ir/condition.ts';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../src/ir/json.ts';
import { isObject } from '../../src/ir/json.ts';
import type { Step } from '../../src/ir/path.ts';
import type { Rule } from '../../src/ir/rule.ts';
import { assumeSchema } from '../../src/mapping/assume-schema.ts';
import { holdsEvent } from '../../src/mapping/home-part.ts';
import { leaveOut } from '../../src/mapping/leave-out.ts';
import { tablesOf } from '../../src/mapping/list-tables.ts';
import type { Home } from '../../src/mapping/mapping.ts';
import type { Project } from '../../src/project/open-project.ts';
import type { Program, Store, TextRunner } from '../../src/targets/runner.ts';
import { isNotCovered } from '../../src/targets/runner.ts';
import type { Target } from '../../src/targets/target.ts';
import type { Unit } from '../../src/unit.ts';
import { ruleWith } from './rules.ts';

/** One event on which a text was asked, beside the rule. */
export interface Outcome {
  readonly event: JsonObject;
  readonly enriched: boolean;
  readonly rule: boolean;
  readonly text: boolean;
  /** The declared reasons that hold in the direction of a difference; where both agree, those about rows that hold in any. */
  readonly explained: readonly Reason[];
}

/** A rule's text on one target, read back and ready to be asked. */
export interface Proven {
  readonly unit: Unit;
  readonly program: Program;
  readonly ask: (event: JsonObject) => readonly Outcome[];
}

/** Every loss accepted, so that the text of any row that is not refused can be run. */
export function withAllWaived(rule: Rule, target: string): Rule {
  const codes = Object.entries(reasons).filter(([, row]) => row.class === 'loss');
  return { ...rule, waivers: codes.map(([code]) => ({ target, code, reason: 'asked by a test' })) };
}

/** Compiles a condition for one home, reads the text back, and answers on events; the refusal where there is one. */
export function prove(
  condition: Condition,
  logType: string,
  target: Target,
  home: Home,
  runner: TextRunner,
  project: Project,
): Proven | string {
  const workspace: Workspace = { ...project.workspace, targets: [target] };
  const rule = withAllWaived(ruleWith(condition, logType, { [target.name]: home.name }), target.name);
  const [unit] = compileRule({ rule, folder: '' }, project.config.base, undefined, workspace);
  if (unit === undefined || unit.status !== 'built') return unit?.diagnostics[0]?.message ?? 'refused';
  return proveUnit(unit, rule, target, runner, project);
}

/** Reads a built unit's text back. A text that is not covered is a fault of the reader. */
export function proveUnit(unit: Unit, rule: Rule, target: Target, runner: TextRunner, project: Project): Proven {
  const { proof } = unit;
  if (proof === undefined) throw new Error('a refused unit proves nothing');
  const store = (enriched: boolean): Store => ({
    logType: unit.logType,
    schema: project.workspace.logType(unit.logType),
    home: proof.mapped.home,
    nativeName: target.nativeName,
    guessed: false,
    enriched,
    tables: tablesOf(project.workspace.lists),
    options: proof.settings.options,
  });
  const stores = hasEnriched(proof.mapped.home) ? [store(false), store(true)] : [store(false)];
  const read = runner.read(unit.artifacts, store(false));
  if (isNotCovered(read))
    throw new Error(
      `not covered: ${read.construct} at ${read.artifact}:${read.line}:${read.column}\n${unit.artifacts[0]?.content}`,
    );
  // What the log type itself answers is left out before a target sees the rule: reasons speak of the rows that are left.
  const left = leaveOut(rule, assumeSchema(project.workspace.logType(unit.logType), unit.logType));
  const whole = left.rule.condition;
  const ask = (event: JsonObject): Outcome[] => {
    const model = project.workspace.model(unit.logType)?.names ?? new Map();
    const context = contextOf(event, { lists: project.workspace.lists, model });
    if (!holdsEvent(proof.mapped.home, context)) return [];
    const wanted = evaluate(whole, context);
    return stores.map((one) => {
      const row = runner.row({ event, time: 1_700_000_000_000, ingest: 1_700_000_060_000 }, one);
      const text = read.matches(row);
      const directions = text === wanted ? (['wider', 'narrower'] as const) : ([text ? 'wider' : 'narrower'] as const);
      const explained = directions.flatMap((direction) =>
        proof.fidelity[direction].filter((reason) => reasonHolds(reason, direction, context, row)),
      );
      return { event, enriched: one.enriched, rule: wanted, text, explained };
    });
  };
  return { unit, program: read, ask };
}

function hasEnriched(home: Home): boolean {
  return [...home.fields.values()].some((entry) => entry.columns.some((column) => column.enriched));
}

/** An event with one value at a path; `undefined`: without it. */
export function eventWith(path: readonly Step[], value: Json | undefined, base: JsonObject = {}): JsonObject {
  const [step, ...rest] = path;
  if (step === undefined) return base;
  const key = String(step);
  if (rest.length === 0) {
    if (value !== undefined) return { ...base, [key]: value };
    const { [key]: _gone, ...others } = base;
    return others;
  }
  const below = base[key];
  return { ...base, [key]: eventWith(rest, value, isObject(below) ? below : {}) };
}

/** Values that stores hold in surprising ways. */
export const oddValues: readonly (Json | undefined)[] = [
  undefined,
  null,
  '',
  'a',
  'A',
  'b',
  'B',
  'text',
  'TEXT',
  'xtext',
  'textx',
  ' text',
  'null',
  '5',
  5n,
  5,
  '5.0',
  1n,
  0n,
  1.5,
  '1.5',
  true,
  false,
  'true',
  'True',
  'false',
  'axb',
  'é',
  'line\nbreak',
  '10.0.0.7',
  '8.8.8.8',
  '2001:db8::1',
  '2024-01-02',
  [],
  ['a'],
  ['A'],
  ['a', 'b'],
  [5n],
  [null],
  [''],
  [['a']],
  [{ type: 'text' }],
  {},
  { type: 'text' },
  { a: 'b' },
];
