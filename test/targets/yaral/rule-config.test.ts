import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RuleState } from '../../../src/targets/yaral/rule-config.ts';
import { mergeRuleConfig } from '../../../src/targets/yaral/rule-config.ts';

const running = { enabled: true, alerting: true };

function merged(before: string | undefined, states: Readonly<Record<string, RuleState>>, gone: readonly string[] = []) {
  const result = mergeRuleConfig(before, new Map(Object.entries(states)), gone);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

/** As Google's content manager writes what runs. */
const pulled = `alpha:
  alerting: true
  archive_time: null
  archived: false
  create_time: '2026-01-04T17:57:20.868959Z'
  enabled: true
  id: ru_aaaaaaaa-03e8-4889-abb9-a153922c9e71
  resource_name: projects/1234567891234/locations/us/instances/3f0ac524-5ae1-4bfd-b86d-53afc953e7e6/rules/ru_aaaaaaaa-03e8-4889-abb9-a153922c9e71
  run_frequency: LIVE
  type: SINGLE_EVENT
# kept by the people of the SOC
omega:
  alerting: false
  archive_time: '2026-01-05T17:28:06.041427Z'
  archived: true
  enabled: false
  id: ru_bbbbbbbb-03e8-4889-abb9-a153922c9e71
`;

describe('the configuration of rules', () => {
  it('is made where there is none, sorted', () => {
    const { text } = merged(undefined, { b: running, a: { enabled: false, alerting: false }, c: 'archived' });
    expect(text).toBe(`a:
  alerting: false
  archived: false
  enabled: false
b:
  alerting: true
  archived: false
  enabled: true
c:
  alerting: false
  archived: true
  enabled: false
`);
  });

  it('keeps every byte of other entries, and the ids of ours', () => {
    const { text } = merged(pulled, { alpha: { enabled: false, alerting: true }, beta: running });
    expect(text).toBe(
      pulled
        .replace('  enabled: true\n', '  enabled: false\n')
        .replace('# kept', 'beta:\n  alerting: true\n  archived: false\n  enabled: true\n# kept'),
    );
    expect(merged(text, { alpha: { enabled: false, alerting: true }, beta: running }).text).toBe(text);
  });

  it('is the very text that was there where nothing changes, however it is written', () => {
    const odd = '# ours\r\nalpha: {enabled:   true, alerting: true}\r\n';
    expect(merged(odd, { alpha: running }).text).toBe(odd);
  });

  it('takes archived rules back, and archives those that are gone', () => {
    const back = merged(pulled, { omega: running, alpha: 'archived' });
    expect(parse(back.text)).toMatchObject({
      alpha: { archived: true, enabled: false, alerting: false, id: 'ru_aaaaaaaa-03e8-4889-abb9-a153922c9e71' },
      omega: { archived: false, enabled: true, alerting: true, id: 'ru_bbbbbbbb-03e8-4889-abb9-a153922c9e71' },
    });
  });

  it('loses entries of rules that are gone, and is nothing without entries', () => {
    expect(parse(merged(pulled, {}, ['alpha']).text)).toEqual({ omega: parse(pulled).omega });
    expect(merged(pulled, {}, ['alpha', 'omega']).text).toBe('');
    expect(merged('# nothing yet\n', {}).text).toBe('');
    expect(merged('{}\n', { alpha: running }).text).toBe(
      'alpha:\n  alerting: true\n  archived: false\n  enabled: true\n',
    );
  });

  it('puts names last where those that are there are not sorted', () => {
    const { text } = merged('z:\n  enabled: true\n  alerting: true\na:\n  enabled: true\n  alerting: true\n', {
      m: running,
    });
    expect(Object.keys(parse(text))).toEqual(['z', 'a', 'm']);
  });

  it.each([
    ['alpha: [', /it is no YAML/],
    ['alpha: {}\nalpha: {}\n', /it is no YAML \(Map keys must be unique\)/],
    ['- alpha\n', /no mapping of rule names/],
    ['alpha: true\n', /entry "alpha" is no mapping/],
    ['a: {enabled: true}\n---\nb: {}\n', /it is no YAML/],
  ])('is left alone where it cannot be read: %j', (before, problem) => {
    const result = mergeRuleConfig(before, new Map([['beta', running]]), []);
    expect('problem' in result && result.problem).toMatch(problem);
  });

  it('tells names that differ in case only', () => {
    expect(merged('Alpha: {enabled: true, alerting: true}\n', { alpha: running }).taken).toEqual([['alpha', 'Alpha']]);
  });
});
