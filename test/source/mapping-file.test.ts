import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/source.ts';
import type { Mapping } from '../../src/mapping/log-type.ts';
import { readMapping } from '../../src/source/mapping-file.ts';

const head = `logType: A.B
sources:
  DOC: { title: The page, url: 'https://example.com/x', date: 2026-01-02, licence: MIT }
  REPO: { title: The rule, repository: a/b, path: c/d.yaml, commit: 0123456789abcdef }
homes:
`;
const home = `  t:
    title: Table
    default: true
    source: { table: T }
    certainty: documented
    cite: DOC
    lag: { minutes: 5, certainty: guessed, cite: DOC }
`;

function read(text: string, path = 'targets/x/A.B.yaml'): { mapping: Mapping | undefined; found: string[] } {
  const all: Diagnostic[] = [];
  const mapping = readMapping({ path, text }, 'x', (d) => all.push(d));
  const found = all.map((d) => {
    const at = d.span && positionOf(d.span.file, d.span.start);
    return `${at?.line}:${at?.column} ${d.code}`;
  });
  return { mapping, found };
}

const fields = (text: string): string => `${head}${home}    fields:\n${text.replace(/^/gm, '      ')}\n`;
const firstField = 14;

describe('what it reads', () => {
  test('a name alone is a text column with the certainty and citation of the home', () => {
    const { mapping, found } = read(fields('a.b: C'));
    expect(found).toEqual([]);
    expect(mapping).toMatchObject({ logType: 'A.B', target: 'x' });
    expect(mapping?.homes[0]?.fields.get('a.b')?.columns).toEqual([
      {
        name: 'C',
        type: 'string',
        access: [],
        holds: 'value',
        repeated: false,
        enriched: false,
        certainty: 'documented',
        cite: 'The page, https://example.com/x (2026-01-02, MIT)',
      },
    ]);
  });

  test('everything that can be said of a column', () => {
    const { mapping, found } = read(
      fields(`a:
  column: C
  type: enum
  repeated: true
  enriched: true
  values: { 'true': Y, no: N, 5: FIVE }
  absentAs: [none, '']
  prefix: 'P: '
  splitAt: ','
  certainty: inferred
  cite: [REPO, DOC]
  presence: { column: D, type: enum, absent: NO, present: YES }
b: { column: J, holds: json-text, path: 'items[0].\`x y\`' }
c: { column: K, type: dynamic }`),
    );
    expect(found).toEqual([]);
    const [a, b, c] = ['a', 'b', 'c'].map((key) => mapping?.homes[0]?.fields.get(key));
    expect(a?.columns[0]).toMatchObject({
      values: { true: 'Y', no: 'N', 5: 'FIVE' },
      absentAs: ['none', ''],
      prefix: 'P: ',
      splitAt: ',',
      certainty: 'inferred',
      cite: 'The rule, a/b c/d.yaml at 01234567; The page, https://example.com/x (2026-01-02, MIT)',
    });
    expect(a?.presence).toMatchObject({ column: { name: 'D', certainty: 'documented' }, absent: 'NO', present: 'YES' });
    expect(b?.columns[0]).toMatchObject({ type: 'string', holds: 'json-text', access: ['items', 0, 'x y'] });
    expect(c?.columns[0]).toMatchObject({ holds: 'dynamic' });
  });

  test('several columns, branches and absence', () => {
    const { mapping, found } = read(
      fields(`a: { anyOf: [{ column: C }, { column: D, repeated: true }] }
t:
  where:
    - { when: type eq "User", fields: { id: U } }
    - { when: 'not type eq "User"', fields: { id: V } }
n: { none: The log has it and the table has not. }`),
    );
    expect(found).toEqual([]);
    const entries = mapping?.homes[0]?.fields;
    expect(entries?.get('a')?.columns.map((column) => column.name)).toEqual(['C', 'D']);
    const [user, other] = entries?.get('t')?.where ?? [];
    expect(user?.when).toMatchObject({
      kind: 'test',
      operator: 'eq',
      subject: { to: { scope: 'element', depth: 0, path: ['type'] } },
    });
    expect(user?.fields.get('id')?.columns[0]?.name).toBe('U');
    expect(other?.when.kind).toBe('not');
    expect(entries?.get('n')).toMatchObject({ columns: [], none: 'The log has it and the table has not.' });
  });

  test('a list of name/value elements', () => {
    const { mapping, found } = read(
      fields(
        `p: { pairs: { list: 'e.p{}', name: key, values: { value: string, intValue: integer, many: array }, cite: REPO } }`,
      ),
    );
    expect(found).toEqual([]);
    expect(mapping?.homes[0]?.fields.get('p')?.columns).toEqual([
      {
        name: 'e.p{}',
        type: 'dynamic',
        access: [],
        holds: 'dynamic',
        repeated: false,
        enriched: false,
        pairs: {
          name: 'key',
          values: [
            { key: 'value', kind: 'string' },
            { key: 'intValue', kind: 'integer' },
            { key: 'many', kind: 'array' },
          ],
        },
        certainty: 'documented',
        cite: 'The rule, a/b c/d.yaml at 01234567',
      },
    ]);
  });

  test('homes of parts of the events are the default together', () => {
    const when = (text: string, value: string): string => text.replace('title:', `when: c eq "${value}"\n    title:`);
    const { mapping, found } = read(`${head}${when(home, 'x')}${when(home.replace('  t:', '  u:'), 'y')}`);
    expect(found).toEqual([]);
    expect(mapping?.homes.map((one) => [one.name, one.default, one.when?.kind])).toEqual([
      ['t', true, 'test'],
      ['u', true, 'test'],
    ]);
    expect(mapping?.homes[1]?.when).toMatchObject({ operator: 'eq', subject: { to: { scope: 'event', path: ['c'] } } });
  });

  test('a home based on another says for itself which events it has', () => {
    const { mapping } = read(`${head}${home.replace('title:', 'when: c eq "x"\n    title:')}  u:
    title: Other
    basedOn: t
    source: {}
    lag: { minutes: 1, certainty: guessed, cite: DOC }
`);
    expect(mapping?.homes.map((one) => one.when?.kind)).toEqual(['test', undefined]);
  });

  test('a home based on another has its fields, naming and facts of its own', () => {
    const { mapping, found } = read(`${head}  child:
    title: Child
    basedOn: t
    source: { table: U }
    certainty: inferred
    cite: REPO
    lag: { minutes: 7, certainty: guessed, cite: REPO }
    fields: { b: X }
${home}    native: { prefix: data. }
    fields: { a: A, b: B }
`);
    expect(found).toEqual([]);
    const [child, base] = mapping?.homes ?? [];
    expect([child?.name, base?.name]).toEqual(['child', 't']);
    expect(child?.native).toMatchObject({ prefix: 'data.', certainty: 'documented' });
    expect(child?.fields.get('a')?.columns[0]).toMatchObject({ name: 'A', certainty: 'documented' });
    expect(child?.fields.get('b')?.columns[0]).toMatchObject({ name: 'X', certainty: 'inferred' });
    expect(base?.fields.get('b')?.columns[0]?.name).toBe('B');
    expect(child).toMatchObject({ default: false, lag: { minutes: 7 }, source: { table: 'U' } });
  });

  test('entities of the file hold for homes without their own', () => {
    const { mapping, found } = read(`entities: [{ role: actor, type: account, value: 'first(t, k eq "U").id' }]
${head}${home}  u:
    title: Other
    source: {}
    lag: { minutes: 1, certainty: guessed, cite: DOC }
    entities: []
`);
    expect(found).toEqual([]);
    expect(mapping?.homes.map((h) => h.entities.length)).toEqual([1, 0]);
    expect(mapping?.homes[0]?.entities[0]).toMatchObject({ role: 'actor', type: 'account', value: { kind: 'at' } });
  });

  test('keys are read in their canonical spelling', () => {
    const { mapping, found } = read(fields("'`a`[].`b c`': C"));
    expect(found).toEqual([]);
    expect([...(mapping?.homes[0]?.fields.keys() ?? [])]).toEqual(['a[].`b c`']);
  });
});

