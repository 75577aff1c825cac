import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Condition } from '../../ir/condition.ts';
import type { Value } from '../../ir/value.ts';
import type { Placed } from '../placed.ts';
import { readBlock } from './condition.ts';
import type { Scope } from './cursor.ts';
import { Cursor } from './cursor.ts';
import { Findings } from './findings.ts';
import { lex } from './lexer.ts';
import { failTrailingValue } from './template.ts';
import { readValue } from './value.ts';

export { parseKeyPath } from './key-path.ts';
export { parseTemplate } from './template.ts';

/**
 * Reads a condition table. Every finding of the whole table is reported, in order; undefined where there was any.
 * `inside`: how many lists' elements the table may speak of from the start (a mapping's condition on an element: 1).
 */
export function parseTable(source: Placed, report: Report, inside = 0): Condition | undefined {
  return parse(source, report, inside, 'condition', (cursor, scope) => readBlock(cursor, scope));
}

/** Reads one value of the table's grammar: `actor.alternateId`, `first(target, type eq "User").id`. Undefined after findings. */
export function parseValue(source: Placed, report: Report, inside = 0): Value | undefined {
  return parse(source, report, inside, 'value', (cursor, scope) => {
    const value = readValue(cursor, scope);
    if (value !== undefined && cursor.peek().kind !== 'end') failTrailingValue(cursor);
    return value;
  });
}

function parse<T>(
  source: Placed,
  report: Report,
  inside: number,
  what: 'condition' | 'value',
  read: (cursor: Cursor, scope: Scope) => T | undefined,
): T | undefined {
  const findings = new Findings(source);
  const { tokens } = lex(source.text, findings);
  const cursor = new Cursor(source.text, tokens, findings);
  if (cursor.peek().kind === 'end') findings.add('table-empty', { what }, 0, source.text.length);
  const result = cursor.peek().kind === 'end' ? undefined : read(cursor, { inside, closers: '' });
  return findings.report(report) ? result : undefined;
}
