import type { MappedRule } from '../../mapping/mapping.ts';
import { otherReports } from '../other-reports.ts';
import type { Limit, Settings } from '../target.ts';
import type { SentinelAttack } from './attack.ts';
import { sentinelAttack } from './attack.ts';
import { bytesOf, cutBytes, limit, limits } from './sentinel-limits.ts';

/** The rule's name, as long as Sentinel takes it; with what tells the unit apart where the rule has several. */
export function nameOf({ rule, apart }: MappedRule): string {
  const behind = behindName(apart);
  return cutBytes(rule.displayName, limits.nameBytes.most - bytesOf(behind)) + behind;
}

function behindName(apart: string | undefined): string {
  return apart === undefined ? '' : ` (${apart})`;
}

/** The rule's text for the analyst, as long as Sentinel takes it. */
export function descriptionOf(rule: MappedRule, attack: SentinelAttack): string {
  return cut(wholeDescription(rule, attack), limits.description.most);
}

/** The author's tags, then what has no list of its own: ids of other frameworks, and techniques that Sentinel does not know. */
export function tagsOf({ rule }: MappedRule, { unlisted }: SentinelAttack): readonly string[] {
  const reports = otherReports(rule.metadata).flatMap(({ framework, ids }) => ids.map((id) => `${framework}: ${id}`));
  return [...new Set([...rule.metadata.tags, ...reports, ...unlisted])];
}

/** Limits that a rule's own texts meet. */
export function textLimits(mapped: MappedRule, settings: Settings): readonly Limit[] {
  const attack = sentinelAttack(mapped.rule.metadata.attack, settings.attackVersion);
  const bytes = bytesOf(mapped.rule.displayName + behindName(mapped.apart));
  const { length } = wholeDescription(mapped, attack);
  return [
    ...(bytes > limits.nameBytes.most
      ? [
          limit(
            'nameBytes',
            `the name has ${bytes} bytes, and Sentinel takes 256: it is cut.`,
            'warning',
            'DisplayName',
          ),
        ]
      : []),
    ...(length > limits.description.most
      ? [
          limit(
            'description',
            `the description with runbook and references has ${length} characters, and Sentinel takes 5000: it is cut.`,
            'warning',
            'Description',
          ),
        ]
      : []),
    ...attack.limits,
  ];
}

/** What the rule finds, what to do, where to read on. */
function wholeDescription(rule: MappedRule, { unlisted }: SentinelAttack): string {
  const { metadata, displayName } = rule.rule;
  const own =
    rule.description.kind === 'literal' && typeof rule.description.value === 'string' ? rule.description.value : '';
  const reports = otherReports(metadata).map(({ framework, ids }) => `${framework}: ${ids.join(', ')}`);
  const parts = [
    own.trim() || metadata.description?.trim() || displayName,
    ...(metadata.runbook ? [`Runbook: ${metadata.runbook.trim()}`] : []),
    ...(metadata.falsePositives.length > 0 ? [`False positives: ${metadata.falsePositives.join('; ')}`] : []),
    ...(metadata.references.length > 0 ? [`References: ${metadata.references.join(' ')}`] : []),
    ...(reports.length > 0 ? [reports.join('\n')] : []),
    ...(unlisted.length > 0 ? [`MITRE ATT&CK: ${unlisted.join(', ')}`] : []),
  ];
  return parts.join('\n\n');
}

function cut(value: string, most: number): string {
  if (value.length <= most) return value;
  const kept = value.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
