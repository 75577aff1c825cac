import type { Diagnostic, Report, Severity } from './diagnostic.ts';
import { positionOf } from './source.ts';

/** Collects findings; the same finding at the same place is kept once. */
export class Findings {
  private readonly seen = new Set<string>();
  private readonly kept: Diagnostic[] = [];

  readonly report: Report = (found) => {
    const mark = [
      found.code,
      found.target ?? '',
      found.span?.file.path ?? '',
      found.span?.start ?? '',
      found.message,
    ].join('\u0000');
    if (this.seen.has(mark)) return;
    this.seen.add(mark);
    this.kept.push(found);
  };

  /** By file, then place, then code: the same on every run. */
  get sorted(): readonly Diagnostic[] {
    return [...this.kept].sort(byPlace);
  }

  count(severity: Severity): number {
    return this.kept.filter((d) => d.severity === severity).length;
  }
}

/** Orders findings by file, offset, code and target. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.span?.file.path ?? '', b.span?.file.path ?? '') ||
    (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
    compare(a.code, b.code) ||
    compare(a.target ?? '', b.target ?? '') ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `rules/okta/x.yml:12:5`, or the empty text where a finding belongs to no file. */
export function placeOf(found: Diagnostic): string {
  if (!found.span) return '';
  const { line, column } = positionOf(found.span.file, found.span.start);
  return `${found.span.file.path}:${line}:${column}`;
}
