import type { ReasonCode } from './reasons.ts';

/** A match of a stream as reasons about alerts see it; instants in milliseconds. */
export interface StreamMatch {
  readonly position: number;
  readonly key: string;
  /** A part of the key is missing or null. */
  readonly lacksKey: boolean;
  readonly time: number;
  readonly ingest: number;
  /** The values that the key is computed from, as one text; of an object those of its parts that are read. */
  readonly sources: string;
  /** The value that is counted, where distinct values are. */
  readonly distinct: string | undefined;
  /** That value, or a part of it, is missing or null. */
  readonly lacksDistinct: boolean;
}

/** The stream and the rule around one grouping key. */
export interface SeenStream {
  /** The matches with the key, in order of arrival, and all matches. */
  readonly own: readonly StreamMatch[];
  readonly all: readonly StreamMatch[];
  /** The rule's own alerts of the key: the positions of each window's matches, and when the alert was raised. */
  readonly alerts: readonly { readonly at: number; readonly positions: readonly number[] }[];
  /** The artifact's alerts about matches of the key: the positions of all events in each, and since when it keeps repeats quiet. */
  readonly fired: readonly { readonly positions: readonly number[]; readonly quietFrom: number }[];
  /** The artifact keeps repeats quiet for a window after an alert. */
  readonly silences: boolean;
  readonly threshold: number;
  readonly window: number;
  /** What differs: how many alerts there are, or which events one of them begins and ends with. */
  readonly about: 'number' | 'span';
  /** The home's greatest lag, and the time between two runs. */
  readonly lag: number;
  readonly every: number;
}

export type Direction = 'wider' | 'narrower';
type Holds = (seen: SeenStream, direction: Direction) => boolean;

const minute = 60_000;
/** Sentinel makes no more alerts of one run: https://learn.microsoft.com/azure/sentinel/sentinel-service-limits */
const mostAlerts = 149;
/** Google SecOps makes no more of one rule on one day: https://cloud.google.com/chronicle/docs/detection/detection-limits */
const mostDetections = 10_000;
/** Hopping windows begin at steps of this part of their length. */
const step = 0.1;

/**
 * The reasons about alerts in time, each with whether its difference can show for a key of a stream. Not here: `run-gap` (no run of a replay
 * is lost), `distinct-exact` (the reference counts exactly too), `count-split` (a stream has one log type): none explains anything.
 */
const predicates: Partial<Record<ReasonCode, Holds>> = {
  'window-anchored': (seen) =>
    isSpaced(seen) && clusters(seen, seen.window).some((cluster) => !isAlerted(cluster, seen)),
  'window-hop': (seen, direction) =>
    direction === 'wider'
      ? isSpaced(seen) && clusters(seen, seen.window * (1 + step)).some((cluster) => !isAlerted(cluster, seen))
      : seen.alerts.some((alert) => {
          const held = within(seen, alert);
          return seen.about === 'span'
            ? span(held.own.map(({ time }) => time)) > seen.window * (1 - step)
            : clusters(held, seen.window * (1 - step)).length === 0;
        }),
  'window-tumbling': (seen, direction) =>
    seen.about === 'span'
      ? seen.alerts.some((alert) => binsOf(within(seen, alert)).size > 1)
      : direction === 'wider'
        ? fullBins(seen) > seen.alerts.length
        : fullBins(seen) < seen.alerts.length,
  'arrival-time': (seen, direction) =>
    seen.about === 'span'
      ? isOutOfOrder(seen)
      : direction === 'wider'
        ? isSpaced(seen) &&
          clusters(seen, seen.window).some((cluster) => span(cluster.map(({ ingest }) => ingest)) > seen.window)
        : seen.alerts.some((alert) => clusters(within(seen, alert), seen.window).length === 0),
  'late-event': ({ own, lag }) => own.some(({ time, ingest }) => ingest - time > lag),
  rerun: (seen) =>
    isSpaced(seen) && (seen.threshold > 1 ? refires(seen) : seen.own.length > 0 && seen.every + seen.lag > seen.window),
  refire: (seen) => isSpaced(seen) && refires(seen),
  'dedup-alert-time': (seen, direction) =>
    direction === 'wider' ? isSpaced(seen) && outlasts(seen) : isSilenced(seen),
  'dedup-none': (seen) => repeats(seen),
  'dedup-key': (seen) => repeats(seen),
  'null-key': ({ own, all, fired }) =>
    own.some((match) => match.lacksKey) ||
    all.some(({ lacksKey, position }) => lacksKey && fired.some(({ positions }) => positions.includes(position))),
  'key-split': ({ own, all }) =>
    own.some(({ sources }) => sources !== own[0]?.sources) ||
    all.some(({ key, sources }) => own.some((match) => match.key !== key && match.sources === sources)),
  'null-distinct': ({ own }) => own.some((match) => match.lacksDistinct),
  'key-computed': ({ own, all }) => all.length > own.length,
  'daily-cap': ({ all }) => all.length > mostDetections,
  // A run gives a result for each match, or for each key that it counts.
  'alert-cap': ({ all, threshold }) =>
    (threshold > 1 ? new Set(all.map(({ key }) => key)).size : all.length) > mostAlerts,
};

