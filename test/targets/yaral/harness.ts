import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { compileTemplate } from '../../../src/envelope/envelope.ts';
import { gate } from '../../../src/gate.ts';
import type { Json } from '../../../src/ir/json.ts';
import type { Rule } from '../../../src/ir/rule.ts';
import type { LogType } from '../../../src/mapping/log-type.ts';
import { mapRule } from '../../../src/mapping/map-rule.ts';
import type { Home } from '../../../src/mapping/mapping.ts';
import { readConfig } from '../../../src/source/config-file.ts';
import { readDataModel } from '../../../src/source/data-model-file.ts';
import { readLogType } from '../../../src/source/log-type-file.ts';
import { readMapping } from '../../../src/source/mapping-file.ts';
import { readRule } from '../../../src/source/rule-file.ts';
import type { Compiled, Settings } from '../../../src/targets/target.ts';
import { yaral } from '../../../src/targets/yaral/index.ts';
import { settingsFor } from '../../../src/unit-settings.ts';

const root = new URL('../../../', import.meta.url);

/** A repository file as a source. */
export function file(path: string) {
  return { path, text: readFileSync(new URL(path, root), 'utf8') };
}

/** A log type made for these tests: a field for every kind of UDM field. */
const sample = `
schema: Sample.Log
description: Fields of every kind
fields:
  - { name: s, type: string }
  - { name: t, type: string }
  - { name: many, type: string }
  - { name: other, type: string }
  - { name: key, type: string }
  - { name: label, type: string }
  - { name: piece, type: string }
  - { name: filled, type: string }
  - { name: unheld, type: string }
  - { name: rich, type: string }
  - { name: time, type: timestamp }
  - { name: n, type: bigint }
  - { name: m, type: bigint }
  - { name: f, type: float }
  - { name: b, type: boolean }
  - { name: e, type: string }
  - { name: es, type: string }
  - { name: nt, type: bigint }
  - { name: bt, type: boolean }
  - { name: bs, type: boolean }
  - { name: nl, type: bigint }
  - { name: j, type: json }
  - name: open
    type: json
    fields:
      - { name: x, type: string }
  - name: tags
    type: array
    element: { type: string }
  - name: items
    type: array
    element:
      type: object
      fields:
        - { name: kind, type: string }
        - { name: name, type: string }
        - { name: owner, type: string }
        - { name: sole, type: string }
`;

const sampleMapping = `
logType: Sample.Log
sources:
  T: { title: Made for tests, url: 'https://example.com/' }
entities:
  - { role: source, type: ip, value: many }
homes:
  made:
    title: Made for tests
    default: true
    source: { logType: SAMPLE, vendor: Maker, product: Thing }
    certainty: documented
    cite: T
    lag: { minutes: 10, certainty: guessed, cite: T }
    fields:
      s: target.url
      t: principal.user.userid
      many: { column: principal.ip, repeated: true }
      other: { column: target.ip, repeated: true }
      key: 'additional.fields["a \\"b"]'
      label: 'security_result.detection_fields["k"]'
      piece: { column: security_result.category_details, repeated: true, splitAt: ',' }
      filled: { column: target.hostname, absentAs: [n/a] }
      rich: { column: principal.location.city, enriched: true }
      time: { column: metadata.event_timestamp, type: datetime }
      n: { column: target.port, type: int }
      m: { column: principal.port, type: int }
      f: { column: principal.location.region_coordinates.latitude, type: real }
      b: { column: network.is_proxy, type: bool }
      e: { column: principal.platform, type: enum }
      es: { column: security_result.action, type: enum, repeated: true, values: { yes: ALLOW, no: BLOCK } }
      bs: { column: security_result.severity, type: enum, repeated: true, values: { 'true': HIGH, 'false': LOW } }
      nl: { column: security_result.severity_details, repeated: true }
      nt: 'additional.fields["nt"]'
      bt: 'additional.fields["bt"]'
      j: target.resource.name
      tags: { column: target.user.group_identifiers, repeated: true }
      'tags[]': { column: target.user.group_identifiers, repeated: true }
      'items[].kind': { column: about.resource.resource_subtype, repeated: true }
      'items[].name': { column: about.resource.name, repeated: true }
      'items[].owner': { column: intermediary.user.userid, repeated: true }
      'items[].sole': target.application
`;

export interface Place {
  readonly logType: LogType;
  readonly home: Home;
  readonly model: ReadonlyMap<string, readonly (string | number)[]>;
}

const places = new Map<string, Place>();

