import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeOf as findingPlace } from '../diagnostics/report.ts';
import { markdownTable } from '../docs/markdown-table.ts';
import type { RuleChange, UnitChange } from '../project/diff/changes.ts';
import type { ProjectDiff } from '../project/diff/diff-project.ts';
import { grouped } from './diff-text.ts';
import { headline, placeOf, summary, talliesOf, verdictLines } from './diff-words.ts';

/** A comment on GitHub may have 65,536 characters. https://docs.github.com/en/rest/issues/comments */
const most = 60_000;
const longestLine = 300;
const longestDiff = 12_000;

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
  return `${fitting(fitting(head, [], most / 3), [...verdicts, ...texts], most).join('\n\n')}\n`;
}

/** As many blocks as fit, and how many do not. */
function fitting(before: readonly string[], blocks: readonly string[], room: number): readonly string[] {
  const kept: string[] = [];
  let size = 0;
  const all = blocks.length === 0 ? before : [...before, ...blocks];
  for (const block of all) {
    if (size + block.length > room - 200) {
      const left = all.length - kept.length;
      return [...kept, `… and ${left} more ${left === 1 ? 'part' : 'parts'}: \`rulegen diff\` shows them.`];
    }
    kept.push(block);
    size += block.length + 2;
  }
  return kept;
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
    return text === '' ? told : `${told}\n${fenced(cut(text, longestDiff))}`;
  });
  return [`${code(placeOf(unit))} ${unit.what}${where}`, ...why, ...files].join('\n\n');
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** A block of code whose fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}diff\n${text}\n${fence}`;
}

/** Text of a rule as code: on one line, no backtick of it ends the span. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ')}\``;
}

/** Text of a rule that shall be no markup and ping nobody. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '@\u200b');
}
