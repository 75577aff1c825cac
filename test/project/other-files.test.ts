import { describe, expect, it } from 'vitest';
import { countKinds, otherKind, sniff } from '../../src/project/other-files.ts';

describe('what a YAML file is', () => {
  it.each([
    ['AnalysisType: rule\n', undefined],
    ['AnalysisType: scheduled_rule\n', undefined],
    ['AnalysisType: correlation_rule\n', undefined],
    ['AnalysisType: something\n', undefined],
    ['Tests: []\n"AnalysisType" : "policy" # x\n', 'policies'],
    ['AnalysisType: saved_query\n', 'queries'],
    ["AnalysisType: 'pack'\n", 'packs'],
    ['AnalysisType: global\n', 'Python helpers'],
    ['name: CI\non: push\n', 'other YAML files'],
    ['RuleID: A\n', undefined],
    ['Condition: x\n', undefined],
    ['- a\n', undefined],
    ['', undefined],
    ['{"AnalysisType": "rule"}', undefined],
  ])('%j', (text, kind) => {
    expect(otherKind(text)).toBe(kind);
  });

  it('tells the RuleID without reading the YAML', () => {
    expect(sniff('AnalysisType: rule\nRuleID: "A.B"\nTests:\n  - RuleID: no\n')).toEqual({ type: 'rule', id: 'A.B' });
    expect(sniff('RuleID: A B # c\n').id).toBe('A B');
  });

  it('counts kinds in the order of their names', () => {
    expect(countKinds(['queries', 'packs', 'queries'])).toBe('1 packs, 2 queries');
  });
});
