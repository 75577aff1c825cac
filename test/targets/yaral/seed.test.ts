import { expect, test } from 'vitest';
import { compile, file, section } from './harness.ts';

const seed = compile(file('rules/okta/okta_support_reset.yml').text);

test('the rule selects the home, and asks each row of the page in UDM', () => {
  expect(section(seed.text, 'events')).toEqual([
    '$e.metadata.log_type = "OKTA"',
    '$e.metadata.vendor_name = "Okta"',
    '$e.metadata.product_name = "Okta"',
    '(',
    '  $e.metadata.product_event_type = "user.account.reset_password" or',
    '  $e.metadata.product_event_type = "user.mfa.factor.update" or',
    '  $e.metadata.product_event_type = "system.mfa.factor.deactivate" or',
    '  $e.metadata.product_event_type = "user.mfa.attempt_bypass"',
    ')',
    '(',
    '  any $e.principal.user.email_addresses = "system@okta.com" or',
    '  $e.principal.user.userid = "system@okta.com"',
    ')',
    '$e.network.session_id = "unknown"',
    '$e.network.http.user_agent = ""',
    '$first_target_user_email_addresses = $e.target.user.email_addresses[0]',
    '$first_principal_user_email_addresses = $e.principal.user.email_addresses[0]',
  ]);
});

test('the country is dropped as a waived loss, the user agent declared as a representation', () => {
  expect(seed.gated).toEqual([]);
  expect(seed.compiled.fidelity.wider.map((r) => r.code)).toEqual(['null-stored-as-empty', 'null-test-on-enriched']);
  expect(seed.compiled.fidelity.narrower).toEqual([]);
  expect(seed.content).toContain(
    'fidelity_2 = "condition wider: null-test-on-enriched (client.geographicalContext.country is_null)',
  );
  expect(seed.content).toContain('Waived: Google SecOps fills the country');
});

test('repeats of one title are silent for the period, and the score is that of High', () => {
  expect(section(seed.text, 'outcome').slice(0, 4)).toEqual([
    '$risk_score = 85',
    '$suppression_key = strings.concat("Okta Support Reset Password or MFA for user ", strings.coalesce($first_target_user_email_addresses, $e.target.user.userid))',
    '$title = strings.concat("Okta Support Reset Password or MFA for user ", strings.coalesce($first_target_user_email_addresses, $e.target.user.userid))',
    '$event_type = $e.metadata.product_event_type',
  ]);
  expect(section(seed.text, 'outcome').length).toBeLessThanOrEqual(20);
  expect(section(seed.text, 'condition')).toEqual(['$e']);
  expect(section(seed.text, 'options')).toEqual(['suppression_window = 15m']);
  expect(section(seed.text, 'match')).toEqual([]);
});

test('the output table is carried as the fields that UDM keeps, and the rest is noted', () => {
  const outcome = section(seed.text, 'outcome').join('\n');
  expect(outcome).toContain('$actor_id = $e.principal.user.product_object_id');
  expect(outcome).toContain('$client_user_agent_raw_user_agent = $e.network.http.user_agent');
  expect(seed.compiled.notes).toContain('The output "actor" is given as the single fields that UDM keeps of it.');
  expect(seed.compiled.notes.some((note) => note.startsWith('The output "ips" is left out'))).toBe(true);
});

test('the metadata is what a SecOps rule carries', () => {
  expect(seed.path).toBe('rules/okta_support_reset.yaral');
  expect(seed.content.startsWith('rule okta_support_reset {\n  meta:\n')).toBe(true);
  for (const line of [
    'rule_name = "Okta Support Reset Credential"',
    'source_rule_id = "Okta.Support.Reset"',
    'severity = "High"',
    'priority = "High"',
    'type = "Alert"',
    'data_source = "Okta"',
    'platform = "Okta"',
    'mitre_attack_tactic = "Initial Access"',
    'mitre_attack_technique = "Trusted Relationship"',
    'mitre_attack_url = "https://attack.mitre.org/techniques/T1199/"',
    'mitre_attack_version = "v18"',
    'tactic = "TA0001"',
    'technique = "T1199"',
    'runbook = "Contact Admin to ensure this was sanctioned activity"',
  ]) {
    expect(seed.content).toContain(`\n    ${line}\n`);
  }
  expect(seed.content).toMatch(
    /\n {4}rule_id = "mr_[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"\n/,
  );
  expect(seed.content).not.toMatch(/[ \t]\n|\t|\n\n\n/);
});