/** Whether a declared reason about alerts explains a difference for one key of a stream. Reasons about events are asked of events. */
export function streamReasonHolds(code: ReasonCode, direction: Direction, seen: SeenStream): boolean {
  return predicates[code]?.(seen, direction) ?? false;
}

/** Every shortest run of matches, by when they happened, that reaches the threshold within a length of time. */
function clusters(seen: SeenStream, length: number): readonly (readonly StreamMatch[])[] {
  const byTime = seen.own.toSorted((a, b) => a.time - b.time || a.position - b.position);
  return byTime.flatMap((last, end) => {
    for (let first = end; first >= 0; first--) {
      const run = byTime.slice(first, end + 1);
      if (last.time - (run[0]?.time ?? 0) > length) return [];
      if (reaches(run, seen)) return [run];
    }
    return [];
  });
}

function reaches(matches: readonly StreamMatch[], { own, threshold }: SeenStream): boolean {
  const counted = own.some(({ distinct }) => distinct !== undefined)
    ? new Set(matches.map(({ distinct }) => distinct)).size
    : matches.length;
  return counted >= threshold;
}

/** Whether one of the rule's windows that alerted holds all of them. */
function isAlerted(matches: readonly StreamMatch[], { alerts }: SeenStream): boolean {
  return alerts.some(({ positions }) => matches.every(({ position }) => positions.includes(position)));
}

/** Whether the artifact's alerts are as far apart as a silence lasts: it should have hidden nearer ones. */
function isSpaced({ fired, silences, window }: SeenStream): boolean {
  if (!silences) return true;
  const instants = fired.map(({ quietFrom }) => quietFrom).sort((a, b) => a - b);
  return instants.every((instant, i) => i === 0 || instant - (instants[i - 1] ?? 0) >= window);
}

/** Whether matches arrive in another order than they happened. */
function isOutOfOrder({ own }: SeenStream): boolean {
  return own.some(({ time }, i) => i > 0 && time < (own[i - 1]?.time ?? time));
}

/** The stream as one window of the rule holds it. */
function within(seen: SeenStream, { positions }: SeenStream['alerts'][number]): SeenStream {
  return { ...seen, own: seen.own.filter(({ position }) => positions.includes(position)) };
}

/** How many windows with edges at multiples of their length reach the threshold. */
function fullBins(seen: SeenStream): number {
  return [...binsOf(seen).values()].filter((matches) => reaches(matches, seen)).length;
}

/** The matches by windows with edges at multiples of their length. */
function binsOf({ own, window }: SeenStream): ReadonlyMap<number, readonly StreamMatch[]> {
  const bins = new Map<number, StreamMatch[]>();
  for (const match of own) {
    const bin = Math.floor(match.time / window);
    bins.set(bin, [...(bins.get(bin) ?? []), match]);
  }
  return bins;
}

/** Whether a run can find the count reached anew when the silence after an earlier alert is over. */
function refires(seen: SeenStream): boolean {
  const ends = clusters(seen, seen.window * (1 + step)).map((cluster) => arrival(cluster));
  return ends.some((first) => ends.some((later) => later + seen.every >= first + seen.window));
}

/** Whether matches of one of the rule's windows lie so far apart that a silence which a run begins ends between them. */
function outlasts(seen: SeenStream): boolean {
  return seen.alerts.some(({ positions }) => {
    const arrivals = seen.own.filter(({ position }) => positions.includes(position)).map(({ ingest }) => ingest);
    return span(arrivals) > seen.window - seen.every - minute;
  });
}

/** Whether an alert of the rule comes so soon after the matches before its window that the silence of their alert may last. */
function isSilenced(seen: SeenStream): boolean {
  const slack = seen.every + (seen.threshold > 1 ? seen.window * step : 0) + minute;
  return seen.alerts.some(({ at, positions }) =>
    seen.own.some(
      ({ ingest, position }) => !positions.includes(position) && ingest < at && at - ingest < seen.window + slack,
    ),
  );
}

/** Whether one of the rule's windows holds more matches than it takes to alert. */
function repeats({ alerts, threshold }: SeenStream): boolean {
  return alerts.some(({ positions }) => positions.length > threshold);
}

function arrival(matches: readonly StreamMatch[]): number {
  return Math.max(...matches.map(({ ingest }) => ingest));
}

function span(instants: readonly number[]): number {
  return Math.max(...instants) - Math.min(...instants);
}
