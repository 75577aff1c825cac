import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/source.ts';
import type { Rule } from '../../src/ir/rule.ts';
import type { LintContext } from '../../src/lint/lint-rule.ts';
import { readDataModel } from '../../src/source/data-model-file.ts';
import { readLogType } from '../../src/source/log-type-file.ts';
import { readRule } from '../../src/source/rule-file.ts';

function read<T>(
  folder: string,
  name: string,
  parse: (file: { path: string; text: string }, report: (d: Diagnostic) => void) => T,
): T | undefined {
  try {
    const text = readFileSync(new URL(`../../${folder}/${name}.yml`, import.meta.url), 'utf8');
    return parse({ path: `${folder}/${name}.yml`, text }, () => {});
  } catch {
    return undefined;
  }
}

const logTypes = new Map(
  ['Okta.SystemLog', 'AWS.CloudTrail', 'GitHub.Audit'].map((name) => [name, read('log-types', name, readLogType)]),
);

/** A context over the repository's own log types, with targets of every kind. */
export const context: LintContext = {
  logType: (name) => logTypes.get(name),
  model: (name) => read('data-models', name, readDataModel),
  lists: new Map([['admins', ['root@example.com', 'admin@example.com']]]),
  targets: [
    { name: 'scanning', title: 'Scanning', capabilities: { regex: 'pcre', needsSelectiveTerm: true } },
    { name: 'crab', title: 'Crab', capabilities: { regex: 'rust', needsSelectiveTerm: false } },
    { name: 'portable', title: 'Portable', capabilities: { regex: 'sigma', needsSelectiveTerm: false } },
  ],
  targetNames: ['scanning', 'crab', 'portable'],
  waivers: [],
  today: '2026-03-01',
  levels: {},
  rulesByName: new Map(),
  withTests: true,
};

/** A rule read from text; throws where it cannot be read. */
export function ruleOf(text: string, path = 'a.yml'): Rule {
  const found: Diagnostic[] = [];
  const rule = readRule({ file: { path, text }, sidecar: undefined, withTests: true }, (d) => found.push(d));
  if (rule === undefined) throw new Error(found.map(show).join(''));
  return rule;
}

/** A finding as the expectations hold it: place, the text there, severity, code, message and fix. */
export function show({ code, severity, message, fix, span, target }: Diagnostic): string {
  const start = span && positionOf(span.file, span.start);
  const place =
    span && start ? `${start.line}:${start.column} ${textOf(span.file.text.slice(span.start, span.end))} ` : '';
  return `${place}${severity} ${code}${target === undefined ? '' : ` (${target})`}\n    ${message}\n    ${fix}\n`;
}

function textOf(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
