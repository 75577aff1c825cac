import type { StreamEvent } from '../../ir/alerts.ts';
import type { JsonObject } from '../../ir/json.ts';
import type { AlertTest, Rule } from '../../ir/rule.ts';
import type { Ingredients } from './ingredients.ts';
import { mixedStreams } from './mixed-streams.ts';

/** A stream of events with a name that tells what it tries. */
export interface Stream {
  readonly name: string;
  readonly events: readonly StreamEvent[];
}

const minute = 60_000;
const hour = 60 * minute;
/** A minute past a full hour, so that windows with fixed edges and runs fall where one can reckon with them. */
const start = Date.UTC(2026, 0, 5, 10, 1);
const soon = minute;

/** A rule's own test over time as a stream. */
export function streamOf(test: AlertTest): Stream {
  const events = test.events.map(({ log, offset, delay }) => ({
    event: log,
    time: start + offset,
    ingest: start + offset + delay,
  }));
  return { name: `test "${test.name}"`, events };
}

/** Streams for a rule made from events that it matches: around its threshold and window, its key, and arrival. `lag`: the home's, ms. */
export function makeStreams(rule: Rule, ingredients: Ingredients, window: number, lag: number): readonly Stream[] {
  const { threshold } = rule.alert;
  const bursts =
    threshold > 1 ? countedStreams(rule, ingredients, window, lag) : singleStreams(ingredients, window, lag);
  return [
    ...bursts,
    ...keyStreams(ingredients, threshold, window),
    ...mixedStreams(rule, ingredients, start, window, lag),
  ];
}

/** Events one by one, each `gap` after the one before. */
function burst(events: readonly JsonObject[], from: number, gap: number, delay = soon): StreamEvent[] {
  return events.map((event, i) => ({ event, time: from + i * gap, ingest: from + i * gap + delay }));
}

function several(count: number, of: (i: number) => JsonObject): readonly JsonObject[] {
  return Array.from({ length: count }, (_, i) => of(i));
}

function stream(name: string, ...parts: readonly (readonly StreamEvent[])[]): Stream {
  return { name, events: parts.flat().sort((a, b) => a.time - b.time) };
}

function singleStreams({ matching }: Ingredients, window: number, lag: number): readonly Stream[] {
  const one = several(1, matching);
  const two = several(2, matching);
  return [
    stream('one event', burst(one, start, 0)),
    stream('two events within a window', burst(two, start, Math.floor(window / 2))),
    stream('two events just further apart than a window', burst(two, start, window + 2 * minute)),
    stream('two events in two windows', burst(two, start, 2 * window + hour)),
    stream('a drip over three windows', burst(several(6, matching), start, Math.floor(window / 2))),
    stream('one event that arrives late', burst(one, start, 0, Math.max(soon, Math.floor(lag / 2)))),
    stream('one event that arrives later than the lag', burst(one, start, 0, lag + 3 * hour)),
    stream('one event that is delivered twice', burst(one, start, 0), burst(one, start, 0, 2 * soon)),
  ];
}

function countedStreams(rule: Rule, { matching }: Ingredients, window: number, lag: number): readonly Stream[] {
  const { threshold, distinct } = rule.alert;
  const inside = Math.floor(window / (2 * threshold));
  const enough = several(threshold, matching);
  const edge = Math.ceil(start / window) * window + window;
  const [first, ...rest] = burst(enough, start, inside);
  const late = (delay: number): StreamEvent[] => (first ? [...rest, { ...first, ingest: first.time + delay }] : []);
  const [last] = enough.slice(threshold - 1);
  const quick = Math.floor(Math.min(inside, lag / (2 * threshold)));
  const streams = [
    stream('a burst of as many events as the threshold', burst(enough, start, inside)),
    stream('one event fewer than the threshold', burst(several(threshold - 1, matching), start, inside)),
    stream('more events than the threshold', burst(several(threshold + 2, matching), start, inside)),
    stream('a burst across the edge of a window', burst(enough, edge - inside * Math.ceil(threshold / 2) + 1, inside)),
    stream(
      'as many events as the threshold, just within the window',
      burst(enough, start, Math.floor((window - minute) / (threshold - 1))),
    ),
    stream(
      'as many events as the threshold, the last exactly a window after the first',
      burst(enough.slice(0, -1), start, inside),
      burst(enough.slice(-1), start + window, 0),
    ),
    stream(
      'as many events as the threshold, too far apart',
      burst(enough, start, Math.ceil(window / (threshold - 1)) + 2 * minute),
    ),
    stream(
      'one event, and a burst across the end of its window',
      burst(several(1, matching), start, 0),
      burst(enough, start + Math.floor(window * 0.75), Math.floor(window / (2 * threshold))),
    ),
    stream('two bursts in two windows', burst(enough, start, inside), burst(enough, start + 2 * window + hour, inside)),
    stream(
      'two bursts with an idle hour between them',
      burst(enough, start, quick),
      burst(enough, start + window + hour, quick),
    ),
    stream('a drip over three windows', burst(several(3 * threshold, matching), start, Math.floor(window / threshold))),
    stream('the first event arrives late', late(Math.min(lag, 20 * minute))),
    stream('the first event arrives later than the lag', late(lag + 3 * hour)),
    stream(
      'a burst that arrives in reverse',
      enough.map((event, i) => ({
        event,
        time: start + i * quick,
        ingest: start + threshold * quick + (threshold - i) * 1000,
      })),
    ),
    stream(
      'one event fewer than the threshold, one of them delivered twice',
      burst(several(threshold - 1, matching), start, inside),
      last ? burst([matching(threshold - 2)], start + (threshold - 2) * inside, 0, 2 * soon) : [],
    ),
  ];
  if (distinct !== undefined) {
    const alike = several(threshold + 1, () => matching(0));
    streams.push(stream('more events than the threshold, all with one value', burst(alike, start, inside)));
  }
  return streams;
}

function keyStreams(
  { matching, otherKey, withoutKey, nullKey }: Ingredients,
  threshold: number,
  window: number,
): readonly Stream[] {
  const inside = Math.floor(window / (2 * threshold));
  const streams: Stream[] = [];
  const half = start + minute / 2;
  if (otherKey !== undefined) {
    streams.push(
      stream(
        'two keys in turn, each at the threshold',
        burst(several(threshold, matching), start, inside),
        burst(several(threshold, otherKey), half, inside),
      ),
    );
    if (threshold > 1)
      streams.push(
        stream(
          'two keys in turn, both below the threshold',
          burst(several(threshold - 1, matching), start, inside),
          burst(several(threshold - 1, otherKey), half, inside),
        ),
      );
  }
  for (const [what, make] of [
    ['without a key', withoutKey],
    ['whose key is null', nullKey],
  ] as const) {
    if (make === undefined) continue;
    streams.push(
      stream(`events ${what}`, burst(several(Math.max(2, threshold), make), start, inside)),
      stream(
        `events with a key and events ${what}`,
        burst(several(threshold > 1 ? threshold - 1 : 1, matching), start, inside),
        burst(several(1, make), half, 0),
      ),
    );
  }
  return streams;
}
