import type { Publishing } from './config.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { EnvelopeError } from './envelope/formats.ts';
import { blamingException, withExceptions } from './exceptions.ts';
import type { Reason } from './fidelity/reason.ts';
import { exact, unite } from './fidelity/reason.ts';
import { gate } from './gate.ts';
import { matchesGlob } from './glob.ts';
import type { Rule } from './ir/rule.ts';
import { wholeCondition } from './ir/rule.ts';
import { nodesOf, testsIn } from './ir/walk.ts';
import type { Refusal } from './lower/lowering.ts';
import { assumeSchema } from './mapping/assume-schema.ts';
import { certaintyOf } from './mapping/certainty.ts';
import { keysRead, listsRead, twinsRead } from './mapping/keys-read.ts';
import type { Left } from './mapping/leave-out.ts';
import { leaveOut, splitExceptions } from './mapping/leave-out.ts';
import { listTables } from './mapping/list-tables.ts';
import type { LogType } from './mapping/log-type.ts';
import { mapRule } from './mapping/map-rule.ts';
import type { Home, MappedRule } from './mapping/mapping.ts';
import { namesLists } from './targets/list-option.ts';
import type { Compiled, Limit, Target } from './targets/target.ts';
import type { Unit } from './unit.ts';
import type { NoPlace, UnitPlace } from './unit-places.ts';
import { placesOf } from './unit-places.ts';
import { settingsFor } from './unit-settings.ts';
import type { PlacedRule, Workspace } from './workspace.ts';
import { inEnvironment } from './workspace.ts';

export type { PlacedRule, Workspace } from './workspace.ts';

/** Said of each unit where some events of the rule are in none of the homes. */
const elsewhereNote = 'Events that no home of the log type holds by its `when` are not looked at.';

/** Compiles one rule for every target and home that an environment publishes. A fault of ours on one target leaves the others standing. */
export function compileRule(
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  general: Workspace,
  leftovers: Leftovers = startLeftovers(),
): readonly Unit[] {
  if (!publishes(publishing, placed.rule.id)) return [];
  const workspace = inEnvironment(general, publishing);
  const plain = overridden(placed.rule, publishing);
  const units: Unit[] = [];
  for (const target of workspace.targets) {
    if (!publishing.targets.includes(target.name)) continue;
    const rule = withExceptions(plain, publishing, target.name, workspace.today);
    const leftOn = (logType: string): Left => leftovers(rule, logType, workspace);
    for (const place of placesOf(rule, target, publishing, workspace, leftOn)) {
      const stop = stopping(rule, place, publishing, environment);
      units.push(
        'problem' in place
          ? stop([place.problem])
          : compileUnit({ ...placed, rule }, place, publishing, environment, workspace, leftOn(place.logType), stop),
      );
    }
  }
  return units;
}

/** What is left of a rule on a log type. */
export type Leftovers = (rule: Rule, logType: string, workspace: Workspace) => Left;

/**
 * Remembers what is left of one rule: the same for every target and environment, but where they have exceptions or a severity of their own.
 */
export function startLeftovers(): Leftovers {
  const known = new Map<string, Left>();
  return (rule, logType, workspace) => {
    const { otherwise, cases } = rule.alert.severity;
    // Several may stand on one line.
    const exceptions = (rule.exceptions ?? []).map(({ path, span }) => `${path}:${span.start}`);
    const key = [logType, otherwise, cases.length, ...exceptions].join('\n');
    const found = known.get(key) ?? leaveOut(rule, assumeSchema(workspace.logType(logType), logType));
    known.set(key, found);
    return found;
  };
}

/** Gives a unit that is refused, or accepted as refused where the configuration says so. */
type Stop = (found: readonly Diagnostic[], home?: string) => Unit;

function stopping(
  rule: Rule,
  { target, logType }: UnitPlace | NoPlace,
  publishing: Publishing,
  environment: string | undefined,
): Stop {
  const blank = blankUnit(rule, target.name, logType, environment);
  const accepted = publishing.acceptedRefusals.some(
    (a) => matchesGlob(a.rule, rule.id) && matchesGlob(a.target, target.name),
  );
  return (diagnostics, home = '') => {
    const found = diagnostics.map((one) => blamingException(one, rule));
    return accepted
      ? { ...blank, home, status: 'accepted', diagnostics: found.map((d) => ({ ...d, severity: 'info' })) }
      : { ...blank, home, status: 'refused', diagnostics: found };
  };
}

