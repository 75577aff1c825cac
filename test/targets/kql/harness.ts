import { existsSync, readFileSync } from 'node:fs';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { compileTemplate } from '../../../src/envelope/envelope.ts';
import type { Fidelity, Reason } from '../../../src/fidelity/reason.ts';
import { unite } from '../../../src/fidelity/reason.ts';
import { gate } from '../../../src/gate.ts';
import type { Json } from '../../../src/ir/json.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import { keysRead } from '../../../src/mapping/keys-read.ts';
import type { LogType } from '../../../src/mapping/log-type.ts';
import { mapRule } from '../../../src/mapping/map-rule.ts';
import type { Home, MappedRule } from '../../../src/mapping/mapping.ts';
import { readConfig } from '../../../src/source/config-file.ts';
import { readDataModel } from '../../../src/source/data-model-file.ts';
import { readLogType } from '../../../src/source/log-type-file.ts';
import { readMapping } from '../../../src/source/mapping-file.ts';
import { readRule } from '../../../src/source/rule-file.ts';
import { kql } from '../../../src/targets/kql/index.ts';
import type { Store } from '../../../src/targets/runner.ts';
import type { Artifact, Compiled, Settings } from '../../../src/targets/target.ts';
import { settingsFor } from '../../../src/unit-settings.ts';

const root = new URL('../../../', import.meta.url);

function file(path: string) {
  return { path, text: readFileSync(new URL(path, root), 'utf8') };
}

/** A log type made for these tests: every kind of field. */
const sample = `
schema: Sample.Log
description: Fields of every kind
fields:
  - { name: s, type: string }
  - { name: t, type: string }
  - { name: n, type: bigint }
  - { name: m, type: bigint }
  - { name: r, type: float }
  - { name: id, type: string }
  - { name: b, type: boolean }
  - { name: flag, type: string }
  - { name: digits, type: bigint }
  - { name: at, type: timestamp }
  - { name: ip, type: string }
  - { name: j, type: json }
  - { name: w, type: json }
  - name: o
    type: object
    fields:
      - { name: k, type: string }
      - { name: n, type: bigint }
      - { name: b, type: boolean }
      - { name: ip, type: string }
      - { name: text, type: string }
      - name: list
        type: array
        element: { type: string }
  - name: tags
    type: array
    element: { type: string }
  - name: labels
    type: array
    element: { type: string }
  - name: items
    type: array
    element:
      type: object
      fields:
        - { name: kind, type: string }
        - { name: name, type: string }
        - { name: size, type: bigint }
        - name: parts
          type: array
          element:
            type: object
            fields:
              - { name: kind, type: string }
`;

const sampleMapping = `
logType: Sample.Log
sources:
  T: { title: Made for tests, url: 'https://example.com/' }
entities:
  - { role: actor, type: account, value: s }
  - { role: source, type: ip, value: o.ip }
homes:
  Sample_CL:
    title: Made for tests
    default: true
    source:
      table: Sample_CL
      time: TimeGenerated
      connectors: [{ connectorId: Sample, dataTypes: [Sample_CL] }]
    certainty: documented
    cite: T
    lag: { minutes: 15, certainty: guessed, cite: T }
    fields:
      s: S
      t: { column: 'odd-name' }
      n: { column: N, type: int }
      m: { column: M, type: int }
      r: { column: R, type: real }
      id: { column: Id, type: real }
      b: { column: B, type: bool }
      flag: { column: Flag, type: bool }
      digits: Digits
      at: { column: TimeGenerated, type: datetime }
      ip: Ip
      j: { column: J, type: dynamic }
      w: { column: W, type: string, holds: json-text }
      o: { column: O, type: dynamic }
      tags: { column: Tags, type: dynamic }
      labels: { column: Labels, type: string, holds: json-text }
      items: { column: Items, type: dynamic }
`;

/** The columns of the sample table. */
export const sampleColumns: Readonly<Record<string, string>> = {
  TimeGenerated: 'datetime',
  S: 'string',
  'odd-name': 'string',
  N: 'int',
  M: 'int',
  R: 'real',
  Id: 'real',
  B: 'bool',
  Flag: 'bool',
  Digits: 'string',
  Ip: 'string',
  J: 'dynamic',
  W: 'string',
  O: 'dynamic',
  Tags: 'dynamic',
  Labels: 'string',
  Items: 'dynamic',
};

interface Place {
  readonly logType: LogType;
  readonly homes: readonly Home[];
  readonly model: ReadonlyMap<string, readonly (string | number)[]>;
}

const places = new Map<string, Place>();

