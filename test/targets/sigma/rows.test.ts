import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sigma } from '../../../src/targets/sigma/index.ts';
import { artifactOf, codes, compileCondition } from './build.ts';

type Profile = 'sigmahq' | 'spec';

/** The detection of an emitted rule without its condition where that is plain `selection`. */
function detection(condition: string, profile: Profile = 'sigmahq'): unknown {
  const compiled = compileCondition(condition, { profile, lists: new Map([['NAMES', ['eve', 'Eve', 'mallory']]]) });
  if (compiled.text === undefined) throw new Error(compiled.refusals.map((r) => r.why).join('\n'));
  const read = parse(artifactOf(compiled).content) as { detection: Record<string, unknown> };
  const { condition: text, ...selections } = read.detection;
  return text === 'selection' ? selections['selection'] : { ...selections, condition: text };
}

function refusal(condition: string, profile: Profile = 'sigmahq'): string {
  const compiled = compileCondition(condition, { profile });
  expect(compiled.text).toBeUndefined();
  return compiled.refusals.map((r) => r.why).join('\n');
}

describe('rows', () => {
  it.each<[row: string, sigmahq: unknown, spec?: unknown]>([
    ['t eq "Admin"', { t: 'Admin' }, { 't|cased': 'Admin' }],
    ['t ieq "Admin"', { t: 'Admin' }],
    ['t eq "123456789012"', { t: '123456789012' }],
    ['t eq ""', { t: '' }],
    ['split(t, "/")[2] eq "pods"', { 't|re': '^([^/]*/){2}pods(/|$)' }],
    ['split(t, "/")[-1] iin ["a", "b"]', { 't|re|i': '(^|/)(a|b)$' }],
    ['split(lower(t), "/")[-1] in ["a", "B"]', { 't|re|i': '(^|/)a$' }],
    [
      'split(default(t, "x"), "/")[0] eq "x"',
      [{ 't|re': '^x(/|$)' }, { t: null }],
      [{ 't|re': '^x(/|$)' }, { t: null }, { 't|exists': false }],
    ],
    ['len(split(t, "/")) gte 3', { 't|re': '^([^/]*/){2}' }],
    [
      'if(b is_true, t, u) eq "1"',
      {
        case_b: { b: true, t: '1' },
        case_b_2: { b: true },
        case_u: { u: '1' },
        condition: 'case_b or (case_u and not case_b_2)',
      },
    ],
    [
      'if(t truthy, t, "2") in ["1", "2"]',
      [{ t: ['1', '2', ''] }, { t: null }],
      [{ t: ['1', '2', ''] }, { t: null }, { 't|exists': false }],
    ],
    ['deep_walk(j, ["k", "m"]) eq "1"', { 'j.k.m': '1' }],
    [
      'len(walk_all(j, ["k"], "")) gt 1 and walk_all(j, ["k"], "") contains "1" or not len(walk_all(j, ["k"], "")) gt 1 and walk_all(j, ["k"], "")[0] eq "1"',
      { 'j.k': '1' },
    ],
    ['not len(walk_all(j, ["k"], "")) gt 1\nwalk_all(j, ["k"], "")[0] eq "1"', { 'j.k': '1' }],
    ['len(t) lte 2', { 't|re|s': '^.{0,2}$' }],
    ['split(t, " ") contains "cl"', { 't|re': '(^| )cl( |$)' }],
    ['trim(split(t, "-")[0]) eq "a b"', { 't|re': '^[ \\t\\n\\r\\f\\v]*a b[ \\t\\n\\r\\f\\v]*(-|$)' }],
    ['concat("/apis/", t) contains "/namespaces/"', { 't|re': ['/namespaces/', '^namespaces/'] }],
    ['t eq "1" and j not_type_is_any ["list", "object"]', { t: '1' }],
    ['t eq "1" or n is_true', { t: '1' }],
    ['t eq "1" or any e ( n is_true )', { t: '1' }],
    ['t eq null', { t: null }, [{ t: null }, { 't|exists': false }]],
    ['t in ["a", "A", "b"]', { t: ['a', 'b'] }, { 't|cased': ['a', 'A', 'b'] }],
    [
      't in ["a", "1", null]',
      [{ t: ['a', '1'] }, { t: null }],
      [{ 't|cased': ['a', '1'] }, { t: null }, { 't|exists': false }],
    ],
    ['n in [1, 2]', { n: [1, 2] }],
    ['n eq 1.0', { n: 1 }],
    ['f gte 2.5', { 'f|gte': 2.5 }],
    ['n eq true', { n: 1 }],
    ['b eq 1', { b: true }],
    ['b is_true', { b: true }],
    ['b is_false', { b: false }],
    ['t contains "x"', { 't|contains': 'x' }, { 't|contains|cased': 'x' }],
    ['t icontains_any ["x", "y"]', { 't|contains': ['x', 'y'] }],
    ['t contains "1"\nt contains "2"', { 't|contains|all': ['1', '2'] }],
    ['l contains "x"', { l: 'x' }, { 'l|cased': 'x' }],
    ['l has_any ["1", "2"]', { l: ['1', '2'] }],
    ['t starts_with "C:\\\\Users\\\\"', { 't|startswith': 'C:\\Users\\\\' }, { 't|startswith|cased': 'C:\\Users\\\\' }],
    ['t ends_with "*"', { 't|endswith': '\\*' }],
    ['t contains ""', { t: '*' }],
    ['t wildcard "*1*2?"', { t: '*1*2?' }],
    ['t wildcard "1*"', { 't|startswith': '1' }],
    ['t wildcard "*[*]1"', { 't|endswith': '\\*1' }],
    ['t wildcard "[0-9]*"', { 't|re|s': '^[0-9].*$' }],
    ['t regex "a\\\\d+$" [i]', { 't|re|i': 'a[0-9]+$' }],
    ['t regex "(?:a|b)x*?" [full]', { 't|re': '^(a|b)x*$' }],
    ['t regex "^a.b" [m, s]', { 't|re|m|s': '^a.b' }],
    ['t cidr "10.0.0.1/8"', { 't|cidr': '10.0.0.0/8' }],
    ['t cidr_any ["::1", "10.0.0.0/8"]', { 't|cidr': ['::1/128', '10.0.0.0/8'] }],
    ['t ip_is "loopback"', { 't|cidr': ['127.0.0.0/8', '::1/128', '::ffff:127.0.0.0/104'] }],
    ['t is_null', { t: null }, [{ t: null }, { 't|exists': false }]],
    ['t missing', { t: null }, { 't|exists': false }],
    ['b truthy', { b: true }],
    [
      't truthy',
      { filter_main_t: { t: null }, filter_main_t_2: { t: '' }, condition: 'not 1 of filter_main_*' },
      undefined,
    ],
    ['t in_list "NAMES"', { t: ['eve', 'mallory'] }, { 't|cased': ['eve', 'Eve', 'mallory'] }],
    ['lower(t) starts_with "ab"', { 't|startswith': 'ab' }, { 't|startswith': 'ab' }],
    ['default(t, "") eq "1"', { t: '1' }],
    ['default(t, "1") eq "1"', [{ t: '1' }, { t: null }], [{ t: '1' }, { t: null }, { 't|exists': false }]],
    ['t eq_field u', { selection: [{ 't|fieldref': 'u' }, { t: null, u: null }], condition: 'selection' }, undefined],
    ['any e (t eq "1")', { 'e.t': '1' }],
    ['any e (t eq "1" or n gt 5)', [{ 'e.t': '1' }, { 'e.n|gt': 5 }]],
    ['any e (t eq "1" and $.u eq "2")', { 'e.t': '1', u: '2' }],
    ['any e (any in (t eq "1"))', { 'e.in.t': '1' }],
    ['any l (@ eq "1")', { l: '1' }],
    ['any e (t truthy)', { 'e.t|re|s': '.' }],
    ['any e (in truthy)', { 'e.in|re|s': '.' }],
    ['any e (n truthy)', [{ 'e.n|gt': 0 }, { 'e.n|lt': 0 }]],
    [
      'any e (@ contains "k")',
      { filter_main_k: { 'e.k': null }, condition: 'not 1 of filter_main_*' },
      { filter_main_k: { 'e.k|exists': false }, condition: 'not 1 of filter_main_*' },
    ],
    ['none e (@ contains "k")', { 'e.k': null }, { 'e.k|exists': false }],
    ['none e (t eq "1")', { filter_main_t: { 'e.t': '1' }, condition: 'not 1 of filter_main_*' }],
  ])('%s', (row, sigmahq, ...specs) => {
    const whole = (profile: Profile): unknown => {
      const found = detection(row, profile);
      return row.includes('eq_field') ? { selection: found, condition: 'selection' } : found;
    };
    expect(whole('sigmahq')).toEqual(sigmahq);
    const [spec] = specs;
    if (specs.length === 0) expect(whole('spec')).toEqual(sigmahq);
    else if (spec !== undefined) expect(whole('spec')).toEqual(spec);
  });

  it.each([
    ['t type_is "string"', /no test of a value's type/],
    ['t lt "5"', /orders numbers, not text/],
    ['n lt_field f', /not with another field/],
    ['t in_field l', /another field's list/],
    ['t ieq_field u', /no form that ignores case/],
    ['t has "a"', /one value here/],
    ['o contains "x.y"', /key of an object/],
    ['t cidr "10.0.0.0/33"', /no network/],
    ['t regex "a(?=b)"', /no look-around/],
    ['t regex "(a)\\\\1"', /no back-references/],
    ['t regex "a(?i:b)"', /in a part only/],
    ['l[0] eq "a"', /no index/],
    ['not len(walk_all(j, ["k"], "1")) gt 1\nwalk_all(j, ["k"], "1")[0] eq "1"', /no len/],
    ['len(l) gt 5', /no len\(\)/],
    ['lower(t) eq "A"', /always false/],
    ['upper(t) regex "A"', /no upper\(\)/],
    ['first(e, t eq "x").u eq "y"', /first\(\)|computed/],
    ['parse_json(j).a eq 1', /known to hold one text/],
    ['parse_json(t).a eq 0.5', /cannot say this row/],
    ['const("a") eq "a"', /constants|constant/],
    ['j.`a.b` eq "x"', /has no spelling/],
    ['j.`a|b` eq "x"', /has no spelling/],
    ['all e (t eq "x")', /every element/],
    ['one e (t eq "x")', /count/],
    ['any e (t ne "x")', /an element that differs/],
    ['any e (t is_null)', /lacks a key/],
    ['any e (@ truthy)', /not empty/],
    ['any e (t missing)', /lacks a key/],
    ['any e (@ contains "x.y")', /key of an object/],
    ['any e (t eq_field u)', /same element/],
    ['any e (t eq "x" or $.t eq "y")', /has elements at all/],
    ['none e (t eq "x" and u eq "y")', /several rows on one element/],
    ['not (any e (t eq "x" and u eq "y"))', /several rows on one element/],
    ['t in_list "UNKNOWN"', /never hold/],
    ['n eq 1e-9', /no form/],
    ['t eq "a\\u0007"', /control characters/],
    ['t eq "\\ud800"', /surrogate/],
    ['true', /always true/],
  ])('refuses %s', (row, why) => {
    expect(refusal(row)).toMatch(why);
  });

  it('collects every refusal of a rule', () => {
    expect(refusal('t type_is "string"\nlen(l) gt 5\nt eq "fine"').split('\n')).toHaveLength(2);
  });

  it('keeps control characters in the profile spec', () => {
    expect(detection('t eq "1\\n2\\u0007"', 'spec')).toEqual({ t: '1\n2\u0007' });
  });

  it.each<[row: string, sigmahq: [string[], string[]], spec: [string[], string[]]]>([
    ['t eq "Admin"', [['case-insensitive'], []], [[], []]],
    ['t ne "Admin"', [[], ['case-insensitive']], [[], []]],
    ['t eq "123"', [[], []], [[], []]],
    ['t ieq "Admin"', [[], []], [[], []]],
    ['t missing', [['missing-as-null'], []], [[], []]],
    ['t exists', [[], ['missing-as-null']], [[], []]],
    ['t is_null', [[], []], [[], []]],
    ['t regex "a"', [[], []], [[], []]],
    ['j eq "x"', [['case-insensitive', 'loose-values'], []], [['loose-values'], []]],
    ['j eq 5', [['loose-values'], []], [['loose-values'], []]],
    ['j has "1"', [['loose-values'], []], [['loose-values'], []]],
    ['any e (t eq "1" and n eq 5)', [['same-element-lost'], []], [['same-element-lost'], []]],
    ['any e (t eq "1" or n eq 5)', [[], []], [[], []]],
  ])('declares what differs on %s', (row, sigmahq, spec) => {
    expect(Object.values(codes(compileCondition(row)))).toEqual(sigmahq);
    expect(Object.values(codes(compileCondition(row, { profile: 'spec' })))).toEqual(spec);
  });

  it('says what it supports', () => {
    expect(sigma.says('eq')).toBe(true);
    expect(sigma.says('any')).toBe(true);
    expect(sigma.says('all')).toMatch(/every element/);
    expect(sigma.says('type_is')).toMatch(/type/);
  });
});
