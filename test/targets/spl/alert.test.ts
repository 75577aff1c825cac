import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/ir/json.ts';
import { parseJson } from '../../../src/ir/json.ts';
import { compile, resultOn, table } from './harness.ts';

const seed = `
AnalysisType: rule
RuleID: Okta.Support.Reset
DisplayName: Okta Support Reset Credential
Enabled: true
LogTypes: [Okta.SystemLog]
Severity: High
DedupPeriodMinutes: 15
AlertTitle: Okta support reset password or MFA for user {first(target, type eq "User").alternateId}
Condition: |
  eventType in ["user.account.reset_password", "user.mfa.factor.update", "system.mfa.factor.deactivate", "user.mfa.attempt_bypass"]
  actor.alternateId eq "system@okta.com"
  transaction.id eq "unknown"
  client.userAgent.rawUserAgent is_null
  client.geographicalContext.country is_null
`;

describe('the seed rule', () => {
  it('is the search that the facts describe, with the title and key of Panther', () => {
    expect(compile(seed).text.split('\n')).toEqual([
      '`okta`',
      '    eventType IN ("user.account.reset_password", "user.mfa.factor.update", "system.mfa.factor.deactivate", "user.mfa.attempt_bypass")',
      '    actor.alternateId="system@okta.com"',
      '    transaction.id="unknown"',
      '| where in(eventType, "user.account.reset_password", "user.mfa.factor.update", "system.mfa.factor.deactivate", "user.mfa.attempt_bypass")',
      '    AND \'actor.alternateId\'=="system@okta.com"',
      '    AND \'transaction.id\'=="unknown"',
      "    AND (isnull('client.userAgent.rawUserAgent') OR 'client.userAgent.rawUserAgent'==\"null\")",
      "    AND (isnull('client.geographicalContext.country') OR 'client.geographicalContext.country'==\"null\")",
      '| spath path=target{} output=target_elements',
      '| eval src_user=nullif(\'actor.alternateId\', "null"),',
      '    src=nullif(\'client.ipAddress\', "null"),',
      '    user=nullif(json_extract(mvindex(mvfilter(json_extract(target_elements, "type")=="User"), 0), "alternateId"), "null"),',
      '    title="Okta support reset password or MFA for user ".coalesce(nullif(json_extract(mvindex(mvfilter(json_extract(target_elements, "type")=="User"), 0), "alternateId"), "null"), "None")',
      '| stats count,',
      '    min(_time) as firstTime,',
      '    max(_time) as lastTime,',
      '    values(src_user) as src_user,',
      '    values(src) as src,',
      '    values(user) as user by title',
      '| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) ctime(lastTime)',
      '| `okta_support_reset_filter`',
    ]);
  });

  it('matches an event of Okta support and names the first user among its targets', () => {
    const log = parseJson(
      '{"eventType":"user.account.reset_password","actor":{"alternateId":"system@okta.com"},"transaction":{"id":"unknown"},' +
        '"client":{"userAgent":{"rawUserAgent":null}},"target":[{"type":"AppInstance","alternateId":"app"},{"type":"User","alternateId":"homer"}]}',
    ) as JsonObject; // an object in the text
    const made = compile(seed);
    expect(resultOn(made, log)['title']).toBe('Okta support reset password or MFA for user homer');
    expect(resultOn(made, { ...log, target: [] })['title']).toBe('Okta support reset password or MFA for user None');
  });
});

describe('thresholds', () => {
  it('slide over the window and ask for one fresh event', () => {
    const { text, compiled } = compile(table('s eq "a"', 'Threshold: 5\nDedupPeriodMinutes: 30\nGroupBy: [t]'));
    expect(text).toContain('fresh=if(_indextime>=relative_time(now(), "-15m@m"), 1, 0)');
    expect(text).toContain(
      '| sort 0 _time\n| streamstats time_window=30m count as matches, sum(fresh) as fresh_matches, min(_time) as window_start by dedup_key',
    );
    expect(text).toContain('| where matches>=5\n    AND fresh_matches>0');
    expect(text).toContain(
      '| stats max(matches) as count, min(window_start) as firstTime, max(_time) as lastTime by dedup_key',
    );
    expect(compiled.alertFidelity.wider.map((r) => r.code)).toEqual([
      'window-anchored',
      'arrival-time',
      'refire',
      'rerun',
      'dedup-alert-time',
    ]);
    expect(compiled.alertFidelity.narrower.map((r) => r.code)).toEqual([
      'arrival-time',
      'late-event',
      'dedup-alert-time',
    ]);
  });

  it('count distinct values where the rule does', () => {
    const { text, compiled } = compile(table('s eq "a"', 'Threshold: 3\nUnique: ip\nGroupBy: [t]'));
    expect(text).toContain('dc(distinct_value) as distinct_values');
    expect(text).toContain('| where distinct_values>=3');
    expect(compiled.alertFidelity.wider.map((r) => r.code)).toContain('distinct-exact');
  });
});

