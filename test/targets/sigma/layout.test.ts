import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { artifactOf, compileCondition } from './build.ts';

function detection(condition: string): Record<string, unknown> {
  const compiled = compileCondition(condition);
  if (compiled.text === undefined) throw new Error(compiled.refusals.map((r) => r.why).join('\n'));
  return (parse(artifactOf(compiled).content) as { detection: Record<string, unknown> }).detection;
}

describe('the layout of a detection', () => {
  it('puts what must not hold into filters', () => {
    expect(detection('t eq "1"\nu ne "2"\nnot (n eq 3 and b is_true)')).toEqual({
      selection: { t: '1' },
      filter_main_u: { u: '2' },
      filter_main_n: { n: 3, b: true },
      condition: 'selection and not 1 of filter_main_*',
    });
  });

  it('splits a negated alternative into filters', () => {
    expect(detection('t eq "1"\nnot (u eq "2" or n eq 3)')).toEqual({
      selection: { t: '1' },
      filter_main_u: { u: '2' },
      filter_main_n: { n: 3 },
      condition: 'selection and not 1 of filter_main_*',
    });
  });

  it('gives alternatives of several fields a list of maps', () => {
    expect(detection('t eq "1"\n(u eq "2" or (n eq 3 and b is_true))')).toEqual({
      selection_t: { t: '1' },
      selection_u: [{ u: '2' }, { n: 3, b: true }],
      condition: 'all of selection_*',
    });
  });

  it('joins alternatives of one field to one list', () => {
    expect(detection('t eq "1" or t eq "2" or t in ["3", "1"]')).toEqual({
      selection: { t: ['1', '2', '3'] },
      condition: 'selection',
    });
  });

  it('gives a second row on one field and modifier its own selection', () => {
    expect(detection('t starts_with "1"\nu eq "2"\nt starts_with "12"')).toEqual({
      selection_main: { 't|startswith': '1', u: '2' },
      selection_t: { 't|startswith': '12' },
      condition: 'all of selection_*',
    });
    expect(detection('t contains_any ["1", "2"]\nt contains "3"')).toEqual({
      selection_t: { 't|contains': ['1', '2'] },
      selection_t_2: { 't|contains': '3' },
      condition: 'all of selection_*',
    });
  });

  it('says the rest in the condition, with parentheses wherever and/or mix', () => {
    expect(detection('t eq "1"\n(u eq "2" or (n eq 3 and b ne true))')).toEqual({
      selection: { t: '1' },
      case_u: { u: '2' },
      case_n: { n: 3 },
      case_b: { b: true },
      condition: 'selection and (case_u or (case_n and not case_b))',
    });
    expect(detection('not (t eq "1" and not (u eq "2"))')).toEqual({
      case_t: { t: '1' },
      case_u: { u: '2' },
      condition: 'not (case_t and not case_u)',
    });
    expect(detection('u ne "2" or t ne "1"')['condition']).toBe('not case_u or not case_t');
  });

  it('needs no selection where everything is excluded', () => {
    expect(detection('t ne "1"')).toEqual({ filter_main_t: { t: '1' }, condition: 'not 1 of filter_main_*' });
  });

  it('makes names out of odd keys', () => {
    expect(detection('j.`Ünï-Key:1` ne "1"\nj.`*` ne "2"\nj.ipAddressV4 ne "3"')).toMatchObject({
      filter_main_n_key_1: { 'j.Ünï-Key:1': '1' },
      filter_main_field: { 'j.*': '2' },
      filter_main_ip_address_v4: { 'j.ipAddressV4': '3' },
    });
  });
});
