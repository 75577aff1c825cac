import type { Paint } from '../diagnostics/code-frame.ts';
import { plainFinding } from '../diagnostics/print-machine.ts';
import type { Json } from '../ir/json.ts';
import { printJson, toPlain } from '../ir/json.ts';
import type { Status, Undeclared, UndeclaredStream, Verdict } from '../verify/verdict.ts';
import { table } from './table.ts';
import { xmlText } from './xml.ts';

const statuses: readonly Status[] = [
  'agrees',
  'differs-as-declared',
  'differs-undeclared',
  'wrong-text',
  'not-covered',
  'refused',
  'accepted',
];

/** How many units came to each verdict, in all and by target. */
export function summaryOf(verdicts: readonly Verdict[]): Record<string, unknown> {
  const count = (some: readonly Verdict[]): Record<string, number> =>
    Object.fromEntries(statuses.map((status) => [status, some.filter((v) => v.status === status).length]));
  const targets = [...new Set(verdicts.map((v) => v.target))];
  return {
    rules: new Set(verdicts.map((v) => v.rule)).size,
    units: verdicts.length,
    cases: verdicts.reduce((n, v) => n + v.cases, 0),
    streams: verdicts.reduce((n, v) => n + v.streams, 0),
    ...count(verdicts),
    targets: Object.fromEntries(targets.map((t) => [t, count(verdicts.filter((v) => v.target === t))])),
  };
}

/** Verdicts for a person: what differs undeclared in full, then a table by target, then one line. */
export function printVerdicts(verdicts: readonly Verdict[], paint: Paint): string {
  const parts = verdicts.flatMap((verdict) => [
    ...verdict.undeclared.map((one) => printUndeclared(verdict, one, paint)),
    ...verdict.undeclaredStreams.map((one) => printStream(verdict, one, paint)),
  ]);
  const targets = [...new Set(verdicts.map((v) => v.target))];
  const used = statuses.filter((status) => verdicts.some((v) => v.status === status));
  const rows = targets.map((target) => [
    target,
    ...used.map((status) => String(verdicts.filter((v) => v.target === target && v.status === status).length)),
  ]);
  if (rows.length > 0) parts.push(table(['target', ...used.map(words)], rows, 'text'));
  const explained = printExplained(verdicts);
  if (explained !== '') parts.push(explained);
  const asked = verdicts.reduce((n, v) => n + v.cases, 0);
  const streams = verdicts.reduce((n, v) => n + v.streams, 0);
  const rules = new Set(verdicts.map((v) => v.rule)).size;
  parts.push(
    `${rules} rules, ${verdicts.length} rule × target units: asked on ${asked} events and ${streams} streams.`,
  );
  return parts.join('\n\n');
}

function printExplained(verdicts: readonly Verdict[]): string {
  const lines = new Map<string, { units: number; cases: number }>();
  for (const verdict of verdicts)
    for (const { code, direction, cases } of verdict.explained) {
      const key = `${verdict.target}\n${code}\n${direction}`;
      const entry = lines.get(key) ?? { units: 0, cases: 0 };
      lines.set(key, { units: entry.units + 1, cases: entry.cases + cases });
    }
  if (lines.size === 0) return '';
  const rows = [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { units, cases }]) => [...key.split('\n'), String(units), String(cases)]);
  return `Declared differences that showed:\n${table(['target', 'reason', 'direction', 'units', 'cases'], rows, 'text')}`;
}

function printUndeclared(verdict: Verdict, one: Undeclared, paint: Paint): string {
  const says = (answer: boolean): string => (answer ? 'matches' : 'does not match');
  const saw = (values: readonly { name: string; value: Json | undefined }[]): string =>
    values.map(({ name, value }) => `  ${name} = ${value === undefined ? '(missing)' : printJson(value)}`).join('');
  return [
    paint.bold(`${verdict.rule} on ${verdict.target} (${verdict.home}): ${one.case}`),
    `  the smallest event that shows it${one.enriched ? ' (enriched)' : ''}: ${printJson(one.event)}`,
    `  the rule ${says(one.rule)}:`,
    ...one.ruleTrace.map((t) => `    ${'  '.repeat(t.depth)}${t.answer}  ${t.text}${saw(t.saw)}`),
    `  the text ${says(one.text)}:`,
    ...one.textTrace.map((t) => `    ${'  '.repeat(t.depth)}${t.answer}  ${t.text}${saw(t.saw)}`),
  ].join('\n');
}

function printStream(verdict: Verdict, one: UndeclaredStream, paint: Paint): string {
  return [
    paint.bold(`${verdict.rule} on ${verdict.target} (${verdict.home}): ${one.case}`),
    one.span === undefined
      ? `  alerts for ${one.key}: by the rule ${one.rule}, by the artifact ${one.text}`
      : `  ${one.span.end} event of an alert for ${one.key}: by the rule ${one.span.rule}, by the artifact ${one.span.text}`,
    ...one.events.map((e) => `    ${e.time} (arrived ${e.ingest})  ${printJson(e.event)}`),
  ].join('\n');
}

function words(status: Status): string {
  return status.replaceAll('-', ' ');
}

/** A verdict as plain JSON, of the shape of schemas/verify.schema.json. */
export function plainVerdict(verdict: Verdict): Record<string, unknown> {
  const { diagnostics, undeclared, undeclaredStreams, environment, ...rest } = verdict;
  const trace = (lines: readonly { saw: readonly { name: string; value: Json | undefined }[] }[]): unknown[] =>
    lines.map((line) => ({
      ...line,
      saw: line.saw.map(({ name, value }) => ({ name, ...(value === undefined ? {} : { value: toPlain(value) }) })),
    }));
  return {
    environment: environment ?? null,
    ...rest,
    undeclared: undeclared.map((one) => ({
      ...one,
      event: toPlain(one.event),
      ruleTrace: trace(one.ruleTrace),
      textTrace: trace(one.textTrace),
    })),
    undeclaredStreams: undeclaredStreams.map((one) => ({
      ...one,
      events: one.events.map((e) => ({ ...e, event: toPlain(e.event) })),
    })),
    diagnostics: diagnostics.map(plainFinding),
  };
}

/** Verdicts in JUnit's XML: one suite a rule, one test a unit. */
export function printVerifyJunit(verdicts: readonly Verdict[]): string {
  const bad = (v: Verdict): boolean => v.diagnostics.some((d) => d.severity === 'error');
  const rules = [...new Set(verdicts.map((v) => v.rule))];
  const suites = rules.map((rule) => {
    const own = verdicts.filter((v) => v.rule === rule);
    const tests = own.map((v) => {
      const open = `    <testcase classname="${xmlText(rule)}" name="${xmlText(`${v.target} ${v.home}`.trim())}"`;
      if (v.status === 'accepted') return `${open}><skipped/></testcase>\n`;
      if (!bad(v)) return `${open}/>\n`;
      const told = v.diagnostics.map((d) => d.message).join('\n');
      return `${open}><failure message="${xmlText(words(v.status))}">${xmlText(told)}</failure></testcase>\n`;
    });
    return `  <testsuite name="${xmlText(rule)}" tests="${own.length}" failures="${own.filter(bad).length}">\n${tests.join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rulegen verify" tests="${verdicts.length}" failures="${verdicts.filter(bad).length}">\n${suites.join('')}</testsuites>`;
}
