import type { Config, Publishing } from './config.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import type { Template } from './envelope/envelope.ts';
import { EnvelopeError } from './envelope/envelope.ts';
import type { Reason } from './fidelity/reason.ts';
import { exact, unite } from './fidelity/reason.ts';
import { gate } from './gate.ts';
import { matchesGlob } from './glob.ts';
import type { Json } from './ir/json.ts';
import type { Rule } from './ir/rule.ts';
import { wholeCondition } from './ir/rule.ts';
import type { Refusal } from './lower/lowering.ts';
import { assumeSchema } from './mapping/assume-schema.ts';
import { configuredHome, genericName } from './mapping/generic.ts';
import { keysRead, listsRead } from './mapping/keys-read.ts';
import type { Left } from './mapping/leave-out.ts';
import { leaveOut } from './mapping/leave-out.ts';
import type { DataModel, LogType, Mapping } from './mapping/log-type.ts';
import { mapRule } from './mapping/map-rule.ts';
import type { Home, MappedRule } from './mapping/mapping.ts';
import type { Compiled, Settings, Target } from './targets/target.ts';
import type { Unit } from './unit.ts';
import { uuidOf } from './uuid.ts';

/** Everything that compiling needs beside the rules, in memory. */
export interface Workspace {
  readonly targets: readonly Target[];
  readonly logType: (name: string) => LogType | undefined;
  readonly model: (logType: string) => DataModel | undefined;
  readonly mapping: (target: string, logType: string) => Mapping | undefined;
  /** The log types that a target has mappings for, for suggestions. */
  readonly mapped: (target: string) => readonly string[];
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  readonly template: (target: string, name: string) => Template;
  readonly config: Config;
  /** YYYY-MM-DD: decides only whether a waiver has expired. */
  readonly today: string;
}

/** A rule with the folder that it stands in, below its rules folder (`""` at the top). */
export interface PlacedRule {
  readonly rule: Rule;
  readonly folder: string;
}

/** Compiles one rule for every target and home that an environment publishes. A fault of ours on one target leaves the others standing. */
export function compileRule(
  placed: PlacedRule,
  publishing: Publishing,
  environment: string | undefined,
  workspace: Workspace,
): readonly Unit[] {
  if (!publishes(publishing, placed.rule.id)) return [];
  const rule = overridden(placed.rule, publishing);
  const units: Unit[] = [];
  // What is left of the rule is the same for every target.
  const left = new Map<string, Left>();
  const leftOn = (logType: string): Left => {
    const found = left.get(logType) ?? leaveOut(rule, assumeSchema(workspace.logType(logType), logType));
    left.set(logType, found);
    return found;
  };
  for (const target of workspace.targets) {
    if (!publishing.targets.includes(target.name)) continue;
    const destinations = rule.logTypes.map((logType) => destinationOf(rule, target, logType, publishing, workspace, leftOn));
    const places = destinations.reduce((n, { homes }) => n + Math.max(1, homes.length), 0);
    for (const to of destinations) {
      const settle = stopping({ ...placed, rule }, target, to.logType, publishing, environment);
      if (to.problem !== undefined) units.push(settle([to.problem]));
      for (const home of to.homes) {
        const apart = places > 1 ? labelOf(rule, to, home) : undefined;
        const at: UnitPlace = { target, logType: to.logType, home, apart, elsewhere: to.elsewhere };
        units.push(compileUnit({ ...placed, rule }, at, publishing, environment, workspace, leftOn(to.logType)));
      }
    }
  }
  return units;
}

