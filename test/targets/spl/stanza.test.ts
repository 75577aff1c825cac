import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/ir/json.ts';
import { spl } from '../../../src/targets/spl/index.ts';
import type { Settings } from '../../../src/targets/target.ts';
import { compile, table } from './harness.ts';

/** Keys of savedsearches.conf that Enterprise Security and the 9.2 specification know. */
const known = new Set([
  ...[
    'description',
    'action.risk',
    'action.risk.param._risk_message',
    'action.risk.param._risk',
    'action.risk.param._risk_score',
  ],
  ...[
    'action.risk.param.verbose',
    'cron_schedule',
    'dispatch.earliest_time',
    'dispatch.latest_time',
    'dispatch.index_earliest',
  ],
  ...['dispatch.index_latest', 'action.correlationsearch.enabled', 'action.correlationsearch.detection_type'],
  ...[
    'action.correlationsearch.label',
    'action.correlationsearch.annotations',
    'action.correlationsearch.metadata',
    'schedule_window',
  ],
  ...[
    'action.notable',
    'action.notable.param._entities',
    'action.notable.param.nes_fields',
    'action.notable.param.rule_description',
  ],
  ...['action.notable.param.rule_title', 'action.notable.param.security_domain', 'action.notable.param.severity'],
  ...[
    'action.notable.param.next_steps',
    'action.notable.param.drilldown_searches',
    'alert.digest_mode',
    'alert.track',
    'alert.severity',
  ],
  ...[
    'disabled',
    'enableSched',
    'allow_skew',
    'counttype',
    'relation',
    'quantity',
    'realtime_schedule',
    'is_visible',
    'alert.suppress',
  ],
  ...['alert.suppress.fields', 'alert.suppress.period', 'search'],
]);

interface Conf {
  readonly stanza: string;
  readonly keys: ReadonlyMap<string, string>;
}

/** Reads a .conf file of one stanza as Splunk does: a backslash at the very end of a line continues it. */
function read(text: string): Conf {
  const keys = new Map<string, string>();
  let stanza = '';
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[([^[\]]*)\]$/.exec(line);
    if (header) {
      expect(stanza).toBe('');
      stanza = header[1] ?? '';
      continue;
    }
    const [, key = '', first = ''] = /^([\w.]+) = (.*)$/.exec(line) ?? [];
    expect(known, `line ${i + 1}: ${line}`).toContain(key);
    expect(keys.has(key), key).toBe(false);
    let value = first;
    while (value.endsWith('\\')) value = `${value.slice(0, -1).trimEnd()}\n${lines[++i] ?? ''}`;
    keys.set(key, value);
  }
  return { stanza, keys };
}

function stanzaOf(
  yaml: string,
  more: { readonly options?: Readonly<Record<string, Json>>; readonly settings?: Partial<Settings> } = {},
): Conf & { readonly file: string; readonly text: string } {
  const { artifacts, text } = compile(yaml, more);
  const file = artifacts.find((a) => a.kind === 'savedsearches.conf')?.content ?? '';
  return { ...read(file), file, text };
}

const okta = (more: string) => table('eventType eq "x"\nactor.alternateId eq "y"', more, 'Okta.SystemLog');

