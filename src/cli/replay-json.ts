import type { Alert } from '../ir/alerts.ts';
import type { ReplayedText } from '../project/replay-rule.ts';
import type { JudgedDifference } from '../verify/streams/judge-streams.ts';
import type { Shown } from './replay.ts';
import { pairedAlerts } from './replay-pairs.ts';

/** What `replay --format json` prints: schemas/replay.schema.json. */
export function plainReplay(shown: Shown): Record<string, unknown> {
  const { rule, stream, timeless, matched, alerts, texts, undeclared } = shown;
  return {
    rule: rule.id,
    events: stream.length,
    timeless,
    matched,
    alerts: alerts.map((alert) => plainAlert(alert, shown)),
    texts: texts.map((text) => plainText(text, shown)),
    undeclared,
  };
}

function plainAlert({ at, opened, key, title, severity, positions }: Alert, shown: Shown): Record<string, unknown> {
  const times = positions.map((position) => shown.stream[position]?.time ?? at);
  return {
    at: instant(at),
    opened: instant(opened),
    key,
    title,
    severity,
    first: instant(times.reduce((a, b) => Math.min(a, b))),
    last: instant(times.reduce((a, b) => Math.max(a, b))),
    events: placesOf(positions, shown),
  };
}

function plainText(text: ReplayedText, shown: Shown): Record<string, unknown> {
  const { target, logType, home, mute, differences } = text;
  const named = { target, home, logType };
  if (mute !== undefined) return { ...named, error: mute };
  return {
    ...named,
    alerts: pairedAlerts(text, shown.alerts).map(({ alert, of }) => ({
      at: instant(alert.at),
      title: alert.title ?? null,
      keys: alert.keys,
      first: instant(alert.first),
      last: instant(alert.last),
      events: placesOf(alert.positions, shown),
      of,
    })),
    differences: differences.map(plainDifference),
  };
}

function plainDifference({ difference, reasons }: JudgedDifference): Record<string, unknown> {
  const { key, wanted, text, span, only } = difference;
  const what =
    span !== undefined
      ? { about: span.end, rule: instant(span.wanted), text: instant(span.text) }
      : { about: only === undefined ? 'alerts' : 'shared', rule: wanted, text };
  return { key, ...what, reasons };
}

function placesOf(positions: readonly number[], { places }: Shown): readonly unknown[] {
  return positions.flatMap((position) => places[position] ?? []);
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
