import { groupMark } from './run-compare.ts';
import type { RunRow } from './run-context.ts';
import type { KqlValue } from './run-value.ts';
import type { KqlStep } from './syntax.ts';

type Join = Extract<KqlStep, { kind: 'join' }>;

/** Rows of both sides with equal keys; null equals nothing. https://learn.microsoft.com/kusto/query/join-operator */
export function joinRows(step: Join, left: readonly RunRow[], right: readonly RunRow[]): readonly RunRow[] {
  const byKey = new Map<string, RunRow[]>();
  for (const row of right) {
    const mark = markOf(
      row,
      step.on.map((on) => on.right),
    );
    if (mark === undefined) continue;
    const known = byKey.get(mark);
    if (known) known.push(row);
    else byKey.set(mark, [row]);
  }
  return left.flatMap((row): readonly RunRow[] => {
    const mark = markOf(
      row,
      step.on.map((on) => on.left),
    );
    const found = mark === undefined ? [] : (byKey.get(mark) ?? []);
    switch (step.flavour) {
      case 'leftsemi':
        return found.length > 0 ? [row] : [];
      case 'leftanti':
      case 'anti':
        return found.length > 0 ? [] : [row];
      case 'leftouter':
        return found.length > 0 ? found.map((other) => merge(step, row, other)) : [merge(step, row, undefined)];
      default:
        return found.map((other) => merge(step, row, other));
    }
  });
}

function markOf(row: RunRow, names: readonly string[]): string | undefined {
  const keys = names.map((name) => row.values[name] ?? null);
  return keys.includes(null) ? undefined : keys.map(groupMark).join('\u0000');
}

function merge({ renamed }: Join, left: RunRow, right: RunRow | undefined): RunRow {
  const values: Record<string, KqlValue> = { ...left.values };
  for (const { from, to } of renamed) values[to] = right?.values[from] ?? null;
  const sources = new Set([...left.sources, ...(right?.sources ?? [])]);
  return { values, sources: [...sources].sort((a, b) => a - b) };
}
