import { describe, expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';
import { schemaErrors } from '../support/schemas.ts';

const folder = scratch({
  'rules/a.yml': ruleText('Some.Rule', 'eventType eq "a.b"\noutcome.result in ["FAILURE", "DENY"]'),
  'rules/refused.yml': ruleText('Refused.Rule', 'noSuchField eq "x"'),
  'events.ndjson': '{"eventType":"a.b","outcome":{"result":"DENY"}}\n{"eventType":"A.B","outcome":{"result":"DENY"}}\n',
  'foreign.json': '[{"p_log_type":"AWS.CloudTrail","eventType":"A.B","outcome":{"result":"DENY"}}]',
});
const a = ['verify', 'rules/a.yml'];

interface Output {
  readonly summary: Readonly<Record<string, number>>;
  readonly verdicts: readonly {
    readonly target: string;
    readonly status: string;
    readonly cases: number;
    readonly explained: readonly { readonly code: string; readonly cases: number }[];
  }[];
}

function json(args: readonly string[]): Output {
  return JSON.parse(folder.run([...args, '--format', 'json']).out) as Output; // checked against its schema below
}

describe('verify', () => {
  it('prints a table by target that fits a narrow terminal, without colour in a pipe', () => {
    const ran = folder.run([...a, '-t', 'sigma', 'spl'], { COLUMNS: '60' });
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^target +differs as declared/m);
    expect(ran.out).toMatch(/^sigma +1/m);
    expect(ran.out).toContain('1 rules, 2 rule × target units: asked on ');
    expect(ran.out).not.toContain('\u001b[');
  });

  it.each([[a], [['verify']]])('writes JSON of the published schema, the same each time: %s', (args) => {
    const ran = folder.run([...args, '--format', 'json']);
    expect(schemaErrors('verify', JSON.parse(ran.out))).toEqual([]);
    expect(folder.run([...args, '--format', 'json']).out).toBe(ran.out);
  });

  it('runs on given events instead, and counts those on which a reason holds', () => {
    const { verdicts } = json([...a, '-t', 'sigma', '--events', 'events.ndjson']);
    expect(verdicts[0]).toMatchObject({ target: 'sigma', status: 'differs-as-declared', cases: 2 });
    expect(verdicts[0]?.explained).toContainEqual(expect.objectContaining({ code: 'case-insensitive', cases: 1 }));
  });

  it('asks no text about events that say another log type', () => {
    const [verdict] = json([...a, '-t', 'sigma', '--events', 'foreign.json']).verdicts;
    expect(verdict).toMatchObject({ status: 'agrees', cases: 0, explained: [] });
  });

  it('says in JUnit which units there are', () => {
    const { out } = folder.run([...a, '--format', 'junit']);
    expect(out.match(/<testcase /g)).toHaveLength(4);
    // YARA-L's column holds no DENY: refused.
    expect(out).toContain('name="yaral OKTA"><failure message="refused">');
    expect(out).toContain('<testsuite name="Some.Rule" tests="4" failures="1">');
  });

  it('exits with 1 on an error, with 2 on a target or file that does not exist', () => {
    expect(folder.run(['verify', 'rules/refused.yml']).code).toBe(1);
    expect(folder.run([...a, '-t', 'nothing']).code).toBe(2);
    expect(folder.run(['verify', 'rules/none.yml']).code).toBe(2);
  });
});

describe('build --verify', () => {
  interface Unit {
    readonly target: string;
    readonly assumptions: readonly string[];
    readonly artifacts: readonly { readonly verified?: string }[];
  }
  const unitsOf = (): readonly Unit[] => (JSON.parse(folder.read('dist/manifest.json')) as { units: Unit[] }).units; // written by the build
  const marks = (): unknown[] => unitsOf().flatMap(({ artifacts }) => artifacts.map(({ verified }) => verified));

  it('marks artifacts as verified, and a plain build is no answer to it', () => {
    const build = ['build', 'rules/a.yml', '-t', 'sigma', 'spl'];
    expect(folder.run(build).code).toBe(0);
    expect(new Set(marks())).toEqual(new Set([undefined]));
    expect(folder.run([...build, '--verify']).code).toBe(0);
    expect(new Set(marks())).toEqual(new Set(['model']));
    expect(unitsOf().every(({ assumptions }) => assumptions.length > 0)).toBe(true);
    expect(folder.run(build).code).toBe(0);
    expect(new Set(marks())).toEqual(new Set([undefined]));
  });
});
