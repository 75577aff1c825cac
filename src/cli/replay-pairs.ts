import type { Alert } from '../ir/alerts.ts';
import type { ReplayedText, TextAlert } from '../project/replay-rule.ts';

/** An alert of a text with those of the rule that it shares events with, by their place among the rule's. */
export interface PairedAlert {
  readonly alert: TextAlert;
  readonly of: readonly number[];
}

/** The alerts of a text beside the rule's. */
export function pairedAlerts({ alerts }: ReplayedText, own: readonly Alert[]): readonly PairedAlert[] {
  const at = new Map(own.flatMap(({ positions }, i) => positions.map((position) => [position, i] as const)));
  return alerts.map((alert) => ({
    alert,
    of: [...new Set(alert.positions.flatMap((position) => at.get(position) ?? []))].sort((a, b) => a - b),
  }));
}
