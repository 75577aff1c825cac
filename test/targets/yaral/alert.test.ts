import { expect, test } from 'vitest';
import { compile, section, table } from './harness.ts';
import { findings } from './reading.ts';

const alertCodes = (made: ReturnType<typeof compile>, direction: 'wider' | 'narrower') =>
  made.compiled.alertFidelity[direction].map((reason) => reason.code);

function made(more: string, condition = 's eq "a"') {
  const found = compile(table(condition, more));
  if (found.content !== '') expect(findings(found.content)).toEqual([]);
  return found;
}

test('threshold 1 with a field as key: suppressed by it, an event without it by its own id', () => {
  const found = made('GroupBy: [t]\nDedupPeriodMinutes: 90');
  expect(section(found.text, 'outcome')).toContain(
    '$suppression_key = strings.coalesce($e.principal.user.userid, bytes.to_base64($e.metadata.id))',
  );
  expect(section(found.text, 'options')).toEqual(['suppression_window = 90m']);
  expect(alertCodes(found, 'wider')).toEqual(['dedup-alert-time', 'null-key']);
});

test('threshold 1 with a repeated field as key: its first element, through a placeholder', () => {
  const found = made('GroupBy: [many]');
  expect(section(found.text, 'events')).toContain('$first_principal_ip = $e.principal.ip[0]');
  expect(section(found.text, 'outcome')).toContain(
    '$suppression_key = strings.coalesce($first_principal_ip, bytes.to_base64($e.metadata.id))',
  );
});

test('threshold 1 with a constant title or none: one window for the whole rule, as in Panther', () => {
  for (const more of ['', 'AlertTitle: Always the same']) {
    const found = made(more);
    expect(section(found.text, 'outcome').join()).not.toContain('suppression_key');
    expect(section(found.text, 'options')).toEqual(['suppression_window = 1h']);
    expect(found.compiled.notes.join()).toContain('silences the whole rule');
  }
});

test('a key that cannot be said silences nothing, and says so', () => {
  const found = made('AlertTitle: "Label {label} of {s}"');
  expect(section(found.text, 'options')).toEqual([]);
  expect(alertCodes(found, 'wider')).toEqual(['dedup-key']);
  expect(section(found.text, 'outcome')).toContain('$title = strings.concat("Label ", " of ", $e.target.url)');
  expect(found.compiled.notes.join('\n')).toMatch(/Repeats are not silenced.*\n.*part of the title is left out/s);
});

test('threshold N: counted in a window by the key, every event of it, and silent a little longer', () => {
  const found = made('GroupBy: [t, many, n]\nThreshold: 5\nDedupPeriodMinutes: 60');
  expect(section(found.text, 'match')).toEqual(['$principal_user_userid, $principal_ip, $target_port over 1h']);
  expect(section(found.text, 'events').slice(4)).toEqual([
    '$principal_user_userid = $e.principal.user.userid',
    '$principal_ip = $e.principal.ip[0]',
    '$target_port = $e.target.port',
  ]);
  expect(section(found.text, 'condition')).toEqual(['#e >= 5']);
  expect(section(found.text, 'options')).toEqual(['allow_zero_values = true', 'suppression_window = 61m']);
  expect(section(found.text, 'outcome').slice(0, 2)).toEqual([
    '$risk_score = max(65)',
    '$event_count = count_distinct($e.metadata.id)',
  ]);
  expect(alertCodes(found, 'wider')).toContain('window-hop');
  expect(alertCodes(found, 'narrower')).toEqual([
    'window-hop',
    'arrival-time',
    'dedup-alert-time',
    'late-event',
    'daily-cap',
    'unparsed-value',
  ]);
});

test('threshold N without a key: all matches count together', () => {
  const found = made('Threshold: 3\nDedupPeriodMinutes: 30');
  expect(section(found.text, 'match')).toEqual(['$log_type over 30m']);
  expect(section(found.text, 'events').at(-1)).toBe('$log_type = $e.metadata.log_type');
  expect(section(found.text, 'options')).toEqual(['suppression_window = 31m']);
});

