import { expect, test } from 'vitest';
import { compile, table } from './harness.ts';

const rows: readonly (readonly [string, string])[] = [
  ['split(s, "/")[-1] eq "b"', '(?:^|/)b\\z'],
  ['len(split(s, "/")) gte 3', '^(?:[^/]*/){2}'],
  ['rsplit(s, ".", 1)[-1] in ["exe", "dll"]', '(?:^|\\.)(?:exe|dll)\\z'],
];

test.each(rows)('%s is asked of the whole text', (condition, pattern) => {
  const { compiled, content } = compile(table(condition));
  expect(compiled.refusals).toEqual([]);
  expect(content).toContain(`re.regex($e.target.url, \`(?s)${pattern}\`)`);
});

test('a piece that YARA-L reads stays one, and what is not sure to be a text is refused', () => {
  expect(compile(table('split(s, "/")[1] eq "b"')).content).toContain('strings.split(');
  expect(compile(table('split(j, "/")[-1] eq "b"')).compiled.refusals).toHaveLength(1);
});