function blankUnit(
  rule: Rule,
  target: string,
  logType: string,
  environment: string | undefined,
): Omit<Unit, 'status' | 'diagnostics'> {
  return {
    environment,
    rule: rule.id,
    target,
    logType,
    home: '',
    artifacts: [],
    fidelity: [],
    notes: [],
    assumptions: [],
    ...(rule.exceptions ? { exceptions: rule.exceptions } : {}),
  };
}

function compileUnit(
  placed: PlacedRule,
  place: UnitPlace,
  publishing: Publishing,
  environment: string | undefined,
  workspace: Workspace,
  left: Left,
  stop: Stop,
): Unit {
  const { rule } = placed;
  const { target, logType, home } = place;
  const mapped = mapOnto(rule, place, publishing, workspace, left);
  const settings = settingsFor(placed, target, logType, home, publishing, place.apart);
  const compiled = withEverywhere(target.compile(mapped, settings), mapped, workspace.logType(logType));
  const refusals = onceEach(compiled.refusals.map((refusal) => refusalDiagnostic(refusal, rule, target.name, home)));
  if (refusals.length > 0 || compiled.text === undefined) return stop(refusals, home.name);
  const gated = gate(rule, target.name, compiled, publishing, workspace.today);
  if (gated.errors.length > 0) return { ...stop(gated.errors, home.name), fidelity: gated.lines };
  const byReference = tablesFor(target, publishing, workspace);
  const named = listsBy(byReference, compiled.tables ?? []);
  const built = {
    ...blankUnit(rule, target.name, logType, environment),
    home: home.name,
    status: 'built' as const,
    fidelity: gated.lines,
    notes: [
      ...compiled.notes,
      ...inlinedNotes(mapped, named, byReference),
      ...(place.elsewhere ? [elsewhereNote] : []),
    ],
    assumptions: compiled.assumptions,
    ...(named.length > 0 ? { lists: named } : {}),
    needs: compiled.needs,
    certainty: certaintyOf(mapped),
    diagnostics: (compiled.limits ?? []).map((limit) => limitDiagnostic(limit, rule, target.name)),
    ...(settings.enabled && compiled.uses ? { uses: compiled.uses } : {}),
    proof: { mapped, settings, fidelity: compiled.fidelity, alertFidelity: compiled.alertFidelity },
  };
  return wrapUnit(built, compiled, rule, target.name, workspace, stop);
}

/**
 * Declared of every text, in both directions: no store finds a key whose case is another than its schema's, which Panther does, and none
 * keeps a value of another type than the schema's as the log has it.
 */
export function withEverywhere(compiled: Compiled, mapped: MappedRule, logType: LogType | undefined): Compiled {
  const condition = wholeCondition(mapped.rule);
  const keys = keysRead(mapped.condition, condition, logType?.fields);
  const lists = listsRead(condition);
  const reasons: Reason[] = [
    { code: 'key-case', within: [], detail: { keys, twins: twinsRead(condition, logType?.fields) } },
    { code: 'other-type', within: [], detail: { keys, lists, schema: logType?.fields ?? [] } },
  ];
  return {
    ...compiled,
    fidelity: unite([compiled.fidelity, mapped.leftOut ?? exact, { wider: reasons, narrower: reasons }]),
  };
}

function wrapUnit(
  unit: Unit,
  compiled: Compiled,
  rule: Rule,
  target: string,
  workspace: Workspace,
  stop: (d: readonly Diagnostic[], home: string) => Unit,
): Unit {
  try {
    return { ...unit, artifacts: compiled.wrap(unit.fidelity, (name, data) => workspace.template(target, name)(data)) };
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    return stop(
      [
        diagnostic(
          'template-failed',
          { target, detail: error.message },
          { span: rule.spans.get('RuleID'), rule: rule.id, target },
        ),
      ],
      unit.home,
    );
  }
}

