import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Artifact } from '../../src/targets/target.ts';
import { root } from '../support/project.ts';
import type { Fate } from './killed.ts';
import { mappingMutantsOf } from './mapping-mutants.ts';
import type { Line, Mutator } from './mutants.ts';
import { mutantsOf, withMutant } from './mutants.ts';
import { whySurvived } from './survivors.ts';
import type { Subject } from './units.ts';
import { judgesOf } from './units.ts';

/** A target's language, as faults are put into it. */
export interface Language {
  readonly target: string;
  readonly ending: string;
  readonly lines: (content: string) => readonly Line[];
  readonly mutators: readonly Mutator[];
  /** The least part of the mutants that must be killed. */
  readonly least: number;
}

/** Mutants of one kind that are judged, evenly spread over the rules. */
const mostOfKind = 40;

interface Tried {
  readonly kind: string;
  readonly rule: string;
  readonly what: string;
  /** Undefined where the fault changes nothing, or the rule is then refused: the same text is no mutant, and nothing ships of a refused one. */
  readonly judge: () => Fate | undefined;
}

/** Every fault that can be put into the texts, and into the mapping data, of a target's units. */
function* faultsOf(
  language: Language,
  subjects: readonly Subject[],
  target: Parameters<typeof mappingMutantsOf>[2],
): Generator<Tried> {
  const { ending, lines, mutators } = language;
  for (const subject of subjects) {
    const { unit, placed, project } = subject;
    const main = unit.artifacts.find(({ path }) => path.endsWith(ending));
    if (main === undefined) continue;
    for (const mutant of mutantsOf(lines(main.content), mutators)) {
      const ask = mutant.part === 'alert' ? subject.fateInTime : subject.fate;
      const what = `${mutant.before} → ${mutant.after ?? '(dropped)'}`;
      yield { kind: mutant.kind, rule: unit.rule, what, judge: () => ask(withMutant(unit.artifacts, mutant)) };
    }
    const own = logicOf(unit.artifacts, language);
    for (const { kind, what, compile } of mappingMutantsOf(unit, placed, target, project)) {
      const judge = (): Fate | undefined => {
        const artifacts = compile();
        return artifacts === undefined || logicOf(artifacts, language) === own ? undefined : subject.fate(artifacts);
      };
      yield { kind, rule: unit.rule, what, judge };
    }
  }
}

/** The lines of the condition alone: what a title or an output reads is not judged. */
function logicOf(artifacts: readonly Artifact[], { ending, lines }: Language): string {
  const main = artifacts.find(({ path }) => path.endsWith(ending));
  const logic = main === undefined ? [] : lines(main.content).filter(({ part }) => part !== 'alert');
  return logic.map(({ text }) => text).join('\n');
}

function grouped<T>(items: readonly T[], by: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

/**
 * Every so many of one kind, as many as there may be at most; then those between them, in place of those that turn out to be no mutants. Not
 * all: where a fault changes no text, thousands would be compiled for nothing.
 */
function spread(tried: readonly Tried[]): readonly Tried[] {
  const step = Math.max(1, tried.length / mostOfKind);
  const chosen = [0, 0.5, 0.25, 0.75].flatMap((shift) =>
    Array.from({ length: mostOfKind }, (_, i) => tried[Math.floor((i + shift) * step)]),
  );
  return [...new Set(chosen.filter((one) => one !== undefined))];
}

interface Survivor {
  readonly rule: string;
  readonly what: string;
  readonly why: string;
}

/** Judges mutants of one kind until enough are told. */
function judged(tried: readonly Tried[], target: string): { readonly made: number; readonly survivors: Survivor[] } {
  const survivors: Survivor[] = [];
  let made = 0;
  for (const { kind, rule, what, judge } of spread(tried)) {
    if (made === mostOfKind) break;
    const fate = judge();
    if (fate === undefined) continue;
    made += 1;
    if (fate === 'survived') survivors.push({ rule, what, why: whySurvived(target, kind, what) });
  }
  return { made, survivors };
}

const heading = `# What verification kills

One fault at a time is put into the text of a rule or into the mapping data, for the project's own rules and the golden cases; then
the text is verified as \`rulegen verify\` does. A mutant is killed by a finding of the text, by "not covered", by a difference of the
condition that no declared reason explains, or by alerts in time that none explains. At most ${mostOfKind} of a kind are tried.
Written by \`UPDATE_GOLDEN=1 npx vitest run test/mutation\`.
`;

/** The test that verification finds the faults in a target's texts; with UPDATE_GOLDEN it writes the target's part of the page. */
export function testFaults(language: Language): void {
  const measure = async (): Promise<void> => {
    const { judges, rejected, target } = await judgesOf(language.target);
    expect(rejected).toEqual([]);
    const kinds = grouped([...faultsOf(language, judges, target)], ({ kind }) => kind);
    const rows = new Map([...kinds].map(([kind, tried]) => [kind, judged(tried, language.target)] as const));
    const made = [...rows.values()].reduce((sum, row) => sum + row.made, 0);
    const survivors = [...rows].flatMap(([kind, row]) => row.survivors.map((one) => ({ kind, ...one })));
    if (process.env['UPDATE_GOLDEN'] === '1')
      writePart(language.target, tableOf(language.target, rows, made, survivors.length));
    expect(made).toBeGreaterThan(300);
    expect(
      (made - survivors.length) / made,
      survivors.map((s) => `${s.kind}: ${s.rule}: ${s.what}`).join('\n'),
    ).toBeGreaterThanOrEqual(language.least);
  };
  test(`faults in ${language.target} are found`, measure, 1_200_000);
}

/** Puts a target's table in place of its last one. */
function writePart(target: string, table: string): void {
  const path = join(root, 'docs/mutation.md');
  const [, ...parts] = readFileSync(path, 'utf8').split(/^(?=## )/m);
  const isOwn = (part: string): boolean => part.startsWith(`## ${target}:`);
  const kept = parts.some(isOwn) ? parts.map((part) => (isOwn(part) ? table : part)) : [...parts, table];
  writeFileSync(
    path,
    [heading, ...kept]
      .map((part) => part.trimEnd())
      .join('\n\n')
      .concat('\n'),
  );
}

function tableOf(
  name: string,
  rows: ReadonlyMap<string, { readonly made: number; readonly survivors: readonly Survivor[] }>,
  made: number,
  survived: number,
): string {
  const lines = [...rows]
    .filter(([, { made: some }]) => some > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, row]) => {
      const whys = [...grouped(row.survivors, ({ why }) => why)].map(([why, list]) => `${list.length}: ${why}`);
      return `| ${kind} | ${row.made} | ${row.made - row.survivors.length} | ${whys.join(' · ')} |`;
    });
  return [
    `## ${name}: ${made - survived} of ${made}`,
    '',
    '| fault | made | killed | survivors, and why |',
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}
