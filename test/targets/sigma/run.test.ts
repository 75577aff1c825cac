import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { runner } from '../../../src/targets/sigma/runner.ts';
import { storeOf } from './build.ts';

function fileOf(detection: string): string {
  return `title: A Rule of Ours\nlogsource: { product: acme }\ndetection:\n${detection.replace(/^/gm, '    ')}\n`;
}

function readText(content: string) {
  return runner.read([{ path: 'rule.yml', kind: 'sigma-rule', content }], storeOf({ profile: 'spec' }));
}

function matches(detection: string, event: JsonObject): boolean {
  const program = readText(fileOf(detection));
  if (isNotCovered(program)) throw new Error(`${program.construct} at ${program.line}:${program.column}`);
  return program.matches(event);
}

const on = (item: string): string => `selection:\n    ${item}\ncondition: selection`;

describe('detections', () => {
  it.each<[item: string, event: JsonObject, holds: boolean]>([
    ["f: 'abc'", { f: 'ABC' }, true],
    ["f|cased: 'abc'", { f: 'ABC' }, false],
    ["f: 'a*c'", { f: 'abbc' }, true],
    ["f: 'a?c'", { f: 'abbc' }, false],
    ["f: 'a\\*c'", { f: 'abc' }, false],
    ["f: 'a\\*c'", { f: 'a*c' }, true],
    ["f: '\\\\srv'", { f: '\\srv' }, true],
    ["f: 'a\\b'", { f: 'a\\b' }, true],
    ["f|contains: 'b'", { f: 'aBc' }, true],
    ["f|startswith: 'b'", { f: 'abc' }, false],
    ["f|contains|all: ['a', 'c']", { f: 'abc' }, true],
    ["f|contains|all: ['a', 'x']", { f: 'abc' }, false],
    ["f|re: 'b.d'", { f: 'abcde' }, true],
    ["f|re: 'B'", { f: 'abc' }, false],
    ["f|re|i: 'B'", { f: 'abc' }, true],
    ['f: null', {}, true],
    ['f: null', { f: null }, true],
    ['f: null', { f: '' }, false],
    ['f|exists: false', { f: null }, false],
    ['f|exists: false', {}, true],
    ['f: []', {}, true],
    ['f: 5', { f: 5n }, true],
    ['f: 5', { f: 5 }, true],
    ['f: 5', { f: '5' }, true],
    ['f: true', { f: 'True' }, true],
    ['f|gte: 5', { f: 5n }, true],
    ['f|lt: 5', { f: 5n }, false],
    ["f|cidr: '10.0.0.0/8'", { f: '10.1.2.3' }, true],
    ["a.b: 'x'", { a: { b: 'x' } }, true],
    ["a.b: 'x'", { a: [{ b: 'y' }, { b: 'x' }] }, true],
    ["A.b: 'x'", { a: { b: 'x' } }, false],
    ["f: 'x'", { f: ['y', 'x'] }, true],
    ["f|neq: 'x'", { f: 'y' }, true],
    ["f|fieldref: 'g'", { f: 'x', g: 'x' }, true],
    ["f|fieldref: 'g'", { f: 'x', g: 'y' }, false],
  ])('%s (%#)', (item, event, holds) => {
    expect(matches(on(item), event)).toBe(holds);
  });

  it('negates what is missing to true', () => {
    expect(matches("filter:\n    f: 'x'\ncondition: not filter", {})).toBe(true);
  });

  it('binds and tighter than or, and not tightest', () => {
    const searches = 'a:\n    a: 1\nb:\n    b: 1\nc:\n    c: 1\n';
    expect(matches(`${searches}condition: a or b and c`, { a: 1n })).toBe(true);
    expect(matches(`${searches}condition: (a or b) and c`, { a: 1n })).toBe(false);
    expect(matches(`${searches}condition: not a and b`, { b: 1n })).toBe(true);
  });

  it('takes keywords, lists of maps and patterns of identifiers', () => {
    expect(matches('words:\n    - needle\ncondition: words', { deep: { er: ['a NEEDLE here'] } })).toBe(true);
    expect(matches('s:\n    - a: 1\n    - b: 2\ncondition: s', { b: 2n })).toBe(true);
    expect(matches('s_a:\n    a: 1\ns_b:\n    b: 2\ncondition: all of s_*', { b: 2n })).toBe(false);
    expect(matches('s_a:\n    a: 1\ns_b:\n    b: 2\ncondition: 1 of s_*', { b: 2n })).toBe(true);
    expect(matches('a:\n    a: 1\n_b:\n    b: 2\ncondition: all of them', { a: 1n })).toBe(true);
  });
});

describe('what is not covered', () => {
  it.each([
    [on("f|base64: 'x'"), 'the modifier base64', 5],
    [on('f: 2024-01-02'), '2024-01-02 without quotes', 5],
    ['s:\n    f: 1\ncondition: s AND s', '"AND"', 6],
    ['s:\n    f: 1\ncondition: 2 of s*', '"2 of"', 6],
    ['s:\n    f: 1\ncondition: s | count() > 5', '"|"', 6],
    ['s:\n    f: 1\ncondition: other', 'the identifier other', 6],
    [on("f|cidr: '10.0.0.1/8'"), 'the network 10.0.0.1/8', 5],
  ])('%j', (detection, construct, line) => {
    const program = readText(fileOf(detection));
    expect(isNotCovered(program) ? program : undefined).toMatchObject({ line, artifact: 'rule.yml' });
    expect(isNotCovered(program) ? program.construct : '').toContain(construct);
  });
});

describe('findings', () => {
  it.each([
    ['a:\n    f: 1\nb:\n    g: 1\ncondition: a', 'dangling_detection'],
    [on("f|contains|all: 'x'"), 'sigmahq_invalid_all_modifier'],
    [on("f: ['a', 'A']"), 'sigmahq_field_duplicate_value'],
    [on("f: ['a', null]"), 'null_in_value_list'],
  ])('%j', (detection, name) => {
    const program = readText(fileOf(detection));
    expect(isNotCovered(program) ? [] : program.findings.map(({ message }) => message).join()).toContain(name);
  });
});

describe('correlations', () => {
  const minute = 60_000;
  const file = `title: Base\nid: 00000000-0000-4000-8000-000000000001\nname: base\nlogsource: { product: acme }\ndetection:\n    selection:\n        f: 'x'\n    condition: selection\n---\ntitle: Many\ncorrelation:\n    type: event_count\n    rules: [base]\n    group-by: [user]\n    timespan: 10m\n    condition: { gte: 3 }\n`;
  const rows = (minutes: readonly number[], user = 'a') =>
    minutes.map((m) => ({ row: { f: 'x', user }, time: m * minute, ingest: (m + 1) * minute }));
  const alerts = (given: ReturnType<typeof rows>) => {
    const program = readText(file);
    if (isNotCovered(program)) throw new Error(program.construct);
    return program.alerts(given, 0, 1000 * minute);
  };

  it('alerts once for each window and key that reaches the count, and the base rule never', () => {
    expect(alerts(rows([1, 2, 3, 4]))).toEqual([{ at: 4 * minute, sources: [0, 1, 2], title: 'Many' }]);
    expect(alerts(rows([1, 2]))).toEqual([]);
    expect(alerts(rows([8, 9, 11]))).toEqual([]);
    expect(alerts([...rows([1, 2], 'a'), ...rows([3], 'b')])).toEqual([]);
  });
});