function place(name: string): Place {
  const known = places.get(name);
  if (known) return known;
  const found: Diagnostic[] = [];
  const made = name === 'Sample.Log';
  const logType = readLogType(
    made ? { path: 'log-types/Sample.Log.yml', text: sample } : file(`log-types/${name}.yml`),
    (d) => found.push(d),
  );
  const mapping = readMapping(
    made ? { path: 'targets/kql/Sample.Log.yaml', text: sampleMapping } : file(`targets/kql/${name}.yaml`),
    'kql',
    (d) => found.push(d),
  );
  if (!logType || !mapping) throw new Error(found.map((d) => `${d.code} ${d.message}`).join('\n'));
  const model = made ? undefined : readDataModel(file(`data-models/${name}.yml`), (d) => found.push(d));
  const read = { logType, homes: mapping.homes, model: model?.names ?? new Map() };
  places.set(name, read);
  return read;
}

/** The homes of a log type's mapping. */
export function homesOf(name: string): readonly Home[] {
  return place(name).homes;
}

export interface Made {
  readonly mapped: MappedRule;
  readonly compiled: Compiled;
  readonly settings: Settings;
  readonly text: string;
  readonly artifacts: readonly Artifact[];
}

/** Where a compiled rule's events are stored. */
export function storeOf({ mapped }: Made): Store {
  return {
    logType: mapped.logType,
    schema: place(mapped.logType).logType,
    home: mapped.home,
    nativeName: kql.nativeName,
    guessed: false,
    enriched: false,
    options: {},
  };
}

/** The rule's fidelity with what is declared of every text. */
export function declaredOf({ mapped, compiled }: Made): Fidelity {
  const { fields } = place(mapped.logType).logType;
  const keys = keysRead(mapped.condition, wholeCondition(mapped.rule));
  const everywhere: Reason[] = [
    { code: 'key-case', within: [], detail: { keys } },
    { code: 'other-type', within: [], detail: { keys, schema: fields } },
  ];
  return unite([compiled.fidelity, { wider: everywhere, narrower: everywhere }]);
}

interface More {
  readonly home?: string;
  readonly settings?: Partial<Settings>;
  readonly lists?: ReadonlyMap<string, readonly Json[]>;
}

/** Compiles a rule's YAML for Sentinel. Throws where it cannot even be read; what the target refuses stands in `compiled`. */
export function compile(yaml: string, more: More = {}): Made {
  const found: Diagnostic[] = [];
  const rule = readRule({ file: { path: 'rules/x/x.yml', text: yaml }, withTests: false }, (d) => found.push(d));
  const errors = found.filter((d) => d.severity === 'error');
  if (!rule || errors.length > 0) throw new Error(errors.map((d) => `${d.code} ${d.message}`).join('\n'));
  const [name = ''] = rule.logTypes;
  const at = place(name);
  const home = at.homes.find((h) => (more.home === undefined ? h.default : h.name === more.home));
  if (!home) throw new Error(`no home ${more.home}`);
  const mapped = mapRule(rule, {
    logType: at.logType,
    logTypeName: name,
    home,
    nativeName: kql.nativeName,
    guessed: false,
    model: at.model,
    lists: more.lists ?? new Map(),
  });
  const { base } = readConfig(undefined, () => undefined);
  const settings = { ...settingsFor({ rule, folder: 'x' }, kql, name, home, base, undefined), ...more.settings };
  const compiled = kql.compile(mapped, settings);
  const gated = gate(rule, 'kql', compiled, base, '2026-01-01');
  const artifacts = compiled.wrap(gated.lines, (template, data) =>
    compileTemplate(template, readFileSync(new URL(`templates/kql/${template}.hbs`, root), 'utf8'))(data),
  );
  return { mapped, compiled, settings, text: compiled.text ?? '', artifacts };
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

/** The stages between the ingestion filter and the columns of the alert; what the target says where it refuses. */
export function where(condition: string, more: More = {}): string {
  const { compiled, text } = compile(table(condition), { lists: new Map([['names', ['a', 'b']]]), ...more });
  if (compiled.refusals.length > 0) return `refused: ${compiled.refusals.map((r) => r.why).join('; ')}`;
  const stages = text.slice(text.indexOf('\n| ') + 3).split('\n| ');
  return stages
    .filter((s) => !s.includes('ingestion_time()') && !s.startsWith('extend'))
    .join(' | ')
    .replace(/\s+/g, ' ');
}

/** The fidelity of a condition: `+code` where wider, `-code` where narrower, sorted. */
export function differences(condition: string): readonly string[] {
  const { fidelity } = compile(table(condition)).compiled;
  return [...fidelity.wider.map((r) => `+${r.code}`), ...fidelity.narrower.map((r) => `-${r.code}`)].sort();
}

const tablesFile = new URL('../shared/data/sentinel-tables.json', root);

/** The published columns of Sentinel's tables; undefined where the file is not there. */
export const sentinelTables: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined = existsSync(
  tablesFile,
)
  ? JSON.parse(readFileSync(tablesFile, 'utf8')).tables
  : undefined;
