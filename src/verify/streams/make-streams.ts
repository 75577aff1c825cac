import type { StreamEvent } from '../../ir/alerts.ts';
import type { JsonObject } from '../../ir/json.ts';
import type { Rule } from '../../ir/rule.ts';
import type { Ingredients } from './ingredients.ts';

/** A stream of events with a name that tells what it tries. */
export interface Stream {
  readonly name: string;
  readonly events: readonly StreamEvent[];
}

const minute = 60_000;
/** A minute past a full hour, so that windows with fixed edges and runs fall where one can reckon with them. */
const start = Date.UTC(2026, 0, 5, 10, 1);
const soon = minute;

/** Streams for a rule made from events that it matches: around its threshold and window, its key, and arrival. `lag`: the home's, ms. */
export function makeStreams(rule: Rule, ingredients: Ingredients, window: number, lag: number): readonly Stream[] {
  const { threshold } = rule.alert;
  const { matching, otherKey, withoutKey } = ingredients;
  const streams: Stream[] = [];
  const add = (name: string, ...parts: readonly (readonly StreamEvent[])[]): void =>
    void streams.push({ name, events: parts.flat().sort((a, b) => a.time - b.time) });
  const inside = Math.floor(window / (2 * threshold));
  const burst = (events: readonly JsonObject[], from: number, gap: number, delay = soon): StreamEvent[] =>
    events.map((event, i) => ({ event, time: from + i * gap, ingest: from + i * gap + delay }));
  const n = (count: number, of = matching): readonly JsonObject[] => Array.from({ length: count }, (_, i) => of(i));
  if (threshold > 1) {
    add('a burst of as many events as the threshold', burst(n(threshold), start, inside));
    add('one event fewer than the threshold', burst(n(threshold - 1), start, inside));
    add('more events than the threshold', burst(n(threshold + 2), start, inside));
    add(
      'a burst spread over a whole window',
      burst(
        n(threshold),
        Math.ceil(start / window) * window + minute,
        Math.floor((window - 3 * minute) / (threshold - 1)),
      ),
    );
    const edge = Math.ceil(start / window) * window + window;
    add(
      'a burst across the edge of a window',
      burst(n(threshold), edge - inside * Math.ceil(threshold / 2) + 1, inside),
    );
    add(
      'as many events as the threshold, too far apart',
      burst(n(threshold), start, Math.ceil(window / (threshold - 1)) + 2 * minute),
    );
    if (rule.alert.distinct !== undefined)
      add(
        'more events than the threshold, all with one value',
        burst(
          n(threshold + 1, () => matching(0)),
          start,
          inside,
        ),
      );
    const [first, ...rest] = burst(n(threshold), start, inside);
    if (first)
      add('the first event arrives late', rest, [{ ...first, ingest: first.time + Math.min(lag, 20 * minute) }]);
    if (first)
      add('the first event arrives later than the lag', rest, [
        { ...first, ingest: first.time + lag + 3 * 60 * minute },
      ]);
  } else {
    add('one event', burst(n(1), start, 0));
    add('two events within a window', burst(n(2), start, Math.floor(window / 2)));
    add('two events in two windows', burst(n(2), start, 2 * window + 60 * minute));
    add('one event that arrives late', burst(n(1), start, 0, Math.max(soon, Math.floor(lag / 2))));
    add('one event that arrives later than the lag', burst(n(1), start, 0, lag + 3 * 60 * minute));
  }
  if (otherKey !== undefined) {
    add(
      'two keys in turn, each at the threshold',
      burst(n(threshold), start, inside),
      burst(n(threshold, otherKey), start + minute / 2, inside),
    );
    if (threshold > 1)
      add(
        'two keys in turn, both below the threshold',
        burst(n(threshold - 1), start, inside),
        burst(n(threshold - 1, otherKey), start + minute / 2, inside),
      );
  }
  if (withoutKey !== undefined) add('events without a key', burst(n(threshold, withoutKey), start, inside));
  return streams;
}
