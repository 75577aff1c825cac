import { describe, expect, it } from 'vitest';
import type { KqlQuery } from '../../../src/targets/kql/ast.ts';
import type { Made } from './harness.ts';
import { compile, sampleColumns, table } from './harness.ts';
import { bind } from './microsoft.ts';

function codes(made: Made, direction: 'wider' | 'narrower'): readonly string[] {
  return made.compiled.alertFidelity[direction].map((reason) => reason.code);
}

/** What a build reports of Sentinel's limits: severity and sentence. */
function limitsOf(made: Made): readonly string[] {
  return (made.compiled.limits ?? []).map(({ severity, says }) => `${severity}: ${says}`);
}

function query(made: Made): KqlQuery {
  return made.compiled.ast as KqlQuery; // the target's own type, hidden by `defineTarget`
}

function bound(made: Made): Readonly<Record<string, string>> {
  const { findings, columns } = bind(made.text, 'Sample_CL', sampleColumns);
  expect(findings).toEqual([]);
  return columns;
}

describe('a rule that alerts on each match', () => {
  it('looks at what arrived since the last run, and back over the lag', () => {
    const made = compile(table('s eq "a"'), { settings: { everyMinutes: 10 } });
    expect(made.text).toContain('Sample_CL\n| where ingestion_time() > ago(10m)\n| where S == "a"');
    expect(query(made).alert).toMatchObject({ frequencyMinutes: 10, periodMinutes: 25, groupBy: 'rule' });
    expect(codes(made, 'narrower')).toEqual(['dedup-alert-time', 'late-event', 'run-gap', 'alert-cap']);
  });

  it('groups by the title where that is the key', () => {
    const made = compile(table('s eq "a"', 'AlertTitle: "Reset by {o.k} of {n}"'));
    expect(query(made).alert).toMatchObject({ groupBy: 'title', titleColumn: 'AlertTitle' });
    expect(bound(made)).toMatchObject({ AlertTitle: 'string' });
    expect(made.text).toContain(
      'AlertTitle = strcat("Reset by ", coalesce(tostring(O.k), "None"), " of ", coalesce(tostring(N), "None"))',
    );
  });

  it('gives a missing key the title, so that it never shares a bucket with nothing', () => {
    const made = compile(table('s eq "a"', 'GroupBy: [ip]'));
    expect(made.text).toContain('DedupKey = coalesce(Ip, "A test")');
    expect(query(made).alert).toMatchObject({ groupBy: 'key', details: [{ key: 'DedupKey', column: 'DedupKey' }] });
  });

  it('lets each match alert where the key has no column, and declares it', () => {
    for (const more of ['GroupBy: [actor_is_agent]', 'AlertTitle: "of {actor_is_agent}"']) {
      const made = compile(table('action eq "a"', more, 'GitHub.Audit'));
      expect(made.compiled.refusals).toEqual([]);
      expect(codes(made, 'wider')).toContain('dedup-key');
      expect(codes(made, 'narrower').filter((code) => /^(dedup|key)-/.test(code))).toEqual([]);
      expect(query(made).alert.groupBy).toBe('none');
      expect(made.artifacts.find(({ path }) => path.endsWith('.yaml'))?.content).toContain('enabled: false');
    }
    const counted = compile(table('action eq "a"', 'GroupBy: [actor_is_agent]\nThreshold: 3', 'GitHub.Audit'));
    expect(counted.compiled.refusals.map(({ row }) => row)).toEqual(['GroupBy']);
  });

  it('groups no matches of a signal, and declares nothing about groups', () => {
    for (const more of ['GroupBy: [ip]', 'GroupBy: [ip]\nThreshold: 3', '']) {
      const made = compile(table('s eq "a"', `${more}\nCreateAlert: false`));
      const all = [...codes(made, 'wider'), ...codes(made, 'narrower')];
      expect(all.filter((code) => /^(dedup|key)-/.test(code))).toEqual([]);
    }
    const lost = compile(table('action eq "a"', 'GroupBy: [actor_is_agent]\nCreateAlert: false', 'GitHub.Audit'));
    expect(codes(lost, 'wider')).not.toContain('dedup-key');
    expect(lost.compiled.notes.join()).not.toContain('grouped by');
    expect(compile(table('s eq "a"', 'GroupBy: [ip]\nCreateAlert: false')).text).not.toContain('DedupKey');
  });

  it('reads the first element that a title names', () => {
    const made = compile(table('s eq "a"', `AlertTitle: 'Of {first(items, kind eq "User").name}'`));
    expect(made.text).toContain('ItemsMatches = make_list_if(ItemsItem, tostring(ItemsItem["kind"]) == "User")');
    expect(made.text).toContain('coalesce(tostring(ItemsMatches[0].name), "None")');
    bound(made);
  });

  it('keeps two first elements of one list apart', () => {
    const made = compile(
      table(
        's eq "a"',
        `AlertTitle: '{first(items, name eq "A").size} and {first(items, name eq "B").size}'\nAlertContext:\n  - KeyName: one\n    KeyValue: 'first(items, name eq "A").size'\n`,
      ),
    );
    expect(made.text).toContain('ItemsMatches = make_list_if(ItemsItem, tostring(ItemsItem.name) == "A")');
    expect(made.text).toContain('ItemsMatches2 = make_list_if(ItemsItem, tostring(ItemsItem.name) == "B")');
    expect(made.text).toMatch(/ItemsMatches\[0\]\.size[\s\S]*ItemsMatches2\[0\]\.size/);
    bound(made);
  });

  it('says severity case by case, in words that Sentinel has', () => {
    const made = compile(
      table(
        's eq "a"',
        'DynamicSeverities:\n  - ChangeTo: Critical\n    Conditions: n gt 9\n  - ChangeTo: Info\n    Conditions: b is_true\n',
      ),
    );
    expect(made.text).toContain('AlertSeverity = case(N > 9, "High", B == true, "Informational", "Medium")');
    expect(query(made).alert.severityColumn).toBe('AlertSeverity');
    expect(made.compiled.notes.join()).toContain('Critical becomes High');
  });

  it('needs no severity column where all cases say the severity of the rule', () => {
    const cases = (more: string) =>
      compile(table('s eq "a"', `DynamicSeverities:\n${more}`), { settings: { severity: 'High' } });
    const critical = '  - ChangeTo: Critical\n    Conditions: n gt 9\n';
    expect(query(cases(critical)).alert.severityColumn).toBeUndefined();
    expect(cases(critical).text).not.toContain('case(');
    const last = cases(`  - ChangeTo: Low\n    Conditions: b is_true\n${critical}`);
    expect(last.text).toContain('AlertSeverity = case(B == true, "Low", "High")');
    const first = cases(`${critical}  - ChangeTo: Low\n    Conditions: b is_true\n`);
    expect(first.text).toContain('AlertSeverity = case(N > 9, "High", B == true, "Low", "High")');
  });

  it('leaves out what has no column, and says so', () => {
    const made = compile(
      table(
        'action eq "a"',
        'AlertTitle: "{action} by {actor_is_agent}"\nAlertContext:\n  - KeyName: agent\n    KeyValue: { Key: actor_is_agent }\n  - KeyName: who\n    KeyValue: { Key: actor }\n',
        'GitHub.Audit',
      ),
    );
    expect(made.compiled.refusals).toEqual([]);
    expect(made.compiled.notes.join('\n')).toMatch(/part of the title[^\n]*\n.*output field agent/);
    expect(made.text).toContain('"<unknown>"');
    expect(query(made).alert.details).toEqual([{ key: 'who', column: 'Actor' }]);
  });

  it('does not hide a column of the table behind an output of that name', () => {
    const made = compile(
      table(
        'o.k eq "a"',
        'AlertContext:\n  - KeyName: tags\n    KeyValue: { KeyPath: o.k }\n  - KeyName: s\n    KeyValue: { Key: n }\n',
      ),
    );
    expect(query(made).alert.details).toEqual([
      { key: 'tags', column: 'Tags2' },
      { key: 's', column: 'N' },
    ]);
  });

  it('names account, address and their columns', () => {
    const made = compile(table('s eq "a"'));
    const columns = bound(made);
    for (const { fields } of query(made).alert.entities)
      for (const { column } of fields) expect(columns).toHaveProperty(column);
    expect(query(made).alert.entities.map((e) => e.type)).toEqual(['Account', 'IP']);
  });
});

