import { expect, test } from 'vitest';
import type { Json } from '../../../src/ir/json.ts';
import { sigma } from '../../../src/targets/sigma/index.ts';
import { readTable } from '../../source/condition-table/placed.ts';
import { open } from '../../support/project.ts';
import { eventWith, prove } from '../../support/proof.ts';

const project = open();
const home = project.workspace.mapping('sigma', 'Azure.MonitorActivity')?.homes[0];
const json = 'parse_json(properties.requestbody)';

const rows = [
  ...[
    'is_null',
    'missing',
    'truthy',
    'is_true',
    'is_false',
    'eq "b"',
    'in ["b", "c\\"d"]',
    'eq true',
    'eq 5',
    'in [0, 7]',
  ],
  ...[
    'contains "b"',
    'icontains "B"',
    'starts_with "x"',
    'ends_with "b"',
    'type_is "object"',
    'type_is_any ["string", "list"]',
  ],
].flatMap((row) => [`${json}.p.k ${row}`, `not ${json}.p.k ${row}`]);
const whole = ['truthy', 'is_null', 'missing', 'type_is "object"', 'contains "p"'].map((row) => `${json} ${row}`);
const defaults = [
  `default(${json}.p.k, "b") eq "b"`,
  `if_missing(${json}.p.k, "x") eq "b"`,
  `lower(${json}.p.k) eq "b"`,
];

const values: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '1',
    '5',
    '7',
    '-3',
    '50',
    '5.0',
    '0.5',
    '0.0',
    '1e2',
    '""',
    '"b"',
    '"B"',
    '"xb"',
    '"b c"',
    '"a/b"',
  ],
  ...['[]', '["b"]', '{}', '{"k": "b"}', '[{"k": "b"}]', '"c\\"d"', '"\\u0062"', '"true"', '"null"', '"{b"', '"é"'],
];
const texts: readonly Json[] = [
  ...values.flatMap((value) => [
    `{"p": {"k": ${value}}}`,
    `{"p":{"k":${value},"z":1}}`,
    `{"p" : {"a":{"k":"q"},"k" : ${value} }}`,
  ]),
  ...values,
  '{"k":"b"}',
  '{"q":{"k":"b"},"p":{}}',
  '{"p":{"k":"b"},"p":{"k":"c"}}',
  '{"p":{"a":{"b":{"c":{"d":{"e":1}}}},"k":"b"}}',
  '{"p":{"a":{"b":{"c":1}},"k":"b"}}',
  '{"p":[{"k":"b"}]}',
  '{"P":{"K":"b"}}',
  '{"p":\n{"k"\t:\n"b"}}',
  '{"p":{"a":"}","k":"b"}}',
  '{"\\u0070":{"k":"b"}}',
  '{"p":{"a":"\\"k\\": \\"b\\"","z":"k"}}',
  '{"p":{"k":"b"',
  ' {"p":{"k":"b"}}',
  '\n{"p":{"k":"b"}}',
  'p k b',
  '',
];

test.each([...rows, ...whole, ...defaults])('a regex on JSON in a text answers as %s, or says why not', async (row) => {
  if (home === undefined) throw new Error('no home');
  const runner = await sigma.runner();
  const { condition } = readTable(row);
  if (condition === undefined) throw new Error(row);
  const proven = prove(condition, 'Azure.MonitorActivity', sigma, home, runner, project);
  if (typeof proven === 'string') throw new Error(proven);
  const undeclared: string[] = [];
  const idle: string[] = [];
  for (const text of texts) {
    for (const { rule, text: said, explained } of proven.ask(eventWith(['properties', 'requestbody'], text))) {
      const codes = explained.filter((reason) => reason.test !== undefined).map((reason) => reason.code);
      if (rule !== said && codes.length === 0) undeclared.push(`${String(text)}: rule ${rule}, text ${said}`);
      if (rule === said && codes.length > 0) idle.push(`${String(text)}: ${codes}`);
    }
  }
  expect(undeclared).toEqual([]);
  expect(idle).toEqual([]);
});
