import type { NotCovered, Program, Store, TextRunner } from '../runner.ts';
import type { Artifact } from '../target.ts';
import { checkRule } from './check.ts';
import { tableColumn } from './list-rows.ts';
import { parseRule } from './parse.ts';
import { makeRow } from './row.ts';
import { compileRule } from './run.ts';
import { alertsOf, lastLook } from './run-alerts.ts';
import { assumptionsIn } from './run-assumptions.ts';
import { resultsOf } from './run-detections.ts';
import { tracer } from './run-trace.ts';
import { withoutPlaces } from './syntax.ts';
import { Unreadable } from './tokens.ts';

/** Makes UDM events and runs YARA-L rules on them. */
export const runner: TextRunner = { row: makeRow, read };

function read(artifacts: readonly Artifact[], { tables = new Map() }: Store): Program | NotCovered {
  const artifact = artifacts.find(({ path }) => path.endsWith('.yaral'));
  if (artifact === undefined) return { construct: 'a unit without a rule', artifact: '', line: 1, column: 1 };
  const { path, content } = artifact;
  const rule = parseRule(content);
  if ('construct' in rule) return { ...rule, artifact: path };
  try {
    const columns = [...tables].map(([table, entries]) => [`${table}.${tableColumn}`, entries.map(String)] as const);
    const runnable = compileRule(rule, new Map(columns));
    return {
      syntax: withoutPlaces(rule),
      findings: checkRule(rule).map((finding) => ({ ...finding, artifact: path })),
      assumptions: assumptionsIn(rule),
      matches: runnable.takes,
      trace: tracer(runnable, content),
      results: (rows, now) => resultsOf(runnable, rows, now),
      alerts: (rows, from, until) => alertsOf(runnable, rows, from, until),
      reads: (column) => content.includes(column),
      ...(runnable.rule.match === undefined ? {} : { settles: lastLook }),
    };
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    return { construct: thrown.message, artifact: path, line: thrown.line, column: thrown.column };
  }
}