describe('the account of an entity', () => {
  function accounts(logType: string, condition: string, more = '') {
    const made = compile(table(condition, more, logType));
    expect(made.compiled.refusals).toEqual([]);
    return { text: made.text, accounts: query(made).alert.entities.filter((e) => e.type === 'Account') };
  }
  const names = { identifier: 'FullName', column: 'UserIdentityArn' };

  it('is cut at the @ only where the log has an address', () => {
    const okta = accounts('Okta.SystemLog', 'eventType eq "a"');
    expect(okta.accounts[0]?.fields.map((f) => f.identifier)).toEqual(['FullName', 'Name', 'UPNSuffix']);
    const aws = accounts('AWS.CloudTrail', 'eventName eq "a"');
    expect(aws.accounts[0]?.fields).toEqual([names]);
    const github = accounts('GitHub.Audit', 'action eq "a"');
    expect(github.accounts.map((a) => a.fields)).toEqual([
      [{ identifier: 'Name', column: 'Actor' }],
      [{ identifier: 'Name', column: 'User' }],
    ]);
    expect(aws.text + github.text).not.toContain('split(');
  });

  it('is sought in a list only where the rule reads that list', () => {
    const plain = accounts('Okta.SystemLog', 'eventType eq "a"');
    expect(plain.text).not.toContain('mv-apply');
    expect(plain.accounts).toHaveLength(1);
    for (const [condition, more] of [
      ['eventType eq "a"', `AlertTitle: 'Of {first(target, type eq "AppInstance").displayName}'`],
      ['eventType eq "a"', 'AlertContext:\n  - KeyName: target\n    KeyValue: { KeyPath: target }\n'],
      ['eventType eq "a"', 'GroupBy: [target]'],
      ['any target (type eq "User" and alternateId eq "x")', ''],
    ] as const)
      expect(accounts('Okta.SystemLog', condition, more).accounts, condition + more).toHaveLength(2);
  });
});

