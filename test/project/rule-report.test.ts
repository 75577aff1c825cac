import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Outcome } from '../../src/project/rule-report.ts';
import {
  countReasons,
  lineOf,
  placeIn,
  printReportJson,
  printReportMarkdown,
  summaryOf,
} from '../../src/project/rule-report.ts';

const file = { path: 'rules/a.py', text: 'a\nb | c\n' };
const clock = (construct: string) =>
  diagnostic(
    'python-unsupported',
    { construct, why: 'the time is no part of the event' },
    { span: { file, start: 2, end: 3 } },
  );
const warning = diagnostic('bad-framework', { framework: 'TA0004' });

function outcome(id: string | undefined, refused: boolean, more: Partial<Outcome> = {}): Outcome {
  return { id, path: 'rules/a.yml', rule: refused ? undefined : {}, diagnostics: [], results: [], ...more };
}

function tests(...statuses: ('passed' | 'failed' | 'skipped')[]): Outcome['results'] {
  const test = { name: 't', expected: true, log: {}, extras: {}, span: { file, start: 0, end: 0 } };
  return statuses.map((status) => ({ name: 't', expected: true, status, detail: '', test }));
}

const lines = [
  outcome('A', false, { results: tests('passed', 'passed'), diagnostics: [warning] }),
  outcome('B', true, { results: tests('skipped'), diagnostics: [warning, clock('A call of now()')] }),
  outcome('C', true, { diagnostics: [clock('A call of now()')] }),
  outcome(undefined, true, { results: tests('failed'), diagnostics: [clock('`a | b`')] }),
].map(lineOf);

describe('a report of rules', () => {
  it('counts rules and tests', () => {
    expect(summaryOf(lines)).toEqual({ rules: 4, lifted: 1, refused: 3, tests: { passed: 2, failed: 1, skipped: 1 } });
    expect(summaryOf([])).toEqual({ rules: 0, lifted: 0, refused: 0, tests: { passed: 0, failed: 0, skipped: 0 } });
  });

  it('counts each refused rule by what refuses it, the most frequent first', () => {
    expect(countReasons(lines).map(([reason, count]) => [count, reason.slice(0, 35)])).toEqual([
      [2, 'python-unsupported: A call of now()'],
      [1, 'python-unsupported: `a | b` cannot '],
    ]);
  });

  it('places a rule where it is refused, else at its file', () => {
    expect(lines.map(placeIn)).toEqual(['rules/a.yml', 'rules/a.py:2', 'rules/a.py:2', 'rules/a.py:2']);
  });

  it('is JSON with the summary last', () => {
    const data = JSON.parse(printReportJson(lines)) as object; // what was just printed
    expect(Object.keys(data)).toEqual(['rules', 'summary']);
    expect(data).toMatchObject({
      rules: [{ rule: 'A', reasons: [{ code: 'bad-framework', file: null, line: null }] }, {}, {}, { rule: null }],
    });
  });

  it('is Markdown whose cells stay cells', () => {
    const text = printReportMarkdown('Rules', lines);
    expect(text).toContain('4 rules: 1 lifted, 3 refused. Tests: 2 passed, 1 failed, 1 skipped.');
    expect(text).toContain('| B | rules/a.yml | refused | 1 skipped | bad-framework, python-unsupported |');
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.includes('cannot be lifted'));
    expect(rows).toHaveLength(5);
    for (const row of rows)
      expect(row.match(/(?<!\\)\|/g)?.length).toBe(row.startsWith('| 2 ') || row.startsWith('| 1 ') ? 3 : 4);
  });
});
