import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/ir/rule.ts';
import type { Value } from '../../../src/ir/value.ts';
import { withLifted } from '../../../src/source/rule/lifted-alert.ts';
import { read, ruleText } from './read.ts';

const title: Value = { kind: 'reference', to: { scope: 'event', path: ['who'] } };
const key: Value = { kind: 'reference', to: { scope: 'event', path: ['key'] } };

function alertOf(keys: Readonly<Record<string, string>>): Alert {
  const { rule } = read(ruleText(keys));
  if (rule === undefined) throw new Error('not read');
  return rule.alert;
}

function grouping(alert: Alert) {
  return { key: alert.key, keyedBy: alert.keyedBy, keyParts: alert.keyParts };
}

describe('the alert of a rule in Python', () => {
  it('is grouped by dedup(), else by title(), else by GroupBy, else not at all', () => {
    const plain = alertOf({});
    const grouped = alertOf({ GroupBy: '[{ Key: a }]' });
    expect(grouping(withLifted(grouped, { title, key }, 'A.B'))).toEqual({ key, keyedBy: 'group-by', keyParts: [key] });
    expect(grouping(withLifted(grouped, { title }, 'A.B'))).toEqual({ key: title, keyedBy: 'title', keyParts: [] });
    expect(grouping(withLifted(grouped, {}, 'A.B'))).toEqual(grouping(grouped));
    const alone = { key: { kind: 'literal', value: 'A.B' }, keyedBy: 'rule-id', keyParts: [] };
    expect(grouping(withLifted(plain, {}, 'A.B'))).toEqual(alone);
  });

  it('is not grouped by an AlertTitle, which Panther shows and no more', () => {
    const titled = alertOf({ AlertTitle: '"{a} did it"' });
    expect(titled.keyedBy).toBe('title');
    const lifted = withLifted(titled, {}, 'A.B');
    expect([lifted.title, lifted.keyedBy]).toEqual([titled.title, 'rule-id']);
    expect(withLifted(titled, { title }, 'A.B').title).toEqual(title);
  });

  it('keeps of the YAML what the Python does not say', () => {
    const alert = alertOf({ Threshold: '5', DedupPeriodMinutes: '15', Description: 'why' });
    expect(withLifted(alert, { title, distinct: key }, 'A.B')).toMatchObject({
      threshold: 5,
      windowMinutes: 15,
      distinct: key,
      severity: { otherwise: 'High', cases: [] },
      description: { value: 'why' },
    });
  });
});
