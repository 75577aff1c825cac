import type { JsonObject } from '../../../src/ir/json.ts';
import type { Program, Row, Store } from '../../../src/targets/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import { yaral } from '../../../src/targets/yaral/index.ts';
import { parseRule } from '../../../src/targets/yaral/parse.ts';
import { runner } from '../../../src/targets/yaral/runner.ts';
import type { RuleSyntax } from '../../../src/targets/yaral/syntax.ts';
import { place } from './harness.ts';

/** Where events of a log type are stored by its default home. */
export function storeOf(logType = 'Sample.Log', enriched = false): Store {
  const { logType: schema, home } = place(logType);
  return { logType, schema, home, nativeName: yaral.nativeName, guessed: false, enriched, options: {} };
}

/** The UDM event that the parser makes of an event of the log. */
export function rowOf(event: JsonObject, store = storeOf(), time = 1_700_000_000_000): Row {
  return runner.row({ event, time, ingest: time + 60_000 }, store);
}

/** A rule's text, read back and ready to run; a text that is not covered fails the test. */
export function read(content: string, store = storeOf()): Program {
  const found = runner.read([{ path: 'x.yaral', kind: 'yaral', content }], store);
  if (isNotCovered(found)) throw new Error(`${found.construct} at ${found.line}:${found.column}\n${content}`);
  return found;
}

/** A rule's syntax tree; a text that is none fails the test. */
export function parse(content: string): RuleSyntax {
  const found = parseRule(content);
  if ('construct' in found) throw new Error(`${found.construct} at ${found.line}:${found.column}\n${content}`);
  return found;
}

/** What Google's compiler would say against a text. */
export function findings(
  content: string,
  severity: 'error' | 'warning' = 'error',
  store = storeOf(),
): readonly string[] {
  return read(content, store)
    .findings.filter((finding) => finding.severity === severity)
    .map(({ message, line, column }) => `${line}:${column} ${message}`);
}

/** A rule around rows of events, on lines of their own. */
export function ruleAround(
  events: string,
  more: {
    readonly match?: string;
    readonly outcome?: string;
    readonly condition?: string;
    readonly options?: string;
  } = {},
): string {
  const section = (name: string, body: string | undefined): string =>
    body === undefined ? '' : `  ${name}:\n${body.replace(/^/gm, '    ')}\n`;
  return `rule x {\n  meta:\n    a = "b"\n${section('events', events)}${section('match', more.match)}${section('outcome', more.outcome)}${section('condition', more.condition ?? '$e')}${section('options', more.options)}}\n`;
}