describe('a rule that counts', () => {
  const counted = 'Threshold: 5\nDedupPeriodMinutes: 60\nGroupBy: [s]\nAlertTitle: "Burst of {t}"';

  it('finds the N-th match of a key within the window, one of them fresh', () => {
    const made = compile(table('n gt 1', counted), { settings: { everyMinutes: 15 } });
    bound(made);
    expect(made.text.replace(/\s+/g, ' ')).toContain(
      '| extend DedupKey = coalesce(S, AlertTitle) ' +
        '| sort by DedupKey asc, TimeGenerated asc ' +
        '| extend FreshSoFar = row_cumsum(tolong(IsFresh), DedupKey != prev(DedupKey)), FirstTitle = prev(AlertTitle, 4), ' +
        'FirstEvent = prev(TimeGenerated, 4) ' +
        '| where prev(DedupKey, 4) == DedupKey and (TimeGenerated - prev(TimeGenerated, 4)) <= 1h ' +
        'and (FreshSoFar - iff(prev(DedupKey, 5) == DedupKey, prev(FreshSoFar, 5), 0)) > 0 ' +
        '| summarize arg_min(TimeGenerated, *), LastEvent = max(TimeGenerated) ' +
        'by DedupKey, WindowBin = bin(TimeGenerated, 1h) | project-away WindowBin',
    );
    expect(made.text).toContain('Sample_CL\n| extend IsFresh = ingestion_time() > ago(15m)\n');
    expect(query(made).alert).toMatchObject({ periodMinutes: 90, titleColumn: 'FirstTitle', groupBy: 'key' });
    expect(codes(made, 'wider')).toContain('window-anchored');
    expect(codes(made, 'narrower')).not.toContain('window-tumbling');
  });

  it('counts all matches together where the rule itself is the key', () => {
    const made = compile(table('n gt 1', 'Threshold: 3\nDedupPeriodMinutes: 30'));
    bound(made);
    expect(made.text).toContain('| sort by TimeGenerated asc');
    expect(made.text).toContain('FreshSoFar - coalesce(prev(FreshSoFar, 3), 0)');
    expect(query(made).alert.groupBy).toBe('rule');
  });

  it('counts distinct values in overlapping windows that hold every W whole', () => {
    const made = compile(table('n gt 1', `${counted}\nUnique: ip`));
    const columns = bound(made);
    expect(columns).toMatchObject({
      DedupKey: 'string',
      AlertTitle: 'string',
      Ip: 'string',
      TimeGenerated: 'datetime',
    });
    expect(made.text).toContain('WindowStart = range(bin(TimeGenerated, 6m) - 1h, bin(TimeGenerated, 6m), 6m)');
    expect(made.text).toContain('DistinctCount = count_distinct(DistinctValue)');
    expect(made.text).toContain('| where DistinctCount >= 5\n    and FreshEvents > 0');
    expect(codes(made, 'wider')).toEqual(expect.arrayContaining(['window-hop', 'distinct-exact']));
  });

  it('refuses a key that cannot be said, since the count would be another', () => {
    const made = compile(table('action eq "a"', 'Threshold: 2\nGroupBy: [actor_is_agent]', 'GitHub.Audit'));
    expect(made.compiled.refusals.map((r) => r.row)).toEqual(['GroupBy']);
  });

  it('keeps every column that the rule around it maps', () => {
    for (const more of [counted, `${counted}\nUnique: ip`, 'Threshold: 3']) {
      const made = compile(
        table(
          'n gt 1',
          `${more}\nAlertContext:\n  - KeyName: first\n    KeyValue: { KeyPath: o.k }\nDynamicSeverities:\n  - ChangeTo: Low\n    Conditions: b is_true\n`,
        ),
      );
      const columns = bound(made);
      const { alert } = query(made);
      const named = [
        ...alert.details.map((d) => d.column),
        ...alert.entities.flatMap((e) => e.fields.map((f) => f.column)),
        ...[alert.titleColumn, alert.severityColumn].filter((c) => c !== undefined),
      ];
      for (const column of named) expect(columns).toHaveProperty([column]);
    }
  });
});

