import type { Code, Parameters } from '../../diagnostics/catalogue.ts';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { Placed } from '../placed.ts';
import { placedSpan } from '../placed.ts';

/** What was found wrong in one text, gathered so that it is reported in the order of the text. */
export class Findings {
  private readonly found: Diagnostic[] = [];
  private closed = false;
  private readonly source: Placed;

  constructor(source: Placed) {
    this.source = source;
  }

  get count(): number {
    return this.found.length;
  }

  add<C extends Code>(code: C, parameters: Parameters<C>, start: number, end: number): void {
    this.addAt(this.span(start, end), code, parameters);
  }

  /** Adds a finding at a place in the file. */
  addAt<C extends Code>(span: Span | undefined, code: C, parameters: Parameters<C>): void {
    if (!this.closed) this.found.push(diagnostic(code, parameters, { span }));
  }

  /** Ignores everything that is added from now on. */
  close(): void {
    this.closed = true;
  }

  /** Forgets what was added since `count` was that number. */
  forget(since: number): void {
    this.found.length = Math.min(this.found.length, since);
  }

  span(start: number, end: number): Span {
    return placedSpan(this.source, start, end);
  }

  /** Reports everything and answers whether there was nothing. */
  report(report: Report): boolean {
    const place = (one: Diagnostic): number => one.span?.start ?? 0;
    for (const one of this.found.toSorted((a, b) => place(a) - place(b))) report(one);
    return this.found.length === 0;
  }
}
