import { visible } from '../diagnostics/code-frame.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { plainFinding } from '../diagnostics/print-machine.ts';
import { markdownTable } from '../docs/markdown-table.ts';
import { unknownChoices } from '../project/choices.ts';
import type { Drift, DriftReport } from '../project/drift/find-drift.ts';
import { findDrift } from '../project/drift/find-drift.ts';
import type { DiffOptions } from './diff.ts';
import { hunkLine } from './diff-text.ts';
import { exitCode } from './exit.ts';
import { fold } from './fold.ts';
import { cellOf, fenced, fitted, longestComment } from './markdown.ts';
import { codeFor, openSession, type Session } from './session.ts';
import { showProblems } from './show-findings.ts';
import type { Terminal } from './terminal.ts';

/** `rulegen diff --deployed FOLDER`. */
export async function runDrift(folder: string, options: DiffOptions): Promise<void> {
  const session = openSession(options);
  const { project, findings, terminal, broken } = session;
  const choices = { targets: options.target ?? [], environments: options.environment ?? [] };
  unknownChoices(choices, project).forEach(findings.report);
  const names = project.config.environments.map(({ name }) => name);
  if (names.length > 0 && choices.environments.length !== 1)
    findings.report(
      diagnostic('wrong-usage', { detail: `An export is of one environment: name it with -e (${names.join(', ')}).` }),
    );
  if (broken || findings.count('error') > 0) {
    showProblems(findings.sorted, terminal);
    process.exitCode = exitCode.usage;
    return;
  }
  const found = await findDrift(folder, choices, project, findings.report);
  terminal.print(shownAs(options.format, found, session));
  showProblems(findings.sorted, terminal);
  const differs = found.drifts.some(({ what }) => what !== 'extra' || options.strict === true);
  process.exitCode = Math.max(codeFor(findings.sorted), differs ? exitCode.findings : exitCode.good);
}

function shownAs(format: DiffOptions['format'], found: DriftReport, { findings, terminal }: Session): string {
  switch (format) {
    case 'text':
      return driftText(found, terminal);
    case 'markdown':
      return driftMarkdown(found);
    case 'json':
      return JSON.stringify({ ...plainDrift(found), diagnostics: findings.sorted.map(plainFinding) }, null, 2);
  }
}

/** What `diff --deployed --format json` prints: schemas/drift.schema.json. */
function plainDrift({ folder, counts, drifts }: DriftReport): Readonly<Record<string, unknown>> {
  return {
    folder,
    counts,
    drifts: drifts.map(({ rule, path, settings, ...one }) => ({
      rule: rule ?? null,
      path: path ?? null,
      settings: settings.map(({ key, ours, deployed }) => ({ key, ours: ours ?? null, deployed: deployed ?? null })),
      ...one,
    })),
  };
}

function driftText(found: DriftReport, { width, paint }: Terminal): string {
  const blocks = found.drifts
    .filter(({ what }) => what !== 'extra')
    .map((drift) =>
      [
        paint.bold(fold(visible(headline(drift)), width, 2)),
        ...drift.settings.map((one) => fold(visible(`  ${settingText(one)}`), width, 4)),
        ...drift.hunks.flatMap((hunk, i) => [
          ...(i > 0 ? ['      …'] : []),
          ...hunk.map((line) => hunkLine(line, width, paint)),
        ]),
      ].join('\n'),
    );
  const extra = found.drifts
    .filter(({ what }) => what === 'extra')
    .map((one) => fold(visible(headline(one)), width, 2));
  return [...blocks, ...(extra.length > 0 ? [extra.join('\n')] : []), fold(summary(found), width, 2)].join('\n\n');
}

function driftMarkdown(found: DriftReport): string {
  const rows = found.drifts.map((drift) => [
    cellOf(drift.target),
    cellOf(drift.rule ?? drift.name),
    drift.what,
    drift.settings.map((one) => cellOf(settingText(one))).join(', '),
  ]);
  const texts = found.drifts
    .filter(({ hunks }) => hunks.length > 0)
    .map(
      ({ rule, target, hunks }) =>
        `${cellOf(`${target} ${rule ?? ''}`)}\n${fenced(hunks.map((h) => h.join('\n')).join('\n@@\n'))}`,
    );
  const head = ['### What runs and what the rules say', cellOf(summary(found))];
  const tables = rows.length > 0 ? [markdownTable(['', 'rule', '', 'settings'], rows)] : [];
  return `${fitted([...head, ...tables, ...texts], longestComment).join('\n\n')}\n`;
}

function headline({ target, rule, name, what, path }: Drift): string {
  switch (what) {
    case 'missing':
      return `${target}: ${rule} is not deployed (${name})`;
    case 'extra':
      return `${target}: "${name}" runs and is none of these rules (${path})`;
    case 'changed':
      return `${target}: ${rule} differs (${path})`;
  }
}

function settingText({ key, ours, deployed }: Drift['settings'][number]): string {
  return `${key}: ${ours ?? 'not set'} → ${deployed ?? 'not set'}`;
}

function summary({ folder, drifts, counts }: DriftReport): string {
  const count = (what: Drift['what']): number => drifts.filter((one) => one.what === what).length;
  const compared = counts.map(({ target, ours, deployed }) => `${target} ${ours} against ${deployed}`).join(', ');
  const parts = [`${count('missing')} missing`, `${count('changed')} changed`, `${count('extra')} extra`];
  return `${folder}: ${compared === '' ? 'nothing was compared' : `${compared} deployed`}; ${parts.join(', ')}.`;
}