/** A rule over the columns of a home, as `explain --stage mapped` shows it. */
export function mapOnto(
  rule: Rule,
  { target, logType, home, apart }: Omit<UnitPlace, 'elsewhere'>,
  publishing: Publishing,
  workspace: Workspace,
  left: Left,
): MappedRule {
  const splits = target.splitsExceptions(publishing.options[target.name] ?? {});
  return mapRule(rule, {
    logType: workspace.logType(logType),
    logTypeName: logType,
    home,
    apart,
    nativeName: target.nativeName,
    guessed: publishing.guessed.includes(target.name),
    model: workspace.model(logType)?.names ?? new Map(),
    lists: workspace.lists,
    tables: tablesFor(target, publishing, workspace),
    left,
    parts: splits ? splitExceptions(rule, assumeSchema(workspace.logType(logType), logType)) : undefined,
  });
}

/** The tables that hold lists, by the lists' names, where a target's texts name them; undefined where they inline them. */
function tablesFor(
  { name, readsLists }: Target,
  { options }: Publishing,
  { lists }: Workspace,
): ReadonlyMap<string, string> | undefined {
  return readsLists && namesLists(options[name] ?? {}) ? listTables(lists.keys()) : undefined;
}

/** The lists that some tables hold, sorted. */
function listsBy(tables: ReadonlyMap<string, string> = new Map(), used: readonly string[]): readonly string[] {
  return [...tables].flatMap(([name, table]) => (used.includes(table) ? [name] : [])).sort();
}

/** Of lists whose entries stand in the text although the target's texts name lists. */
function inlinedNotes(
  { rule }: MappedRule,
  named: readonly string[],
  byReference: ReadonlyMap<string, string> | undefined,
): readonly string[] {
  if (byReference === undefined) return [];
  const asked = nodesOf(rule)
    .flatMap(testsIn)
    .flatMap(({ operator, operands: [name] }) =>
      operator === 'in_list' && name?.kind === 'literal' && typeof name.value === 'string' ? [name.value] : [],
    );
  return [...new Set(asked)]
    .filter((name) => !named.includes(name))
    .map((name) => `The entries of the list ${name} stand in the text: there it could not be asked by name.`);
}

function limitDiagnostic({ says, source, key, severity }: Limit, rule: Rule, target: string): Diagnostic {
  const span = (key === undefined ? undefined : rule.spans.get(key)) ?? rule.spans.get('RuleID');
  return diagnostic('target-limit', { target, says, source, severity }, { span, rule: rule.id, target, severity });
}

function publishes(publishing: Publishing, id: string): boolean {
  const named = (globs: readonly string[]): boolean => globs.some((glob) => matchesGlob(glob, id));
  return (publishing.only === undefined || named(publishing.only)) && !named(publishing.except);
}

function overridden(rule: Rule, publishing: Publishing): Rule {
  const severity = Object.entries(publishing.severity).find(([glob]) => matchesGlob(glob, rule.id))?.[1];
  return severity === undefined
    ? rule
    : { ...rule, alert: { ...rule.alert, severity: { otherwise: severity, cases: [] } } };
}

/** A row that stands in several places of a condition is refused once. */
function onceEach(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const marked = found.map((one): [string, Diagnostic] => [`${one.code}\0${one.span?.start}\0${one.message}`, one]);
  return [...new Map(marked).values()];
}

function refusalDiagnostic(refusal: Refusal, rule: Rule, target: string, home: Home): Diagnostic {
  const place = {
    span: refusal.span ?? rule.spans.get('Condition') ?? rule.spans.get('Filename') ?? rule.spans.get('RuleID'),
    rule: rule.id,
    target,
  };
  const { unmapped } = refusal;
  if (unmapped === undefined)
    return diagnostic('unsupported-row', { row: refusal.row, target, reason: refusal.why }, place);
  // What is no field of the log type is wrong for every target: the finding is one, without a target.
  const at = unmapped.why === 'unknown-field' ? { ...place, target: undefined } : place;
  return diagnostic(
    'unmapped-field',
    {
      field: unmapped.field,
      target,
      home: home.name,
      row: refusal.row,
      known: unmapped.why !== 'unknown-field',
      guessed: unmapped.why === 'guessed',
      near: unmapped.near,
    },
    at,
  );
}
