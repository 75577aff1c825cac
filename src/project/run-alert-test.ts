import type { Alert } from '../ir/alerts.ts';
import { alertsOf } from '../ir/alerts.ts';
import type { Context } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import type { AlertTest, ExpectedAlert, Rule } from '../ir/rule.ts';

/** How the alerts that a test over time raises differ from those it expects, in words; undefined where they do not. */
export function alertsMissed(
  rule: Rule,
  test: AlertTest,
  contextFor: (event: JsonObject) => Context,
): string | undefined {
  const stream = test.events.map(({ log, offset, delay }) => ({ event: log, time: offset, ingest: offset + delay }));
  const raised = alertsOf(rule, stream, contextFor);
  const { expected } = test;
  const count = typeof expected === 'number' ? expected : expected.length;
  if (raised.length !== count) {
    const list = raised.length === 0 ? '' : `: ${raised.map(told).join('; ')}`;
    return `${count} expected, ${raised.length} raised${list}`;
  }
  if (typeof expected === 'number') return undefined;
  for (const [i, alert] of raised.entries()) {
    const wanted = expected[i];
    const differs = wanted && Object.entries(differences(wanted, alert));
    if (differs !== undefined && differs.length > 0)
      return `alert ${i + 1} has ${differs.map(([key, [want, got]]) => `${key} ${JSON.stringify(got)}, not ${JSON.stringify(want)}`).join(', ')}`;
  }
  return undefined;
}

function differences(wanted: ExpectedAlert, alert: Alert): Record<string, readonly [unknown, unknown]> {
  const pairs: Record<string, readonly [unknown, unknown]> = {
    Title: [wanted.title, alert.title],
    Severity: [wanted.severity, alert.severity],
    Key: [wanted.key, alert.key],
    Events: [wanted.events, alert.positions.length],
  };
  return Object.fromEntries(Object.entries(pairs).filter(([, [want, got]]) => want !== undefined && want !== got));
}

function told({ title, positions, at }: Alert): string {
  return `${JSON.stringify(title)} after ${at / 1000} s (events in its window: ${positions.length})`;
}
