import { describe, expect, it } from 'vitest';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { runner } from '../../../src/targets/spl/runner.ts';
import type { Artifact } from '../../../src/targets/target.ts';
import { compile, table } from './harness.ts';

const made = compile(
  table(
    'eventType eq "x"',
    'AlertTitle: "By {actor.alternateId}"\nGroupBy: [client.ipAddress]\nDedupPeriodMinutes: 60\nTags: [Own tag]\nDynamicSeverities:\n  - ChangeTo: High\n    Conditions: outcome.result eq "FAILURE"\n',
    'Okta.SystemLog',
  ),
);

function findings(from = '', to = ''): string {
  const artifacts = made.artifacts.map((artifact): Artifact => {
    if (from === '' || !artifact.path.endsWith('savedsearches.conf')) return artifact;
    expect(artifact.content).toContain(from);
    return { ...artifact, content: artifact.content.replace(from, to) };
  });
  const read = runner.read(artifacts, made.store);
  if (isNotCovered(read)) throw new Error(read.construct);
  return read.findings.map(({ message, line }) => `${line}: ${message}`).join('\n');
}

describe('what a saved search asks of its final rows', () => {
  it('is there in what we write', () => {
    expect(findings()).toBe('');
  });

  it.each([
    ['alert.suppress.fields = dedup_key', 'alert.suppress.fields = nope', 'alert.suppress.fields names nope'],
    ['alert.suppress.fields = dedup_key', 'alert.suppress.fields = actor.alternateId', 'names actor.alternateId'],
    ['rule_title = $title$', 'rule_title = $title$ of $whom$', 'rule_title names whom'],
    ['_risk_message = $title$', '_risk_message = $eventType$', '_risk_message names eventType'],
    ['nes_fields = src_user', 'nes_fields = srcs', 'nes_fields names srcs'],
    ['"risk_object_field":"user"', '"risk_object_field":"account"', '_risk names account'],
    ['events of $user$', 'events of $account$', 'drilldown_searches names account'],
    ['alert.suppress.period = 60m', 'alert.suppress.period = an hour', 'must be a length of time'],
    ['notable.param.severity = medium', 'notable.param.severity = Medium', 'severity must be one of informational'],
    ['cron_schedule = */15 * * * *', 'cron_schedule = */15 * * *', 'five fields'],
  ])('%s → %s', (from, to, found) => {
    expect(findings(from, to)).toContain(found);
  });

  it('is a stanza of at most 81 characters', () => {
    const name = /^\[.*\]$/m.exec(made.artifacts[1]?.content ?? '')?.[0] ?? '';
    expect(findings(name, `[${'x'.repeat(82)}]`)).toContain('at most 81 characters');
  });
});

describe('limits of Splunk that a rule meets', () => {
  const limitsOf = (yaml: string, settings = {}) =>
    (compile(yaml, { settings }).compiled.limits ?? []).map(({ severity, says }) => `${severity}: ${says}`);

  it('are told', () => {
    expect(made.compiled.limits).toEqual([]);
    const long = table('s eq "a"').replace('A test', 'n'.repeat(90));
    expect(limitsOf(long)).toEqual([expect.stringMatching(/^info: a stanza has at most 81 characters/)]);
    expect(limitsOf(table('s eq "a"'), { everyMinutes: 45 })).toEqual([
      'warning: Cron cannot say every 45 minutes: the search runs every 30.',
    ]);
    expect(limitsOf(table('s eq "a"', 'Reports:\n  MITRE ATT&CK: [TA0001:T9999]'))).toEqual([
      expect.stringContaining('T9999'),
    ]);
  });
});

it('tags stand among the annotations', () => {
  expect(made.artifacts[1]?.content).toContain('"tags":["Own tag"]');
});