/** A log type with its default home. */
export function place(name: string): Place {
  const known = places.get(name);
  if (known) return known;
  const found: Diagnostic[] = [];
  const made = name === 'Sample.Log';
  const logType = readLogType(
    made ? { path: 'log-types/Sample.Log.yml', text: sample } : file(`log-types/${name}.yml`),
    (d) => found.push(d),
  );
  const mapping = readMapping(
    made ? { path: 'targets/yaral/Sample.Log.yaml', text: sampleMapping } : file(`targets/yaral/${name}.yaml`),
    'yaral',
    (d) => found.push(d),
  );
  const home = mapping?.homes.find((h) => h.default);
  if (!logType || !home) throw new Error(found.map((d) => `${d.code} ${d.message}`).join('\n'));
  const model = made ? undefined : readDataModel(file(`data-models/${name}.yml`), (d) => found.push(d));
  const read = { logType, home, model: model?.names ?? new Map() };
  places.set(name, read);
  return read;
}

export interface Made {
  readonly rule: Rule;
  readonly compiled: Compiled;
  /** The sections; empty where the rule is refused. */
  readonly text: string;
  /** The whole file; empty where the rule is refused. */
  readonly content: string;
  readonly path: string;
  /** Codes of the gate's errors. */
  readonly gated: readonly string[];
}

interface More {
  readonly settings?: Partial<Settings>;
  readonly lists?: ReadonlyMap<string, readonly Json[]>;
  readonly guessed?: boolean;
  /** In place of the default home. */
  readonly home?: Home | undefined;
}

/** Compiles a rule's YAML for SecOps. Throws where it cannot even be read; what the target refuses stands in `compiled`. */
export function compile(yaml: string, more: More = {}): Made {
  const found: Diagnostic[] = [];
  const rule = readRule({ file: { path: 'rules/x/x.yml', text: yaml }, withTests: false }, (d) => found.push(d));
  const errors = found.filter((d) => d.severity === 'error');
  if (!rule || errors.length > 0) throw new Error(errors.map((d) => `${d.code} ${d.message}`).join('\n'));
  const [name = ''] = rule.logTypes;
  const at = { ...place(name), ...(more.home ? { home: more.home } : {}) };
  const mapped = mapRule(rule, {
    logType: at.logType,
    logTypeName: name,
    home: at.home,
    nativeName: yaral.nativeName,
    guessed: more.guessed ?? false,
    model: at.model,
    lists: more.lists ?? new Map(),
  });
  const { base } = readConfig(undefined, () => undefined);
  const settings = { ...settingsFor({ rule, folder: 'x' }, yaral, name, at.home, base, undefined), ...more.settings };
  const compiled = yaral.compile(mapped, settings);
  const gated = gate(rule, 'yaral', compiled, base, '2026-01-01');
  const [artifact] = compiled.wrap(gated.lines, (template, data) =>
    compileTemplate(template, file(`templates/yaral/${template}.hbs`).text)(data),
  );
  return {
    rule,
    compiled,
    text: compiled.text ?? '',
    content: artifact?.content ?? '',
    path: artifact?.path ?? '',
    gated: gated.errors.map((d) => d.code),
  };
}

/** A rule of the sample log type around a condition table. */
export function table(condition: string, more = '', logType = 'Sample.Log'): string {
  const lines = condition
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `AnalysisType: rule\nRuleID: Test.Rule\nDisplayName: A test\nEnabled: true\nLogTypes: [${logType}]\nSeverity: Medium\n${more}\nCondition: |\n${lines}\n`;
}

/** The lists of these tests. */
export const lists: ReadonlyMap<string, readonly Json[]> = new Map<string, readonly Json[]>([
  ['names', ['a', 'b']],
  ['long', Array.from({ length: 60 }, (_, i) => `n${i}`)],
]);

/** The rows of a condition on the sample log type, each on one line; what the target says instead where it refuses. */
export function rows(condition: string): string {
  const { compiled, text } = compile(table(condition), { lists });
  if (compiled.refusals.length > 0) return `refused: ${compiled.refusals.map((r) => r.why).join('; ')}`;
  const body = section(text, 'events').slice(3);
  return body
    .join('\n')
    .replace(/\(\n\s*/g, '(')
    .replace(/ (and|or)\n\s*/g, ' $1 ')
    .replace(/\n\)/g, ')');
}

/** The lines of a section, without their margin. */
export function section(text: string, name: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(`  ${name}:`);
  if (start === -1) return [];
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('    '));
  return lines.slice(start + 1, end === -1 ? undefined : end).map((line) => line.slice(4));
}

/** The fidelity of a condition: `+code` where wider, `-code` where narrower, sorted. */
export function differences(condition: string): readonly string[] {
  const { fidelity } = compile(table(condition), { lists }).compiled;
  return [...fidelity.wider.map((r) => `+${r.code}`), ...fidelity.narrower.map((r) => `-${r.code}`)].sort();
}
