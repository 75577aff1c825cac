import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Findings } from '../../src/diagnostics/report.ts';
import type { Field } from '../../src/mapping/log-type.ts';
import { findField } from '../../src/mapping/log-type-lookup.ts';
import type { NewLogType } from '../../src/project/new-log-type.ts';
import { isLogTypeName, newLogType } from '../../src/project/new-log-type.ts';
import type { Project } from '../../src/project/open-project.ts';
import { openProject } from '../../src/project/open-project.ts';
import { putNewFiles } from '../../src/project/put-new-files.ts';
import { readLogType } from '../../src/source/log-type-file.ts';
import { readMapping } from '../../src/source/mapping-file.ts';
import { targets } from '../../src/targets/index.ts';
import { ruleWith } from '../support/rules.ts';

const root = mkdtempSync(join(tmpdir(), 'rulegen-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let made = 0;

/** A folder of its own with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(made++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function from(...texts: readonly string[]): { made: NewLogType | undefined; found: Diagnostic[] } {
  const folder = folderWith(Object.fromEntries(texts.map((text, i) => [`${i}.json`, text])));
  const found: Diagnostic[] = [];
  const files = texts.map((_, i) => join(folder, `${i}.json`));
  return { made: newLogType('Acme.Audit', files, targets, (d) => found.push(d)), found };
}

/** The schema that the samples give, read back. */
function schemaOf(...events: readonly object[]): readonly Field[] {
  const { made: result, found } = from(JSON.stringify(events));
  expect(found).toEqual([]);
  const [schema] = result?.files ?? [];
  const read = readLogType({ path: schema?.path ?? '', text: schema?.content ?? '' }, (d) => found.push(d));
  expect(found).toEqual([]);
  return read?.fields ?? [];
}

const kindsOf = (...events: readonly object[]): Record<string, string> =>
  Object.fromEntries(
    schemaOf(...events).map(({ name, kind, element }) => [name, element ? `${kind} of ${element.kind}` : kind]),
  );

describe('types, over all samples', () => {
  test.each([
    ['one type', [{ a: 'x' }, { a: 'y' }], 'string'],
    ['null beside a type', [{ a: null }, { a: true }, {}], 'boolean'],
    ['whole numbers and fractions', [{ a: 1 }, { a: 1.5 }], 'float'],
    ['whole numbers', [{ a: 1 }, { a: 4_000_000_000 }], 'integer'],
    ['texts and numbers', [{ a: 1 }, { a: 'x' }], 'json'],
    ['objects and texts', [{ a: { b: 1 } }, { a: 'x' }], 'json'],
    ['a list and its element alone', [{ a: ['x'] }, { a: 'x' }], 'json'],
    ['nothing but null', [{ a: null }], 'json'],
    ['empty objects', [{ a: {} }], 'json'],
    ['lists of texts', [{ a: [] }, { a: ['x'] }], 'array of string'],
    ['empty lists', [{ a: [] }], 'array of json'],
    ['lists of numbers and texts', [{ a: [1, 'x'] }], 'array of json'],
    ['lists of lists', [{ a: [[1]] }], 'array of array'],
    ['times', [{ a: '2026-01-02T03:04:05Z' }, { a: '2026-01-02 03:04:05.123+01:00' }], 'timestamp'],
    ['times and other texts', [{ a: '2026-01-02T03:04:05Z' }, { a: 'never' }], 'string'],
    ['days', [{ a: '2026-01-02' }], 'string'],
    ['numbers as texts', [{ a: '15' }], 'string'],
  ])('%s', (_, events, kind) => {
    expect(kindsOf(...events)).toEqual({ a: kind });
  });

  test('objects in lists have the keys of all elements', () => {
    const [list] = schemaOf({ a: [{ x: 1 }, { y: 'z' }] }, { a: [{ v: [{ w: true }] }] });
    expect(list?.element?.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['x', 'integer'],
      ['y', 'string'],
      ['v', 'array'],
    ]);
    expect(list?.element?.fields[2]?.element?.fields[0]).toMatchObject({ name: 'w', kind: 'boolean' });
  });

  test('JSON inside texts, only where every text that is not empty holds some', () => {
    const [a, b, c] = schemaOf({ a: '{"x": {"y": 1}}', b: '[1]', c: '{"x": 1}' }, { a: '', b: '[]', c: 'x' });
    expect(a).toMatchObject({ kind: 'string', jsonText: true, fields: [{ name: 'x', fields: [{ name: 'y' }] }] });
    expect(b).toMatchObject({ kind: 'string', jsonText: true });
    expect(c).toMatchObject({ kind: 'string', jsonText: false });
  });

  test("the event's own time, by its name", () => {
    const fields = schemaOf({
      expires: '2026-01-02T03:04:05Z',
      published: '2026-01-02T03:04:05Z',
      n: 1_700_000_000_000,
    });
    expect(fields.filter(({ eventTime }) => eventTime).map(({ name }) => name)).toEqual(['published']);
    const [number] = schemaOf({ timestamp: 1_700_000_000_000 });
    expect(number).toMatchObject({ kind: 'integer', eventTime: ['unix_ms'] });
    expect(schemaOf({ expires: '2026-01-02T03:04:05Z' })[0]?.eventTime).toBeUndefined();
  });

  test('objects whose keys are data are open', () => {
    const id = '6f1c2f3e-1111-2222-3333-444444444444';
    expect(kindsOf({ a: { [id]: 1 }, b: { 'x@y.org': 1 }, c: { '17': 1 }, d: { name: 1, '17': 1 } })).toEqual({
      a: 'json',
      b: 'json',
      c: 'json',
      d: 'object',
    });
    const words = Array.from({ length: 60 }, (_, i) => ({ a: { [`key${'x'.repeat(i)}`]: { n: i } } }));
    expect(kindsOf(...words)).toEqual({ a: 'json' });
  });

  test('keys that differ in case stay apart and are told; fields that Panther adds are left out', () => {
    const { made: result } = from('{"Name": 1, "name": 2, "p_log_type": "x", "p_any_ips": 1}');
    expect(result?.notes).toEqual([
      { path: 'Name', note: 'differs from "name" in case alone' },
      { path: 'name', note: 'differs from "Name" in case alone' },
    ]);
    expect(result?.files[0]?.content).not.toContain('p_log_type');
    expect(result?.files[0]?.content).toContain('p_any_ips');
  });
});

describe('samples', () => {
  test('several files, lists, lines, and the logs of Panther tests', () => {
    const { made: result, found } = from(
      '[{"a": 1}, {"b": 1}]',
      '{"c": 1}\n{"d": 1}\n',
      '{"Name": "t", "Log": {"e": 1}}',
    );
    expect(found).toEqual([]);
    expect(result).toMatchObject({ events: 5, fields: 5 });
  });

  test('a broken line is told, the others are read', () => {
    const { made: result, found } = from('{"a": 1}\n{"b": \n{"c": 1}\n');
    expect(found.map(({ code }) => code)).toEqual(['event-broken']);
    expect(result).toMatchObject({ events: 2, fields: 2 });
  });

  test.each(['', '[]', '17'])('%j holds no event', (text) => {
    const { made: result, found } = from(text);
    expect(result).toBeUndefined();
    expect(found.at(-1)?.code).toBe('no-sample-events');
  });

  test('no value of a sample is written', () => {
    const { made: result } = from('{"a": "Zebra-secret", "b": ["Zebra-secret"], "c": {"d": 987654321}}');
    const all = result?.files.map(({ content }) => content).join('\n');
    expect(all).not.toMatch(/Zebra|987654321/);
  });
});

test('names that are no names of files', () => {
  expect(['Acme.Audit', 'a', 'A-b_c.D2'].filter((name) => !isLogTypeName(name))).toEqual([]);
  const bad = ['', '.', '..', '../a', 'a/b', 'a\\b', 'a..b', '.a', 'a.', '-a', 'a b', 'a\n', 'ä', 'a'.repeat(101)];
  expect(bad.filter(isLogTypeName)).toEqual([]);
});

describe('writing', () => {
  const files = [
    { path: 'log-types/A.yml', content: 'a' },
    { path: 'targets/x/A.yaml', content: 'b' },
  ];

  test('nothing is overwritten, and nothing is written beside what is there', () => {
    const folder = folderWith({ 'targets/x/A.yaml': 'b' });
    const found: Diagnostic[] = [];
    expect(putNewFiles(folder, files, (d) => found.push(d))).toBe('failed');
    expect(found.map(({ code }) => code)).toEqual(['file-exists']);
    expect(() => readLogType({ path: join(folder, 'log-types/A.yml'), text: '' }, () => {})).not.toThrow();
    const again: Diagnostic[] = [];
    expect(putNewFiles(folder, files.slice(0, 1), (d) => again.push(d))).toBe('written');
    expect(again).toEqual([]);
  });

  test('no path leaves the folder', () => {
    const found: Diagnostic[] = [];
    const outside = [{ path: '../outside.yml', content: 'x' }];
    expect(putNewFiles(folderWith({ a: '' }), outside, (d) => found.push(d))).toBe('failed');
    expect(found.map(({ code }) => code)).toEqual(['unsafe-path']);
  });
});

/** Writes the files of a log type, and opens the folder as a project. */
function projectOf(result: NewLogType, config = '{}'): Project {
  const folder = folderWith({ 'rulegen.yml': config });
  const found = new Findings();
  expect(putNewFiles(folder, result.files, found.report)).toBe('written');
  const project = openProject({ configPath: join(folder, 'rulegen.yml'), today: '2026-01-01' }, found.report);
  for (const target of targets) project.workspace.mapping(target.name, 'Acme.Audit');
  expect(found.sorted).toEqual([]);
  return project;
}

test('what it writes builds at once, and a home is asked for where nothing is guessed', () => {
  const { made: result } = from('{"type": "x", "actor": {"roles": ["a"]}}');
  if (result === undefined) throw new Error('nothing was inferred');
  const rule = ruleWith(
    {
      kind: 'test',
      subject: { kind: 'reference', to: { scope: 'event', path: ['type'] } },
      operator: 'eq',
      operands: [{ kind: 'literal', value: 'a' }],
      ignoreCase: false,
      flags: [],
    },
    'Acme.Audit',
  );
  const statuses = (project: Project): string[] =>
    compileRule({ rule, folder: '' }, project.config.base, undefined, project.workspace).map(
      ({ target, home, status, diagnostics }) => `${target} ${home} ${status} ${diagnostics.map((d) => d.code).join()}`,
    );
  expect(statuses(projectOf(result))).toEqual([
    'sigma generic built ',
    'spl generic built ',
    'kql generic built ',
    'yaral  refused no-mapping',
  ]);
  expect(statuses(projectOf(result, 'guessed: [yaral]')).at(-1)).toBe('yaral generic built ');
});

test('a skeleton whose comments are taken away is a mapping', () => {
  const { made: result } = from('{"type": "x", "list": [{"a": 1}], "odd key": {"b.c": true}, "text": "{}"}');
  for (const { path, content } of result?.files.slice(1) ?? []) {
    const text = content.replace(/^noHome.*\n/m, '').replace(/^# ((?!yaml|Where|rulegen|place).*)$/gm, '$1');
    const found: Diagnostic[] = [];
    const mapping = readMapping({ path, text: text.replace('value: FIELD', 'value: type') }, 'x', (d) => found.push(d));
    expect(
      found.map((d) => d.message),
      path,
    ).toEqual([]);
    const keys = [...(mapping?.homes[0]?.fields.keys() ?? [])];
    expect(keys).toEqual(['type', 'list', '`odd key`.`b.c`', 'text']);
  }
});

test('any samples give files that load, with a schema in which every key is found', () => {
  const key = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('a', 'A', 'a.b', '__proto__', 'x`y', '#', '"', '\u2028'),
  );
  const { event } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.json()),
    value: fc.oneof({ depthSize: 'small' }, tie('leaf'), fc.array(tie('value'), { maxLength: 3 }), tie('event')),
    event: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 3 }), (events) => {
      const { made: result } = from(events.map((one) => JSON.stringify(one)).join('\n'));
      const found: Diagnostic[] = [];
      const report = (d: Diagnostic): void => void found.push(d);
      const [schema, ...mappings] = result?.files ?? [];
      const type = readLogType({ path: schema?.path ?? '', text: schema?.content ?? '' }, report);
      for (const { path, content } of mappings) readMapping({ path, text: content }, 'x', report);
      expect(found.map((d) => d.message)).toEqual([]);
      for (const one of events)
        for (const name of Object.keys(one as object))
          if (name !== '' && type) expect(findField(type, [name])?.canonical, name).toEqual([name]);
    }),
    { numRuns: 60 },
  );
});
