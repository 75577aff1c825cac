import { expect, test } from 'vitest';
import { compile, section, table } from './harness.ts';

const okta = (condition: string, more = '') => compile(table(condition, more, 'Okta.SystemLog'));
const codes = (condition: string) => {
  const { wider, narrower } = okta(condition).compiled.fidelity;
  return [...wider.map((r) => `+${r.code}`), ...narrower.map((r) => `-${r.code}`)];
};

test('a row on a column that another field shares may be answered by that field', () => {
  expect(codes('debugContext.debugData.privilegeGranted contains "Super"')).toContain('+column-shared');
  expect(codes('eventType eq "x"\nnot debugContext.debugData.privilegeGranted contains "Super"')).toContain(
    '-column-shared',
  );
  expect(codes('eventType eq "x"\ndebugContext.debugData.privilegeGranted is_null')).toContain('-column-shared');
  expect(codes('actor.type eq "User"').join()).not.toContain('column-shared');
});

test('such a column is no grouping key: leaving it out is a loss', () => {
  const found = okta('eventType eq "x"', 'GroupBy: [debugContext.debugData.privilegeGranted]\nThreshold: 3');
  expect(found.compiled.alertFidelity.wider.map((reason) => reason.code)).toContain('key-computed');
});

test('no one value is taken from such a column: not for the title, the key or the severity, all of them for an output', () => {
  const found = okta(
    'eventType eq "x"',
    `AlertTitle: '{actor.displayName} granted {debugContext.debugData.privilegeGranted}'
AlertContext:
  roles: debugContext.debugData.privilegeGranted
DynamicSeverities:
  - ChangeTo: Critical
    Conditions: |
      debugContext.debugData.privilegeGranted contains "Super"`,
  );
  const outcome = section(found.text, 'outcome');
  expect(outcome).toContain('$risk_score = 65');
  expect(outcome).toContain('$title = strings.concat($e.principal.user.user_display_name, " granted ")');
  expect(outcome).toContain('$roles = array_distinct($e.target.user.attribute.roles.name)');
  expect(outcome.join()).not.toContain('suppression_key');
  const notes = found.compiled.notes.join('\n');
  expect(notes).toContain('A severity case is left out: target.user.attribute.roles.name holds');
  expect(found.compiled.alertFidelity.wider.map((reason) => reason.code)).toEqual(['dedup-key']);
});