describe('a correlation search', () => {
  const conf = stanzaOf(
    okta(
      'DedupPeriodMinutes: 15\nDescription: What it finds\nRunbook: |\n  Ask $user$.\n  Then [[act|x]].\nReports:\n  MITRE ATT&CK: [TA0001:T1199]\n  CIS: [3.5]\n' +
        'AlertTitle: "Reset of {first(target, type eq \\"User\\").alternateId}"\nReference: https://example.com/\nVersion: 3',
    ),
  );
  const get = (key: string): string => conf.keys.get(key) ?? '';

  it('holds the search as printed', () => {
    expect(get('search')).toBe(conf.text);
  });

  it('reads what was indexed since the last run, as late as the lag allows', () => {
    expect(get('cron_schedule')).toBe('*/15 * * * *');
    expect([get('dispatch.earliest_time'), get('dispatch.latest_time')]).toEqual(['-30m@m', '+5m@m']);
    expect([get('dispatch.index_earliest'), get('dispatch.index_latest')]).toEqual(['-15m@m', '@m']);
    expect(get('realtime_schedule')).toBe('0');
  });

  it('is silent for the key during the window, on a column of the final rows', () => {
    expect([get('alert.suppress'), get('alert.suppress.fields'), get('alert.suppress.period')]).toEqual([
      'true',
      'title',
      '15m',
    ]);
    expect(conf.text).toContain(' by title\n');
  });

  it('names only columns of the final rows in its tokens', () => {
    const columns = new Set(['title', 'description', 'user', 'src_user', 'src', 'info_min_time', 'info_max_time']);
    const tokens = [...conf.file.matchAll(/\$([^$\s]+)\$/g)].map((match) => match[1] ?? '');
    expect(tokens.length).toBeGreaterThan(2);
    for (const token of tokens) expect(columns).toContain(token);
  });

  it('carries annotations, metadata and risk as JSON', () => {
    expect(JSON.parse(get('action.correlationsearch.annotations'))).toEqual({
      cis: ['3.5'],
      data_source: ['Okta.SystemLog'],
      mitre_attack: ['T1199'],
      panther_rule_id: ['Test.Rule'],
      type: 'TTP',
      type_list: ['TTP'],
    });
    expect(Object.keys(JSON.parse(get('action.correlationsearch.annotations')))).toEqual([
      'cis',
      'data_source',
      'mitre_attack',
      'panther_rule_id',
      'type',
      'type_list',
    ]);
    expect(JSON.parse(get('action.correlationsearch.metadata'))).toMatchObject({
      deprecated: '0',
      detection_version: '3',
    });
    expect(JSON.parse(get('action.risk.param._risk'))).toEqual([
      { risk_object_field: 'src_user', risk_object_type: 'user', risk_score: 50 },
      { risk_object_field: 'user', risk_object_type: 'user', risk_score: 50 },
      { threat_object_field: 'src', threat_object_type: 'ip_address' },
    ]);
  });

  it('shows the runbook and the references, with no token or link of the author alive', () => {
    const text = get('action.notable.param.next_steps');
    expect(text).not.toContain('$');
    expect(JSON.parse(text).data).toBe('Ask $user$.\nThen [\u200b[act|x]].\n\nReferences:\n- https://example.com/');
  });

  it('has a label that is its name, and the order that Splunk content has', () => {
    expect(get('action.correlationsearch.label')).toBe(conf.stanza);
    expect(conf.stanza).toBe('RuleGen - A test - Rule');
    const order = [
      'description',
      'action.risk',
      'cron_schedule',
      'dispatch.earliest_time',
      'action.correlationsearch.enabled',
      'schedule_window',
      'action.notable',
      'alert.digest_mode',
      'disabled',
      'alert.suppress',
      'search',
      'action.notable.param.drilldown_searches',
    ];
    const keys = [...conf.keys.keys()];
    expect(order.map((key) => keys.indexOf(key))).toEqual(
      [...order.map((key) => keys.indexOf(key))].sort((a, b) => a - b),
    );
  });

  it('says in comments how far it differs', () => {
    expect(conf.file).toContain('# narrower, condition: extraction-limit:');
  });
});

describe('lifecycle', () => {
  it('a signal has risk but no finding', () => {
    const { keys } = stanzaOf(okta('CreateAlert: false'));
    expect([...keys.keys()].some((key) => key.startsWith('action.notable'))).toBe(false);
    expect(keys.get('action.risk')).toBe('1');
    expect(JSON.parse(keys.get('action.correlationsearch.annotations') ?? '').type).toBe('Anomaly');
  });

  it('a rule that is off or deprecated says so', () => {
    expect(stanzaOf(okta(''), { settings: { enabled: false } }).keys.get('disabled')).toBe('true');
    const { keys } = stanzaOf(okta('Status: Deprecated'));
    expect(JSON.parse(keys.get('action.correlationsearch.metadata') ?? '').deprecated).toBe('1');
  });

  it('a threshold looks back over window, period and lag', () => {
    const { keys } = stanzaOf(okta('Threshold: 4\nDedupPeriodMinutes: 60'));
    expect(keys.get('dispatch.earliest_time')).toBe('-90m@m');
    expect(keys.has('dispatch.index_earliest')).toBe(false);
  });

  it('a period that cron cannot keep becomes a shorter one, said as a limit', () => {
    const { compiled, artifacts } = compile(okta(''), { settings: { everyMinutes: 45 } });
    expect(artifacts.map((a) => a.content).join()).toContain('cron_schedule = */30 * * * *');
    expect(compiled.limits?.map(({ says }) => says).join()).toContain('every 45 minutes');
  });
});

