import { basename, dirname, resolve } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { RuleLine } from './rule-report.ts';
import { printReportJson, printReportMarkdown } from './rule-report.ts';
import { writeInside } from './write-output.ts';

/** Writes what became of each rule to a file: Markdown where its name ends in `.md`, else JSON. */
export function writeReport(path: string, title: string, lines: readonly RuleLine[], report: Report): void {
  const text = path.endsWith('.md') ? printReportMarkdown(title, lines) : printReportJson(lines);
  writeInside(dirname(resolve(path)), basename(path), text, report);
}