describe('the schedule', () => {
  it('stays within what Sentinel runs', () => {
    const every1 = compile(table('s eq "a"'), { settings: { everyMinutes: 1 } });
    expect(query(every1).alert.frequencyMinutes).toBe(5);
    expect(limitsOf(every1).join()).toContain('every 5 minutes instead of 1');
    const late = compile(table('s eq "a"'), { settings: { lagMinutes: 3000 } });
    expect(query(late).alert).toMatchObject({ frequencyMinutes: 60, periodMinutes: 3060 });
    const long = compile(table('s eq "a"', 'Threshold: 2\nDedupPeriodMinutes: 43200'));
    expect(query(long).alert).toMatchObject({ frequencyMinutes: 60, periodMinutes: 20160, groupMinutes: 10080 });
  });

  it('refuses a query that Sentinel would not take', () => {
    const entries = Array.from({ length: 2000 }, (_, i) => `entry-${i}`);
    const made = compile(table('s in_list "names"'), { lists: new Map([['names', entries]]) });
    expect(made.compiled.refusals[0]?.why).toContain('10000');
    expect(made.artifacts).toEqual([]);
  });
});

describe('limits of Sentinel that a rule meets', () => {
  const outputs = (names: readonly string[]): string =>
    `AlertContext:\n${names.map((name, i) => `  - KeyName: ${name}\n    KeyValue: { KeyPath: o.k${i} }\n`).join('')}`;

  it('are none for a plain rule', () => {
    expect(limitsOf(compile(table('s eq "a"', 'GroupBy: [s]')))).toEqual([]);
  });

  it('keeps at most 20 custom details, one of them for the key, and says which are left out', () => {
    const names = Array.from({ length: 21 }, (_, i) => `out${i}`);
    const text = names.map((name) => `  - KeyName: ${name}\n    KeyValue: { Key: s }\n`).join('');
    const made = compile(table('s eq "a"', `GroupBy: [s]\nAlertContext:\n${text}`));
    expect(query(made).alert.details).toHaveLength(20);
    expect(limitsOf(made).join()).toMatch(
      /^warning: a rule has at most 20 custom details, one of .*left out are out19, out20\.$/,
    );
  });

  it('shortens the key of a custom detail to 20 characters and says so', () => {
    const made = compile(table('s eq "a"', outputs(['the_whole_context_of_the_event']).replace('o.k0', 'o.k')));
    expect(query(made).alert.details.map(({ key }) => key)).toEqual(['the_whole_context_of']);
    expect(limitsOf(made).join()).toContain('the_whole_context_of_the_event as the_whole_context_of');
  });

  it('cuts the name at 256 bytes, not characters, and the description at 5000', () => {
    const made = compile(table('s eq "a"', `Description: ${'d'.repeat(5001)}`).replace('A test', `${'é'.repeat(130)}`));
    expect(limitsOf(made)).toEqual([
      'warning: the name has 260 bytes, and Sentinel takes 256: it is cut.',
      expect.stringContaining('5001 characters'),
    ]);
    const yaml = made.artifacts[1]?.content ?? '';
    expect(yaml).toContain(`name: "${'é'.repeat(126)}…"\n`);
    expect(/description: "(d+…)"/.exec(yaml)?.[1]).toHaveLength(5000);
  });

  it('groups for a week at most', () => {
    expect(limitsOf(compile(table('s eq "a"', 'DedupPeriodMinutes: 20160'))).join()).toContain(
      '10080 minutes instead of 20160',
    );
  });
});

