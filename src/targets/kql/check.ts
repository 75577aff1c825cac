import type { TextFinding } from '../runner.ts';
import type { Artifact } from '../target.ts';
import type { AnalyticsRule, RuleFault } from './analytics-rule.ts';
import type { BoundKql } from './binder.ts';
import { checkSyntax, regexesIn } from './check-syntax.ts';
import { placesOf } from './places.ts';
import { limits } from './sentinel-limits.ts';
import type { KqlSyntax } from './syntax.ts';

/** Advice on speed for operators that are meant: `contains`, and `in` for a list of one. */
const accepted = new Set(['KS500', 'KS515']);

/** What the binder and its analyzers hold against a query. */
export function bindingFindings(bound: BoundKql, { path, content }: Artifact): readonly TextFinding[] {
  const placeOf = placesOf(content);
  return bound.diagnostics.flatMap(({ code, severity, message, start }) => {
    if (accepted.has(code) || severity === 'hidden' || severity === 'information') return [];
    const told = severity === 'error' ? 'error' : 'warning';
    return [{ severity: told, message: `${code}: ${message}`, artifact: path, ...placeOf(start) } as const];
  });
}

/** What the engine would refuse or answer uselessly although the binder lets it pass. */
export function syntaxFindings(
  syntax: KqlSyntax,
  { path, content }: Artifact,
  regexFault: (pattern: string) => string | undefined,
): readonly TextFinding[] {
  const placeOf = placesOf(content);
  const regexes = regexesIn(syntax).flatMap(({ pattern, at }) => {
    const message = regexFault(pattern);
    return message === undefined ? [] : [{ message: `The engine does not take this regex: ${message}`, at }];
  });
  return [...checkSyntax(syntax), ...regexes].map(({ message, at }) => ({
    severity: 'error',
    message,
    artifact: path,
    ...placeOf(at),
  }));
}

const longestQuery = limits.query.most;

/** What the analytics rule says that does not fit the query beside it. */
export function ruleFindings(
  rule: AnalyticsRule,
  faults: readonly RuleFault[],
  { path }: Artifact,
  query: Artifact,
  bound: BoundKql,
): readonly TextFinding[] {
  const found: RuleFault[] = [...faults];
  const here = { line: rule.queryLine, column: 1 };
  if (!sameQuery(rule.query, query.content))
    found.push({ message: `The query is not that of ${query.path}.`, ...here });
  if (rule.query.length > longestQuery)
    found.push({ message: `The query has ${rule.query.length} characters; Sentinel takes ${longestQuery}.`, ...here });
  const columns = new Map(bound.columns.map(({ name, type }) => [name, type]));
  if (columns.size > 0)
    for (const { column, where, line, isText } of rule.named) {
      const type = columns.get(column);
      const at = { line, column: 1 };
      if (type === undefined)
        found.push({ message: `${where} names ${column}, which is no column of the query's result.`, ...at });
      else if (isText && type !== 'string')
        found.push({ message: `${where} needs a column of texts, and ${column} is of type ${type}.`, ...at });
    }
  if (rule.nrt && /\b(?:join|union)\b/.test(withoutTexts(rule.query)))
    found.push({ message: 'A rule of the kind NRT reads one table, without join and union.', ...here });
  return found.map(({ message, line, column }) => ({ severity: 'error', message, artifact: path, line, column }));
}

/** The same text, but for the comment above it, which a rule at the limit of length leaves out. */
function sameQuery(a: string, b: string): boolean {
  return a.trim() === b.trim() || withoutHeader(a) === withoutHeader(b);
}

function withoutHeader(query: string): string {
  return query.replace(/^(?:\s*\/\/[^\n]*\n)+/, '').trim();
}

/** A query without its comments and the contents of its texts. */
function withoutTexts(query: string): string {
  return query.replace(/\/\/[^\n]*|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '');
}
