import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/ir/json.ts';
import { withCopies } from '../../src/mapping/copies.ts';
import { readLogType } from '../../src/source/log-type-file.ts';

const logType = readLogType(
  {
    path: 'log-types/Sensor.Event.yml',
    text: `schema: Sensor.Event
fields:
  - { name: host, type: string, copy: { from: event.host } }
  - { name: machine, type: string, copy: { from: event.host } }
  - { name: kind, type: string, copy: { from: event.kind } }
  - name: event
    type: json
    fields:
      - { name: host, type: string }
      - { name: kind, type: string }
`,
  },
  (finding) => {
    throw new Error(finding.message);
  },
);

const given: JsonObject = { host: 'a', machine: 'a', kind: 'start', event: { host: 'a' } };
const changed = (to: JsonObject): JsonObject => withCopies(logType, given, to);

test('a change of a copy reaches the others and what they are copied from', () => {
  expect(changed({ ...given, host: 'b' })).toEqual({ ...given, host: 'b', machine: 'b', event: { host: 'b' } });
  expect(changed({ ...given, machine: null })).toEqual({
    host: null,
    machine: null,
    kind: 'start',
    event: { host: null },
  });
});

test('a change of what is copied reaches the copies', () => {
  expect(changed({ ...given, event: { host: 'b' } })).toEqual({
    ...given,
    host: 'b',
    machine: 'b',
    event: { host: 'b' },
  });
});

test('what is taken away is taken away everywhere', () => {
  expect(changed({ machine: 'a', kind: 'start', event: { host: 'a' } })).toEqual({ kind: 'start', event: {} });
});

test('a field that the event holds once stays alone', () => {
  expect(changed({ ...given, kind: 'stop' })).toEqual({ ...given, kind: 'stop' });
});

test('events of other log types are left as they are', () => {
  expect(withCopies(undefined, given, { ...given, host: 'b' })).toEqual({ ...given, host: 'b' });
});
