import { expect, test } from 'vitest';
import { recased } from '../../src/mapping/recase.ts';
import { open } from '../support/project.ts';

const { workspace } = open('test/verify/shapes/rulegen.yml');
const fields = workspace.logType('Made.Shapes')?.fields ?? [];

test('keys are spelt as the log type spells them, however deep', () => {
  const event = { LABELS: { Plain: 'x', Other: 'y' }, Rows: [{ ID: '1', items: [{ KIND: 'k' }] }], Own: 1n };
  expect(recased(event, fields)).toEqual({
    labels: { plain: 'x', Other: 'y' },
    rows: [{ id: '1', items: [{ kind: 'k' }] }],
    Own: 1n,
  });
});

test('a key that the log type has stays itself, and none takes the place of another', () => {
  const both = { parameters: { NEW_VALUE: 'a', new_value: 'b' } };
  expect(recased(both, fields)).toEqual(both);
  const twice = { labels: { plain: 'a', PLAIN: 'b' } };
  expect(recased(twice, fields)).toEqual(twice);
});