function compileUnit(
  placed: PlacedRule,
  target: Target,
  logType: string,
  publishing: Publishing,
  environment: string | undefined,
  workspace: Workspace,
  leftOn: (logType: string) => Left,
): Unit {
  const { rule } = placed;
  const place = { span: rule.spans.get('LogTypes') ?? rule.spans.get('RuleID'), rule: rule.id, target: target.name };
  const blank = {
    environment,
    rule: rule.id,
    target: target.name,
    logType,
    home: '',
    artifacts: [],
    fidelity: [],
    notes: [],
    assumptions: [],
  };
  const stop = (found: readonly Diagnostic[], home = ''): Unit => {
    const accepted = publishing.acceptedRefusals.find(
      (a) => matchesGlob(a.rule, rule.id) && matchesGlob(a.target, target.name),
    );
    if (accepted === undefined) return { ...blank, home, status: 'refused', diagnostics: found };
    return { ...blank, home, status: 'accepted', diagnostics: found.map((d) => ({ ...d, severity: 'info' })) };
  };
  const mapping = workspace.mapping(target.name, logType);
  const home = mapping && chooseHome(rule, target.name, mapping, publishing);
  if (mapping === undefined || home === undefined) {
    const known = workspace.mapped(target.name);
    return stop([
      diagnostic(
        'no-mapping',
        { logType, target: target.name, known, guessed: mapping !== undefined, because: mapping?.noHome?.because },
        place,
      ),
    ]);
  }
  if (typeof home === 'string') {
    return stop([
      diagnostic(
        'unknown-home',
        { home, logType, target: target.name, known: mapping.homes.map((h) => h.name) },
        place,
      ),
    ]);
  }
  const mapped = mapOnto(rule, target, logType, home, publishing, workspace, leftOn(logType));
  const settings = settingsFor(placed, target, logType, home, publishing, environment);
  const compiled = withEverywhere(target.compile(mapped, settings), mapped, workspace.logType(logType));
  const refusals = onceEach(compiled.refusals.map((refusal) => refusalDiagnostic(refusal, rule, target.name, home)));
  if (refusals.length > 0 || compiled.text === undefined) return stop(refusals, home.name);
  const gated = gate(rule, target.name, compiled, publishing, workspace.today);
  if (gated.errors.length > 0) return { ...stop(gated.errors, home.name), fidelity: gated.lines };
  const { notes, assumptions } = compiled;
  const built = {
    ...blank,
    home: home.name,
    status: 'built' as const,
    fidelity: gated.lines,
    notes,
    assumptions,
    diagnostics: [],
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
    { code: 'key-case', within: [], detail: { keys } },
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
  target: Target,
  logType: string,
  home: Home,
  publishing: Publishing,
  workspace: Workspace,
  left: Left = leaveOut(rule, assumeSchema(workspace.logType(logType), logType)),
): MappedRule {
  return mapRule(rule, {
    logType: workspace.logType(logType),
    logTypeName: logType,
    home,
    nativeName: target.nativeName,
    guessed: publishing.guessed.includes(target.name),
    model: workspace.model(logType)?.names ?? new Map(),
    lists: workspace.lists,
    left,
  });
}

/**
 * The home that the rule, else the configuration, else the mapping chooses; the name alone where there is no such home; undefined where
 * only a guessed one is there, which the configuration does not opt in to.
 */
export function chooseHome(
  rule: Pick<Rule, 'homes'>,
  target: string,
  mapping: Mapping,
  publishing: Pick<Publishing, 'homes' | 'guessed' | 'options'>,
): Home | string | undefined {
  const guessed = publishing.guessed.includes(target);
  const wanted = rule.homes[target] ?? publishing.homes[target]?.[mapping.logType];
  const found =
    mapping.homes.find((home) => (wanted === undefined ? home.default : home.name === wanted)) ??
    (wanted === undefined && guessed ? mapping.homes.find(({ name }) => name === genericName) : undefined);
  return found ? configuredHome(found, mapping, publishing.options[target] ?? {}) : wanted;
}

/** What a target may know of the configuration for one unit. */
export function settingsFor(
  placed: PlacedRule,
  target: Target,
  logType: string,
  home: Home,
  publishing: Publishing,
  environment: string | undefined,
): Settings {
  const { rule, folder } = placed;
  const several = rule.logTypes.length > 1;
  // Homes of different log types may share a name, so a rule with several log types needs both.
  const stem = stemOf(rule.id) + (several ? `.${stemOf(logType)}_${stemOf(home.name)}` : '');
  return {
    options: publishing.options[target.name] ?? {},
    environment,
    author: rule.metadata.author ?? publishing.author,
    attackVersion:
      publishing.attackVersion[target.name] ??
      publishing.attackVersion['default'] ??
      target.capabilities.attackVersion ??
      18,
    everyMinutes: publishing.everyMinutes,
    lagMinutes: publishing.lag[logType] ?? home.lag.minutes,
    enabled: rule.lifecycle.enabled && !publishing.disabled.some((glob) => matchesGlob(glob, rule.id)),
    severity: rule.alert.severity.otherwise,
    stem,
    folder,
    uuid: uuidOf(`${publishing.idNamespace}${rule.id}${several ? `#${logType}/${home.name}` : ''}`),
  };
}

/** A RuleID as a file name: `Okta.Support.Reset` → `okta_support_reset`. */
export function stemOf(id: string): string {
  return (
    id
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'rule'
  );
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
