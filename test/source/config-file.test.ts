import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/source.ts';
import { readConfig } from '../../src/source/config-file.ts';

const known = ['one', 'two'];

function read(text: string | undefined): { config: Config; found: string[] } {
  const all: Diagnostic[] = [];
  const config = readConfig(text === undefined ? undefined : { path: 'rulegen.yml', text }, (d) => all.push(d), known);
  const found = all.map((d) => {
    const at = d.span && positionOf(d.span.file, d.span.start);
    return `${at?.line}:${at?.column} ${d.code}`;
  });
  return { config, found };
}

describe('defaults', () => {
  test('no file, an empty one and one of comments are the same but for the file', () => {
    const none = read(undefined);
    expect(none.found).toEqual([]);
    expect(none.config).toMatchObject({ rules: ['rules'], out: 'dist', minimumTests: 0, environments: [], lint: {} });
    expect(none.config.base).toMatchObject({ targets: known, everyMinutes: 15, attackVersion: {} });
    for (const text of ['', '# nothing\n', '{}']) {
      const { config, found } = read(text);
      expect(found).toEqual([]);
      expect({ ...config, file: undefined }).toEqual({ ...none.config, file: undefined });
    }
  });
});

describe('keys', () => {
  test('every key is read', () => {
    const { config, found } = read(`rules: [a, b]
out: build
targets: [two]
homes: { two: { A.B: other } }
options: { two: { index: main, deep: { n: 1 } } }
author: Team
attackVersion: { two: 19 }
everyMinutes: 30
lag: { A.B: 45 }
only: ['A.*']
except: [A.X]
disabled: [A.Y]
severity: { 'A.*': High }
waivers: [{ rule: A.Z, target: two, code: row-dropped, reason: why, field: a.b, expires: 2027-02-28 }]
acceptedRefusals: [{ rule: '*', target: '*', reason: known }]
guessed: [two]
idNamespace: https://example.com/rules/
lint: { always-true: off, unknown-field: error }
minimumTests: 2
`);
    expect(found).toEqual([]);
    expect(config).toMatchObject({ rules: ['a', 'b'], out: 'build', minimumTests: 2 });
    expect(config.lint).toEqual({ 'always-true': 'off', 'unknown-field': 'error' });
    expect(config.base).toMatchObject({
      targets: ['two'],
      homes: { two: { 'A.B': 'other' } },
      options: { two: { index: 'main', deep: { n: 1n } } },
      author: 'Team',
      attackVersion: { two: 19 },
      everyMinutes: 30,
      lag: { 'A.B': 45 },
      only: ['A.*'],
      except: ['A.X'],
      disabled: ['A.Y'],
      severity: { 'A.*': 'High' },
      waivers: [
        { rule: 'A.Z', target: 'two', code: 'row-dropped', reason: 'why', field: 'a.b', expires: '2027-02-28' },
      ],
      acceptedRefusals: [{ rule: '*', target: '*', reason: 'known' }],
      guessed: ['two'],
      idNamespace: 'https://example.com/rules/',
    });
  });

  test('one folder and one ATT&CK version need no list', () => {
    const { config } = read('rules: detections\nattackVersion: 19\n');
    expect(config.rules).toEqual(['detections']);
    expect(config.base.attackVersion).toEqual({ default: 19 });
  });

  test('an environment lies over the whole: maps merge, lists replace, waivers add', () => {
    const { config, found } = read(`targets: [one, two]
homes: { one: { A.B: x, C.D: y } }
options: { one: { index: main, app: a } }
severity: { 'A.*': High }
lag: { A.B: 10 }
disabled: [A.X]
waivers: [{ rule: A.Z, target: two, code: c, reason: everywhere }]
environments:
  prod:
    targets: [one]
    homes: { one: { A.B: z } }
    options: { one: { index: prod } }
    severity: { A.B: Low }
    disabled: []
    waivers: [{ rule: A.Y, target: one, code: d, reason: here }]
  lab:
`);
    expect(found).toEqual([]);
    const [prod, lab] = config.environments;
    expect(prod).toMatchObject({
      name: 'prod',
      targets: ['one'],
      homes: { one: { 'A.B': 'z', 'C.D': 'y' } },
      options: { one: { index: 'prod', app: 'a' } },
      lag: { 'A.B': 10 },
      disabled: [],
    });
    expect(Object.entries(prod?.severity ?? {})).toEqual([
      ['A.B', 'Low'],
      ['A.*', 'High'],
    ]);
    expect(prod?.waivers.map((w) => w.reason)).toEqual(['here', 'everywhere']);
    expect({ ...lab, name: undefined, span: undefined }).toEqual({ ...config.base, name: undefined });
    expect(config.base.homes).toEqual({ one: { 'A.B': 'x', 'C.D': 'y' } });
  });
});

describe('faults', () => {
  test.each([
    ['a misspelt key', 'target: [one]', '1:1 unknown-key'],
    ['a wrong type', 'everyMinutes: often', '1:15 wrong-type'],
    ['too often', 'everyMinutes: 1', '1:15 bad-value'],
    ['a version that is none', 'attackVersion: 17', '1:16 not-one-of'],
    ['a severity that is none', 'severity: { A: Severe }', '1:16 not-one-of'],
    ['a key that environments have not', 'environments: { a: { rules: x } }', '1:22 unknown-key'],
    ['an environment that could leave its folder', 'environments: { ../a: {} }', '1:17 bad-value'],
    ['options of no target', 'options: { tow: {} }', '1:12 config-unknown-target'],
    ['guessed columns of no target', 'guessed: [three]', '1:11 config-unknown-target'],
    ['a home of no target', 'environments: { a: { homes: { tow: {} } } }', '1:31 config-unknown-target'],
    ['no date', 'waivers: [{ rule: A, target: one, code: c, reason: r, expires: soon }]', '1:64 bad-value'],
    [
      'no day of the calendar',
      'waivers: [{ rule: A, target: one, code: c, reason: r, expires: 2027-02-30 }]',
      '1:64 config-bad-date',
    ],
    ['a waiver without a reason', 'waivers: [{ rule: A, target: one, code: c }]', '1:11 missing-key'],
  ])('%s', (_, text, expected) => expect(read(text).found).toEqual([expected]));

  test('a broken file answers the defaults and says so', () => {
    const { config, found } = read('out: [a\n');
    expect(config.out).toBe('dist');
    expect(found.length).toBeGreaterThan(0);
  });

  test('keys named like members of objects are keys', () => {
    const { config, found } = read('lag: { constructor: 5, __proto__: 6 }\n');
    expect(found).toEqual([]);
    expect(Object.keys(config.base.lag)).toEqual(['constructor', '__proto__']);
  });
});
