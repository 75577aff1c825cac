import { readFileSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { structuredPatch } from 'diff';
import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DeployedRule, ExportFile } from '../../targets/deployed.ts';
import type { Unit } from '../../unit.ts';
import type { Choices } from '../choices.ts';
import { rulesIn } from '../diff/changed-files.ts';
import { compileSide } from '../diff/side.ts';
import { filesBelow, reasonOf, shownPath, sizeLimit } from '../files.ts';
import type { Project } from '../open-project.ts';

/** How what runs differs from what would be published. */
export interface Drift {
  readonly target: string;
  /** The RuleID; undefined for what runs and is none of ours. */
  readonly rule: string | undefined;
  /** The name in the SIEM. */
  readonly name: string;
  readonly what: 'missing' | 'changed' | 'extra';
  /** The file of the export; undefined where it is missing there. */
  readonly path: string | undefined;
  readonly settings: readonly {
    readonly key: string;
    readonly ours: string | undefined;
    readonly deployed: string | undefined;
  }[];
  /** How the text differs: lines with `-` are ours, with `+` what runs. */
  readonly hunks: readonly (readonly string[])[];
}

/** What was compared, and how it differs. */
export interface DriftReport {
  readonly folder: string;
  readonly drifts: readonly Drift[];
  /** By target: the rules of ours, and those of the export. */
  readonly counts: readonly { readonly target: string; readonly ours: number; readonly deployed: number }[];
}

/** Settings that a SIEM keeps for itself, or that an export may lack: they are compared only where both say something. */
type Side = ReadonlyMap<string, DeployedRule>;

/** Compares an export of what runs with what a project publishes in one environment. Nothing is asked of the SIEM. */
export async function findDrift(
  folder: string,
  choices: Choices,
  project: Project,
  report: Report,
): Promise<DriftReport> {
  const files = exportFiles(folder, report);
  const side = compileSide(rulesIn(project), choices, project);
  side.found.forEach(report);
  const units = [...side.rules.values()].flatMap((rule) => rule.units.map(({ unit }) => unit));
  const drifts: Drift[] = [];
  const counts: DriftReport['counts'][number][] = [];
  for (const target of project.workspace.targets) {
    const reader = await target.deployed?.();
    const asked = choices.targets.includes(target.name);
    if (reader === undefined || (choices.targets.length > 0 && !asked)) continue;
    const { rules, unread } = reader.read(files);
    for (const one of unread) report(diagnostic('deployed-unread', { ...one, target: target.name }));
    // An export of one SIEM says nothing of the others.
    if (rules.length === 0 && !asked) continue;
    const own = units.filter((unit) => unit.target === target.name && unit.status === 'built');
    const ours = own.flatMap((unit) =>
      reader.own({ artifacts: unit.artifacts, ...flagsOf(unit) }).map((one) => ({ unit, one })),
    );
    const deployed: Side = new Map(rules.map((one) => [one.id, one]));
    const byName: Side = new Map(rules.map((one) => [one.name, one]));
    const found = new Set<DeployedRule>();
    for (const { unit, one } of ours) {
      const theirs = deployed.get(one.id) ?? byName.get(one.name);
      if (theirs) found.add(theirs);
      drifts.push(...driftOf(unit, one, theirs));
    }
    const known = new Set([...found].map(({ id }) => id));
    const extra = [...deployed.values()].filter(({ id }) => !known.has(id));
    drifts.push(...extra.map((one) => extraRule(target.name, one)));
    counts.push({ target: target.name, ours: ours.length, deployed: deployed.size });
  }
  if (counts.length === 0 && files.length > 0) report(diagnostic('deployed-nothing', { folder: shownPath(folder) }));
  return { folder: shownPath(folder), drifts: drifts.sort(byRule), counts };
}

function flagsOf({ proof }: Unit): { readonly enabled: boolean; readonly alerting: boolean } {
  return {
    enabled: proof?.settings.enabled ?? true,
    alerting: proof?.mapped.rule.lifecycle.createAlert ?? true,
  };
}

function driftOf({ target, rule }: Unit, ours: DeployedRule, theirs: DeployedRule | undefined): readonly Drift[] {
  const named = { target, rule, name: ours.name };
  if (theirs === undefined) return [{ ...named, what: 'missing', path: undefined, settings: [], hunks: [] }];
  const keys = [...new Set([...Object.keys(ours.settings), ...Object.keys(theirs.settings)])].sort();
  const settings = keys
    .map((key) => ({ key, ours: ours.settings[key], deployed: theirs.settings[key] }))
    // What a SIEM adds of its own is no drift; a setting of ours that is gone is.
    .filter((one) => one.ours !== undefined && one.ours !== one.deployed)
    .filter((one) => one.deployed !== undefined || Object.keys(theirs.settings).length > 0);
  const patch = structuredPatch('', '', ours.query, theirs.query, '', '', { context: 2 });
  const hunks = patch.hunks.map(({ lines }) => lines.filter((line) => !line.startsWith('\\')));
  return settings.length + hunks.length === 0
    ? []
    : [{ ...named, what: 'changed', path: theirs.path, settings, hunks }];
}

function extraRule(target: string, { name, path }: DeployedRule): Drift {
  return { target, rule: undefined, name, what: 'extra', path, settings: [], hunks: [] };
}

function byRule(a: Drift, b: Drift): number {
  const key = ({ target, rule, name }: Drift): string => [target, rule ?? '\uffff', name].join('\0');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** The texts below a folder that an export may hold. */
function exportFiles(folder: string, report: Report): readonly ExportFile[] {
  try {
    const paths = filesBelow(folder, ['.conf', '.yml', '.yaml', '.json', '.yaral', '.yaral2']);
    return paths.flatMap((path): ExportFile[] => {
      if (statSync(path).size > sizeLimit * 10) {
        report(
          diagnostic('file-too-large', { path: shownPath(path), bytes: statSync(path).size, limit: sizeLimit * 10 }),
        );
        return [];
      }
      const text = readFileSync(path, 'utf8')
        .replace(/^\ufeff/, '')
        .replaceAll('\r\n', '\n');
      return [{ path: relative(folder, path).split(sep).join('/'), text }];
    });
  } catch (error) {
    report(diagnostic('file-unreadable', { path: shownPath(folder), detail: reasonOf(error) }));
    return [];
  }
}
