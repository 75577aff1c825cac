import { isScalar } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import type { Rule, RuleTest } from '../../ir/rule.ts';
import { printVisibly } from '../../ir/syntax.ts';
import { readRule } from '../rule-file.ts';
import type { OpenMapping } from '../yaml-edit.ts';
import { editMapping, openMapping } from '../yaml-edit.ts';
import type { WrittenKey } from './keys.ts';
import { keysOf } from './keys.ts';
import { plainRule } from './plain-rule.ts';
import { differences } from './same-rule.ts';
import { namesOfMocked, withoutMocks } from './tests.ts';
import { printedSize } from './tree-size.ts';

/** A rule that was read from Panther's YAML and Python. */
export interface RuleToWrite {
  readonly rule: Rule;
  readonly file: SourceFile;
  readonly sidecar: SourceFile | undefined;
  /** What else the file shall say that the rule lacks, a line each. */
  readonly notes: readonly string[];
  /** Whether a written rule gives the verdict that one of its tests expects. */
  readonly passes: (rule: Rule, test: RuleTest) => boolean;
}

/** The files of a rule without Python. */
export interface WrittenRule {
  readonly text: string;
  readonly sidecar: string | undefined;
  /** The written text, read back. */
  readonly rule: Rule;
  /** Tests whose mocks are gone, and tests that are gone with them. */
  readonly unmocked: readonly string[];
  readonly leftOut: readonly string[];
}

/** Why a rule cannot be written: half a sentence. */
export interface Unwritable {
  readonly problem: string;
  readonly found: readonly Diagnostic[];
}

/** Nodes that a rule may print: a text of some 500 kB, which nobody reads. */
const mostNodes = 20_000;

/**
 * The rule's YAML with its detection and alert as keys instead of `Filename`; whatever else stands in it stays byte for byte.
 * The text is read back and must mean the same.
 */
export function writeRule(given: RuleToWrite): WrittenRule | Unwritable {
  const from = { ...given, rule: plainRule(given.rule) };
  const size = printedSize(from.rule);
  if (size > mostNodes)
    return unwritable(`its condition and alert would have ${size} parts as a table; at most ${mostNodes} can be read`);
  const open = openMapping(from.file.text);
  const beside = from.sidecar && openMapping(from.sidecar.text);
  if (open === undefined) return unwritable('its file holds no mapping');
  const keys = keysOf(from.rule);
  const there = new Set([...open.pairs, ...(beside?.pairs ?? [])].map(({ key }) => key));
  // What the YAML says itself stays as it is written, unless the Python says otherwise.
  const sparing = attempt(
    from,
    open,
    beside,
    keys.filter(([key]) => !there.has(key)),
  );
  if ('text' in sparing) return sparing;
  return attempt(from, open, beside, [...keys, ...severityOf(from.rule, open)]);
}

/** The static severity, where the Python has another. */
function severityOf({ alert }: Rule, open: OpenMapping): WrittenKey[] {
  const value = open.pairs.find(({ key }) => key === 'Severity')?.value;
  const { otherwise } = alert.severity;
  return isScalar(value) && value.value === otherwise ? [] : [['Severity', otherwise]];
}

function attempt(
  from: RuleToWrite,
  open: OpenMapping,
  beside: OpenMapping | undefined,
  set: readonly WrittenKey[],
): WrittenRule | Unwritable {
  const mocked = namesOfMocked(open);
  const kept = settle(from, open, beside, set, new Set());
  if (!('text' in kept) || mocked.length === 0) return kept;
  const failing = kept.rule.tests.filter((test) => mocked.includes(test.name) && !from.passes(kept.rule, test));
  const leftOut = new Set(failing.map(({ name }) => name));
  return leftOut.size === 0 ? kept : settle(from, open, beside, set, leftOut);
}

function settle(
  from: RuleToWrite,
  open: OpenMapping,
  beside: OpenMapping | undefined,
  set: readonly WrittenKey[],
  leftOut: ReadonlySet<string>,
): WrittenRule | Unwritable {
  const changes = {
    remove: ['Filename'],
    before: 'Tests',
    comment: [...from.notes.map(visibleLine), ...commentOf(from.rule)],
  };
  const text = editMapping(open, { ...changes, set, inside: withoutMocks(open, leftOut) });
  const moved = set.map(([key]) => key).filter((key) => beside?.pairs.some((pair) => pair.key === key));
  const sidecar = beside && editMapping(beside, { set: [], remove: moved, before: '', comment: [], inside: [] });
  if (text === undefined || (beside !== undefined && sidecar === undefined))
    return unwritable('its YAML is laid out in a way that cannot be edited key by key');
  const found: Diagnostic[] = [];
  const input = {
    file: { path: from.file.path, text },
    sidecar: from.sidecar && { path: from.sidecar.path, text: sidecar ?? '' },
    withTests: true,
  };
  const rule = readRule(input, (one) => found.push(one));
  if (rule === undefined) return unwritable('what was written cannot be read', found);
  const differ = differences(from.rule, rule);
  if (differ.length > 0) return unwritable(`${differ.join(', ')} would not mean the same`, found);
  const unmocked = namesOfMocked(open).filter((name) => !leftOut.has(name));
  return { text, sidecar, rule, unmocked, leftOut: [...leftOut] };
}

function commentOf({ losses }: Rule): string[] {
  if (losses === undefined || losses.length === 0) return [];
  return [
    'Not all of the Python could be said: this matches more. Losses lists what is left out; each target needs a waiver.',
  ];
}

/** A text as the rest of a comment line. */
function visibleLine(text: string): string {
  return printVisibly(text).slice(1, -1).replaceAll('\\"', '"');
}

function unwritable(problem: string, found: readonly Diagnostic[] = []): Unwritable {
  return { problem, found };
}
