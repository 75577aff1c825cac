import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../../src/diagnostics/source.ts';
import type { Rule } from '../../../src/ir/rule.ts';
import { readRule } from '../../../src/source/rule-file.ts';

/** A rule read from text: the rule, and each finding as `path:line:column code`, the path left out for the rule file. */
export interface Read {
  readonly rule: Rule | undefined;
  readonly found: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function read(text: string, options: { sidecar?: string; withTests?: boolean } = {}): Read {
  const diagnostics: Diagnostic[] = [];
  const sidecar = options.sidecar === undefined ? undefined : { path: 'a.rulegen.yml', text: options.sidecar };
  const rule = readRule({ file: { path: 'a.yml', text }, sidecar, withTests: options.withTests ?? true }, (d) =>
    diagnostics.push(d),
  );
  return { rule, found: diagnostics.map(show), diagnostics };
}

function show(found: Diagnostic): string {
  if (!found.span) return `? ${found.code}`;
  const { line, column } = positionOf(found.span.file, found.span.start);
  const where = found.span.file.path === 'a.yml' ? '' : `${found.span.file.path}:`;
  return `${where}${line}:${column} ${found.code}`;
}

/** A complete rule of which a test changes or adds some keys; `undefined` takes a key away. Each key starts a line. */
export function ruleText(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const keys: Record<string, string | undefined> = {
    AnalysisType: 'rule',
    RuleID: 'A.B',
    Enabled: 'true',
    Severity: 'High',
    LogTypes: '[Okta.SystemLog]',
    Condition: 'eventType eq "x"',
    ...changes,
  };
  return Object.entries(keys)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}\n`]))
    .join('');
}
