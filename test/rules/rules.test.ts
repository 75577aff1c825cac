import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { FunctionName } from '../../src/ir/functions.ts';
import { operators } from '../../src/ir/operators.ts';
import { nodesIn, nodesOf } from '../../src/ir/walk.ts';
import { tablesOf } from '../../src/mapping/list-tables.ts';
import { runRuleTests } from '../../src/project/run-tests.ts';
import { isNotCovered, type Store } from '../../src/targets/runner.ts';
import { sigma } from '../../src/targets/sigma/index.ts';
import { runner as sigmaRunner } from '../../src/targets/sigma/runner.ts';
import type { Artifact, Target } from '../../src/targets/target.ts';
import { yaral } from '../../src/targets/yaral/index.ts';
import type { Unit } from '../../src/unit.ts';
import { armProblems } from '../support/arm.ts';
import { compileFile, open, root } from '../support/project.ts';
import { sentinelTables } from '../targets/kql/harness.ts';
import { bind } from '../targets/kql/microsoft.ts';

import { findings, parse as parseYaral } from '../targets/yaral/reading.ts';
import { appProblems, ruleConfigProblems } from './bundled.ts';
import { closes, parseConf } from './splunk-conf.ts';

const project = open('rulegen.yml');
const paths = readdirSync(`${root}/rules`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yml') && !path.endsWith('.rulegen.yml'))
  .map((path) => `rules/${path}`)
  .sort();
const outcomes = new Map(paths.map((path) => [path, compileFile(path, project)]));

/** The seed rule keeps the two tests and the outputs that it was published with, which are more than YARA-L has room for. */
const publishedTests = 'rules/okta/okta_support_reset.yml';

const isTooLong = ({ code, target }: Diagnostic): boolean => code === 'target-limit' && target === 'yaral';

describe.each(paths)('%s', (path) => {
  const outcome = outcomes.get(path);

  it('reads, and builds or is refused as the configuration accepts', () => {
    const told = outcome?.found.filter((d) => d.severity !== 'info' && !(path === publishedTests && isTooLong(d)));
    expect(told?.map((d) => `${d.code} ${d.message}`)).toEqual([]);
    expect(outcome?.units.filter((unit) => unit.status === 'built').length).toBeGreaterThan(1);
  });

  it('passes its own tests, in both directions', () => {
    const file = { path: relative(process.cwd(), `${root}/${path}`), sidecar: undefined, folder: '', named: true };
    const sidecar = `${root}/${path.replace(/\.yml$/, '.rulegen.yml')}`;
    const report = runRuleTests(
      readdirSync(`${root}/${path.replace(/\/[^/]*$/, '')}`).includes(sidecar.split('/').at(-1) ?? '')
        ? { ...file, sidecar }
        : file,
      project.workspace,
    );
    expect(report.results.filter((r) => r.status !== 'passed').map((r) => `${r.name}: ${r.detail}`)).toEqual([]);
    const wanted = path === publishedTests ? 1 : 2;
    for (const side of [true, false])
      expect(report.results.filter((r) => r.expected === side).length).toBeGreaterThanOrEqual(wanted);
  });

  it('gives artifacts that the parsers of their formats accept', () => {
    for (const unit of outcome?.units ?? [])
      for (const artifact of unit.artifacts)
        expect([artifact.path, problemsOf(artifact, unit)]).toEqual([artifact.path, []]);
  });
});

/** What people write in tables. The other functions came with rules in Python: test/python and test/ir ask them. */
const functionsOfTables: readonly FunctionName[] = [
  'default',
  'if_missing',
  'len',
  'lower',
  'upper',
  'trim',
  'split',
  'parse_json',
  'to_number',
  'str',
  'concat',
  'slice',
  'deep_walk',
];

it('uses every operator, quantifier and function of tables', () => {
  const used = new Set<string>();
  for (const { placed } of outcomes.values()) {
    for (const node of placed ? nodesOf(placed.rule).flatMap((n) => [...nodesIn(n)]) : []) {
      if (node.kind === 'test') used.add(node.operator);
      else if (node.kind === 'quantifier') used.add(node.quantifier);
      else if (node.kind === 'call') used.add(node.name);
      else used.add(node.kind);
    }
  }
  const wanted = [
    ...Object.keys(operators),
    ...functionsOfTables,
    'any',
    'all',
    'none',
    'one',
    'if',
    'first',
    'lookup',
    'or',
    'not',
  ];
  expect(wanted.filter((name) => !used.has(name))).toEqual([]);
});

it('uses thresholds, distinct counts and the lifecycle', () => {
  const rules = [...outcomes.values()].flatMap(({ placed }) => placed?.rule ?? []);
  expect(rules.length).toBeGreaterThanOrEqual(31);
  expect(rules.filter((r) => r.alert.threshold > 1).length).toBeGreaterThanOrEqual(5);
  expect(rules.filter((r) => r.alert.distinct).length).toBeGreaterThanOrEqual(2);
  expect(rules.some((r) => r.alert.severity.cases.length > 0)).toBe(true);
  expect(rules.some((r) => !r.lifecycle.createAlert)).toBe(true);
  expect(rules.some((r) => !r.lifecycle.enabled)).toBe(true);
});

it('names every artifact once', () => {
  const names = [...outcomes.values()].flatMap(({ units }) =>
    units.flatMap((u) => u.artifacts.map((a) => `${u.target}/${a.path}`)),
  );
  expect(names.length).toBe(new Set(names.map((n) => n.toLowerCase())).size);
});

it("makes an app of Splunk and a configuration of Google's of all of them", () => {
  const units = [...outcomes.values()].flatMap((outcome) => outcome.units);
  expect(appProblems(units, project.workspace)).toEqual([]);
  expect(ruleConfigProblems(units, project.workspace)).toEqual([]);
});

function problemsOf(artifact: Artifact, unit: Unit): string[] {
  if (unit.target === 'sigma') return sigmaProblems(artifact, unit);
  if (artifact.path.endsWith('.conf')) return confProblems(artifact.content);
  if (artifact.path.endsWith('.spl')) return closes(artifact.content) ? [] : ['quotes or parentheses do not close'];
  if (artifact.path.endsWith('.kql')) return kqlProblems(artifact.content, unit);
  if (artifact.path.endsWith('.yaml')) return analyticsRuleProblems(artifact.content, unit);
  if (artifact.path.endsWith('.json')) return armProblems(artifact.content, unit);
  if (artifact.path.endsWith('.yaral')) {
    const rule = parseYaral(artifact.content);
    return [
      ...(`rules/${rule.name}.yaral` === artifact.path ? [] : ['name and stem differ']),
      ...findings(artifact.content, 'error', storeOfUnit(unit, yaral)),
    ];
  }
  return [`no parser for ${artifact.path}`];
}

function sigmaProblems(artifact: Artifact, unit: Unit): string[] {
  const read = sigmaRunner.read([artifact], storeOfUnit(unit, sigma));
  return isNotCovered(read) ? [`not covered: ${read.construct}`] : read.findings.map((finding) => finding.message);
}

/** Where the events of a built unit are stored. */
function storeOfUnit({ logType, proof }: Unit, target: Target): Store {
  if (proof === undefined) throw new Error('a refused unit has no artifacts');
  return {
    logType,
    schema: project.workspace.logType(logType),
    home: proof.mapped.home,
    nativeName: target.nativeName,
    guessed: false,
    enriched: false,
    options: proof.settings.options,
    tables: tablesOf(project.workspace.lists),
  };
}

function kqlProblems(text: string, unit: Unit): string[] {
  const table = tableOf(unit);
  const columns = sentinelTables?.[table];
  return columns === undefined ? [] : [...bind(text, table, columns).findings];
}

function tableOf(unit: Unit): string {
  const home = project.workspace.mapping(unit.target, unit.logType)?.homes.find((h) => h.name === unit.home);
  return String(home?.source['table']);
}

/** The limits of the Azure-Sentinel repository's own checks, and that every mapped column is in the query's result. */
function analyticsRuleProblems(text: string, unit: Unit): string[] {
  const rule = parse(text) as Record<string, unknown>;
  const problems: string[] = [];
  const want = (condition: boolean, problem: string): void => {
    if (!condition) problems.push(problem);
  };
  const query = String(rule['query']);
  want(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(rule['id'])), 'id');
  want(
    String(rule['name']).length <= 256 && String(rule['description']).length <= 5000,
    'name or description too long',
  );
  want(['Informational', 'Low', 'Medium', 'High'].includes(String(rule['severity'])), 'severity');
  want(query.length >= 1 && query.length <= 10_000, `query of ${query.length} characters`);
  want(/^\d+\.\d+\.\d+$/.test(String(rule['version'])), 'version');
  want(minutesOf(rule['queryPeriod']) >= minutesOf(rule['queryFrequency']), 'period shorter than frequency');
  want(
    minutesOf(rule['queryPeriod']) < 2 * 24 * 60 || minutesOf(rule['queryFrequency']) >= 60,
    'long period run too often',
  );
  const details = (rule['customDetails'] ?? {}) as Record<string, string>;
  want(
    Object.keys(details).length <= 20 && Object.keys(details).every((k) => k.length <= 20 && /^[a-zA-Z]+\w*$/.test(k)),
    'custom details',
  );
  const entities = (rule['entityMappings'] ?? []) as { fieldMappings: { columnName: string }[] }[];
  want(
    entities.length <= 10 && entities.every((e) => e.fieldMappings.length >= 1 && e.fieldMappings.length <= 3),
    'entity mappings',
  );
  const columns = sentinelTables?.[tableOf(unit)];
  if (columns) {
    const result = bind(query, tableOf(unit), columns).columns;
    const override = JSON.stringify(rule['alertDetailsOverride'] ?? {});
    const named = [
      ...Object.values(details),
      ...entities.flatMap((e) => e.fieldMappings.map((f) => f.columnName)),
      ...[...override.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? ''),
      ...Object.entries((rule['alertDetailsOverride'] ?? {}) as Record<string, string>).flatMap(([k, v]) =>
        k.endsWith('ColumnName') ? [v] : [],
      ),
    ];
    for (const name of named) want(name in result, `column ${name} is not in the result`);
  }
  return problems;
}

function minutesOf(text: unknown): number {
  const match = /^(\d+)([mhd])$/.exec(String(text));
  return match ? Number(match[1]) * { m: 1, h: 60, d: 1440 }[match[2] as 'm' | 'h' | 'd'] : Number.NaN;
}

function confProblems(text: string): string[] {
  const problems: string[] = [];
  for (const [name, keys] of parseConf(text)) {
    if (name.length > 81) problems.push(`stanza name of ${name.length} characters`);
    const search = keys.get('search');
    if (search !== undefined && !closes(search)) problems.push('quotes or parentheses of the search do not close');
    for (const [key, value] of keys) {
      const isJson = /(_risk|_entities|annotations|metadata|next_steps|drilldown_searches)$/.test(key);
      if (isJson) JSON.parse(value);
    }
    const suppressed = keys.get('alert.suppress.fields')?.split(',') ?? [];
    const final = [...(search ?? '').matchAll(/\b(?:by|as) ("?)([\w.{}]+)\1/g)].map((m) => m[2]);
    for (const field of suppressed)
      if (!final.includes(field) && !(search ?? '').includes(`by ${field}`))
        problems.push(`throttle field ${field} is not in the final rows`);
  }
  return problems;
}
