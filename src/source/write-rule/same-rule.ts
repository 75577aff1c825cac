import type { Condition } from '../../ir/condition.ts';
import { normalize, normalizeValue } from '../../ir/normalize.ts';
import type { Alert, Rule } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { markOf } from './mark.ts';
import { plainTitle } from './plain-title.ts';

/**
 * The parts in which two rules differ, by the names of their keys: none where they mean the same, alert and metadata
 * included. Places, and tests with mocks in the first, are no part of it.
 */
export function differences(a: Rule, b: Rule): string[] {
  const mocked = new Set(a.tests.filter(({ extras }) => isMocked(extras)).map(({ name }) => name));
  const parts: [string, (rule: Rule) => unknown][] = [
    ['Condition', ({ condition }) => conditionMark(condition)],
    ['Raises', ({ raises }) => conditionMark(raises)],
    ['InlineFilters', ({ filter }) => conditionMark(filter)],
    ['AlertTitle', ({ alert }) => templateMark(alert.title)],
    ['AlertDescription', ({ alert }) => templateMark(alert.description)],
    ['AlertReference', ({ alert }) => alert.reference && templateMark(alert.reference)],
    ['AlertRunbook', ({ alert }) => alert.runbook && templateMark(alert.runbook)],
    ['AlertDestinations', ({ alert }) => alert.destinations && valueMark(alert.destinations)],
    ['GroupBy', ({ alert }) => keyMark(alert)],
    ['Unique', ({ alert }) => alert.distinct && valueMark(alert.distinct)],
    ['Severity', ({ alert }) => alert.severity.otherwise],
    ['DynamicSeverities', ({ alert }) => alert.severity.cases.map((c) => [c.severity, conditionMark(c.when)])],
    ['AlertContext', ({ alert }) => alert.outputs.map(({ name, value }) => [name, valueMark(value)])],
    ['Threshold', ({ alert }) => [alert.threshold, alert.windowMinutes]],
    ['Losses', ({ losses }) => (losses ?? []).map(({ construct, why }) => [construct, why])],
    ['RuleID', ({ id, displayName, logTypes }) => [id, displayName, logTypes]],
    ['metadata', ({ metadata, lifecycle }) => [metadata, lifecycle]],
    ['Waivers', ({ waivers, suppressions, homes }) => [waivers, suppressions, homes]],
    ['Tests', ({ tests }) => tests.filter(({ name }) => !mocked.has(name)).map((t) => [t.name, t.expected, t.log])],
    ['Tests', ({ alertTests }) => alertTests],
  ];
  const differ = parts.filter(([, part]) => markOf(part(a)) !== markOf(part(b))).map(([name]) => name);
  return [...new Set(differ)];
}

function isMocked(extras: Readonly<Record<string, unknown>>): boolean {
  const mocks = extras['Mocks'];
  return Array.isArray(mocks) && mocks.length > 0;
}

function conditionMark(condition: Condition): string {
  return markOf(normalize(condition));
}

function valueMark(value: Value): string {
  return markOf(normalizeValue(value));
}

function keyMark({ key, keyParts, keyedBy }: Alert): unknown {
  if (keyedBy === 'title') return [keyedBy, templateMark(key)];
  return [keyedBy, valueMark(key), (keyParts.length > 0 ? keyParts : [key]).map(valueMark)];
}

/** A title as the text that it is: `{a}` and a text with one hole are the same. */
function templateMark(title: Value): string {
  return valueMark(plainTitle(title));
}
