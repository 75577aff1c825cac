import { expect, test } from 'vitest';
import type { Json } from '../../../src/ir/json.ts';
import { sigma } from '../../../src/targets/sigma/index.ts';
import { tableOf } from '../../source/condition-table/placed.ts';
import { open } from '../../support/project.ts';
import { eventWith, prove } from '../../support/proof.ts';

const project = open();
const home = project.workspace.mapping('sigma', 'Amazon.EKS.Audit')?.homes[0];

const uris: readonly Json[] = [
  ...[
    '',
    'a1',
    'ba22',
    'A1',
    '/apis/a',
    'a',
    'None',
    '/Var/ab',
    '%2fvar%2Fab',
    '/v%61r/a%62c',
    '%252fvar/ab',
    '/var',
    'var/ab',
    '%76AR/AB',
  ],
  ...['x%2', '%2fvar/a', 'é/var/ab', '/var/ab\n', '%2Fvar%2fAB?x=1'],
];
const numbers: readonly Json[] = [
  ...[11n, 10n, 10.5, 11.5, true, null, '11', ' 12 ', '10', '+11', '1_1', '11.5', '1e2', 'x', '', '-11', '٣٣'],
  ...[[11n], ['11', 'x'], [], {}, { a: 11n }],
];
const wholes: readonly Json[] = [
  ...[
    [],
    ['a'],
    ['A'],
    ['a', 'b'],
    ['b', 'a'],
    [['a']],
    [null],
    [null, 'a'],
    'a',
    'b',
    '',
    null,
    {},
    { a: 1n },
    5n,
    ['5'],
    [5n],
    '5',
    [true],
    true,
  ],
];
const commands: readonly Json[] = [
  ...[
    [],
    ['/a/b'],
    ['x', 'cat /a/b/c'],
    ['/a', 'b'],
    ['/A/B'],
    ['/a/b', 5n],
    [null, '/a/b'],
    '/a/b',
    null,
    {},
    [['/a/b']],
    ['/a/', 'b'],
  ],
];
const addresses: readonly Json[] = [
  ...[
    '',
    ':',
    '10.1.2.3:443',
    '10.1.2.3',
    '127.0.0.1:1',
    '172.16.0.1:1',
    '172.32.0.1:1',
    '172.31.255.255',
    '192.168.1.1:x',
    '8.8.8.8:53',
  ],
  ...[
    '192.0.0.9:1',
    '192.0.0.170:1',
    '256.1.1.1:1',
    '010.1.1.1:1',
    '1.2.3:4',
    '::1',
    '2001:db8::1',
    '100.64.0.1:1',
    '255.255.255.255',
    '0.0.0.0:0',
  ],
  ...['10.1.2.3 :1', ' 10.1.2.3:1', '10.1.2.3\n', '8.8.8.8\n', '240.0.0.1:9', '169.254.3.4:9', 'x10.1.2.3:1'],
];
/** Each row with a field of the log and values of it. */
const asked: readonly (readonly [row: string, field: string, values: readonly Json[]])[] = [
  ['len(regex_all(requestURI, "a[0-9]", "")) gt 0', 'requestURI', uris],
  ['url_decode(requestURI) contains "/var/ab"', 'requestURI', uris],
  ['lower(url_decode(requestURI)) contains_any ["/var/ab", "/x"]', 'requestURI', uris],
  ['lower(url_decode(concat("/apis/", requestURI))) contains "/var/ab"', 'requestURI', uris],
  ...['private', 'loopback', 'valid', 'global', 'v4'].map(
    (kind) => [`split(requestURI, ":")[0] ip_is "${kind}"`, 'requestURI', addresses] as const,
  ),
  ['concat("/apis/", default(requestURI, "")) starts_with_any ["/apis/a", "/x"]', 'requestURI', [...uris, null]],
  ['concat("/apis/", default(requestURI, "")) contains "/ab"', 'requestURI', [...uris, null]],
  ['to_integer(requestObject.n) gt 10', 'requestObject.n', numbers],
  ['to_integer(requestObject.n) gte 11', 'requestObject.n', numbers],
  ['requestObject.n eq_field const([])', 'requestObject.n', wholes],
  ['requestObject.n eq_field const(["a"])', 'requestObject.n', wholes],
  ['requestObject.n eq_field const([5])', 'requestObject.n', wholes],
  ['sourceIPs eq_field const(["a"])', 'sourceIPs', wholes],
  ['join(sourceIPs, " ") contains "/a/b"', 'sourceIPs', commands],
  ['join(map(sourceIPs, true, @), ",") icontains "/a/b"', 'sourceIPs', commands],
];

const all = asked.flatMap(([row, field, values]) => [
  [row, field, values] as const,
  [`not ${row}`, field, values] as const,
]);

test.each(all)('%s is answered as the rule does, or a reason holds', async (row, field, values) => {
  if (home === undefined) throw new Error('no home');
  const runner = await sigma.runner();
  const proven = prove(tableOf(row), 'Amazon.EKS.Audit', sigma, home, runner, project);
  if (typeof proven === 'string') throw new Error(proven);
  const wrong = values.flatMap((value) =>
    proven.ask(eventWith(field.split('.'), value)).flatMap(({ rule, text, explained }) => {
      const codes = explained.filter((reason) => reason.test !== undefined).map((reason) => reason.code);
      if (rule !== text && explained.length === 0) return [[value, 'undeclared', rule]];
      return rule === text && codes.length > 0 ? [[value, 'idle', codes]] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test.each([
  'url_decode(requestURI) contains "ab"',
  'url_decode(requestURI) contains "/a%"',
  'to_integer(requestObject.n) gt 0',
  'to_integer(requestObject.n) lt 10',
  'join(sourceIPs, " ") contains "a b"',
  'requestObject.n eq_field const(["a", "b"])',
])('%s has no form', async (row) => {
  if (home === undefined) throw new Error('no home');
  expect(prove(tableOf(row), 'Amazon.EKS.Audit', sigma, home, await sigma.runner(), project)).toMatch(
    /^sigma cannot say/,
  );
});
