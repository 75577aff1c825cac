import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readLogType } from '../../../src/source/log-type-file.ts';
import { readMapping } from '../../../src/source/mapping-file.ts';
import { artifactOf, codes, compile, strictly } from './build.ts';

const root = resolve(import.meta.dirname, '../../..');
const file = (path: string) => ({ path, text: readFileSync(join(root, path), 'utf8') });
const logType = strictly((report) => readLogType(file('log-types/Okta.SystemLog.yml'), report));
const home = strictly((report) => readMapping(file('targets/sigma/Okta.SystemLog.yaml'), 'sigma', report)).homes[0];

const seed = `
AnalysisType: rule
RuleID: Okta.Support.Reset
DisplayName: Okta Support Reset Credential
Enabled: true
LogTypes: [Okta.SystemLog]
Reports:
  MITRE ATT&CK: [TA0001:T1199]
Severity: High
Author: Panther Labs
Date: 2022-03-29
Description: |
  Detects a password reset or a change of an MFA factor made by Okta's own support account.
  Such an event has an unknown transaction id, no user agent string and no country.
Reference: https://help.okta.com/en/prod/Content/Topics/Directory/get-support.htm
Runbook: Contact Admin to ensure this was sanctioned activity
DedupPeriodMinutes: 15
SummaryAttributes: [eventType, severity]
Condition: |
  eventType in ["user.account.reset_password", "user.mfa.factor.update", "system.mfa.factor.deactivate", "user.mfa.attempt_bypass"]
  actor.alternateId eq "system@okta.com"
  transaction.id eq "unknown"
  client.userAgent.rawUserAgent is_null
  client.geographicalContext.country is_null
`;

const choices = { logType, home, settings: { stem: 'okta_support_reset', folder: 'okta' } };

describe('the seed rule', () => {
  it('is the rule that SigmaHQ would take, line by line', () => {
    const artifact = artifactOf(compile(seed, choices));
    expect(artifact.path).toBe('okta/okta_support_reset.yml');
    expect(artifact.content).toBe(`# rule_id: Okta.Support.Reset
title: Okta Support Reset Credential
id: 0e66dae6-562d-5142-be82-06c4d8b26f74
status: experimental
description: |
    Detects a password reset or a change of an MFA factor made by Okta's own support account.
    Such an event has an unknown transaction id, no user agent string and no country.
references:
    - https://help.okta.com/en/prod/Content/Topics/Directory/get-support.htm
author: Panther Labs
date: 2022-03-29
tags:
    - attack.initial-access
    - attack.t1199
logsource:
    product: okta
    service: okta
detection:
    selection:
        eventType:
            - 'user.account.reset_password'
            - 'user.mfa.factor.update'
            - 'system.mfa.factor.deactivate'
            - 'user.mfa.attempt_bypass'
        actor.alternateId: 'system@okta.com'
        transaction.id: 'unknown'
        client.userAgent.rawUserAgent: null
        client.geographicalContext.country: null
    condition: selection
falsepositives:
    - Unknown
level: high
`);
  });

  it('declares case and the missing suppression, and nothing else', () => {
    const compiled = compile(seed, choices);
    expect(codes(compiled)).toEqual({ wider: ['case-insensitive'], narrower: [] });
    expect(compiled.alertFidelity.wider.map((r) => r.code)).toEqual(['dedup-none']);
    expect(compiled.alertFidelity.narrower).toEqual([]);
  });

  it('is exact in the profile spec, with everything that Sigma has no key for', () => {
    const compiled = compile(seed, { ...choices, profile: 'spec' });
    expect(codes(compiled)).toEqual({ wider: [], narrower: [] });
    const read = parse(artifactOf(compiled).content) as Record<string, unknown>;
    expect(read['detection']).toEqual({
      selection_main: {
        'eventType|cased': [
          'user.account.reset_password',
          'user.mfa.factor.update',
          'system.mfa.factor.deactivate',
          'user.mfa.attempt_bypass',
        ],
        'actor.alternateId|cased': 'system@okta.com',
        'transaction.id|cased': 'unknown',
      },
      selection_raw_user_agent: [
        { 'client.userAgent.rawUserAgent': null },
        { 'client.userAgent.rawUserAgent|exists': false },
      ],
      selection_country: [
        { 'client.geographicalContext.country': null },
        { 'client.geographicalContext.country|exists': false },
      ],
      condition: 'all of selection_*',
    });
    expect(read['fields']).toEqual(['eventType', 'severity']);
    expect(read['x_rulegen']).toMatchObject({
      rule_id: 'Okta.Support.Reset',
      runbook: 'Contact Admin to ensure this was sanctioned activity',
      threshold: 1,
      dedup_minutes: 15,
    });
  });
});
