import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bin, ruleText, scratch } from '../support/command-line.ts';
import { schemaErrors } from '../support/schemas.ts';

const rule = ruleText(
  'Some.Rule',
  'eventType in ["a.b", "a.c"]\nany target (alternateId ends_with "@x.y")\nnot outcome.result eq "FAILURE"',
  'AlertTitle: "{eventType} by {actor.alternateId}"\nDedupPeriodMinutes: 60\nGroupBy: [actor.alternateId]\n',
);
const target = [{ type: 'User', alternateId: 'u@x.y' }];
const lines = [
  { eventType: 'a.b', target, actor: { alternateId: 'k' }, published: '2026-01-01T23:30:00Z' },
  { eventType: 'a.c', target, actor: { alternateId: 'k' }, published: '2026-01-01T23:50:00Z' },
  { eventType: 'a.d', target, actor: { alternateId: 'k' }, published: '2026-01-01T23:55:00Z' },
  { eventType: 'a.b', target: [], published: '2026-01-02T00:00:00Z' },
  { eventType: 'a.b', target, actor: { alternateId: 'other' }, published: '2026-01-02T00:10:00Z' },
  { eventType: 'a.b', target, actor: { alternateId: 'k' }, published: '2026-01-02T00:31:00Z' },
  { eventType: 'a.b', target },
];
const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const folder = scratch({
  'rules/some.yml': rule,
  'rules/refused.yml': ruleText('Refused.Rule', 'noSuchField eq "x"'),
  'rules/broken.yml': ruleText('Broken.Rule', 'eventType equals "x"'),
  'events.ndjson': ndjson,
  'events.json': JSON.stringify(lines, undefined, 2),
});

