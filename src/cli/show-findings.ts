import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { plainFinding, printGithub, printSarif } from '../diagnostics/print-machine.ts';
import { printTerminal } from '../diagnostics/print-terminal.ts';
import { toolVersion } from '../project/package-root.ts';
import type { Terminal } from './terminal.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

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
      if (found.length > 0) terminal.note(`${printTerminal(found, terminal.paint, terminal.width)}\n`);
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