describe('MITRE ATT&CK in an analytics rule', () => {
  function attack(entries: string, version: 18 | 19 = 18) {
    const made = compile(table('s eq "a"', `Reports:\n  MITRE ATT&CK: [${entries}]\n`), {
      settings: { attackVersion: version },
    });
    const yaml = made.artifacts[1]?.content ?? '';
    const list = (key: string): string[] =>
      (new RegExp(`^${key}:\\n((?:  - .*\\n)+)`, 'm').exec(yaml)?.[1] ?? '').match(/[\w.]+(?="?\n)/g) ?? [];
    return { tactics: list('tactics'), techniques: list('relevantTechniques'), yaml, limits: limitsOf(made) };
  }

  it("names what Sentinel's checks do not know in tags and description", () => {
    const made = attack('TA0003:T1671, TA0001:T1199');
    expect(made.techniques).toEqual(['T1199']);
    expect(made.tactics).toEqual(['InitialAccess', 'Persistence']);
    expect(made.yaml).toContain('tags:\n  - "T1671"\n');
    expect(made.yaml).toContain('MITRE ATT&CK: T1671');
    expect(made.limits).toEqual([expect.stringMatching(/^warning: .*T1671/)]);
  });

  it('lists a technique under a tactic that the checks accept for it', () => {
    const made = attack('TA0004:T1098.003');
    expect(made.tactics).toEqual(['Persistence', 'PrivilegeEscalation']);
    expect(made.limits).toEqual([expect.stringMatching(/^info: .*Persistence for T1098.003/)]);
    expect(attack('TA0003:T1098.003').limits).toEqual([]);
  });

  it('stays in version 18, whatever is configured', () => {
    const made = attack('TA0005:T1562.001', 19);
    expect(made).toMatchObject({ tactics: ['DefenseEvasion'], techniques: ['T1562.001'] });
    expect(made.limits).toEqual([expect.stringMatching(/^info: .*no ATT&CK 19/)]);
    expect(attack('TA0112:T1685', 19)).toMatchObject({ tactics: ['DefenseEvasion'], techniques: ['T1562.001'] });
  });

  it('says what has no place', () => {
    expect(attack('TA0001:T9999').limits.join()).toContain('T9999');
  });
});

describe('other frameworks', () => {
  it('stand in the tags and the description', () => {
    const yaml =
      compile(table('s eq "a"', 'Tags: [Own]\nReports:\n  CIS: ["3.10", "3.1"]\n  MITRE ATT&CK: [TA0001:T1199]\n'))
        .artifacts[1]?.content ?? '';
    expect(yaml).toContain('tags:\n  - "Own"\n  - "CIS: 3.10"\n  - "CIS: 3.1"\n');
    expect(yaml).toContain('CIS: 3.10, 3.1');
  });
});