test('distinct values are counted in the outcome', () => {
  const found = made('GroupBy: [t]\nUnique: many\nThreshold: 4');
  expect(section(found.text, 'outcome')).toContain('$distinct_count = count_distinct($e.principal.ip)');
  expect(section(found.text, 'condition')).toEqual(['$e and $distinct_count >= 4']);
  expect(alertCodes(found, 'wider')).toContain('distinct-exact');
});

test('a key that is decided event by event counts by what it is computed from', () => {
  const found = made('AlertTitle: "By {if(t eq \\"x\\", t, n)}"\nThreshold: 4');
  expect(alertCodes(found, 'wider')).toContain('key-split');
  expect(alertCodes(found, 'narrower')).toContain('key-split');
  expect(alertCodes(found, 'wider')).not.toContain('key-computed');
  expect(section(found.text, 'match')[0]?.split(',')).toHaveLength(2);
});

test('a part of the key that cannot be said is a loss', () => {
  const found = made('GroupBy: [t, unheld]\nThreshold: 4');
  expect(alertCodes(found, 'wider')).toContain('key-computed');
  expect(found.gated).toEqual(['unwaived-loss']);
});

test('a window of more than 48 hours is refused, a day is not', () => {
  expect(
    made('Threshold: 2\nDedupPeriodMinutes: 2881')
      .compiled.refusals.map((r) => r.why)
      .join(),
  ).toContain('48 hours');
  expect(section(made('Threshold: 2\nDedupPeriodMinutes: 1440').text, 'match')).toEqual(['$log_type over 24h']);
});

test('severity cases choose the score; those on lists ask the first element', () => {
  const dynamic = `DynamicSeverities:
  - ChangeTo: Critical
    Conditions: [{ Key: t, Condition: Equals, Value: root }]
  - ChangeTo: Low
    Conditions: [{ Key: es, Condition: Equals, Value: "no" }]`;
  expect(section(made(dynamic).text, 'outcome')[0]).toBe(
    '$risk_score = if($e.principal.user.userid = "root", 95, if($first_security_result_action = "BLOCK", 35, 65))',
  );
  expect(section(made(`${dynamic}\nThreshold: 2`).text, 'outcome')[0]).toBe(
    '$risk_score = max(if($e.principal.user.userid = "root", 95, if($first_security_result_action = "BLOCK", 35, 65)))',
  );
});

test('outputs: scalars as they are, lists and groups aggregated, booleans as text, at most 20', () => {
  const context = (count: number) =>
    `AlertContext:\n  user: t\n  ips: many\n  label: label\n  proxy: b\n  when: time\n  nothing: unheld\n${Array.from({ length: count }, (_, i) => `  x${i}: 'concat(s, "${i}")'`).join('\n')}`;
  const found = made(context(0));
  expect(section(found.text, 'outcome')).toEqual([
    '$risk_score = 65',
    '$user = $e.principal.user.userid',
    '$ips = array_distinct($e.principal.ip)',
    '$label = array_distinct($e.security_result.detection_fields["k"])',
    '$proxy = if($e.network.is_proxy = true, "True", "False")',
    '$when = $e.metadata.event_timestamp.seconds',
  ]);
  expect(found.compiled.notes).toContain('The output "nothing" is left out: unheld has no UDM field in this home.');
  const many = made(context(30));
  expect(section(many.text, 'outcome').length).toBe(20);
  expect(many.compiled.limits?.[0]?.says.split(', ')).toHaveLength(16);
  const grouped = made(`${context(0)}\nThreshold: 2`);
  expect(section(grouped.text, 'outcome')).toContain('$user = array_distinct($e.principal.user.userid)');
});

test('names of outputs are names: reserved, repeated, odd and unusual ones', () => {
  const found = made(
    'AlertContext:\n  match: s\n  "$$$": t\n  "sourceIPAddress": many\n  "Source IP Address": key\n  e: n\n  risk_score: m',
  );
  expect(section(found.text, 'outcome').map((line) => line.split(' ')[0])).toEqual([
    '$risk_score',
    '$v_match',
    '$v_',
    '$source_ip_address',
    '$source_ip_address_2',
    '$v_e',
    '$risk_score_2',
  ]);
});