describe('match', () => {
  it('tells the events that a rule matches, with place, time and title', () => {
    const ran = folder.run(['match', 'Some.Rule', 'events.ndjson']);
    expect(ran.out.split('\n')).toEqual([
      'events.ndjson:1  match  2026-01-01T23:30:00Z  a.b by k',
      'events.ndjson:2  match  2026-01-01T23:50:00Z  a.c by k',
      'events.ndjson:5  match  2026-01-02T00:10:00Z  a.b by other',
      'events.ndjson:6  match  2026-01-02T00:31:00Z  a.b by k',
      'events.ndjson:7  match  a.b by None',
      '5 of 7 events match.',
      '',
    ]);
    expect([ran.code, ran.err]).toEqual([0, '']);
  });

  it('answers the same for a file of the rule, a list of events and standard input', () => {
    const wanted = folder.run(['match', 'Some.Rule', 'events.ndjson']).out.replace(/^events.ndjson:\d+/gm, '');
    const same = (text: string): string => text.replace(/^(events.json|-):\d+/gm, '');
    expect(same(folder.run(['match', 'rules/some.yml', 'events.json']).out)).toBe(wanted);
    expect(same(folder.run(['match', 'Some.Rule', '-'], {}, ndjson).out)).toBe(wanted);
  });

  it('--why shows each row with what it saw, of events that do not match too', () => {
    const { out } = folder.run(['match', 'Some.Rule', 'events.ndjson', '--why']);
    const third = out.slice(out.indexOf('events.ndjson:3'), out.indexOf('events.ndjson:4'));
    expect(third).toContain('events.ndjson:3  no match');
    expect(third).toMatch(/false {2}eventType in \["a\.b", "a\.c"\]\n +eventType = "a\.d"/);
    expect(third).toMatch(/true {3}target\[0\]\n +true {3}alternateId ends_with "@x\.y"\n +alternateId = "u@x\.y"/);
    expect(third).toMatch(/true {3}outcome\.result ne "FAILURE"\n +outcome\.result = missing/);
  });

  it('--summary groups matches into alerts as Panther does: windows are opened by their first match, by key', () => {
    const { out } = folder.run(['match', 'Some.Rule', 'events.ndjson', '--summary']);
    expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['day (UTC)', 'matches', 'alerts'],
      [expect.stringMatching(/─/), expect.anything(), expect.anything()],
      ['2026-01-01', '2', '1'],
      ['2026-01-02', '2', '2'],
      ['1 matching events do not say when they happened and are in no day.'],
      ['5 of 7 events match.'],
      [''],
    ]);
  });

  it('asks the emitted texts too', () => {
    const ran = folder.run(['match', 'Some.Rule', 'events.ndjson', '-t', 'sigma']);
    expect(ran.out).toMatch(/^events\.ndjson:1 {2}match .*\n {2}sigma\/okta yes/);
    expect(ran.out).toMatch(/5 of 7 events match \(sigma\/okta \d+\)\.\n$/);
  });

  it('prints JSON by its published schema, whatever the options', () => {
    for (const more of [[], ['--why'], ['--summary'], ['--why', '--summary', '-t', 'sigma', 'spl', 'kql', 'yaral']]) {
      const ran = folder.run(['match', 'Some.Rule', 'events.ndjson', '--format', 'json', ...more]);
      const data = JSON.parse(ran.out);
      expect(schemaErrors('match', data)).toEqual([]);
      expect(data.totals).toMatchObject({ events: 7, matched: 5 });
    }
    const empty = folder.run(['match', 'Some.Rule', '-', '--format', 'json', '--summary']);
    expect(JSON.parse(empty.out)).toMatchObject({ events: [], days: [], totals: { events: 0 } });
  });

  it('a rule that is refused on a target says so and is asked by its own meaning', () => {
    const ran = folder.run(['match', 'Refused.Rule', 'events.ndjson', '--why', '-t', 'sigma']);
    expect(ran.out).toContain('sigma/okta was not asked: refused: noSuchField');
    expect(ran.out).toContain('0 of 7 events match.');
  });

  it('wrong usage: exit code 2 and a word on what is wrong', () => {
    expect(folder.run(['match', 'Some.Rul', 'events.ndjson'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('"Some.Rule"'),
    });
    expect(folder.run(['match', 'rules', 'events.ndjson']).err).toContain('one is asked at a time');
    expect(folder.run(['match', 'Some.Rule', 'events.ndjson', '-t', 'splunk'])).toMatchObject({ code: 2, out: '' });
    expect(folder.run(['match', 'Some.Rule', 'events.ndjson', '-e', 'prod']).code).toBe(2);
    for (const args of [[], ['Some.Rule']])
      expect(folder.run(['match', ...args])).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('match wants a rule'),
      });
    const both = folder.run(['match', '--batch', 'x', '--why']);
    expect(both).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--batch goes with neither') });
  });

  it('broken events are told with their line and cost the exit code, not the others', () => {
    folder.write({ 'broken.ndjson': `nonsense\n${ndjson}` });
    const ran = folder.run(['match', 'Some.Rule', 'broken.ndjson', 'absent.ndjson']);
    expect(ran.out).toContain('5 of 7 events match.');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('broken.ndjson:1: This is no JSON: unexpected "n" at column 1.');
    expect(ran.err).toContain('absent.ndjson cannot be read');
  });

  it('what an event says cannot steer the terminal', () => {
    const event = { eventType: 'a.b', target, actor: { alternateId: '\u001b[31m\u202e\nx' } };
    folder.write({ 'nasty.ndjson': `${JSON.stringify(event)}\n` });
    const { out } = folder.run(['match', 'Some.Rule', 'nasty.ndjson', '--why']);
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(out.split('\n')[0]).toMatch(/^nasty\.ndjson:1 {2}match {2}a\.b by .*x$/);
  });

  it('ends quietly where the reader has gone', async () => {
    folder.write({ 'many.ndjson': ndjson.repeat(20_000) });
    const child = spawn(process.execPath, [bin, 'match', 'Some.Rule', 'many.ndjson'], { cwd: folder.root });
    let err = '';
    child.stderr.on('data', (data) => (err += data));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect([code, err]).toEqual([0, '']);
  });

  it('answers a live stream line by line', async () => {
    const child = spawn(process.execPath, [bin, 'match', 'Some.Rule', '-'], { cwd: folder.root });
    const next = (): Promise<string> => new Promise((done) => child.stdout.once('data', (data) => done(String(data))));
    child.stdin.write(`${JSON.stringify(lines[0])}\n`);
    expect(await next()).toMatch(/^-:1 {2}match/);
    child.stdin.write(`${JSON.stringify(lines[1])}\n`);
    expect(await next()).toMatch(/^-:2 {2}match/);
    child.stdin.end();
    expect(await new Promise((done) => child.on('close', done))).toBe(0);
  });
});

