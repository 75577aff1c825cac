import { describe, expect, test } from 'vitest';
import { checkLevels, lintRule } from '../../src/lint/lint.ts';
import type { LintContext } from '../../src/lint/lint-rule.ts';
import { context, ruleOf } from './context.ts';

const base = `AnalysisType: rule
RuleID: A.B
Enabled: true
Severity: High
LogTypes: [Okta.SystemLog]
Condition: eventtype eq "x"
`;

function codesOf(text: string, more: Partial<LintContext> = {}): string[] {
  const rule = ruleOf(base + text);
  return lintRule(rule, { ...context, ...more }).map((found) => `${found.severity} ${found.code}`);
}

describe('levels and suppressions', () => {
  test('a finding stands without either', () => {
    expect(codesOf('')).toEqual(['warning field-case', 'warning missing-tests']);
  });

  test('the configuration changes levels and switches lint rules off', () => {
    expect(codesOf('', { levels: { 'field-case': 'error', 'missing-tests': 'off' } })).toEqual(['error field-case']);
  });

  test('a suppression with a reason hides the findings of one lint rule', () => {
    expect(codesOf('Suppress: [{ Lint: field-case, Reason: The log did so once. }]\n')).toEqual([
      'warning missing-tests',
    ]);
  });

  test('one without a real reason hides nothing and is a finding', () => {
    expect(codesOf('Suppress: [{ Lint: field-case, Reason: "  " }]\n')).toEqual([
      'warning field-case',
      'warning missing-tests',
      'error suppression-reason',
    ]);
  });

  test('one of an unknown lint rule is a finding with near names', () => {
    const rule = ruleOf(`${base}Suppress: [{ Lint: field-cases, Reason: r }]\n`);
    const found = lintRule(rule, context).find((one) => one.code === 'unknown-lint');
    expect(found?.fix).toContain('"field-case"');
    expect(found?.span?.file.text.slice(found.span.start, found.span.end)).toBe('{ Lint: field-cases, Reason: r }');
  });

  test('one that suppresses nothing is a finding, unless its lint rule is off', () => {
    const text = 'Suppress: [{ Lint: bad-network, Reason: r }]\n';
    expect(codesOf(text)).toContain('warning idle-suppression');
    expect(codesOf(text, { levels: { 'bad-network': 'off' } })).not.toContain('warning idle-suppression');
    expect(codesOf(text, { levels: { 'idle-suppression': 'off' } })).not.toContain('warning idle-suppression');
  });

  test('the finding about a suppression cannot be suppressed', () => {
    const text = 'Suppress: [{ Lint: idle-suppression, Reason: r }, { Lint: bad-network, Reason: r }]\n';
    expect(codesOf(text)).toEqual(expect.arrayContaining(['error unknown-lint', 'warning idle-suppression']));
  });

  test('levels of unknown names are findings', () => {
    expect(checkLevels({ 'field-case': 'off', 'idle-suppression': 'info', 'field-kase': 'off' })).toMatchObject([
      { code: 'unknown-lint', severity: 'error' },
    ]);
  });
});

describe('what lint cannot know', () => {
  test('fields of a log type without a schema are not judged', () => {
    expect(codesOf('', { logType: () => undefined })).toEqual(['warning missing-tests']);
  });

  test('tests that were not read are not missed', () => {
    const codes = codesOf('Suppress: [{ Lint: untested-row, Reason: r }]\n', { withTests: false });
    expect(codes).toEqual(['warning field-case']);
  });

  test("the configuration's waivers count for the rules that their glob names", () => {
    const waiver = { target: 'scanning', code: 'no-such', reason: 'r', expires: '2020-01-01' };
    expect(codesOf('', { waivers: [{ ...waiver, rule: 'A.*' }] })).toEqual(
      expect.arrayContaining(['error expired-waiver', 'warning idle-waiver']),
    );
    expect(codesOf('', { waivers: [{ ...waiver, rule: 'B.*' }] })).not.toContain('error expired-waiver');
  });
});
