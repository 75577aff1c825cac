import { readFileSync } from 'node:fs';
import { withEverywhere } from '../../../src/compile.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { compileTemplate } from '../../../src/envelope/envelope.ts';
import type { Reason } from '../../../src/fidelity/reason.ts';
import { gate } from '../../../src/gate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import type { LogType } from '../../../src/mapping/log-type.ts';
import { mapRule } from '../../../src/mapping/map-rule.ts';
import type { Home, MappedRule } from '../../../src/mapping/mapping.ts';
import { readConfig } from '../../../src/source/config-file.ts';
import { readDataModel } from '../../../src/source/data-model-file.ts';
import { readLogType } from '../../../src/source/log-type-file.ts';
import { readMapping } from '../../../src/source/mapping-file.ts';
import { readRule } from '../../../src/source/rule-file.ts';
import type { Program, Store } from '../../../src/targets/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { spl } from '../../../src/targets/spl/index.ts';
import { runner } from '../../../src/targets/spl/runner.ts';
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
  - { name: b, type: boolean }
  - { name: ip, type: string }
  - { name: j, type: json }
  - { name: filled, type: string }
  - name: o
    type: object
    fields:
      - { name: k, type: string }
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
homes:
  made:
    title: Made for tests
    default: true
    source: { macro: sample, sourcetype: 'sample:log' }
    certainty: documented
    cite: T
    native: {}
    lag: { minutes: 10, certainty: guessed, cite: T }
    fields:
      filled: { column: filled, absentAs: [success] }
      s: { column: s }
`;

interface Place {
  readonly logType: LogType;
  readonly home: Home;
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
    made ? { path: 'targets/spl/Sample.Log.yaml', text: sampleMapping } : file(`targets/spl/${name}.yaml`),
    'spl',
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
  readonly mapped: MappedRule;
  readonly compiled: Compiled;
  readonly settings: Settings;
  readonly text: string;
  readonly artifacts: readonly Artifact[];
  readonly store: Store;
}

/** Compiles a rule's YAML for Splunk. Throws where it cannot even be read; what the target refuses stands in `compiled`. */
export function compile(
  yaml: string,
  more: {
    readonly options?: Readonly<Record<string, Json>>;
    readonly settings?: Partial<Settings>;
    readonly lists?: ReadonlyMap<string, readonly Json[]>;
  } = {},
): Made {
  const found: Diagnostic[] = [];
  const rule = readRule({ file: { path: 'rules/x/x.yml', text: yaml }, withTests: false }, (d) => found.push(d));
  const errors = found.filter((d) => d.severity === 'error');
  if (!rule || errors.length > 0) throw new Error(errors.map((d) => `${d.code} ${d.message}`).join('\n'));
  const [name = ''] = rule.logTypes;
  const at = place(name);
  const mapped = mapRule(rule, {
    logType: at.logType,
    logTypeName: name,
    home: at.home,
    nativeName: spl.nativeName,
    guessed: false,
    model: at.model,
    lists: more.lists ?? new Map(),
  });
  const { base } = readConfig(undefined, () => undefined);
  const settings = {
    ...settingsFor({ rule, folder: 'x' }, spl, name, at.home, base, undefined),
    ...(more.options ? { options: more.options } : {}),
    ...more.settings,
  };
  const compiled = withEverywhere(spl.compile(mapped, settings), mapped, at.logType);
  const gated = gate(rule, 'spl', compiled, base, '2026-01-01');
  const artifacts = compiled.wrap(gated.lines, (template, data) =>
    compileTemplate(template, readFileSync(new URL(`templates/spl/${template}.hbs`, root), 'utf8'))(data),
  );
  const store: Store = {
    logType: name,
    schema: at.logType,
    home: at.home,
    nativeName: spl.nativeName,
    guessed: false,
    enriched: false,
    options: settings.options,
  };
  return { mapped, compiled, settings, text: compiled.text ?? '', artifacts, store };
}

/** Reads a rule's artifacts back. Throws where the reader does not cover them. */
export function programOf(made: Made): Program {
  const program = runner.read(made.artifacts, made.store);
  if (isNotCovered(program)) throw new Error(`${program.construct} at ${program.artifact}:${program.line}`);
  return program;
}

/** The columns of a rule's only result on one event. */
export function resultOn(made: Made, event: JsonObject): JsonObject {
  const instants = { time: Date.UTC(2026, 0, 1, 12), ingest: Date.UTC(2026, 0, 1, 12, 1) };
  const rows = [{ row: runner.row({ event, ...instants }, made.store), ...instants }];
  const [result, ...more] = programOf(made).results(rows, Date.UTC(2026, 0, 1, 12, 5));
  if (result === undefined || more.length > 0) throw new Error(`${more.length} further results`);
  return result.columns;
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

/** The first `where` of a search on the sample log type, on one line; what the target says instead where it refuses. */
export function where(condition: string, options: Readonly<Record<string, Json>> = {}): string {
  const { compiled, text } = compile(table(condition), { options, lists: new Map([['names', ['a', 'b']]]) });
  if (compiled.refusals.length > 0) return `refused: ${compiled.refusals.map((r) => r.why).join('; ')}`;
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('| where '));
  if (start === -1) return '(none)';
  const end = lines.findIndex((line, i) => i > start && line.startsWith('| '));
  return lines
    .slice(start, end)
    .map((line) => line.trim())
    .join(' ')
    .slice('| where '.length);
}

/** The fidelity of a condition: `+code` where wider, `-code` where narrower, sorted. */
export function differences(condition: string, options: Readonly<Record<string, Json>> = {}): readonly string[] {
  const { fidelity } = compile(table(condition), { options }).compiled;
  const own = (list: readonly Reason[], sign: string): string[] =>
    list.filter(({ code }) => code !== 'key-case' && code !== 'other-type').map(({ code }) => `${sign}${code}`);
  return [...own(fidelity.wider, '+'), ...own(fidelity.narrower, '-')].sort();
}