describe('match --batch', () => {
  const cases = [
    { rule_id: 'Some.Rule', event_id: 'e1', event: lines[0] },
    { rule_id: 'Some.Rule', event_id: { any: ['thing', 1] }, event: lines[2] },
    { rule_id: 'Refused.Rule', event_id: 3, event: lines[0] },
    { rule_id: 'Absent.Rule', event_id: 'e4', event: lines[0] },
    { rule_id: 'Broken.Rule', event_id: 'e5', event: lines[0] },
    { rule_id: 'Some.Rule', event_id: 'e6', event: { ...lines[0], p_log_type: 'AWS.CloudTrail' } },
  ];
  const text = cases.map((one) => `${JSON.stringify(one)}\n`).join('');
  folder.write({ 'cases.ndjson': text });

  it("answers each case by the rule's meaning, then by each target, one line each, by the published schema", () => {
    for (const one of cases) expect(schemaErrors('match-batch-case', one)).toEqual([]);
    const { out, code, err } = folder.run(['match', '--batch', 'cases.ndjson']);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const answer of answers) expect([answer, ...schemaErrors('match-batch', answer)]).toEqual([answer]);
    const all = ['ir', 'sigma', 'spl', 'kql', 'yaral'];
    expect(answers.map((answer) => answer.target)).toEqual([...all, ...all, ...all, 'ir', 'ir', ...all]);
    expect(answers[0]).toEqual({
      rule_id: 'Some.Rule',
      event_id: 'e1',
      target: 'ir',
      home: null,
      matched: true,
      declared: [],
    });
    expect(answers[5]).toMatchObject({ event_id: { any: ['thing', 1] }, target: 'ir', matched: false });
    for (const answer of answers.slice(11, 15)) expect(answer.error).toMatch(/^refused: .*noSuchField/);
    expect(answers[15]).toEqual({
      rule_id: 'Absent.Rule',
      event_id: 'e4',
      target: 'ir',
      home: null,
      error: 'There is no rule "Absent.Rule" that can be read.',
    });
    expect(answers[16].error).toContain('"Broken.Rule"');
    // The rule file that cannot be read is a finding.
    expect([code, err.includes('rules/broken.yml')]).toEqual([1, true]);
  });

  it('takes paths, targets and standard input', () => {
    const ran = folder.run(['match', '--batch', '-', 'rules/some.yml', '-t', 'sigma'], {}, text);
    const answers = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.slice(0, 2).map((answer) => [answer.target, answer.home, answer.matched])).toEqual([
      ['ir', null, true],
      ['sigma', 'okta', true],
    ]);
    expect(answers[4]).toMatchObject({ rule_id: 'Refused.Rule', target: 'ir', error: expect.any(String) });
    expect(ran.code).toBe(0);
  });

  it('a line that is no case is answered and told', () => {
    folder.write({ 'odd.ndjson': `{"rule_id": 5}\nnonsense\n{"rule_id":"Some.Rule","event_id":null,"event":{}}\n` });
    const { out, code, err } = folder.run(['match', '--batch', 'odd.ndjson', 'rules/some.yml', '-t', 'sigma']);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((answer) => [answer.target, answer.matched ?? 'error'])).toEqual([
      ['ir', 'error'],
      ['ir', false],
      ['sigma', false],
    ]);
    for (const answer of answers) expect(schemaErrors('match-batch', answer)).toEqual([]);
    expect(code).toBe(1);
    expect(err).toContain('odd.ndjson:1: A case is');
    expect(err).toContain('odd.ndjson:2: This is no JSON');
  });

  it('integers of events and ids keep their digits', () => {
    folder.write({ 'big.ndjson': '{"rule_id":"Some.Rule","event_id":9223372036854775808,"event":{}}\n' });
    const { out } = folder.run(['match', '--batch', 'big.ndjson', 'rules/some.yml', '-t', 'sigma']);
    expect(out).toContain('"event_id":9223372036854775808,');
  });
});
