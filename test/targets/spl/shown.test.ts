import { expect, it } from 'vitest';
import { compile, table } from './harness.ts';

it('shows a value once: what the summary repeats has no column of its own', () => {
  const { text } = compile(table('s eq "a"', 'AlertContext:\n  mine: s\nSummaryAttributes: [s, t, o.k]'));
  expect(text).toContain('values(mine) as mine,\n    values(t) as t,\n    values(o_k) as o_k by dedup_key');
});

it('names computed lists after their field, numbered where two want one name', () => {
  const { text } = compile(
    table('any split(s, ".") (@ eq "a")\nany split(s, "-") (@ eq "b")\ndeep_walk(items, ["kind"]) contains "a"'),
  );
  const made = [...text.matchAll(/eval (\w+)=(?:mvdedup|split|mvfilter)/g)].map(([, name]) => name);
  expect(made).toEqual(['s_elements', 's_elements_2', 'deep_walk', 'deep_walk_elements']);
  expect(text).not.toMatch(/_[0-9a-z]{7}_elements/);
});
