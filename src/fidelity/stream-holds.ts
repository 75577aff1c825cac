import type { ReasonCode } from './reasons.ts';

/** A match of a stream as reasons about alerts see it; instants in milliseconds. */
export interface StreamMatch {
  readonly key: string;
  readonly lacksKey: boolean;
  readonly time: number;
  readonly ingest: number;
}

/** The stream and the rule around one grouping key. */
export interface SeenStream {
  /** The matches with the key, in order of arrival, and all matches. */
  readonly own: readonly StreamMatch[];
  readonly all: readonly StreamMatch[];
  readonly threshold: number;
  readonly window: number;
  /** The home's greatest lag, and the time between two runs. */
  readonly lag: number;
  readonly every: number;
}

type Holds = (seen: SeenStream, direction: 'wider' | 'narrower') => boolean;

/** What the SIEM caps one run at, at the least. */
const leastCap = 29;

/** The reasons about alerts in time, each with whether its difference can show for a key of a stream. */
const predicates: Partial<Record<ReasonCode, Holds>> = {
  'window-anchored': (seen) => clusters(seen, seen.window),
  'window-hop': (seen, direction) => clusters(seen, direction === 'wider' ? 2 * seen.window : seen.window),
  'window-tumbling': (seen, direction) =>
    direction === 'wider' ? clusters(seen, seen.window) : clusters(seen, seen.window) && crossesEdge(seen),
  'arrival-time': ({ own }) => new Set(own.map(({ time, ingest }) => ingest - time)).size > 1,
  'late-event': ({ all, lag }) => all.some(({ time, ingest }) => ingest - time > lag),
  rerun: (seen) => seen.own.length >= seen.threshold,
  refire: (seen) => seen.own.length >= seen.threshold && (seen.threshold > 1 || seen.own.length > 1),
  'dedup-alert-time': ({ own, window, lag, every }) =>
    own.some((a, i) => own.some((b, j) => j > i && Math.abs(b.ingest - a.ingest - window) <= lag + every + window / 2)),
  'dedup-none': ({ own, window }) => own.some((a, i) => own.some((b, j) => j > i && b.ingest - a.ingest <= window)),
  'dedup-key': ({ own, window }) => own.some((a, i) => own.some((b, j) => j > i && b.ingest - a.ingest <= window)),
  'null-key': ({ own }) => own.some((match) => match.lacksKey),
  'key-computed': ({ own, all }) => all.length > own.length,
  'alert-cap': ({ all }) => all.length > leastCap,
};

/** Whether a declared reason about alerts explains a difference for one key of a stream. Reasons about events are asked of events. */
export function streamReasonHolds(code: ReasonCode, direction: 'wider' | 'narrower', seen: SeenStream): boolean {
  return predicates[code]?.(seen, direction) ?? false;
}

/** Whether so many matches as the threshold wants lie within a length of time, by when they happened. */
function clusters({ own, threshold }: SeenStream, length: number): boolean {
  const times = own.map(({ time }) => time).sort((a, b) => a - b);
  return times.some((time, i) => (times[i + threshold - 1] ?? Number.POSITIVE_INFINITY) - time <= length);
}

/** Whether the matches lie in several windows with fixed edges. */
function crossesEdge({ own, window }: SeenStream): boolean {
  return new Set(own.map(({ time }) => Math.floor(time / window))).size > 1;
}
