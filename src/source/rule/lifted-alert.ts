import type { Alert } from '../../ir/rule.ts';
import type { LiftedAlert } from '../python/lifted.ts';

/**
 * An alert as the Python beside the rule file gives it. The grouping key is that of `dedup()`; else the title of `title()`;
 * else GroupBy; else the rule has one alert at a time, whatever AlertTitle says.
 */
export function withLifted(alert: Alert, lifted: LiftedAlert, id: string): Alert {
  return { ...alert, ...lifted, ...groupingOf(alert, lifted, id) };
}

function groupingOf(
  alert: Alert,
  { key, keyedBy = 'group-by', title }: LiftedAlert,
  id: string,
): Pick<Alert, 'key' | 'keyedBy' | 'keyParts'> {
  if (key !== undefined) return { key, keyedBy, keyParts: keyedBy === 'group-by' ? [key] : [] };
  if (title !== undefined) return { key: title, keyedBy: 'title', keyParts: [] };
  if (alert.keyedBy === 'group-by') return { key: alert.key, keyedBy: alert.keyedBy, keyParts: alert.keyParts };
  return { key: { kind: 'literal', value: id }, keyedBy: 'rule-id', keyParts: [] };
}
