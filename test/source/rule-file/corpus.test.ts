import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { printCondition, printTemplate, printValue } from '../../../src/ir/print.ts';
import type { Rule } from '../../../src/ir/rule.ts';
import { readRule } from '../../../src/source/rule-file.ts';

const data = new URL('../../../../shared/data/panther-corpus.json.gz', import.meta.url);

interface Entry {
  readonly rule_id: string;
  readonly file: string;
  readonly yaml_text: string;
}

describe.skipIf(!existsSync(data))('the public Panther rules', () => {
  const corpus = existsSync(data) ? (JSON.parse(gunzipSync(readFileSync(data)).toString()) as Entry[]) : [];

  function readAll(withTests: boolean): { counts: Record<string, number>; rules: Rule[] } {
    const counts: Record<string, number> = {};
    const rules = corpus.flatMap(({ file, yaml_text: text }) => {
      const rule = readRule({ file: { path: file, text }, withTests }, ({ code }) => {
        counts[code] = (counts[code] ?? 0) + 1;
      });
      return rule ?? [];
    });
    return { counts, rules };
  }

  const expected = { 'python-body': 865, 'unsupported-analysis-type': 10, 'bad-mitre': 3, 'bad-framework': 1 };

  test('are refused for their Python bodies and for nothing else', () => {
    expect(corpus).toHaveLength(876);
    expect(readAll(true).counts).toEqual(expected);
  });

  test('are read without their tests', () => {
    expect(readAll(false).counts).toEqual(expected);
  });

  test('the one Simple Detection is read whole', () => {
    const [rule, ...more] = readAll(true).rules;
    expect(more).toEqual([]);
    expect(rule && printCondition(rule.condition)).toBe('action eq "repo.archived"');
    expect(rule && printTemplate(rule.alert.title)).toBe('Repository [{repo}] archived.');
    expect(rule?.alert.outputs.map(({ name, value }) => `${name}: ${printValue(value)}`)).toEqual([
      'action: action',
      'actor: actor',
      'org: org',
      'repo: repo',
      'user: user',
      'actor_location: actor_location.country_code',
    ]);
    expect(rule?.lifecycle.createAlert).toBe(false);
    expect(rule?.tests.map((t) => t.expected)).toEqual([false, true]);
    expect(rule?.tests[0]?.log['created_at']).toBe(1621305118553n);
  });

  test('a table in a sidecar makes any of them a rule', () => {
    const refused: string[] = [];
    for (const { file, yaml_text: text } of corpus) {
      if (!/^AnalysisType: ["']?rule["']?\s*$/m.test(text) || /^Detection:/m.test(text)) continue;
      const input = {
        file: { path: file, text },
        sidecar: { path: 'x.rulegen.yml', text: 'Condition: p_log_type exists\n' },
        withTests: true,
      };
      if (readRule(input, () => {}) === undefined) refused.push(file);
    }
    expect(refused).toEqual([]);
  });
});
