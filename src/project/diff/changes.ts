import type { Span } from '../../diagnostics/source.ts';
import type { Unit } from '../../unit.ts';
import { logicChanges } from './logic.ts';
import type { SideRule, SideUnit } from './side.ts';
import type { FileChange } from './text-diff.ts';
import { fileChanges } from './text-diff.ts';
import type { UnitPair, VerdictChange } from './verdicts.ts';

/** What becomes of one rule. */
export interface RuleChange {
  readonly rule: string;
  /** The RuleID that it had before, where it had another. */
  readonly formerly: string | undefined;
  readonly what: 'added' | 'removed' | 'changed';
  /** The keys in which its logic differs; empty where only texts, settings or tests do. */
  readonly logic: readonly string[];
  readonly version: readonly [before: string | undefined, after: string | undefined];
  readonly span: Span | undefined;
  readonly units: readonly UnitChange[];
  readonly verdicts: readonly VerdictChange[];
  /** Test events that were asked. */
  readonly events: number;
}

/** What becomes of a rule in one home of one target in one environment. */
export interface UnitChange {
  readonly environment: string | undefined;
  readonly target: string;
  readonly logType: string;
  readonly home: string;
  /** `refused`: it was built, and is not any more, or never was: then it has no files. */
  readonly what: 'added' | 'removed' | 'changed' | 'refused';
  /** Of a refused one: why. */
  readonly why: readonly string[];
  readonly files: readonly FileChange[];
}

/** The units of both states of a rule, side by side, in the order of the new one. */
export function unitPairs(before: SideRule | undefined, after: SideRule | undefined): readonly UnitPair[] {
  const keyOf = ({ unit }: SideUnit): string =>
    [unit.environment ?? '', unit.target, unit.logType, unit.home].join('\0');
  const old = new Map((before?.units ?? []).map((one) => [keyOf(one), one]));
  const now = new Map((after?.units ?? []).map((one) => [keyOf(one), one]));
  // A unit that is refused may not know its home.
  const sameHome = (one: SideUnit): SideUnit | undefined =>
    [...old.values()].find(
      (was) =>
        !now.has(keyOf(was)) &&
        was.unit.environment === one.unit.environment &&
        was.unit.target === one.unit.target &&
        was.unit.logType === one.unit.logType,
    );
  const pairs = [...now].map(([key, one]) => ({ before: old.get(key) ?? sameHome(one), after: one }));
  const taken = new Set(pairs.map((pair) => pair.before));
  return [
    ...pairs,
    ...[...old.values()].filter((one) => !taken.has(one)).map((one) => ({ before: one, after: undefined })),
  ];
}

/** What differs of two units; nothing where they publish the same. */
export function unitChange({ before, after }: UnitPair): readonly UnitChange[] {
  const was = builtOf(before);
  const is = builtOf(after);
  const unit = (after ?? before)?.unit;
  if (unit === undefined) return [];
  const { environment, target, logType, home } = unit;
  const named = { environment, target, logType, home, why: [], files: [] };
  if (was === undefined && is === undefined) {
    // A rule that is new and refused, or refused for another reason, is told; one that stays so is not.
    const isNew = before === undefined && after?.unit.status === 'refused';
    return isNew ? [{ ...named, what: 'refused', why: reasonsOf(after?.unit) }] : [];
  }
  if (is === undefined && after?.unit.status === 'refused')
    return [{ ...named, what: 'refused', why: reasonsOf(after.unit) }];
  const files = fileChanges(was?.artifacts ?? [], is?.artifacts ?? []);
  if (files.length === 0) return [];
  return [{ ...named, what: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed', files }];
}

/** What differs of the logic of a rule, where both states of it are known. */
export function logicOf(before: SideRule | undefined, after: SideRule | undefined): readonly string[] {
  if (!before?.rule || !after?.rule) return [];
  const exceptions = before.exceptions === after.exceptions ? [] : ['exceptions'];
  return [...logicChanges(before.rule, after.rule), ...exceptions];
}

function builtOf(one: SideUnit | undefined): Unit | undefined {
  return one?.unit.status === 'built' ? one.unit : undefined;
}

function reasonsOf(unit: Unit | undefined): readonly string[] {
  return (unit?.diagnostics ?? []).filter(({ severity }) => severity === 'error').map(({ message }) => message);
}
