import type { Publishing } from '../config.ts';
import { isExpired } from '../exceptions.ts';
import { matchesGlob } from '../glob.ts';
import type { Condition } from '../ir/condition.ts';
import { normalizeValue } from '../ir/normalize.ts';
import { printRow, printTemplate, printValue } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import type { Value } from '../ir/value.ts';
import type { ExceptionView, RuleView, WaiverView } from './rule-view.ts';
import { treeSize } from './tree-size.ts';

type About = RuleView['about'];

/** What stands under a rule's title. */
export function aboutRule(rule: Rule): About {
  const { metadata: meta, lifecycle: life } = rule;
  const all: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    ['RuleID', [rule.id]],
    ['Severity', [rule.alert.severity.otherwise]],
    ['Status', [statusOf(rule)]],
    ['Log types', rule.logTypes],
    ['Tags', meta.tags],
    ['References', meta.references],
    ['Runbook', [meta.runbook]],
    ['False positives', meta.falsePositives],
    ['Author', [meta.author]],
    ['Version', [life.version]],
    ['First published', [life.date]],
    ['Last changed', [life.modified]],
    [
      'Reports',
      meta.reports
        .filter(({ framework }) => framework !== 'MITRE ATT&CK')
        .map((one) => `${one.framework}: ${one.ids.join(', ')}`),
    ],
    ['Summary attributes', meta.summaryAttributes.map(({ text }) => text)],
    ['Source', [rule.file.path]],
  ];
  return all.flatMap(([name, given]) => {
    const values = given.filter((value) => value !== undefined && value.trim() !== '') as string[]; // undefined is left out
    return values.length === 0 ? [] : [{ name, values }];
  });
}

/** Whether a rule is on, and whether it alerts. */
export function statusOf({ lifecycle }: Pick<Rule, 'lifecycle'>): string {
  const on = lifecycle.enabled ? 'enabled' : 'disabled';
  const silent = lifecycle.createAlert ? '' : ', a signal without an alert';
  return lifecycle.status === undefined ? `${on}${silent}` : `${on}${silent} (${lifecycle.status})`;
}

/** Title and grouping of a rule's alerts in words. */
export function alertOf({ alert, id }: Rule): RuleView['alert'] {
  const count = alert.distinct
    ? `${alert.threshold} distinct values of ${shown(alert.distinct)}`
    : alert.threshold === 1
      ? 'The first match'
      : `${alert.threshold} matches`;
  const by =
    alert.keyedBy === 'group-by'
      ? `the same ${alert.keyParts.map(shown).join(', ')}`
      : alert.keyedBy === 'title'
        ? 'the same title'
        : `the rule ${id}`;
  const within = alert.threshold === 1 && !alert.distinct ? '' : ` within ${alert.windowMinutes} minutes`;
  return {
    title: isLong(alert.title) ? computed : cut(printTemplate(alert.title)),
    grouping: `${count}${within} raises an alert; more of ${by} are added to it for ${alert.windowMinutes} minutes.`,
  };
}

/** The fields that a rule's alert carries, each with what it reads. */
export function outputsOf({ alert }: Rule): RuleView['outputs'] {
  return alert.outputs.map(({ name, value }) => ({ name, source: shown(value) }));
}

/** The severities that depend on the event, in the order in which they are tried. */
export function severitiesOf({ alert }: Rule): RuleView['severities'] {
  const cases = alert.severity.cases.map((one) => ({
    severity: one.severity,
    when: isLong(one.when) ? computed : cut(printRow(one.when)),
  }));
  return cases.length === 0 ? [] : [...cases, { severity: alert.severity.otherwise, when: 'otherwise' }];
}

/** What stands for something that has too many parts to be read. */
const computed = '(computed; see the rule’s Python)';

function isLong(node: Condition | Value): boolean {
  return treeSize(node, mostNodes) >= mostNodes;
}

const mostNodes = 1500;

/** A value as a reader wants it: what stands in for a missing one is left out. */
function shown(value: Value): string {
  if (isLong(value)) return computed;
  return cut(printValue(withoutDefault(normalizeValue(value))), 240);
}

function withoutDefault(value: Value): Value {
  if (value.kind === 'call' && (value.name === 'default' || value.name === 'if_missing')) {
    const [first, other] = value.args;
    if (first !== undefined && other?.kind === 'literal' && isEmpty(other)) return withoutDefault(first);
  }
  if (value.kind === 'if' && value.then.kind === 'literal' && isEmpty(value.then)) {
    const { condition, otherwise } = value;
    const isNullTest = condition.kind === 'test' && ['missing', 'is_null'].includes(condition.operator);
    if (isNullTest && condition.kind === 'test' && printValue(condition.subject) === printValue(otherwise))
      return otherwise;
  }
  return value;
}

function isEmpty({ value }: Extract<Value, { kind: 'literal' }>): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function cut(text: string, most = 600): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** The waivers of a rule: its own and the configuration's. */
export function waiversOf(rule: Rule, publishing: Publishing): readonly WaiverView[] {
  const configured = publishing.waivers.filter((waiver) => matchesGlob(waiver.rule, rule.id));
  const accepted = publishing.acceptedRefusals.filter((one) => matchesGlob(one.rule, rule.id));
  return [
    ...[...rule.waivers, ...configured].map((waiver) => ({
      where: waiver.target,
      code: waiver.code,
      field: waiver.field,
      reason: waiver.reason,
      expires: waiver.expires,
    })),
    ...accepted.map(({ target, reason }) => ({
      where: target,
      code: 'accepted refusal',
      field: undefined,
      reason,
      expires: undefined,
    })),
  ];
}

/** What is left out beside a rule's condition: Panther's inline filters, and the exceptions of the environment, expired ones too. */
export function exceptionsOf(rule: Rule, publishing: Publishing, today: string): readonly ExceptionView[] {
  const held = (publishing.exceptions ?? []).filter((one) => matchesGlob(one.rule, rule.id));
  const filter: readonly ExceptionView[] =
    rule.filter.kind === 'true'
      ? []
      : [
          {
            where: 'everywhere',
            condition: `not (${cut(printRow(rule.filter))})`,
            reason: 'Inline filter of the rule file.',
            owner: undefined,
            expires: undefined,
          },
        ];
  return [
    ...filter,
    ...held.map((one) => ({
      where: one.targets?.join(', ') ?? 'every SIEM',
      condition: cut(printRow(one.condition)),
      reason: one.reason,
      owner: one.owner,
      expires: isExpired(one, today) ? `${one.expires}, expired: it no longer holds` : one.expires,
    })),
  ];
}

/** The first day after which a waiver or an exception of a rule no longer holds. */
export function goodUntil(rule: Rule, publishing: Publishing, today: string): string | undefined {
  const waivers = publishing.waivers.filter((one) => matchesGlob(one.rule, rule.id));
  const exceptions = (publishing.exceptions ?? []).filter((one) => matchesGlob(one.rule, rule.id));
  const days = [...rule.waivers, ...waivers, ...exceptions].flatMap(({ expires }) => expires ?? []);
  return days.filter((day) => day >= today).sort()[0];
}
