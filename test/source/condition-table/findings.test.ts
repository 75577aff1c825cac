import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../../src/diagnostics/source.ts';
import { readTable } from './placed.ts';

const folder = new URL('bad/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.table'));

describe('what is wrong with a table, in one pass', () => {
  for (const name of names) {
    test(name, async () => {
      const { condition, found } = readTable(readFileSync(new URL(name, folder), 'utf8'));
      expect(condition).toBeUndefined();
      await expect(found.map(show).join('')).toMatchFileSnapshot(
        new URL(name.replace('.table', '.txt'), folder).pathname,
      );
    });
  }

  test('every case has its expectation, and the reverse', () => {
    const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    expect(texts.map((name) => name.replace('.txt', '.table'))).toEqual(names);
  });
});

function show({ code, message, fix, span }: Diagnostic): string {
  if (span === undefined) return `${code} has no place\n`;
  const { line, column } = positionOf(span.file, span.start);
  const text = JSON.stringify(span.file.text.slice(span.start, span.end));
  return `${line}:${column} ${text} ${code}\n    ${message}\n    ${fix}\n`;
}
