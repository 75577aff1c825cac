import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { wildcardMatches, wildcardToRegex } from '../../src/regex/index.ts';
import { readRows } from './python-tables.ts';

const rows = readRows('./python-wildcard.jsonl');
// The last row holds all the texts that were asked.
const texts = (rows.at(-1)?.[1] ?? []) as string[];
const patterns = rows.slice(0, -1) as [string, string[]][];

describe.each(patterns)("the wildcard %j matches what Python's does", (pattern, hits) => {
  test('by itself', () => {
    expect(texts.filter((text) => wildcardMatches(pattern, text))).toEqual(hits);
  });

  test('as a regex of RE2', () => {
    const regex = wildcardToRegex(pattern, { ignoreCase: false, to: 're2' });
    const compiled = 'pattern' in regex ? RE2JS.compile(regex.pattern) : undefined;
    expect(texts.filter((text) => compiled?.matcher(text).find())).toEqual(hits);
  });

  test('as a regex of JavaScript', () => {
    const regex = wildcardToRegex(pattern, { ignoreCase: false, to: 'js' });
    const compiled = 'pattern' in regex ? new RegExp(regex.pattern, 'u') : undefined;
    expect(texts.filter((text) => compiled?.test(text))).toEqual(hits);
  });
});

describe('wildcards', () => {
  test('ignoring case', () => {
    expect(wildcardMatches('*.EXE', 'a.exe', true)).toBe(true);
    expect(wildcardMatches('[A-C]x', 'bX', true)).toBe(true);
    expect(wildcardMatches('[!A]', 'a', true)).toBe(false);
    expect(wildcardMatches('*.EXE', 'a.exe')).toBe(false);
  });

  test('runs at the ends need no anchors', () => {
    const write = (pattern: string) => wildcardToRegex(pattern, { ignoreCase: false, to: 'rust' });
    expect(write('*foo*')).toMatchObject({ pattern: 'foo' });
    expect(write('foo*')).toMatchObject({ pattern: '^foo' });
    expect(write('*foo')).toMatchObject({ pattern: 'foo\\z' });
    expect(write('a*b?')).toMatchObject({ pattern: '(?s)^a.*b.\\z' });
    expect(write('*')).toMatchObject({ pattern: '' });
  });

  test('hostile patterns end', () => {
    expect(wildcardMatches(`${'*a'.repeat(100)}*b`, 'a'.repeat(20_000))).toBe(false);
    expect(wildcardMatches('*'.repeat(10_000), 'a'.repeat(10_000))).toBe(true);
  });
});