describe('options', () => {
  it('a plain alert has nothing of Enterprise Security', () => {
    const { artifacts } = compile(okta(''), { options: { profile: 'plain' } });
    const { keys } = read(artifacts[1]?.content ?? '');
    expect([...keys.keys()].filter((key) => key.startsWith('action.'))).toEqual([]);
    expect([keys.get('alert.digest_mode'), keys.get('alert.track')]).toEqual(['0', '1']);
    expect(keys.get('search')).toContain('sourcetype="OktaIM2:log"');
    expect(keys.get('search')).not.toContain('`');
    expect(artifacts.map((a) => a.kind)).toEqual(['spl', 'savedsearches.conf']);
  });

  it('choose label, domain and schedule', () => {
    const { keys, stanza } = stanzaOf(okta(''), {
      options: { app: 'SOC', security_domain: { 'Okta.SystemLog': 'identity' }, cron: '7-59/15 * * * *' },
    });
    expect(stanza).toBe('SOC - A test - Rule');
    expect(keys.get('action.notable.param.security_domain')).toBe('identity');
    expect(keys.get('cron_schedule')).toBe('7-59/15 * * * *');
  });

  it('are checked', () => {
    expect(
      spl.checkOptions({ app: 'SOC', profile: 'es', extraction: 'raw', cron: '*/5 * * * *', macros: { X: 'x' } }),
    ).toEqual([]);
    const wrong = {
      profil: 'es',
      profile: 'x',
      cron: '0 0 * * MON',
      app: 'a]b',
      index_macro: 'a b',
      security_domain: { X: 'y' },
      index: 5n,
    };
    expect(spl.checkOptions(wrong)).toHaveLength(7);
  });

  it('a filter macro stands beside the search that names it', () => {
    const { artifacts, text } = compile(okta(''));
    const macros = artifacts.find((a) => a.kind === 'macros.conf')?.content ?? '';
    expect(macros).toContain('[test_rule_filter]\ndefinition = search *\n');
    expect(text).toMatch(/\n\| `test_rule_filter`$/);
  });
});

describe('hostile text', () => {
  const nasty = 'x] [y $tok$ `m` "q" \\ \u202e\u2028 {{z}} 😀 עברית ```';
  const yaml = `AnalysisType: rule\nRuleID: Nasty.Rule\nDisplayName: ${JSON.stringify(`${nasty}\nline two\\`)}\nEnabled: true\nLogTypes: [Okta.SystemLog]\nSeverity: Low\nDescription: ${JSON.stringify(`${nasty}\n[stanza]\nsearch = boom\\`)}\nRunbook: ${JSON.stringify(nasty)}\nTags: [${JSON.stringify(nasty)}]\nCondition: |\n  eventType eq "x"\n`;
  const conf = stanzaOf(yaml);

  it('stays inside its values: one stanza, no unknown key', () => {
    expect(conf.stanza).toMatch(/^RuleGen - .* - Rule$/);
    expect([...conf.stanza].length).toBeLessThanOrEqual(81);
    expect(conf.keys.get('search')).toBe(conf.text);
    for (const [key, value] of conf.keys) if (key !== 'description') expect(value, key).not.toContain('$tok$');
    expect(conf.file).not.toMatch(/[\u202e\u2028]/);
  });

  it('arrives whole where the analyst reads it', () => {
    expect(JSON.parse(conf.keys.get('action.notable.param.next_steps') ?? '').data).toBe(nasty);
    expect(conf.keys.get('action.notable.param.rule_title')).toBe('$title$');
  });

  it('leaves the comments of the search closed', () => {
    const spl = compile(yaml).artifacts[0]?.content ?? '';
    const comments = spl.split('\n').filter((line) => line.startsWith('```'));
    for (const line of comments) expect(line).toMatch(/^``` [^`]* ```$/);
    expect(spl.endsWith(`\n${conf.text}\n`)).toBe(true);
  });

  it('shortens long names in a stable way', () => {
    const long = (tail: string) => stanzaOf(okta('').replace('A test', `${'word '.repeat(40)}${tail}`)).stanza;
    expect([...long('a')].length).toBeLessThanOrEqual(81);
    expect(long('a')).toBe(long('a'));
    expect(long('a')).not.toBe(long('b'));
  });
});

describe('homes', () => {
  it('need a macro or a sourcetype, and no unknown fact', () => {
    const { mapped } = compile(okta(''));
    expect(spl.checkHome(mapped.home)).toEqual([]);
    expect(spl.checkHome({ ...mapped.home, source: {} })).toHaveLength(1);
    expect(spl.checkHome({ ...mapped.home, source: { macro: 'a b', table: 'x' } })).toHaveLength(2);
  });

  it('name fields by path, lists with braces, behind the prefix', () => {
    expect(
      spl.nativeName(
        [
          { key: 'a', list: true },
          { key: 'b', list: false },
        ],
        'data.',
      ),
    ).toBe('data.a{}.b');
  });
});
