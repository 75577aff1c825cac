import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Findings } from '../../src/diagnostics/report.ts';
import { openProject } from '../../src/project/open-project.ts';
import { readRuleFile } from '../../src/project/read-rules.ts';
import { unknownNames } from '../../src/project/unknown-names.ts';
import type { Unit } from '../../src/unit.ts';
import { compileText } from '../support/project.ts';

const root = mkdtempSync(join(tmpdir(), 'rulegen-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;

const schema = `schema: Acme.Audit
fields:
  - { name: type, type: string }
  - { name: text, type: string, jsonText: true }
  - name: actor
    type: object
    fields:
      - { name: id, type: bigint }
`;
const mapping = `logType: Acme.Audit
sources:
  PAGE: { title: A page, url: 'https://example.com' }
entities:
  - { role: actor, type: account, value: type }
homes:
  Acme_CL:
    title: A connector
    default: true
    source: { table: Acme_CL, time: TimeGenerated }
    certainty: documented
    cite: PAGE
    lag: { minutes: 5, certainty: documented, cite: PAGE }
    fields:
      type: Type_s
      text: { none: Dropped. }
      actor: { none: Dropped. }
`;

/** Builds one rule in a project of these files; answers its units and what was found on the way. */
function build(
  files: Readonly<Record<string, string>>,
  condition = 'type eq "a"',
): { units: Readonly<Record<string, Unit>>; found: readonly Diagnostic[] } {
  const folder = join(root, String(made++));
  const rule = `AnalysisType: rule\nRuleID: A.Rule\nEnabled: true\nSeverity: Low\nLogTypes: [Acme.Audit]\nCondition: |\n  ${condition}\n`;
  for (const [name, text] of Object.entries({ 'rulegen.yml': '{}', 'rules/a.yml': rule, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const found = new Findings();
  const project = openProject({ configPath: join(folder, 'rulegen.yml'), today: '2026-01-01' }, found.report);
  const path = join(folder, 'rules/a.yml');
  const read = readRuleFile({ path, sidecar: undefined, folder: '', named: true }, true);
  unknownNames(read.rule, [], project.workspace).forEach(found.report);
  const units = compileText(rule, project);
  return { units: Object.fromEntries(units.map((unit) => [unit.target, unit])), found: found.sorted };
}

const text = (unit: Unit | undefined, ending: string): string =>
  unit?.artifacts.find(({ path }) => path.endsWith(ending))?.content ?? '';
const codes = (found: readonly Diagnostic[]): readonly string[] => found.map(({ code }) => code);
const withSchema = { 'log-types/Acme.Audit.yml': schema };

describe('a log type without a mapping', () => {
  test('has a home of its own name in every target that needs no guess', () => {
    const { units, found } = build(withSchema, 'type eq "a" and actor.id gt 5');
    expect(found).toEqual([]);
    expect(text(units['kql'], '.kql')).toContain('Acme_Audit_CL\n');
    expect(text(units['kql'], '.kql')).toContain('tostring(RawEvent.type) == "a"');
    expect(text(units['spl'], '.spl')).toContain('`acme_audit` type="a"\n');
    expect(text(units['spl'], '.macros.conf')).toContain('[acme_audit]\ndefinition = sourcetype="acme:audit"\n');
    expect(text(units['sigma'], '.yml')).toMatch(/product: acme\n +service: audit\n/);
    expect(codes(units['yaral']?.diagnostics ?? [])).toEqual(['no-mapping']);
    expect(units['yaral']?.diagnostics[0]?.fix).toContain('Okta.SystemLog');
    expect(units['yaral']?.diagnostics[0]?.fix).not.toContain('Notion.AuditLogs');
  });

  test('in YARA-L only where guesses are opted in to, with its keys', () => {
    const { units } = build({ ...withSchema, 'rulegen.yml': 'guessed: [yaral]' }, 'actor.id eq 5');
    expect(text(units['yaral'], '.yaral')).toContain('extracted.fields["actor.id"]');
    const chosen = build({ ...withSchema, 'rulegen.yml': 'homes: { yaral: { Acme.Audit: generic } }' });
    expect(chosen.units['yaral']?.diagnostics[0]).toMatchObject({ code: 'unmapped-field' });
    expect(chosen.units['yaral']?.diagnostics[0]?.fix).toContain('guessed: [yaral]');
  });

  test('a mapping that says there is no home is as good as none', () => {
    const none = 'logType: Acme.Audit\nnoHome: { because: Nobody ships it. }\n';
    const files = { 'targets/kql/Acme.Audit.yaml': none, 'targets/yaral/Acme.Audit.yaml': none };
    const { units, found } = build({ ...withSchema, ...files });
    expect(found).toEqual([]);
    expect(units['kql']).toMatchObject({ status: 'built', home: 'generic' });
    expect(units['yaral']?.diagnostics[0]?.message).toContain('Nobody ships it.');
  });
});

describe('a log type with a mapping', () => {
  const files = { ...withSchema, 'targets/kql/Acme.Audit.yaml': mapping };

  test('keeps its own home, and has the generic one to choose, with its people', () => {
    expect(build(files).units['kql']).toMatchObject({ home: 'Acme_CL' });
    const chosen = build({ ...files, 'rulegen.yml': 'homes: { kql: { Acme.Audit: generic } }' }).units;
    expect(chosen['kql']).toMatchObject({ home: 'generic', status: 'built' });
    expect(chosen['kql']?.proof?.mapped.entities).toHaveLength(1);
    // What acts in an event is said once, in any target's file.
    expect(chosen['spl']?.proof?.mapped.entities).toHaveLength(1);
  });

  test('a mapping that cannot be read is not replaced', () => {
    const { units, found } = build({ ...files, 'targets/kql/Acme.Audit.yaml': 'logType: [' });
    expect(codes(found)).toContain('yaml-syntax');
    expect(units['kql']?.status).toBe('refused');
    expect(units['spl']?.status).toBe('built');
  });

  test('an entry for a field that no event has is told, at its key', () => {
    const wrong = mapping.replace('      type: Type_s', '      type: Type_s\n      actor.idd: Id');
    const { found } = build({ ...files, 'targets/kql/Acme.Audit.yaml': wrong });
    expect(codes(found)).toEqual(['mapping-unknown-field']);
    expect(found[0]?.fix).toContain('actor.id');
    expect(found[0]?.span?.start).toBe(wrong.indexOf('actor.idd'));
  });
});

describe('the table of whole events', () => {
  const options = (generic: string): Readonly<Record<string, string>> => ({
    ...withSchema,
    'rulegen.yml': `options: { kql: { generic: ${generic} } }`,
  });

  test('may have other names', () => {
    const { units, found } = build(options('{ Acme.Audit: { table: Raw_CL, column: Body, time: Seen } }'));
    expect(found).toEqual([]);
    expect(text(units['kql'], '.kql')).toMatch(/^(\/\/.*\n)*Raw_CL\n/m);
    expect(text(units['kql'], '.kql')).toContain('tostring(Body.type) == "a"');
  });

  test.each([
    ['17', 'must name tables by log type'],
    ['{ Acme.Audit: Raw_CL }', 'must be {table, column, time}'],
    ['{ Acme.Audit: { colum: x } }', 'has no colum'],
    ['{ Acme.Audit: { table: "a b" } }', 'must be a name'],
  ])('%s is told', (generic, says) => {
    const { found } = build(options(generic));
    expect(codes(found)).toEqual(['target-options']);
    expect(found[0]?.message).toContain(says);
  });
});

describe('a log type without a schema', () => {
  test('is unknown, and the finding tells what to do', () => {
    const { found } = build({});
    expect(codes(found)).toEqual(['unknown-log-type']);
    expect(found[0]?.fix).toContain('rulegen new log-type Acme.Audit --from samples.json');
  });

  test('builds where the configuration says so, but for what Panther adds to events', () => {
    const open = { 'rulegen.yml': 'openLogTypes: ["Acme.*"]' };
    const { units, found } = build(open, 'some.`odd key` eq "a"');
    expect(found).toEqual([]);
    expect(text(units['kql'], '.kql')).toContain('tostring(RawEvent.some["odd key"])');
    expect(units['spl']?.status).toBe('built');
    const added = build(open, 'p_any_ip_addresses has "1.2.3.4"').units;
    expect(['sigma', 'spl', 'kql'].map((target) => added[target]?.status)).toEqual(['refused', 'refused', 'refused']);
  });
});
