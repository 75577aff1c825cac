import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldEntry, Home } from '../../../src/mapping/mapping.ts';
import { variantsOf } from '../../../src/mapping/variant.ts';
import { extracted } from '../../../src/targets/yaral/extracted.ts';
import { conditions } from './conditions.ts';
import { compile, place, section, table } from './harness.ts';
import { judge } from './judge.ts';
import { rowOf, storeOf } from './reading.ts';
import { sampleEvents } from './sample-events.ts';

const { home } = place('Sample.Log');

function extractedHome(of: Home = home): Home {
  const [made] = variantsOf([of], extracted);
  if (made === undefined) throw new Error('no variant');
  return made;
}

/** A parser that keeps nothing: every field is asked of extractors. */
const bare = extractedHome({ ...home, fields: new Map() });

test('a field without a column is read by its keys, others stay where the parser keeps them', () => {
  const { text, content, compiled } = compile(table('s eq "a"\nunheld eq "x"'), { home: extractedHome() });
  expect(section(text, 'events')).toEqual(
    expect.arrayContaining(['$e.target.url = "a"', '$e.extracted.fields["unheld"] = "x"']),
  );
  expect(content).toContain('extracted_fields = "unheld"');
  expect(compiled.needs).toEqual({ of: 'An extractor of SAMPLE', fields: ['unheld'], atMost: 100 });
  expect(compiled.assumptions).toContain('An extractor of SAMPLE keeps unheld.');
});

test('a rule that needs none says nothing of extractors', () => {
  const { content, compiled } = compile(table('s eq "a"'), { home: extractedHome() });
  expect(content).not.toContain('extracted');
  expect(compiled.needs).toBeUndefined();
});

test.each(['tags has "a"', 'any items (kind eq "k")'])('%s: lists are kept nowhere', (condition) => {
  expect(compile(table(condition), { home: bare }).text).toBe('');
});

test('columns that are guessed or none at all are read from extractors, a branching list keeps its columns', () => {
  const column = { type: 'string', access: [], holds: 'value', repeated: false, enriched: false, cite: '' } as const;
  const guess = { columns: [{ ...column, name: 'target.url', certainty: 'guessed' as const }], where: [] };
  const sure = { columns: [{ ...column, name: 'target.url', certainty: 'inferred' as const }], where: [] };
  const branching = { columns: [], where: [{ when: { kind: 'true' as const }, fields: new Map() }] };
  const fields = new Map<string, FieldEntry>([
    ['a', guess],
    ['b', { columns: [], where: [], none: 'nowhere' }],
    ['c', sure],
    ['d', branching],
  ]);
  expect([...extractedHome({ ...home, fields }).fields.keys()]).toEqual(['c', 'd']);
});

test('homes of parts of a log type each have their own, chosen together', () => {
  const made = variantsOf(
    [
      { ...home, name: 'one' },
      { ...home, name: 'other', default: false },
      { ...home, name: 'two' },
    ],
    extracted,
  );
  expect(made.map(({ name, chosenAs, default: isDefault }) => ({ name, chosenAs, isDefault }))).toEqual([
    { name: 'extracted-one', chosenAs: 'extracted', isDefault: false },
    { name: 'extracted-two', chosenAs: 'extracted', isDefault: false },
  ]);
  expect(variantsOf([{ ...home, name: 'extracted' }], extracted)).toEqual([]);
});

test('values are kept as texts under their keys, lists and what is empty are not', () => {
  const row = rowOf(
    { s: 'x', t: '', n: 5n, f: 2.0, b: false, es: null, tags: ['p'], j: { a: { b: 1.5 }, list: [1n] } },
    { ...storeOf(), home: bare },
  );
  expect(row['extracted']).toEqual({ fields: { s: 'x', n: '5', f: '2.0', b: 'false', 'j.a.b': '1.5' } });
});

describe('a text over extracted fields answers as the rule does, but for what is declared', () => {
  test.each(conditions.filter((condition) => !/\b(tags|items)\b/.test(condition)))('%s', (condition) => {
    const ask = judge(condition, bare);
    if (ask === undefined) return;
    fc.assert(
      fc.property(sampleEvents, (log) => {
        for (const { meant, found, codes, shown } of ask(log))
          if (found !== meant) expect(codes(found ? 'wider' : 'narrower'), shown).not.toEqual([]);
      }),
      { numRuns: 25, seed: 21 },
    );
  });
});

test('an object of which the schema knows keys is kept nowhere as a whole', () => {
  expect(compile(table('s eq "a"\nopen truthy'), { home: bare }).text).toBe('');
  expect(compile(table('s eq "a"\nopen.x truthy'), { home: bare }).text).toContain('fields["open.x"] != ""');
  expect(compile(table('s eq "a"\nj truthy'), { home: bare }).text).toContain('fields["j"] != ""');
});
