import { printCondition, printTemplate, printValue } from '../../ir/print.ts';
import type { Alert, Rule } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import type { Written } from '../yaml-edit.ts';

/** A key of a rule file with its value. */
export type WrittenKey = readonly [key: string, value: Written];

/** The keys that say what a rule's Python said, in the order in which they are written. */
export function keysOf(rule: Rule): WrittenKey[] {
  const { alert } = rule;
  const keys: [string, Written | undefined][] = [
    ['AlertTitle', titleOf(rule)],
    ['AlertDescription', textOf(alert.description, rule.metadata.description ?? '')],
    ['AlertReference', alert.reference && printTemplate(alert.reference)],
    ['AlertRunbook', alert.runbook && printTemplate(alert.runbook)],
    ['AlertDestinations', alert.destinations && printValue(alert.destinations)],
    ['GroupBy', groupBy(rule)],
    ['Unique', alert.distinct && printValue(alert.distinct)],
    ['DynamicSeverities', severitiesOf(alert)],
    ['AlertContext', contextOf(alert)],
    ['Condition', `${printCondition(rule.condition)}\n`],
    ['Raises', rule.raises.kind === 'false' ? undefined : `${printCondition(rule.raises)}\n`],
    ['Losses', lossesOf(rule)],
  ];
  return keys.flatMap(([key, value]): WrittenKey[] => (value === undefined ? [] : [[key, value]]));
}

/** The title, where it is not the name that stands for it anyway. */
function titleOf(rule: Rule): string | undefined {
  const { title, keyedBy } = rule.alert;
  return keyedBy === 'title' ? printTemplate(title) : textOf(title, rule.displayName);
}

/** A text by event, unless it is the static one. */
function textOf(value: Value, usual: string): string | undefined {
  return value.kind === 'literal' && value.value === usual ? undefined : printTemplate(value);
}

/** The parts of the key; the RuleID where a title would take its place. */
function groupBy(rule: Rule): Written | undefined {
  const { key, keyParts, keyedBy } = rule.alert;
  const titled = keyedBy === 'rule-id' && titleOf(rule) !== undefined;
  if (keyedBy !== 'group-by' && !titled) return undefined;
  return (keyParts.length > 0 ? keyParts : [key]).map((part) => printValue(part));
}

function severitiesOf({ severity }: Alert): Written | undefined {
  if (severity.cases.length === 0) return undefined;
  return severity.cases.map(
    ({ when, severity: level }) =>
      new Map([
        ['ChangeTo', level],
        ['Conditions', `${printCondition(when)}\n`],
      ]),
  );
}

/** Names with values; as a list where a mapping would put the names in another order. */
function contextOf({ outputs }: Alert): Written | undefined {
  if (outputs.length === 0) return undefined;
  const pairs = outputs.map(({ name, value }): [string, string] => [name, printValue(value)]);
  if (!pairs.some(([name]) => /^\d+$/.test(name))) return new Map(pairs);
  return pairs.map(
    ([name, value]) =>
      new Map([
        ['KeyName', name],
        ['KeyValue', value],
      ]),
  );
}

function lossesOf({ losses }: Rule): Written | undefined {
  if (losses === undefined || losses.length === 0) return undefined;
  return losses.map(
    ({ construct, why }) =>
      new Map([
        ['Construct', construct],
        ['Why', why],
      ]),
  );
}