describe('keys', () => {
  it('never vanish and never are empty', () => {
    const made = compile(table('s eq "a"', 'GroupBy: [t]'));
    const key = (t: JsonObject) => resultOn(made, { s: 'a', ...t })['dedup_key'];
    expect([key({ t: 'x' }), key({ t: null }), key({}), key({ t: '' })]).toEqual(['x', 'None', 'None', '(empty)']);
  });

  it('are one for all without a title or GroupBy', () => {
    expect(compile(table('s eq "a"')).text).toContain('dedup_key="Test.Rule"');
  });

  it('of several parts are one text', () => {
    expect(resultOn(compile(table('s eq "a"', 'GroupBy: [s, n]')), { s: 'a', n: 5n })['dedup_key']).toBe('a|5');
  });

  it('that cannot be said make each event alert alone, and say so', () => {
    const { compiled, text } = compile(table('s eq "a"', 'GroupBy: ["similarity(s, t)"]'));
    expect(text).toContain('| eval dedup_key=md5(_raw)');
    expect(compiled.alertFidelity.wider.map(({ code }) => code)).toContain('dedup-key');
    expect(compiled.notes.join()).toContain('Each matching event alerts on its own');
  });

  it('that cannot be said refuse a rule that counts', () => {
    const { compiled } = compile(table('s eq "a"', 'GroupBy: ["similarity(s, t)"]\nThreshold: 3'));
    expect(compiled.text).toBeUndefined();
    expect(compiled.refusals.map((r) => r.why).join()).toContain('the grouping key');
  });

  it('take a field that no event has for missing', () => {
    const { compiled, text } = compile(table('s eq "a"', 'GroupBy: ["if_missing(nowhere, s)"]'));
    expect(text).toContain('dedup_key=');
    expect(text).not.toContain('nowhere');
    expect(compiled.alertFidelity.narrower.map(({ code }) => code)).toContain('unknown-field');
    expect(compiled.notes.join()).toContain('No event of Sample.Log has nowhere');
  });
});

describe('columns', () => {
  it('compute before they overwrite: a rule severity beside a log field of that name', () => {
    const yaml = table(
      'eventType eq "x"',
      'AlertTitle: "{severity} at {eventType}"\nSummaryAttributes: [severity]\nDynamicSeverities: [{ChangeTo: Critical, Conditions: [{Key: severity, Condition: Equals, Value: ERROR}]}]',
      'Okta.SystemLog',
    );
    const made = compile(yaml);
    const { compiled, text } = made;
    const row = resultOn(made, { eventType: 'x', severity: 'ERROR' });
    expect(row['severity']).toBe('critical');
    expect(row['event_severity']).toBe('ERROR');
    expect(row['title']).toBe('ERROR at x');
    expect(text).toContain('earliest(severity) as severity');
    expect(compiled.notes.join()).toContain('event_severity');
  });

  it('keep the raw value first where two would overwrite each other', () => {
    const yaml = table(
      's eq "x"',
      'AlertContext: [{KeyName: s, KeyValue: {Key: t}}, {KeyName: t, KeyValue: {Key: s}}]',
    );
    const row = resultOn(compile(yaml), { s: 'x', t: 'y' });
    expect([row['s'], row['t']]).toEqual(['y', 'x']);
  });

  it('leave out an output that cannot be said, with a note', () => {
    const { compiled } = compile(table('s eq "x"', 'AlertContext: [{KeyName: size, KeyValue: "len(o)"}]'));
    expect(compiled.text).toBeDefined();
    expect(compiled.notes.join()).toContain('The output "size" is left out');
  });
});

describe('hostile text in the search', () => {
  it('arrives as it is and stays one value', () => {
    const title = 'a "quote" `macro` $token$ back\\ | delete } [x] \u202e{{x}} 😀';
    const yaml = table(
      's eq "x"',
      `AlertTitle: ${JSON.stringify(`${title.replaceAll('{', '{{').replaceAll('}', '}}')} {s}`)}`,
    );
    const made = compile(yaml);
    const { text } = made;
    expect(resultOn(made, { s: 'x' })['title']).toBe(`${title} x`);
    expect(text).not.toMatch(/[$\u202e]/);
    expect(text.split('\n').filter((line) => line.startsWith('| ')).length).toBe(5);
  });
});
