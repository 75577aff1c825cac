import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/source.ts';
import { parseJsonPath, readDataModel } from '../../src/source/data-model-file.ts';
import { readLogType } from '../../src/source/log-type-file.ts';

function reading<T>(read: (report: (d: Diagnostic) => void) => T): { value: T; found: string[] } {
  const all: Diagnostic[] = [];
  const value = read((d) => all.push(d));
  const found = all.map((d) => {
    const at = d.span && positionOf(d.span.file, d.span.start);
    return `${at?.line}:${at?.column} ${d.code}`;
  });
  return { value, found };
}

const logType = (text: string, path = 'log-types/A.B.yml') => reading((report) => readLogType({ path, text }, report));
const dataModel = (text: string) => reading((report) => readDataModel({ path: 'data-models/A.B.yml', text }, report));

describe('log types', () => {
  test("takes a schema as Panther's own tools write it", () => {
    const { value, found } = logType(`schema: A.B
version: 0
description: Events
referenceURL: https://example.com
parser: { csv: { delimiter: ',', hasHeader: true } }
fields:
  - { name: id, type: bigint, required: true, rename: { from: ID } }
  - name: time
    type: timestamp
    timeFormat: rfc3339
    isEventTime: true
  - name: list
    type: array
    element:
      type: object
      fields:
        - { name: ip, type: string, indicators: [ip], validate: { ip: any } }
  - { name: names, type: array, element: { type: string } }
  - { name: doc, type: json, isEmbeddedJSON: true }
  - { name: text, type: string, jsonText: true, fields: [{ name: a, type: smallint }] }
`);
    expect(found).toEqual([]);
    expect(value?.fields.map((f) => [f.name, f.kind, f.jsonText])).toEqual([
      ['id', 'integer', false],
      ['time', 'timestamp', false],
      ['list', 'array', false],
      ['names', 'array', false],
      ['doc', 'json', false],
      ['text', 'string', true],
    ]);
    expect(value?.fields[2]?.element?.fields[0]).toMatchObject({ name: 'ip', kind: 'string' });
    expect(value).toMatchObject({ name: 'A.B', description: 'Events', referenceUrl: 'https://example.com' });
  });

  test.each([
    ['an unknown type', '{ name: a, type: number }', '3:22 not-one-of'],
    ['a list without elements', '{ name: a, type: array }', '3:5 missing-key'],
    ['an object without keys', '{ name: a, type: object }', '3:5 missing-key'],
    ['a misspelt key', '{ name: a, type: string, indicator: [ip] }', '3:30 unknown-key'],
    ['no name', '{ type: string }', '3:5 missing-key'],
  ])('%s', (_, field, expected) => {
    const { value, found } = logType(`schema: A.B\nfields:\n  - ${field}\n`);
    expect(value).toBeUndefined();
    expect(found).toContain(expected);
  });

  test('a field twice; another file name', () => {
    const twice = 'schema: A.B\nfields:\n  - { name: a, type: int }\n  - { name: a, type: string }\n';
    expect(logType(twice)).toEqual({ value: undefined, found: ['4:13 log-type-duplicate-field'] });
    const other = logType('schema: A.B\nfields: []\n', 'log-types/C.yml');
    expect(other).toEqual({ value: undefined, found: ['1:9 mapping-log-type'] });
  });
});

describe('data models', () => {
  const head = 'AnalysisType: datamodel\nDataModelID: X\nLogTypes: [A.B]\nMappings:\n';

  test('names lead to paths; what rulegen cannot follow is told and left out', () => {
    const { value, found } = dataModel(`${head}  - { Name: a, Path: '$.x.y[0]' }
  - { Name: b, Path: z }
  - { Name: c, Method: get_c }
  - { Name: d, Path: '$.list[*].x' }
`);
    expect(value?.logType).toBe('A.B');
    expect([...(value?.names ?? [])]).toEqual([
      ['a', ['x', 'y', 0]],
      ['b', ['z']],
    ]);
    expect(found).toEqual(['7:24 data-model-method', '8:22 data-model-path']);
  });

  test('a model that is switched off has no names', () => {
    const { value } = dataModel(`${head.replace('LogTypes', 'Enabled: false\nLogTypes')}  - { Name: a, Path: x }\n`);
    expect(value?.names.size).toBe(0);
  });

  test.each([
    ['$.a.b', ['a', 'b']],
    ['a', ['a']],
    ['$a', undefined],
    ["$['a b'].c", ['a b', 'c']],
    ['$["a\\"b"][0]', ['a"b', 0]],
    ['a.b:c', ['a', 'b:c']],
    ['$', undefined],
    ['$..a', undefined],
    ['a.*', undefined],
    ['a[?(@.b)]', undefined],
    ['a.', undefined],
    ['', undefined],
  ])('%s', (text, steps) => expect(parseJsonPath(text)).toEqual(steps));

  test('Path and Method together, neither, or two log types', () => {
    expect(dataModel(`${head}  - { Name: a }\n`).found).toEqual(['5:5 bad-value']);
    expect(dataModel(`${head}  - { Name: a, Path: x, Method: y }\n`).found).toEqual(['5:16 bad-value']);
    expect(dataModel(`${head.replace('[A.B]', '[A.B, C.D]')}  []\n`).value).toBeUndefined();
  });
});
