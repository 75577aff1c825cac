import { expect, test } from 'vitest';
import { parseRule } from '../../../src/targets/yaral/parse.ts';
import { runner } from '../../../src/targets/yaral/runner.ts';
import { withoutPlaces } from '../../../src/targets/yaral/syntax.ts';
import { parse, ruleAround, storeOf } from './reading.ts';

const unknown = (content: string) => {
  const found = runner.read([{ path: 'x.yaral', kind: 'yaral', content }], storeOf());
  return 'construct' in found ? `${found.line}:${found.column} ${found.construct}` : 'covered';
};

test('a rule of every section', () => {
  const rule = parse(`// a comment: rule nothing
rule Full_1 {
  meta:
    author = "a \\"b\\" \\\\ c"   /* inline */
    raw = \`x\\y\`
  events:
    $e.metadata.event_type = "USER_LOGIN" // behind a row
    $user = $e.principal.user.userid
  match:
    $user over 90m
  outcome:
    $n = count_distinct($e.metadata.id)
    $risk_score = max(if($e.target.port > 10 and not $e.target.url = /a\\/b/ nocase, 90, 1 + 2 * 3))
  condition:
    #e >= 3 and $n > 2
  options:
    allow_zero_values = true
    suppression_window = 2d
}
`);
  expect(rule.name).toBe('Full_1');
  expect(rule.meta.map(({ key, value }) => [key, value])).toEqual([
    ['author', 'a "b" \\ c'],
    ['raw', 'x\\y'],
  ]);
  expect(rule.events).toHaveLength(2);
  expect(rule.match).toMatchObject({ kind: 'over', milliseconds: 5_400_000 });
  expect(rule.outcome.map(({ name }) => name)).toEqual(['n', 'risk_score']);
  expect(rule.options.map(({ name, value }) => [name, value])).toEqual([
    ['allow_zero_values', true],
    ['suppression_window', { milliseconds: 172_800_000 }],
  ]);
});

test.each([
  '$u by 1h',
  '$u by hour',
  '$u by 30m tumbling',
  '$u, $v over 5m',
  '$u over 5m before $e',
  '$u over 1m after $e',
])('match: %s', (match) =>
  expect(parseRule(ruleAround('$u = $e.target.url\n$v = $e.src.url', { match }))).toHaveProperty('match'),
);

test.each([
  '$e.target.url = "a" AND NOT $e.target.url = "b" OR $e.target.port = 1',
  '!($e.target.url = "a")',
  '$e.target.url in %names nocase',
  '$e.target.url in regex %table.column',
  'net.ip_in_range_cidr(any $e.principal.ip, "10.0.0.0/8")',
  '$e.additional.fields["a \\"b\\""] = `raw "text"`',
  '$e.about[0].labels[12].value != ""',
  '($e.target.url = "a")\n($e.target.port = 1)',
])('%s is read', (events) => expect(parseRule(ruleAround(events))).toHaveProperty('events'));

test('the tree knows no parentheses, comments or places', () => {
  const tree = (events: string) => withoutPlaces(parse(ruleAround(events)));
  expect(tree('(($e.target.url = "a"))  // x')).toEqual(tree('$e.target.url\n  = "a"'));
  expect(tree('$e.target.url = "a" or ($e.target.port = 1 and $e.target.port = 2)')).toEqual(
    tree('$e.target.url = "a" or $e.target.port = 1 and $e.target.port = 2'),
  );
  expect(tree('$e.target.url = "a"')).not.toEqual(tree('$e.target.url = "b"'));
});

test.each([
  ['$e.target.url in ["x"]', '5:22 [ where "%" belongs'],
  ['$e.target.url = "a\nb"', '5:21 a text that its line does not end'],
  ['$e.target.url = "a\\qb"', '5:21 the escape \\q'],
  ['$e.target.url = = "a"', '5:21 ='],
  ['$e.target.url = "a" and', '6:12 : where "(" belongs'],
  ['strings.concat(a: 1) = "x"', '5:20 a named argument of strings.concat'],
  ['$e.target.url = "a"\n$f.target.url = "b"', '6:5 a second event variable $f'],
  ['$e.target.url in %list', '5:5 the list %list, whose entries the rule does not hold'],
  ['hash.sha256($e.target.url) = "x"', '5:5 the function hash.sha256'],
])('%s is answered with its place: %s', (events, wanted) => expect(unknown(ruleAround(events))).toBe(wanted));

test('what is no rule is answered, never thrown', () => {
  for (const text of [
    '',
    'rule',
    'rule x {',
    'rule x { meta: events: $e.a = "b" }',
    'a'.repeat(1000),
    '\u0000',
    '"',
    '/*',
    '{{x}}',
  ])
    expect(unknown(text)).toMatch(/^\d+:\d+ ./);
  const whole = ruleAround('$e.target.url = "a"', { outcome: '$x = 1', options: 'allow_zero_values = true' });
  for (let cut = 0; cut < whole.length - 2; cut++) expect(unknown(whole.slice(0, cut))).toMatch(/^\d+:\d+ ./);
  expect(unknown(`${whole}x`)).toBe('13:1 x');
});
