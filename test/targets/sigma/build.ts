import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import type { Rule } from '../../../src/ir/rule.ts';
import type { LogType } from '../../../src/mapping/log-type.ts';
import { mapRule } from '../../../src/mapping/map-rule.ts';
import type { Home, MappedRule } from '../../../src/mapping/mapping.ts';
import { readLogType } from '../../../src/source/log-type-file.ts';
import { readMapping } from '../../../src/source/mapping-file.ts';
import { readRule } from '../../../src/source/rule-file.ts';
import type { Program, Row, Store } from '../../../src/targets/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { sigma } from '../../../src/targets/sigma/index.ts';
import { runner } from '../../../src/targets/sigma/runner.ts';
import type { Artifact, Compiled, FidelityLine, Settings } from '../../../src/targets/target.ts';

/** One field of every shape. */
const shapes = `
schema: Shapes.Log
fields:
  - { name: t, type: string }
  - { name: u, type: string }
  - { name: n, type: bigint }
  - { name: f, type: float }
  - { name: b, type: boolean }
  - { name: j, type: json }
  - { name: o, type: object, fields: [{ name: t, type: string }, { name: n, type: bigint }] }
  - { name: l, type: array, element: { type: string } }
  - { name: q, type: array, element: { type: json } }
  - { name: e, type: array, element: { type: object, fields: [{ name: t, type: string }, { name: u, type: string }, { name: n, type: bigint }, { name: in, type: array, element: { type: object, fields: [{ name: t, type: string }] } }] } }
`;

const mapping = `
logType: Shapes.Log
sources:
  T: { title: Made for tests, url: https://example.com/ }
homes:
  shapes:
    title: Shapes
    default: true
    source: { product: acme, service: shapes }
    certainty: documented
    cite: T
    native: {}
    lag: { minutes: 5, certainty: documented, cite: T }
    fields: {}
`;

/** What a test may choose; the rest is a plain rule. */
export interface Choices {
  readonly profile?: 'sigmahq' | 'spec' | undefined;
  readonly attackVersion?: 18 | 19 | undefined;
  readonly settings?: Partial<Settings> | undefined;
  readonly lists?: ReadonlyMap<string, readonly Json[]> | undefined;
  readonly logType?: LogType | undefined;
  readonly home?: Home | undefined;
}

export function strictly<T>(read: (report: (d: Diagnostic) => void) => T | undefined): T {
  const found: Diagnostic[] = [];
  const value = read((d) => found.push(d));
  if (value === undefined)
    throw new Error(found.map((d) => `${d.code}: ${d.message}`).join('\n') || 'nothing was read');
  return value;
}

export const shapesLog = strictly((report) => readLogType({ path: 'Shapes.Log.yml', text: shapes }, report));
export const shapesHome = homeOf(
  strictly((report) => readMapping({ path: 'Shapes.Log.yaml', text: mapping }, 'sigma', report)).homes,
);

function homeOf(homes: readonly Home[]): Home {
  const [home] = homes;
  if (home === undefined) throw new Error('no home');
  return home;
}

/** A rule file over Shapes.Log with this condition and these other keys (YAML lines). */
export function ruleText(condition: string, more = ''): string {
  const table = condition
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `AnalysisType: rule\nRuleID: Acme.Shapes\nDisplayName: Acme Shape Seen\nEnabled: true\nLogTypes: [Shapes.Log]\nSeverity: High\nDescription: Detects a shape that nobody should see.\n${more}\nCondition: |\n${table}\n`;
}

export function rule(text: string): Rule {
  return strictly((report) => readRule({ file: { path: 'rule.yml', text }, withTests: false }, report));
}

export function mapped(given: Rule, choices: Choices = {}): MappedRule {
  return mapRule(given, {
    logType: choices.logType ?? shapesLog,
    logTypeName: given.logTypes[0] ?? '',
    home: choices.home ?? shapesHome,
    nativeName: sigma.nativeName,
    guessed: false,
    model: new Map(),
    lists: choices.lists ?? new Map(),
  });
}

export function settings(given: Rule, choices: Choices = {}): Settings {
  return {
    options: { profile: choices.profile ?? 'sigmahq' },
    author: given.metadata.author ?? 'Acme Detection',
    attackVersion: choices.attackVersion ?? 19,
    everyMinutes: 15,
    lagMinutes: 5,
    enabled: given.lifecycle.enabled,
    severity: given.alert.severity.otherwise,
    stem: 'acme_shapes',
    folder: 'acme',
    uuid: '0e66dae6-562d-5142-be82-06c4d8b26f74',
    ...choices.settings,
  };
}

/** A rule file compiled. */
export function compile(text: string, choices: Choices = {}): Compiled {
  const given = rule(text);
  return sigma.compile(mapped(given, choices), settings(given, choices));
}

/** A condition over Shapes.Log compiled. */
export function compileCondition(condition: string, choices: Choices = {}): Compiled {
  return compile(ruleText(condition), choices);
}

/** The only artifact of a compiled rule. */
export function artifactOf(compiled: Compiled, fidelity: readonly FidelityLine[] = []): Artifact {
  const [artifact, ...more] = compiled.wrap(fidelity, () => {
    throw new Error('Sigma has no templates');
  });
  if (artifact === undefined || more.length > 0) throw new Error(`artifacts: ${JSON.stringify(compiled.refusals)}`);
  return artifact;
}

/** What a runner is told of the store of the shapes. */
export function storeOf(choices: Choices = {}): Store {
  return {
    logType: 'Shapes.Log',
    schema: choices.logType ?? shapesLog,
    home: choices.home ?? shapesHome,
    nativeName: sigma.nativeName,
    guessed: false,
    enriched: false,
    options: { profile: choices.profile ?? 'sigmahq' },
  };
}

/** An artifact read back. */
export function read(artifact: Artifact, choices: Choices = {}): Program {
  const program = runner.read([artifact], storeOf(choices));
  if (isNotCovered(program))
    throw new Error(`${program.construct} at ${program.line}:${program.column}\n${artifact.content}`);
  return program;
}

/** An event as it is stored. */
export function rowFor(event: JsonObject, choices: Choices = {}): Row {
  return runner.row({ event, time: 0, ingest: 0 }, storeOf(choices));
}

/** The reason codes of a compiled condition, by direction. */
export function codes(compiled: Compiled): { wider: string[]; narrower: string[] } {
  const { wider, narrower } = compiled.fidelity;
  const unique = (list: readonly { code: string }[]): string[] => [...new Set(list.map((r) => r.code))].sort();
  return { wider: unique(wider), narrower: unique(narrower) };
}
