import { expect, test } from 'vitest';
import { holdsOtherType } from '../../src/fidelity/other-type.ts';
import type { SchemaField } from '../../src/fidelity/reason.ts';

const code: SchemaField = { name: 'code', kind: 'integer', fields: [], element: undefined };
const log: SchemaField = { name: 'log', kind: 'string', fields: [code], element: undefined, jsonText: true };

test.each<[string, string, boolean]>([
  ['the type of the schema', '{"code": 5}', false],
  ['another type', '{"code": "5"}', true],
  ['no value', '{"code": null}', false],
  ['no JSON', 'code', false],
])('the JSON in a text holds %s', (_, text, holds) => {
  expect(holdsOtherType({ log: text }, [log], { keys: ['log', 'code'], lists: [] })).toBe(holds);
});
