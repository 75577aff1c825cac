import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const folder = scratch({
  'rulegen.yml': 'targets: [sigma, spl, kql]\n',
  'samples.ndjson': '{"eventType": "a.b", "actor": {"id": "1"}}\n{"eventType": "c", "n": 1}\n',
  'rules/a.yml': ruleText('A.Rule').replace('Okta.SystemLog', 'Acme.Audit'),
});

describe('rulegen new log-type', () => {
  it('is what the finding about an unknown log type asks for, and rules build after it', () => {
    const before = folder.run(['build']);
    expect(before.code).toBe(1);
    expect(before.err.replace(/\s+/g, ' ')).toContain('rulegen new log-type Acme.Audit --from samples.json');
    const shown = folder.run(['new', 'log-type', 'Acme.Audit', '--from', 'samples.ndjson', '--dry-run']);
    expect(shown.out).toContain('- { name: eventType, type: string }');
    expect(folder.list('log-types')).toEqual([]);
    const made = folder.run(['new', 'log-type', 'Acme.Audit', '--from', 'samples.ndjson']);
    expect(made.out).toMatch(/^4 fields of 2 events → \.: 5 files\.\n {2}log-types\/Acme\.Audit\.yml\n/);
    expect(made.code).toBe(0);
    const after = folder.run(['build']);
    expect(after.err).toBe('');
    expect(after.code).toBe(0);
  });

  it('overwrites nothing, and knows wrong usage', () => {
    const again = folder.run(['new', 'log-type', 'Acme.Audit', '--from', 'samples.ndjson']);
    expect(again.code).toBe(1);
    expect(again.err.match(/\[file-exists\]/g)).toHaveLength(5);
    expect(folder.run(['new', 'log-type', '../x', '--from', 'samples.ndjson']).code).toBe(2);
    expect(folder.run(['new', 'log-type', 'X']).code).toBe(2);
    expect(folder.run(['new']).code).toBe(2);
    expect(folder.run(['new', 'log-type', 'okta.systemlog', '--from', 'samples.ndjson']).err).toContain(
      '[log-type-exists]',
    );
  });
});

it('a log type may do without a schema where the configuration says so', () => {
  const open = scratch({
    'rulegen.yml': 'targets: [sigma, spl, kql]\nopenLogTypes: ["Acme.*"]\n',
    'rules/a.yml': ruleText('A.Rule', 'eventType eq "a.b"\nactor.x is_null').replace('Okta.SystemLog', 'Acme.Audit'),
  });
  const ran = open.run(['build']);
  expect(ran.err).toBe('');
  expect(open.read('dist/kql/a_rule.kql')).toContain('Acme_Audit_CL\n');
  expect(open.run(['verify']).code).toBe(0);
});
