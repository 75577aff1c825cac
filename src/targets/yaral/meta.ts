import { attackAt } from '../../attack/index.ts';
import type { FidelityLine, WrapInput } from '../target.ts';
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
    falsePositives: metadata.falsePositives.join('; '),
    runbook: metadata.runbook ?? '',
    tags: metadata.tags.join(', '),
    status: lifecycle.status ?? '',
    version: lifecycle.version ?? '',
    created: lifecycle.date ?? '',
    modified: lifecycle.modified ?? '',
    enabled: settings.enabled ? '' : 'false',
    alerting: lifecycle.createAlert ? '' : 'false',
    environment: settings.environment ?? '',
    extracted: extractorNeeds(input.query, home, rule.logType)?.fields.join(', ') ?? '',
    fidelity: fidelityWord(fidelity),
    differences: merged(fidelity).map((line, i) => numbered('fidelity', line, i, 1)),
    threshold: alert.threshold,
    sections: text,
  };
}

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
