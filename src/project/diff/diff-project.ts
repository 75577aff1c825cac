import type { Diagnostic, Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { loadRunners } from '../ask-rule.ts';
import type { Choices } from '../choices.ts';
import type { Project } from '../open-project.ts';
import { artifactSide } from './artifact-side.ts';
import { changedFiles, rulesIn } from './changed-files.ts';
import type { RuleChange, UnitChange } from './changes.ts';
import { logicOf, unitChange, unitPairs } from './changes.ts';
import { isBumped } from './logic.ts';
import type { Base } from './open-base.ts';
import type { Side, SideRule } from './side.ts';
import { compileSide } from './side.ts';
import type { Asking, TestEvent, UnitPair, VerdictChange } from './verdicts.ts';
import { testEvents, verdictChanges } from './verdicts.ts';

/** What a change of the rules does to what is published. */
export interface ProjectDiff {
  readonly base: string;
  readonly changes: readonly RuleChange[];
  /** Rules that were compared. */
  readonly compared: number;
}

/** Compares what a project publishes with what another state of it does. Errors of rules that cannot be read are reported. */
export async function diffProject(
  base: Base,
  choices: Choices,
  project: Project,
  report: Report,
): Promise<ProjectDiff> {
  const { before, after } = sidesOf(base, choices, project);
  after.found.forEach(report);
  const names = [...new Set([...after.rules.keys(), ...before.rules.keys()])];
  const pairs = names.map((name) => [before.rules.get(name), after.rules.get(name)] as const);
  // A rule that cannot be read now is not gone: its file tells what is wrong.
  const known = pairs.filter(([old, now]) => now !== undefined || !after.unread.has(old?.path ?? ''));
  const targets = known
    .flatMap(([old, now]) => [...(old?.units ?? []), ...(now?.units ?? [])])
    .map((u) => u.unit.target);
  const runners = await loadRunners([...new Set(targets)], project);
  const asking = {
    before: base.kind === 'rules' ? { project: base.project, runners } : undefined,
    after: { project, runners },
  };
  const changes = known.flatMap(([old, now]) => changeOf(old, now, asking));
  for (const change of changes) versionFindings(change).forEach(report);
  return {
    base: base.label,
    changes: changes.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    compared: known.length,
  };
}

function sidesOf(base: Base, choices: Choices, project: Project): { readonly before: Side; readonly after: Side } {
  if (base.kind === 'rules') {
    const files = changedFiles(base.project, project);
    return {
      before: compileSide(files.before, choices, base.project),
      after: compileSide(files.after, choices, project),
    };
  }
  const after = compileSide(rulesIn(project), choices, project);
  return { before: artifactSide(base, after, choices), after };
}

interface BothAsking {
  readonly before: Asking | undefined;
  readonly after: Asking;
}

function changeOf(old: SideRule | undefined, now: SideRule | undefined, asking: BothAsking): readonly RuleChange[] {
  const id = (now ?? old)?.id;
  if (id === undefined) return [];
  const pairs = unitPairs(old, now);
  const units = pairs.flatMap(unitChange);
  const logic = asking.before === undefined ? [] : logicOf(old, now);
  const events = old && now ? testEvents(old.rule, now.rule) : [];
  const verdicts = byEnvironment(pairs).flatMap((some) => verdictsOf(events, some, units, logic, asking));
  if (units.length === 0 && logic.length === 0 && verdicts.length === 0) return [];
  return [
    {
      rule: id,
      formerly: old && now && old.id !== now.id ? old.id : undefined,
      what: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
      logic,
      version: [old?.version, now?.version],
      span: now?.rule?.spans.get('Version') ?? now?.rule?.spans.get('RuleID'),
      units,
      verdicts,
      events: events.length,
    },
  ];
}

/** Texts that are the same answer the same, so only what differs is asked. */
function verdictsOf(
  events: readonly TestEvent[],
  pairs: readonly UnitPair[],
  units: readonly UnitChange[],
  logic: readonly string[],
  { before, after }: BothAsking,
): readonly VerdictChange[] {
  const differs = ({ before: old, after: now }: UnitPair): boolean => {
    const unit = (now ?? old)?.unit;
    return units.some(
      (one) =>
        one.what === 'changed' &&
        one.environment === unit?.environment &&
        one.target === unit?.target &&
        one.logType === unit?.logType &&
        one.home === unit?.home,
    );
  };
  const asked = pairs.filter((pair) => differs(pair) || logic.length > 0);
  return asked.length === 0 ? [] : verdictChanges(events, asked, before, after);
}

function byEnvironment(pairs: readonly UnitPair[]): readonly (readonly UnitPair[])[] {
  const groups = new Map<string | undefined, UnitPair[]>();
  for (const pair of pairs) {
    const name = (pair.after ?? pair.before)?.unit.environment;
    groups.set(name, [...(groups.get(name) ?? []), pair]);
  }
  return [...groups.values()];
}

/** A change of logic goes with a later version: who reads an alert must be able to tell which logic raised it. */
function versionFindings({ rule, logic, version, span }: RuleChange): readonly Diagnostic[] {
  const [before, after] = version;
  if (logic.length === 0 || isBumped(before, after)) return [];
  return [diagnostic('version-not-bumped', { keys: logic, before, after }, { span, rule })];
}
