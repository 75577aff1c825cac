import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const folder = scratch({
  'rules/a.yml': ruleText('A.Rule', 'eventType eq "a.b"\nactor.alternateId eq "x"'),
  'rules/b.yml': ruleText('B.Rule', 'eventType in_list "things"'),
  'lists/things.txt': 'a.b\n',
  'lists/west/things.txt': 'c.d\n',
  'exceptions/north/a.yml':
    'rule: A.*\ncondition: actor.id eq "known"\nreason: Known.\nowner: us\nexpires: 2999-01-01\n',
  'rulegen.yml': `environments:
  east: {}
  north: {}
  south: { severity: { A.Rule: Low }, everyMinutes: 30 }
  west: { disabled: [A.Rule], options: { spl: { index_macro: west } } }
  island: { except: [B.Rule], author: Somebody, attackVersion: 19, idNamespace: 'https://example.com/' }
`,
});

const files = (out: string): Record<string, string> =>
  Object.fromEntries(
    folder
      .list(out)
      .filter((path) => !path.startsWith(`${out}/.`) && !path.endsWith('manifest.json'))
      .map((path) => [path.slice(out.length), folder.read(path)]),
  );

it('what environments share is what each has when it is built alone', () => {
  folder.run(['build']);
  const together = files('dist');
  const alone: Record<string, string> = {};
  for (const name of ['east', 'north', 'south', 'west', 'island']) {
    folder.run(['build', '--environment', name, '--out', `only-${name}`]);
    Object.assign(alone, files(`only-${name}`));
  }
  expect(together).toEqual(alone);
  // One file with two names: the text was made once.
  const inode = (name: string): number => statSync(folder.path(`dist/${name}/kql/b_rule.kql`)).ino;
  expect(inode('north')).toBe(inode('east'));
  const spl = (name: string): string => together[`/${name}/spl/a_rule.spl`] ?? '';
  expect(new Set(['east', 'north', 'west', 'island'].map(spl)).size).toBe(4);
});

it('a text that changes in one environment changes in no other', () => {
  folder.run(['build']);
  const before = files('dist');
  folder.write({
    'lists/west/things.txt': 'e.f\n',
    'exceptions/north/a.yml': folder.read('exceptions/north/a.yml').replace('known', 'other'),
  });
  folder.run(['build']);
  const changed = Object.entries(files('dist')).filter(([path, text]) => text !== before[path]);
  expect(new Set(changed.map(([path]) => path.split('/')[1]))).toEqual(new Set(['north', 'west']));
});
