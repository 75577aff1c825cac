import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import type { Program, TimedRow } from '../../../src/targets/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { runner } from '../../../src/targets/spl/runner.ts';
import type { Artifact } from '../../../src/targets/target.ts';
import { compile, programOf, table } from './harness.ts';

const { store } = compile(table('s eq "a"'));

const spl = (content: string): Artifact => ({ path: 'x/x.spl', kind: 'search', content });

function read(content: string, ...more: readonly Artifact[]): Program {
  const program = runner.read([spl(content), ...more], store);
  if (isNotCovered(program)) throw new Error(`${program.construct} at ${program.line}:${program.column}`);
  return program;
}

const matches = (text: string, event: JsonObject): boolean =>
  read(text).matches(runner.row({ event, time: 0, ingest: 0 }, store));

describe('extraction', () => {
  const row = (event: JsonObject) => {
    const { _raw, _time, _indextime, sourcetype, ...fields } = runner.row({ event, time: 5000, ingest: 6000 }, store);
    return fields;
  };

  test('lists get braces, null is a text, empty containers leave nothing', () => {
    const event = {
      n: 5n,
      b: true,
      z: null,
      e: '',
      tags: ['a', 'b'],
      items: [{ kind: 'x' }, { kind: null }],
      o: {},
      l: [],
    };
    expect(row({ ...event, filled: 'yes' })).toEqual({
      n: '5',
      b: 'true',
      z: 'null',
      e: '',
      'tags{}': ['a', 'b'],
      'items{}.kind': ['x', 'null'],
      filled: 'yes',
    });
  });

  test('a field that the add-on fills is never missing', () => {
    expect(row({})).toEqual({ filled: 'success' });
  });

  test('nothing is extracted beyond 5,000 bytes or 100 fields', () => {
    expect(row({ pad: 'x'.repeat(4990), s: 'a', filled: 'yes' })).toEqual({ pad: 'x'.repeat(4990), filled: 'success' });
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`f${i}`, 'v']));
    expect(Object.keys(row(many))).toHaveLength(101);
  });
});

describe('search and where differ', () => {
  test.each<[text: string, event: JsonObject, answer: boolean]>([
    // search: case is ignored, OR binds tighter than AND, any value counts, * is any text.
    ['`x` s="A"', { s: 'a' }, true],
    ['`x` s="a*c"', { s: 'abc' }, true],
    ['`x` s=a OR s=b t=c', { s: 'a' }, false],
    ['`x` s=a OR s=b t=c', { s: 'a', t: 'c' }, true],
    ['`x` tags{}=b', { tags: ['a', 'b'] }, true],
    ['`x` tags{}!=b', { tags: ['a', 'b'] }, true],
    ['`x` NOT tags{}=b', { tags: ['a', 'b'] }, false],
    ['`x` s!=a', {}, false],
    ['`x` NOT s=a', {}, true],
    ['`x` s IN ("a", "b*")', { s: 'bcd' }, true],
    ['`x` n>4', { n: 5n }, true],
    ['`x` "some words"', { s: 'has Some Words inside' }, true],
    // where: exact, AND binds tighter than OR, null is not true, whatever stands around it.
    ['`x` | where s="A"', { s: 'a' }, false],
    ['`x` | where s="a" OR s="b" AND t="c"', { s: 'a' }, true],
    ['`x` | where s!="a"', {}, false],
    ['`x` | where NOT s=="a"', {}, false],
    ['`x` | where NOT (s=="a" AND isnull(t))', { t: 'c' }, true],
    ['`x` | where isnull(s) OR s=="a"', {}, true],
    ['`x` | where s IN ("a", "b")', { s: 'b' }, true],
    ['`x` | where \'o.k\'=="a"', { o: { k: 'a' } }, true],
    ['`x` | where \'tags{}\'=="a"', { tags: ['a', 'b'] }, false],
    ['`x` | where n>4', { n: 10n }, true],
    ['`x` | where n<"9"', { n: 10n }, false],
    ['`x` | where ("=".s)<"=b"', { s: '10' }, true],
    ['`x` | where s==5', { s: '5.0' }, true],
    ['`x` | where 1+2*3==7 AND n%2==1', { n: 5n }, true],
    ['`x` | where s="a\\"b\\\\c"', { s: 'a"b\\c' }, true],
    ['`x` ```a comment | with (signs``` | where s="a"', { s: 'a' }, true],
  ])('%#: %s', (text, event, answer) => {
    expect(matches(text, event)).toBe(answer);
  });
});