test('a signal and a rule switched off are noted for the rule configuration', () => {
  const signal = made('CreateAlert: false');
  expect(signal.compiled.notes.join()).toContain('alerting: false');
  expect(signal.content).toContain('type = "Detection"');
  expect(signal.content).toContain('    alerting = "false"\n    fidelity = "condition exact, alert narrower"\n');
  expect(signal.content).not.toContain('enabled =');
  const off = compile(table('s eq "a"'), { settings: { enabled: false } });
  expect(off.content).toContain('    enabled = "false"\n');
  expect(off.content).not.toContain('alerting =');
  expect(off.compiled.notes.join()).toContain('enabled: false');
});

test('nothing silences a signal, whatever its key', () => {
  for (const more of ['', 'GroupBy: [t]', 'AlertTitle: "{label}"']) {
    const found = made(`CreateAlert: false\n${more}`);
    expect(section(found.text, 'options')).toEqual([]);
    expect(found.text).not.toContain('suppression_key');
    expect(found.compiled.alertFidelity).toEqual({ wider: [], narrower: [{ code: 'daily-cap', within: [] }] });
  }
  const counted = made('CreateAlert: false\nGroupBy: [t]\nThreshold: 3');
  expect(section(counted.text, 'options')).toEqual(['allow_zero_values = true']);
  expect(alertCodes(counted, 'wider')).not.toContain('dedup-alert-time');
});

test('the word for the fidelity speaks of the condition and of the alert', () => {
  expect(made('DedupPeriodMinutes: 60').content).toContain(
    '    fidelity = "condition exact, alert wider and narrower"\n',
  );
  expect(made('CreateAlert: false', 's is_null').content).toContain(
    '    fidelity = "condition wider, alert narrower"\n',
  );
});

test('a condition that is always true is the selector alone; one that never holds is refused', () => {
  expect(section(made('', 'true').text, 'events')).toEqual([
    '$e.metadata.log_type = "SAMPLE"',
    '$e.metadata.vendor_name = "Maker"',
    '$e.metadata.product_name = "Thing"',
  ]);
  expect(made('', 'false').compiled.refusals.map((r) => r.why)).toEqual([
    'the condition never holds, and YARA-L compiles no constant row',
  ]);
});

test('a rule uses the quota of rules, one with several events that of multi-event rules too', () => {
  expect(made('GroupBy: [t]').compiled.uses).toEqual(['rules']);
  expect(made('GroupBy: [t]\nThreshold: 5').compiled.uses).toEqual(['rules', 'multi-event rules']);
});

test('outputs beyond the 20th outcome are named in one limit', () => {
  const names = Array.from({ length: 24 }, (_, i) => `out${i}`);
  const text = names.map((name, i) => `  - KeyName: ${name}\n    KeyValue: 'concat(s, "${i}")'\n`).join('');
  const found = made(`AlertContext:\n${text}`);
  expect(section(found.text, 'outcome')).toHaveLength(20);
  expect(found.compiled.limits?.map(({ says }) => says)).toEqual([
    expect.stringMatching(/^a rule has at most 20 outcome variables: left out are out19, out20, out21, out22, out23/),
  ]);
});

test('ids of other frameworks and of ATT&CK without a place', () => {
  const found = made('Reports:\n  CIS: ["3.10", "3.1"]\n  Type: [x]\n  MITRE ATT&CK: [TA0001:T1199, TA0001:T9999]');
  expect(found.content).toContain('    cis = "3.10, 3.1"\n    report_type = "x"\n');
  expect(found.compiled.limits?.map(({ says }) => says)).toEqual([expect.stringContaining('T9999')]);
});

test.each(['GroupBy: [many]\nThreshold: 3', 'AlertTitle: "From {many}"'])(
  '%s: what is no address is kept nowhere, so such keys are one',
  (alert) => {
    const found = made(alert);
    expect(alertCodes(found, 'wider')).toContain('unparsed-value');
    expect(alertCodes(found, 'narrower')).toContain('unparsed-value');
  },
);

test('a key without addresses, and repeats that are not silenced, say nothing of addresses', () => {
  expect(alertCodes(made('GroupBy: [t]\nThreshold: 3'), 'wider')).not.toContain('unparsed-value');
  expect(alertCodes(made('AlertTitle: "From {many}"\nCreateAlert: false'), 'wider')).not.toContain('unparsed-value');
});
