import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeOf as findingPlace } from '../diagnostics/report.ts';
import { markdownTable } from '../docs/markdown-table.ts';
import type { RuleChange, UnitChange } from '../project/diff/changes.ts';
import type { ProjectDiff } from '../project/diff/diff-project.ts';
import { grouped } from './diff-text.ts';
import { headline, placeOf, summary, talliesOf, verdictLines } from './diff-words.ts';
import { code, escaped, fenced, fitted, longestComment } from './markdown.ts';

const longestLine = 300;

/** A comparison as a comment on a change: first what matters, then the texts as far as they fit. */
export function diffMarkdown(diff: ProjectDiff, found: readonly Diagnostic[]): string {
  const tallies = talliesOf(diff);
  const rows = tallies.map(({ environment, target, added, removed, changed, refused, verdicts }) => [
    ...(environment === undefined ? [target] : [`${code(environment)} ${target}`]),
    ...[added, removed, changed, refused, verdicts].map((n) => (n === 0 ? '' : String(n))),
  ]);
  const head = [
    '### What this changes in the SIEMs',
    escaped(summary(diff)),
    ...found.filter(({ severity }) => severity !== 'info').map(finding),
    ...(rows.length > 0 ? [markdownTable(['', 'added', 'removed', 'changed', 'refused', 'test events'], rows)] : []),
  ];
  const verdicts = diff.changes.filter((change) => change.verdicts.length > 0).map(verdictBlock);
  const texts = diff.changes.map(textBlock);
  return `${fitted([...fitted(head, longestComment / 3), ...verdicts, ...texts], longestComment).join('\n\n')}\n`;
}

function finding(one: Diagnostic): string {
  return `- **${one.severity}** ${code(findingPlace(one) || (one.rule ?? 'rulegen'))} ${escaped(one.message)}`;
}

function verdictBlock(change: RuleChange): string {
  const lines = change.verdicts.map((one) => {
    const where = one.environment === undefined ? '' : ` in ${code(one.environment)}`;
    const whose = one.of === 'before' ? 'former test' : 'test';
    return `- ${whose} ${code(one.test)}${where}: ${verdictLines(one).map(escaped).join('; ')}`;
  });
  return [`**${code(change.rule)}** answers otherwise:`, ...lines.slice(0, 20), ...more(lines.length - 20)].join('\n');
}

function more(count: number): readonly string[] {
  return count > 0 ? [`- … and ${count} more`] : [];
}

function textBlock(change: RuleChange): string {
  const parts = grouped(change.units).map(({ unit, also }) => unitBlock(unit, also));
  return [`<details><summary>${html(headline(change))}</summary>`, ...parts, '</details>'].join('\n\n');
}

function unitBlock(unit: UnitChange, also: readonly string[]): string {
  const where = also.length === 0 ? '' : `, also in ${also.map(code).join(', ')}`;
  const why = unit.why.map((one) => `- ${escaped(one)}`);
  const files = unit.files.map(({ path, what, added, removed, hunks }) => {
    const text = hunks.map((hunk) => hunk.map((line) => cut(line, longestLine)).join('\n')).join('\n@@\n');
    const told = `${code(path)} ${what}${what === 'changed' ? ` +${added} −${removed}` : ''}`;
    return text === '' ? told : `${told}\n${fenced(text)}`;
  });
  return [`${code(placeOf(unit))} ${unit.what}${where}`, ...why, ...files].join('\n\n');
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '@\u200b');
}
