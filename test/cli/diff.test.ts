import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';
import { schemaErrors } from '../support/schemas.ts';

const tests = `Version: 1
Tests:
  - Name: The one
    ExpectedResult: true
    Log: { eventType: a.b, actor: { alternateId: ana } }
  - Name: The |other| \`one\`
    ExpectedResult: false
    Log: { eventType: a.c, actor: { alternateId: ana } }
`;
const folder = scratch({
  'rulegen.yml': 'targets: [spl, sigma]\n',
  'rules/a.yml': ruleText('A', 'eventType eq "a.b"', tests),
  'rules/b.yml': ruleText('B', 'eventType eq "b"'),
  'rules/c.yml': ruleText('C', 'eventType eq "c"'),
});

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.email=a@example.com', '-c', 'user.name=a', ...args], { cwd: folder.root });
}

interface Diff {
  readonly compared: number;
  readonly changes: readonly {
    readonly rule: string;
    readonly what: string;
    readonly logic: readonly string[];
    readonly units: readonly {
      readonly target: string;
      readonly what: string;
      readonly files: readonly { readonly path: string; readonly hunks: readonly (readonly string[])[] }[];
    }[];
    readonly verdicts: readonly {
      readonly test: string;
      readonly texts: readonly object[];
      readonly meaning: unknown;
    }[];
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly line?: number }[];
}

function diff(...more: string[]): { readonly code: number | null; readonly diff: Diff } {
  const ran = folder.run(['diff', '--format', 'json', ...more]);
  return { code: ran.code, diff: JSON.parse(ran.out) as Diff }; // held against the published schema below
}

describe('diff', () => {
  it('says that nothing changes, and what is wrong with a base that is none', () => {
    expect(folder.run(['diff']).err).toContain('error[diff-base]');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    expect(folder.run(['diff']).out).toMatch(/^Against HEAD \(\w{12}\): nothing that is published changes\.\n$/);
    for (const base of ['nothing-like-it', '--upload-pack=x', 'HEAD:rules'])
      expect(folder.run(['diff', `--base=${base}`]).code).toBe(2);
    expect(folder.run(['build']).code).toBe(0);
    git('add', 'rules');
  });

  it('takes formatting and texts for no logic, and looks at no other rule', () => {
    folder.write({
      'rules/a.yml': ruleText('A', '(\n  eventType eq "a.b"\n)', `${tests}Description: |\n  Now described.\n`),
    });
    const { code, diff: found } = diff();
    expect(code).toBe(0);
    expect(schemaErrors('diff', found)).toEqual([]);
    expect(found.compared).toBe(1);
    expect(found.changes.map(({ rule, logic, verdicts }) => [rule, logic, verdicts])).toEqual([['A', [], []]]);
  });

  it('tells which test events match otherwise, by the rule and by each text, and wants a later version', () => {
    folder.write({ 'rules/a.yml': ruleText('A', 'eventType eq "a.c"', tests) });
    const { code, diff: found } = diff();
    expect(code).toBe(1);
    expect(schemaErrors('diff', found)).toEqual([]);
    expect(found.diagnostics).toMatchObject([{ code: 'version-not-bumped' }]);
    const [change] = found.changes;
    expect(change?.logic).toEqual(['Condition']);
    expect(change?.verdicts).toEqual([
      {
        environment: null,
        test: 'The one',
        of: 'after',
        meaning: { before: true, after: false },
        texts: [
          { target: 'sigma', home: 'okta', before: true, after: false },
          { target: 'spl', home: 'addon', before: true, after: false },
        ],
      },
      {
        environment: null,
        test: 'The |other| `one`',
        of: 'after',
        meaning: { before: false, after: true },
        texts: [
          { target: 'sigma', home: 'okta', before: false, after: true },
          { target: 'spl', home: 'addon', before: false, after: true },
        ],
      },
    ]);
    const spl = change?.units.find(({ target }) => target === 'spl');
    const lines = spl?.files.map(({ hunks }) => hunks.flat().filter((line) => /^[+-]/.test(line)));
    expect(lines?.map((some) => some.toSorted())).toEqual([
      ['+`okta` eventType="a.c"', '+| where eventType=="a.c"', '-`okta` eventType="a.b"', '-| where eventType=="a.b"'],
      [],
    ]);
    folder.write({ 'rules/a.yml': ruleText('A', 'eventType eq "a.c"', tests.replace('Version: 1', 'Version: 2')) });
    expect(diff().code).toBe(0);
  });

  it('compares with artifacts on disk, and with another checkout', () => {
    const { diff: found } = diff('--base', 'dist');
    expect(found.changes.map(({ rule, what, logic }) => [rule, what, logic])).toEqual([['A', 'changed', []]]);
    expect(found.changes[0]?.verdicts.map(({ test, meaning, texts }) => [test, meaning, texts.length])).toEqual([
      ['The one', null, 2],
      ['The |other| `one`', null, 2],
    ]);
    folder.write({ 'other/rules/b.yml': ruleText('B', 'eventType eq "b"'), 'other/rulegen.yml': 'targets: [spl]\n' });
    const other = diff('--base', 'other').diff.changes;
    expect(
      other.map(({ rule, what, units }) => [rule, what, units.map((unit) => `${unit.target} ${unit.what}`)]),
    ).toEqual([
      ['A', 'added', ['sigma added', 'spl added']],
      ['B', 'changed', ['sigma added']],
      ['C', 'added', ['sigma added', 'spl added']],
    ]);
    folder.remove('other');
  });

  it('shows removed, renamed and refused rules, as a comment that no text of a rule breaks out of', () => {
    folder.remove('rules/b.yml');
    folder.write({
      'rules/a.yml': ruleText('A', 'eventType eq "``` </details> @everyone"', tests.replace('The one', 'A |`one`')),
      'rules/c.yml': ruleText('D', 'eventType eq "c"', 'Formerly: [C]\n'),
      'rules/e.yml': ruleText('E', 'noSuchField eq "x"'),
    });
    const ran = folder.run(['diff', '--format', 'markdown']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('| sigma |  | 1 | 2 | 1 |');
    expect(ran.out).toContain('<summary>B removed</summary>');
    expect(ran.out).toContain('<summary>D changed (formerly C)</summary>');
    expect(ran.out).toContain("- test `A |'one'`");
    expect(ran.out).toMatch(/^````diff\n(?:(?!^````$)[\s\S])*@everyone/m);
    expect(ran.out.length).toBeLessThan(60_000);
    expect(ran.out.match(/^<details>/gm)?.length).toBe(ran.out.match(/^<\/details>$/gm)?.length);
    folder.write({ 'rules/a.yml': 'AnalysisType: [' });
    const broken = diff();
    expect(broken.code).toBe(1);
    expect(broken.diff.changes.map(({ rule }) => rule)).not.toContain('A');
  });
});
