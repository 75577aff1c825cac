import { expect, it } from 'vitest';
import { readConf } from '../../../src/targets/spl/read-conf.ts';
import { readCase } from '../../golden/case.ts';

/** What an ideal correlation search for the seed rule says, but for its search and texts, in the order of contentctl's template. */
const ideal: Readonly<Record<string, string>> = {
  description: 'A Password or MFA factor was reset by Okta Support',
  'action.risk': '1',
  'action.risk.param._risk_score': '0',
  'action.risk.param.verbose': '0',
  'action.correlationsearch.enabled': '1',
  'action.correlationsearch.detection_type': 'ebd',
  'action.correlationsearch.label': 'RuleGen - Okta Support Reset Credential - Rule',
  schedule_window: 'auto',
  'action.notable': '1',
  'action.notable.param._entities': '[{"risk_object_field":"N/A","risk_object_type":"N/A","risk_score":0}]',
  'action.notable.param.security_domain': 'identity',
  'action.notable.param.severity': 'high',
  'alert.digest_mode': '1',
  enableSched: '1',
  allow_skew: '50%',
  counttype: 'number of events',
  relation: 'greater than',
  quantity: '0',
  realtime_schedule: '0',
  is_visible: 'false',
  'alert.suppress': 'true',
  'alert.suppress.period': '15m',
};

it('the seed rule says what an ideal correlation search says, in its order', () => {
  const [stanza] = readConf(readCase('seed-repaired', 'spl/okta_support_reset.savedsearches.conf'));
  expect(stanza?.name).toBe('RuleGen - Okta Support Reset Credential - Rule');
  const said = [...(stanza?.settings ?? [])].map(([key, { value }]): [string, string] => [key, value]);
  expect(said.filter(([key]) => key in ideal)).toEqual(Object.entries(ideal));
  const json = (key: string): unknown => JSON.parse(stanza?.settings.get(key)?.value ?? '');
  expect(json('action.correlationsearch.annotations')).toMatchObject({
    mitre_attack: ['T1199'],
    panther_rule_id: ['Okta.Support.Reset'],
    type: 'TTP',
    type_list: ['TTP'],
  });
  expect(json('action.risk.param._risk')).toEqual(
    expect.arrayContaining([
      { risk_object_field: 'user', risk_object_type: 'user', risk_score: 70 },
      { threat_object_field: 'src', threat_object_type: 'ip_address' },
    ]),
  );
  const search = stanza?.settings.get('search')?.value ?? '';
  for (const token of `${stanza?.settings.get('alert.suppress.fields')?.value},user,src_user,src`.split(','))
    expect(search).toMatch(new RegExp(`\\b${token}=|as ${token}\\b`));
  expect(search.trimEnd().endsWith('| `okta_support_reset_filter`')).toBe(true);
});
