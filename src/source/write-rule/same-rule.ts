import type { Condition } from '../../ir/condition.ts';
import { normalize, normalizeValue } from '../../ir/normalize.ts';
import type { Alert, Rule } from '../../ir/rule.ts';
import { numberNodes } from '../../ir/simplify/ids.ts';
import type { Value } from '../../ir/value.ts';
import { plainTitle } from './plain-text.ts';

/**
 * The parts in which two rules differ, by the names of their keys: none where they mean the same, alert and metadata
 * included. Places, and tests with mocks in the first, are no part of it.
 */
export function differences(a: Rule, b: Rule): string[] {
  const mocked = new Set(a.tests.filter(({ extras }) => isMocked(extras)).map(({ name }) => name));
  const marks = startMarks();
  const parts: [string, (rule: Rule) => unknown][] = [
    ['Condition', ({ condition }) => marks.condition(condition)],
    ['Raises', ({ raises }) => marks.condition(raises)],
    ['InlineFilters', ({ filter }) => marks.condition(filter)],
    ['AlertTitle', ({ alert }) => marks.text(alert.title)],
    ['AlertDescription', ({ alert }) => marks.text(alert.description)],
    ['AlertReference', ({ alert }) => alert.reference && marks.text(alert.reference)],
    ['AlertRunbook', ({ alert }) => alert.runbook && marks.text(alert.runbook)],
    ['AlertDestinations', ({ alert }) => alert.destinations && marks.value(alert.destinations)],
    ['GroupBy', ({ alert }) => marks.key(alert)],
    ['Unique', ({ alert }) => alert.distinct && marks.value(alert.distinct)],
    ['Severity', ({ alert }) => alert.severity.otherwise],
    ['DynamicSeverities', ({ alert }) => alert.severity.cases.map((c) => [c.severity, marks.condition(c.when)])],
    ['AlertContext', ({ alert }) => alert.outputs.map(({ name, value }) => [name, marks.value(value)])],
    ['Threshold', ({ alert }) => [alert.threshold, alert.windowMinutes]],
    ['Losses', ({ losses }) => (losses ?? []).map(({ construct, why }) => [construct, why])],
    ['RuleID', ({ id, displayName, logTypes }) => [id, displayName, logTypes]],
    ['metadata', ({ metadata, lifecycle }) => [metadata, lifecycle]],
    ['Waivers', ({ waivers, suppressions, homes }) => [waivers, suppressions, homes]],
    ['Tests', ({ tests }) => tests.filter(({ name }) => !mocked.has(name)).map((t) => [t.name, t.expected, t.log])],
    ['Tests', ({ alertTests }) => alertTests],
  ];
  const differ = parts.filter(([, part]) => plain(part(a)) !== plain(part(b))).map(([name]) => name);
  return [...new Set(differ)];
}

function isMocked(extras: Readonly<Record<string, unknown>>): boolean {
  const mocks = extras['Mocks'];
  return Array.isArray(mocks) && mocks.length > 0;
}

function plain(part: unknown): string {
  return JSON.stringify(part, (key, item: unknown) => {
    if (key === 'span') return undefined;
    return typeof item === 'bigint' ? `${item}n` : item;
  });
}

/** Numbers that two conditions or values share if and only if they are the same. */
interface Marks {
  readonly condition: (condition: Condition) => number;
  readonly value: (value: Value) => number;
  readonly text: (text: Value) => number;
  readonly key: (alert: Alert) => unknown;
}

function startMarks(): Marks {
  const ids = numberNodes();
  const condition = (c: Condition): number => ids(normalize(c)).id;
  const value = (v: Value): number => ids(normalizeValue(v)).id;
  // A title is the text that it is: `{a}` and a text with one hole are the same.
  const text = (v: Value): number => value(plainTitle(v));
  const key = ({ key: k, keyParts, keyedBy }: Alert): unknown =>
    keyedBy === 'title' ? [keyedBy, text(k)] : [keyedBy, value(k), (keyParts.length > 0 ? keyParts : [k]).map(value)];
  return { condition, value, text, key };
}
