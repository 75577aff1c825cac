import { attackAt } from '../../attack/index.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import { exceptionLines } from '../exception-lines.ts';
import { otherReports } from '../other-reports.ts';
import type { FidelityLine, Limit, Settings, WrapInput } from '../target.ts';
import type { YaralQuery } from './ast.ts';
import { extractorNeeds } from './extracted.ts';
import { ruleName } from './names.ts';

/** Everything that the template may write about a rule. Absent texts are `""`. */
export function metaOf(input: WrapInput<YaralQuery>): Readonly<Record<string, unknown>> {
  const { rule, settings, fidelity, text } = input;
  const { rule: source, home } = rule;
  const { metadata, lifecycle, alert } = source;
  const attack = attackAt(metadata.attack, settings.attackVersion);
  const literal = rule.description.kind === 'literal' ? rule.description.value : undefined;
  const described =
    typeof literal === 'string' && literal !== '' ? literal : (metadata.description ?? source.displayName);
  return {
    name: ruleName(settings.stem),
    author: settings.author ?? '',
    description: described,
    ruleId: `mr_${settings.uuid}`,
    ruleName: source.displayName,
    sourceRuleId: source.id,
    severity: settings.severity,
    priority: settings.severity,
    type: lifecycle.createAlert ? 'Alert' : 'Detection',
    dataSource: textOf(home.source['product']) ?? textOf(home.source['logType']) ?? home.title,
    platform: textOf(home.source['vendor']) ?? '',
    logSource: textOf(home.source['logType']) ?? rule.logType,
    references: metadata.references.map((value, i) => numbered('reference', value, i)),
    tactics: attack.tactics.map((t) => t.name).join(', '),
    tacticIds: attack.tactics.map((t) => t.id).join(', '),
    techniques: attack.techniques.map((t) => t.name).join(', '),
    techniqueIds: attack.techniques.map((t) => t.id).join(', '),
    attackUrl: attack.techniques
      .map((t) => `https://attack.mitre.org/techniques/${t.id.replace('.', '/')}/`)
      .join(', '),
    attackVersion: attack.tactics.length + attack.techniques.length > 0 ? `v${settings.attackVersion}` : '',
    reports: reportsOf(rule),
    falsePositives: metadata.falsePositives.join('; '),
    runbook: metadata.runbook ?? '',
    tags: metadata.tags.join(', '),
    status: lifecycle.status ?? '',
    version: lifecycle.version ?? '',
    created: lifecycle.date ?? '',
    modified: lifecycle.modified ?? '',
    enabled: settings.enabled ? '' : 'false',
    alerting: lifecycle.createAlert ? '' : 'false',
    extracted: extractorNeeds(input.query, home, rule.logType)?.fields.join(', ') ?? '',
    fidelity: fidelityWord(fidelity),
    differences: merged(fidelity).map((line, i) => numbered('fidelity', line, i, 1)),
    exceptions: exceptionLines(source).map((line, i) => numbered('exception', line.slice('exception '.length), i, 1)),
    threshold: alert.threshold,
    sections: text,
  };
}

/** Limits that the texts about a rule meet: ids of ATT&CK without a place in the version that is wanted. */
export function metaLimits({ rule }: MappedRule, { attackVersion }: Settings): readonly Limit[] {
  const { omitted } = attackAt(rule.metadata.attack, attackVersion);
  if (omitted.length === 0) return [];
  const source = `MITRE ATT&CK Enterprise ${attackVersion}, https://attack.mitre.org/versions/`;
  return [{ says: `no place for ${omitted.join(', ')}.`, source, key: 'Reports', severity: 'warning' }];
}

/** Frameworks besides ATT&CK under keys of their own: `cis = "3.1, 3.2"`. A name that the rule's other keys may have gets `report_` before it. */
function reportsOf({ rule }: MappedRule): readonly Numbered[] {
  const taken = new Set<string>();
  return otherReports(rule.metadata).flatMap(({ framework, ids }) => {
    const words = framework
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const key = /^[a-z]/.test(words) && !ownKeys.test(words) ? words : `report_${words}`;
    if (taken.has(key)) return [];
    taken.add(key);
    return [{ key, value: ids.join(', ') }];
  });
}

const ownKeys =
  /^(author|description|rule_id|rule_name|source_rule_id|type|severity|priority|data_source|platform|(mitre_attack_)?(tactic|technique)|mitre_attack_\w+|reference(_\d+)?|runbook|false_positives|tags|status|version|created|modified|enabled|alerting|(fidelity|exception)(_\d+)?)$/;

interface Numbered {
  readonly key: string;
  readonly value: string;
}

/** Keys are unique in `meta`: the first without a number, or all with one. */
function numbered(key: string, value: string, i: number, from = 2): Numbered {
  return { key: i === 0 && from === 2 ? key : `${key}_${i + (from === 2 ? 1 : from)}`, value };
}

/** One word where condition and alert are both exact, else a word for each. */
function fidelityWord(lines: readonly FidelityLine[]): string {
  if (lines.length === 0) return 'exact';
  const words = (['condition', 'alert'] as const).map((scope) => {
    const found = (['wider', 'narrower'] as const).filter((direction) =>
      lines.some((line) => line.scope === scope && line.direction === direction),
    );
    return `${scope} ${found.length === 0 ? 'exact' : found.join(' and ')}`;
  });
  return words.join(', ');
}

/** One line a difference, both directions together. */
function merged(lines: readonly FidelityLine[]): readonly string[] {
  const directions = new Map<string, string[]>();
  for (const line of lines) {
    const row = line.row === undefined ? '' : ` (${line.row})`;
    const waived = line.waived === undefined ? '' : ` Waived: ${line.waived}`;
    const said = `${line.code}${row}: ${line.says}${waived}`;
    const key = `${line.scope} \n${said}`;
    directions.set(key, [...(directions.get(key) ?? []), line.direction]);
  }
  return [...directions].map(([key, found]) => key.replace('\n', `${[...new Set(found)].join(' and ')}: `));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
