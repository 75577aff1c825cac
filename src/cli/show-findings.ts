import { visible } from '../diagnostics/code-frame.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { plainFinding, printGithub, printSarif } from '../diagnostics/print-machine.ts';
import { printTerminal } from '../diagnostics/print-terminal.ts';
import { placeOf } from '../diagnostics/report.ts';
import { toolVersion } from '../project/package-root.ts';
import type { Terminal } from './terminal.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/** More findings than this are shown on one line each. */
export const many = 40;

/** Prints findings and, where the format has a place for it, a summary. JSON and SARIF go to standard output alone. */
export function showFindings(
  found: readonly Diagnostic[],
  format: Format,
  terminal: Terminal,
  summary: Readonly<Record<string, unknown>>,
  text: string,
): void {
  terminal.clearProgress();
  switch (format) {
    case 'text': {
      if (found.length > many) terminal.note(`${briefFindings(found)}\n`);
      else if (found.length > 0) terminal.note(`${printTerminal(found, terminal.paint, terminal.width)}\n`);
      terminal.print(text);
      break;
    }
    case 'json':
      terminal.print(JSON.stringify({ summary, diagnostics: found.map(plainFinding) }, null, 2));
      break;
    case 'sarif':
      terminal.print(printSarif(found, toolVersion()));
      break;
    case 'github':
      if (found.length > 0) terminal.print(printGithub(found));
      terminal.print(text);
      break;
  }
}

/** How many findings of each code there are, then each on one line. */
function briefFindings(found: readonly Diagnostic[]): string {
  const counts = new Map<string, number>();
  for (const { severity, code } of found) {
    const kind = `${severity}[${code}]`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const counted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([kind, n]) => `${n} × ${kind}`);
  const hint = 'Why each matters and how to mend it is told for fewer rules at once, and with --format json.';
  return [...counted, '', ...found.map(oneLine), '', hint].join('\n');
}

/** A finding on one line. */
export function oneLine(found: Diagnostic): string {
  const target = found.target === undefined ? '' : ` ${found.target}`;
  return visible(`${placeOf(found)} ${found.severity}[${found.code}]${target} ${found.message}`.trim());
}

/** Prints findings beside a command's own output, on standard error. */
export function showProblems(found: readonly Diagnostic[], terminal: Terminal): void {
  const told = found.filter((one) => one.severity !== 'info');
  if (told.length > 0) terminal.note(printTerminal(told, terminal.paint, terminal.width));
}

/** `2 errors, 1 warning`; empty where there is nothing to say. */
export function countText(found: readonly Diagnostic[]): string {
  const parts = (['error', 'warning'] as const).flatMap((severity) => {
    const count = found.filter((d) => d.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return parts.join(', ');
}
