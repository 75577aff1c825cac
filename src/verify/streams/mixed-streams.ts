import type { StreamEvent } from '../../ir/alerts.ts';
import type { Rule } from '../../ir/rule.ts';
import type { Ingredients } from './ingredients.ts';
import type { Stream } from './make-streams.ts';

const minute = 60_000;
/** Streams of a kind, and events in one of them at most. */
const streams = 2;
const mostEvents = 48;

/** What of a stream is drawn: how far events lie apart, and how they arrive. */
interface Kind {
  readonly name: string;
  /** Windows that the events are spread over. */
  readonly windows: number;
  /** Bursts that they come in; 0: evenly spread. */
  readonly bursts: number;
  /** How late the latest arrives, in lags. */
  readonly lags: number;
  /** One in so many is delivered twice; 0: none. */
  readonly twice: number;
}

const kinds: readonly Kind[] = [
  { name: 'a slow drip of mixed events', windows: 4, bursts: 0, lags: 0, twice: 0 },
  { name: 'bursts of mixed events', windows: 3, bursts: 3, lags: 0, twice: 0 },
  { name: 'mixed events out of order', windows: 2, bursts: 2, lags: 0.9, twice: 0 },
  { name: 'mixed events, some late and some delivered twice', windows: 2, bursts: 2, lags: 1.5, twice: 5 },
];

/** Streams in which everything comes together: several keys, missing and null keys, few values to count, any order. Always the same. */
export function mixedStreams(
  rule: Rule,
  ingredients: Ingredients,
  start: number,
  window: number,
  lag: number,
): readonly Stream[] {
  return kinds.flatMap((kind, i) =>
    Array.from({ length: streams }, (_, j): Stream => {
      const draw = drawing(1 + i * streams + j);
      const events = mixed(rule, ingredients, kind, { start, window, lag }, draw);
      return { name: `${kind.name} (${j + 1})`, events: events.toSorted((a, b) => a.time - b.time) };
    }),
  );
}

interface Times {
  readonly start: number;
  readonly window: number;
  readonly lag: number;
}

function mixed(
  rule: Rule,
  ingredients: Ingredients,
  { windows, bursts, lags, twice }: Kind,
  { start, window, lag }: Times,
  draw: (below: number) => number,
): StreamEvent[] {
  const { threshold } = rule.alert;
  const { matching, otherKey = matching, withoutKey = matching, nullKey = matching } = ingredients;
  const makers = [matching, matching, matching, matching, otherKey, otherKey, withoutKey, nullKey];
  const count = Math.min(mostEvents, 3 * threshold + 4);
  const length = windows * window;
  const centres = Array.from({ length: bursts }, () => draw(length));
  return Array.from({ length: count }, () => {
    const make = makers[draw(makers.length)] ?? matching;
    const centre = centres[draw(Math.max(1, bursts))];
    const after = centre === undefined ? draw(length) : centre + draw(Math.ceil(window / 2));
    const time = start + Math.floor(after / 1000) * 1000;
    const delay = minute + draw(Math.max(1, Math.ceil(lags * lag)));
    const one = { event: make(draw(threshold + 1)), time, ingest: time + Math.floor(delay / 1000) * 1000 };
    const again = twice > 0 && draw(twice) === 0;
    return again ? [one, { ...one, ingest: one.ingest + 2 * minute }] : [one];
  }).flat();
}

/** Numbers from 0 to below a bound, the same for the same seed: a xorshift of 32 bits. */
function drawing(seed: number): (below: number) => number {
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let i = 0; i < 8; i++) next();
  return (below) => Math.floor((next() / 2 ** 32) * below);
}