describe('what it reports', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a misspelt key', 'a: { colum: C }', [`${firstField}:12 unknown-key`]],
    ['a wrong type', 'a: { column: C, type: text }', [`${firstField}:29 not-one-of`]],
    ['a bare list', 'a: [C, D]', [`${firstField}:10 wrong-type`]],
    ['no path', 'a..b: C', [`${firstField}:7 mapping-field-key`]],
    ['one field twice', "a.b: C\n'`a`.b': D", [`${firstField + 1}:7 mapping-duplicate-field`]],
    ['an unknown source', 'a: { column: C, cite: DOK }', [`${firstField}:29 mapping-unknown-source`]],
    ['JSON in a number', 'a: { column: C, type: int, holds: json-text }', [`${firstField}:41 mapping-entry`]],
    ['JSON in a text column', 'a: { column: C, holds: dynamic }', [`${firstField}:30 mapping-entry`]],
    ['a path into a value', 'a: { column: C, path: b }', [`${firstField}:29 mapping-entry`]],
    ['column and anyOf', 'a: { column: C, anyOf: [{ column: D }, { column: E }] }', [`${firstField}:23 mapping-entry`]],
    [
      'pairs and a column',
      'a: { column: C, pairs: { list: L, name: n, values: { v: string } } }',
      [`${firstField}:23 mapping-entry`],
    ],
    ['pairs of no type', 'a: { pairs: { list: L, name: n, values: { v: text } } }', [`${firstField}:52 not-one-of`]],
    ['none and a column', 'a: { column: C, none: x }', [`${firstField}:23 mapping-entry`]],
    ['a type of nothing', 'a: { none: x, type: int }', [`${firstField}:21 mapping-entry`]],
    ['a bad branch', 'a: { where: [{ when: type eqq "U", fields: {} }] }', [`${firstField}:33 table-unknown-operator`]],
    [
      'two faults at once',
      'a..b: C\nc: { column: D, cite: X }',
      [`${firstField}:7 mapping-field-key`, `${firstField + 1}:29 mapping-unknown-source`],
    ],
  ];
  test.each(cases)('%s', (_, text, expected) => {
    const { mapping, found } = read(fields(text));
    expect(mapping).toBeUndefined();
    expect(found.map((f) => f.replace(/table-.*/, 'table'))).toEqual(
      expected.map((f) => f.replace(/table-.*/, 'table')),
    );
  });

  test('columns without certainty or citation', () => {
    const bare = home.replace('    certainty: documented\n    cite: DOC\n', '');
    const { found } = read(`${head}${bare}    fields: { a: C }\n    native: {}\n`);
    expect(found).toEqual([
      '12:5 mapping-uncited',
      '12:5 mapping-uncited',
      '11:18 mapping-uncited',
      '11:18 mapping-uncited',
    ]);
  });

  test('a source without an address', () => {
    expect(read(`${head.replace("url: 'https://example.com/x', ", '')}${home}`).found).toEqual(['3:3 missing-key']);
  });

  test('no default home, or two', () => {
    expect(read(`${head}${home.replace('true', 'false')}`).found).toEqual(['5:1 mapping-default-home']);
    expect(read(`${head}${home}${home.replace('  t:', '  u:')}`).found).toEqual(['15:5 mapping-default-home']);
    const part = home.replace('title:', 'when: c eq "x"\n    title:');
    expect(read(`${head}${part}${home.replace('  t:', '  u:')}`).found).toEqual(['16:5 mapping-default-home']);
  });

  test('homes beside the statement that there are none, or neither', () => {
    const bare = head.replace('homes:\n', '');
    const noHome = 'noHome: { because: No connector was found., cite: DOC }\n';
    expect(read(`${bare}${noHome}homes:\n${home}`).found).toEqual(['5:1 bad-value']);
    expect(read(bare).found).toEqual(['1:1 missing-key']);
    expect(read(`${bare}${noHome.replace('DOC', 'DOCS')}`).found).toEqual(['5:51 mapping-unknown-source']);
    expect(read(`${bare}${noHome}`)).toMatchObject({
      found: [],
      mapping: {
        homes: [],
        noHome: { because: 'No connector was found.', cite: 'The page, https://example.com/x (2026-01-02, MIT)' },
      },
    });
  });

  test('a home based on nothing, or on itself', () => {
    expect(read(`${head}${home}    basedOn: tt\n`).found).toEqual(['13:14 mapping-based-on']);
    expect(read(`${head}${home}    basedOn: t\n`).found).toEqual(['13:14 mapping-based-on']);
  });

  test('a file under another name', () => {
    expect(read(`${head}${home}`, 'targets/x/C.D.yaml').found).toEqual(['1:10 mapping-log-type']);
  });

  test('a home whose name could leave its folder', () => {
    expect(read(`${head}${home.replace('  t:', '  ../t:')}`).mapping).toBeUndefined();
    expect(read(`${head}${home.replace('  t:', '  __proto__:')}`).mapping).toBeUndefined();
  });

  test.each(['', '[]', 'a', 'logType: A.B\nhomes: {}', 'logType: A.B\nhomes: null', '{'])(
    '%j is no mapping',
    (text) => {
      const { mapping, found } = read(text);
      expect(mapping).toBeUndefined();
      expect(found.length).toBeGreaterThan(0);
    },
  );
});
