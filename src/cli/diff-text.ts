import type { Paint } from '../diagnostics/code-frame.ts';
import { visible } from '../diagnostics/code-frame.ts';
import type { RuleChange, UnitChange } from '../project/diff/changes.ts';
import type { ProjectDiff } from '../project/diff/diff-project.ts';
import { headline, placeOf, summary, talliesOf, verdictLines } from './diff-words.ts';
import { fold } from './fold.ts';
import { table } from './table.ts';

/** A comparison for people at a terminal. Lines of texts that are wider than it are cut, not wrapped. */
export function diffText(diff: ProjectDiff, width: number, paint: Paint): string {
  const blocks = diff.changes.map((change) => ruleText(change, width, paint).join('\n'));
  const tallies = talliesOf(diff);
  const counts = tallies.length > 0 ? [tallyTable(tallies)] : [];
  return [...blocks, ...counts, fold(summary(diff), width, 2)].join('\n\n');
}

function tallyTable(tallies: ReturnType<typeof talliesOf>): string {
  const head = ['', 'added', 'removed', 'changed', 'refused', 'events'];
  const rows = tallies.map(({ environment, target, added, removed, changed, refused, verdicts }) => [
    environment === undefined ? target : `${environment} ${target}`,
    ...[added, removed, changed, refused, verdicts].map((n) => (n === 0 ? '·' : String(n))),
  ]);
  return table(head, rows, 'text');
}

function ruleText(change: RuleChange, width: number, paint: Paint): readonly string[] {
  return [
    paint.bold(fold(visible(headline(change)), width, 2)),
    ...change.verdicts.flatMap((one) => [
      fold(
        visible(`  ${one.of === 'before' ? 'former test' : 'test'} "${one.test}"${inWhich(one.environment)}`),
        width,
        4,
      ),
      ...verdictLines(one).map((line) => `    ${line}`),
    ]),
    ...grouped(change.units).flatMap(({ unit, also }) => unitText(unit, also, width, paint)),
  ];
}

function inWhich(environment: string | undefined): string {
  return environment === undefined ? '' : ` in ${environment}`;
}

/** Units whose texts change in the same way in several environments are shown once. */
export function grouped(units: readonly UnitChange[]): readonly { unit: UnitChange; also: readonly string[] }[] {
  const groups = new Map<string, { unit: UnitChange; also: string[] }>();
  for (const unit of units) {
    const { environment, ...same } = unit;
    const key = JSON.stringify(same);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { unit, also: [] });
    else group.also.push(environment ?? '');
  }
  return [...groups.values()];
}

function unitText(unit: UnitChange, also: readonly string[], width: number, paint: Paint): readonly string[] {
  const more = also.length === 0 ? '' : ` (also in ${also.join(', ')})`;
  const lines = unit.files.flatMap(({ path, what, added, removed, hunks }) => [
    `    ${path} ${what}${what === 'changed' ? ` +${added} -${removed}` : ''}`,
    ...hunks.flatMap((hunk, i) => [...(i > 0 ? ['      …'] : []), ...hunk.map((line) => hunkLine(line, width, paint))]),
  ]);
  return [
    fold(`  ${placeOf(unit)} ${unit.what}${more}`, width, 4),
    ...unit.why.map((why) => fold(visible(`    ${why}`), width, 6)),
    ...lines,
  ];
}

/** A line of a text that differs, as far as it fits. */
export function hunkLine(line: string, width: number, paint: Paint): string {
  const text = visible(line);
  const cut = text.length + 6 > width ? `${text.slice(0, width - 7)}…` : text;
  const painted = line.startsWith('+') ? paint.green(cut) : line.startsWith('-') ? paint.red(cut) : cut;
  return `      ${painted}`;
}