describe('functions and commands', () => {
  test.each<[text: string, event: JsonObject, answer: boolean]>([
    ['`x` | where isnotnull(mvfilter(\'tags{}\'=="b"))', { tags: ['a', 'b'] }, true],
    ["`x` | where mvcount('tags{}')==2 AND mvindex('tags{}', -1)==\"b\"", { tags: ['a', 'b'] }, true],
    ['`x` | where isnull(mvfind(\'tags{}\', "^c"))', { tags: ['a', 'b'] }, true],
    ['`x` | where json_extract(_raw, "o.k")=="a"', { o: { k: 'a' } }, true],
    ['`x` | where json_extract(_raw, "tags")=="[]"', { tags: [] }, true],
    ['`x` | where cidrmatch("10.0.0.0/8", ip)', { ip: '10.1.2.3' }, true],
    ['`x` | where cidrmatch("10.0.0.0/8", ip)', { ip: 'host' }, false],
    ['`x` | where like(s, "a%c")', { s: 'abc' }, true],
    ['`x` | where case(s=="a", 1, true(), 2)==2', { s: 'b' }, true],
    [
      '`x` | spath path=items{} output=e | where isnotnull(mvfilter(json_extract(e, "kind")=="a" AND json_extract(e, "name")=="b"))',
      {
        items: [
          { kind: 'a', name: 'c' },
          { kind: 'x', name: 'b' },
        ],
      },
      false,
    ],
    [
      '`x` | spath path=items{} output=e | where isnotnull(mvfilter(json_extract(e, "kind")=="a" AND json_extract(e, "name")=="b"))',
      { items: [{ kind: 'a', name: 'b' }] },
      true,
    ],
    ['`x` | mvexpand tags{} | where \'tags{}\'=="b"', { tags: ['a', 'b'] }, true],
    ['`x` | rename o.k as k | search k=A', { o: { k: 'a' } }, true],
    ['`x` | fillnull value="none" s | where s="none"', {}, true],
    ['`x` | regex s="^a.$"', { s: 'ab' }, true],
    ['`x` | eval k=lower(s), l=k."x" | where l="ax"', { s: 'A' }, true],
    // A group without its key is dropped: no result.
    ['`x` | stats count by s', {}, false],
    ['`x` | eval k=coalesce(s, "none") | stats count by k', {}, true],
    // A text that counts takes each row that reaches the count.
    ['`x` s=a | stats count by s | where count>5', { s: 'a' }, true],
    ['`x` s=a | stats count by s | where count>5', { s: 'b' }, false],
  ])('%#: %s', (text, event, answer) => {
    expect(matches(text, event)).toBe(answer);
  });
});

test('what is not known is said with its place', () => {
  const answer = (text: string) => runner.read([spl(text)], store);
  expect(answer('`x`\n| map search="x"')).toEqual({
    construct: 'the command map',
    artifact: 'x/x.spl',
    line: 2,
    column: 3,
  });
  expect(answer("`x` 'o.k'=a")).toMatchObject({ line: 1, column: 5 });
  expect(answer('`x` | where (s=="a"')).toMatchObject({ line: 1 });
  expect(answer('`x` | where nosuch(s)')).toMatchObject({ construct: 'the function nosuch' });
});

test('comparisons of constants, broken regexes and unknown settings are found', () => {
  expect(read('`x` | where "o.k"=="a"').findings).toHaveLength(1);
  expect(read('`x` | where match(s, "(a")').findings).toHaveLength(1);
  expect(read('`x` | where \'o.k\'=="a"').findings).toEqual([]);
  const conf = (search: string, more = ''): Artifact => ({
    path: 'x/x.savedsearches.conf',
    kind: 'saved search',
    content: `[A - B - Rule]\ncron_schedule = */5 * * * *\n${more}search = ${search}\n`,
  });
  expect(read('`x` s=a', conf('`x` \\\n    s=a')).findings).toEqual([]);
  expect(read('`x` s=a', conf('`x` s=b')).findings).toMatchObject([{ severity: 'error', line: 3 }]);
  expect(read('`x` s=a', conf('`x` s=a', 'cron_shedule = 1\n')).findings).toMatchObject([{ line: 3 }]);
});

describe('alerts in time', () => {
  const minute = 60_000;
  const start = Date.UTC(2026, 0, 1, 12);
  const threshold = programOf(compile(table('s eq "a"', 'Threshold: 3\nDedupPeriodMinutes: 15\nGroupBy: [t]')));
  const single = programOf(compile(table('s eq "a"', 'DedupPeriodMinutes: 60\nGroupBy: [t]')));
  const rows = (...events: readonly (readonly [at: number, t: string, delay?: number])[]): TimedRow[] =>
    events.map(([at, t, delay = 1]) => {
      const instants = { time: start + at * minute, ingest: start + (at + delay) * minute };
      return { ...instants, row: runner.row({ event: { s: 'a', t }, ...instants }, made.store) };
    });
  const made = compile(table('s eq "a"'));
  const fired = (program: Program, stream: readonly TimedRow[]) =>
    program.alerts(stream, start - 60 * minute, start + 300 * minute).map(({ sources }) => sources);

  test('one alert for each key, and silence for the time of suppression', () => {
    expect(fired(single, rows([1, 'x'], [2, 'y'], [20, 'x'], [90, 'x']))).toEqual([[0], [1], [3]]);
  });

  test('an event that arrives late within the lag is not lost', () => {
    expect(fired(single, rows([1, 'x', 9]))).toEqual([[0]]);
  });

  test('below, at and across the window', () => {
    expect(fired(threshold, rows([1, 'x'], [2, 'x']))).toEqual([]);
    expect(fired(threshold, rows([1, 'x'], [2, 'x'], [3, 'x']))).toHaveLength(1);
    expect(fired(threshold, rows([1, 'x'], [2, 'x'], [3, 'y']))).toEqual([]);
    expect(fired(threshold, rows([1, 'x'], [12, 'x'], [16, 'x']))).toHaveLength(1);
    expect(fired(threshold, rows([1, 'x'], [12, 'x'], [17, 'x']))).toEqual([]);
    expect(fired(threshold, rows([13, 'x'], [14, 'x'], [16, 'x']))).toHaveLength(1);
  });
});
