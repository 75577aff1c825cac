import { readFileSync } from 'node:fs';
import type { RegexFlag } from '../../src/regex/index.ts';

/** What Python answers, as `generate.py` wrote it down. */
export interface RegexRow {
  readonly pattern: string;
  readonly flags: readonly RegexFlag[];
  readonly ignoreCase: boolean;
  readonly text: string;
  readonly matches: boolean;
}

export interface ErrorRow {
  readonly pattern: string;
  readonly error: string;
  /** In code points; absent where Python gives none. */
  readonly at: number | undefined;
}

/** The rows of a table of JSON lines beside this file. */
export function readRows(path: string): unknown[][] {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown[]);
}

const rows = readRows('./python-regex.jsonl');

export const regexRows: readonly RegexRow[] = rows
  .filter((row) => row.length === 5)
  .map((row) => {
    const [pattern, letters, mode, text, matches] = row as [string, string, string, string, boolean];
    const flags = [...letters.replace('i', ''), ...(mode === 'search' ? [] : [mode])] as RegexFlag[];
    return { pattern, flags, ignoreCase: letters.includes('i'), text, matches };
  });

export const errorRows: readonly ErrorRow[] = rows
  .filter((row) => row.length === 3)
  .map((row) => {
    const [pattern, error, at] = row as [string, string, number | null];
    return { pattern, error, at: at ?? undefined };
  });
