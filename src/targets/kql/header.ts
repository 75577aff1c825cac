import type { MappedRule } from '../../mapping/mapping.ts';
import { exceptionLines } from '../exception-lines.ts';
import type { FidelityLine, Settings } from '../target.ts';

/** The comment above a query: which rule it is, and how it may differ from the rule. It survives import into Sentinel. */
export function headerOf(rule: MappedRule, settings: Settings, fidelity: readonly FidelityLine[]): string {
  const { id, displayName, lifecycle } = rule.rule;
  const lines = [
    `${id}: ${displayName}`,
    `${rule.logType} in ${rule.home.name}`,
    ...(lifecycle.status === undefined ? [] : [`status: ${lifecycle.status}`]),
    ...(settings.enabled ? [] : ['This rule is switched off: keep it disabled.']),
    ...(fidelity.length === 0 ? ['exact'] : fidelityTexts(fidelity)),
    ...exceptionLines(rule.rule),
  ];
  return lines.map((line) => `// ${oneLine(line)}`).join('\n');
}

/** One line a reason: `wider, narrower: arrival-time: …`. */
function fidelityTexts(fidelity: readonly FidelityLine[]): readonly string[] {
  const directions = new Map<string, Set<string>>();
  for (const line of fidelity) {
    const text = fidelityText(line);
    directions.set(text, (directions.get(text) ?? new Set()).add(line.direction));
  }
  return [...directions].map(([text, found]) => `${[...found].sort().reverse().join(', ')}: ${text}`);
}

/** `null-stored-as-empty (actor.id is_null): …`. */
function fidelityText(line: FidelityLine): string {
  const row = line.row === undefined ? '' : ` (${shortened(line.row)})`;
  const waived = line.waived === undefined ? '' : ` Accepted: ${line.waived}`;
  return `${line.code}${row}: ${line.says}${waived}`;
}

function shortened(row: string): string {
  return row.length <= 80 ? row : `${row.slice(0, 79)}…`;
}

/** Without anything that ends a line, hides text or turns its direction. */
function oneLine(line: string): string {
  return line
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .trim();
}
