import { describe, expect, test } from 'vitest';
import type { ReasonCode } from '../../src/fidelity/reasons.ts';
import type { Direction, SeenStream, StreamMatch } from '../../src/fidelity/stream-holds.ts';
import { streamReasonHolds } from '../../src/fidelity/stream-holds.ts';

const minute = 60_000;

/** A match at a minute, arriving `delay` minutes later. */
type Told =
  | number
  | {
      readonly at: number;
      readonly delay?: number;
      readonly value?: string;
      readonly lacks?: true;
      readonly from?: string;
    };

function matchOf(told: Told, position: number): StreamMatch {
  const { at, delay = 0, value, lacks, from = '' } = typeof told === 'number' ? { at: told } : told;
  return {
    position,
    key: 'k',
    lacksKey: lacks ?? false,
    time: at * minute,
    ingest: (at + delay) * minute,
    sources: from,
    distinct: value,
    lacksDistinct: value === '',
  };
}

interface Settings {
  readonly threshold?: number;
  readonly every?: number;
  readonly lag?: number;
  /** Matches of other keys beside. */
  readonly others?: number;
  /** A match without a key after them. */
  readonly keyless?: boolean;
  readonly about?: SeenStream['about'];
  /** The artifact's alerts: positions, and the minute from which repeats are quiet. */
  readonly fired?: readonly { readonly holds: readonly number[]; readonly quietFrom?: number }[];
}

/** A stream of one key with a window of 60 minutes; `alerts` says, by position, which matches each of the rule's alerts holds. */
function stream(
  told: readonly Told[],
  alerts: readonly (readonly number[])[],
  { threshold = 2, every = 5, lag = 10, others = 0, keyless = false, about = 'number', fired = [] }: Settings = {},
): SeenStream {
  const own = told.map(matchOf).sort((a, b) => a.ingest - b.ingest || a.position - b.position);
  const beside = Array.from({ length: others }, (_, i) => ({ ...matchOf(0, told.length + i), key: `other ${i}` }));
  const lacking = keyless ? [{ ...matchOf({ at: 0, lacks: true }, told.length + others), key: 'none' }] : [];
  return {
    own,
    all: [...own, ...beside, ...lacking],
    alerts: alerts.map((positions) => {
      const counted = own.filter(({ position }) => positions.includes(position));
      return { at: counted[threshold - 1]?.ingest ?? 0, positions };
    }),
    fired: fired.map(({ holds, quietFrom = 0 }) => ({ positions: holds, quietFrom: quietFrom * minute })),
    silences: true,
    about,
    threshold,
    window: 60 * minute,
    lag: lag * minute,
    every: every * minute,
  };
}

const one: Settings = { threshold: 1 };

type Case = readonly [about: string, code: ReasonCode, direction: Direction, seen: SeenStream, holds: boolean];

/** Each reason on a stream that shows its difference and on the one nearest to it that does not. */
const cases: readonly Case[] = [
  ['a burst over the end of a window', 'window-anchored', 'wider', stream([0, 59, 61], []), true],
  ['a burst that an alert holds', 'window-anchored', 'wider', stream([0, 59], [[0, 1]]), false],
  ['exactly a window apart', 'window-anchored', 'wider', stream([0, 60], []), true],
  ['more than a window apart', 'window-anchored', 'wider', stream([0, 61], []), false],
  [
    'one value again and again',
    'window-anchored',
    'wider',
    stream(
      [
        { at: 0, value: 'a' },
        { at: 1, value: 'a' },
      ],
      [],
    ),
    false,
  ],
  [
    'two values',
    'window-anchored',
    'wider',
    stream(
      [
        { at: 0, value: 'a' },
        { at: 1, value: 'b' },
      ],
      [],
    ),
    true,
  ],

  ['a little longer than a window', 'window-hop', 'wider', stream([0, 66], []), true],
  ['longer than a window and a step', 'window-hop', 'wider', stream([0, 67], []), false],
  ['longer than a window less a step', 'window-hop', 'narrower', stream([0, 55], [[0, 1]]), true],
  ['a window less a step', 'window-hop', 'narrower', stream([0, 54], [[0, 1]]), false],
  ['no alert that could be lost', 'window-hop', 'narrower', stream([0], []), false],
  [
    'a window whose first match no hop holds beside its last',
    'window-hop',
    'narrower',
    stream([0, 45, 60], [[0, 1, 2]], { about: 'span' }),
    true,
  ],
  [
    'a window that one hop holds as a whole',
    'window-hop',
    'narrower',
    stream([0, 45, 54], [[0, 1, 2]], { about: 'span' }),
    false,
  ],

  [
    'two full bins where the rule has one window',
    'window-tumbling',
    'wider',
    stream([50, 59, 60, 61], [[0, 1, 2, 3]]),
    true,
  ],
  ['one full bin, one alert', 'window-tumbling', 'wider', stream([0, 59], [[0, 1]]), false],
  ['a burst across an edge', 'window-tumbling', 'narrower', stream([59, 60], [[0, 1]]), true],
  ['a burst before the edge', 'window-tumbling', 'narrower', stream([58, 59], [[0, 1]]), false],

  ['together, but far apart in arrival', 'arrival-time', 'wider', stream([0, { at: 1, delay: 60 }], []), true],
  ['together, a window apart in arrival', 'arrival-time', 'wider', stream([0, { at: 1, delay: 59 }], [[0, 1]]), false],
  [
    'far apart, but together in arrival',
    'arrival-time',
    'narrower',
    stream([{ at: 0, delay: 61 }, 61], [[0, 1]]),
    true,
  ],
  [
    'a window apart, together in arrival',
    'arrival-time',
    'narrower',
    stream([{ at: 0, delay: 60 }, 60], [[0, 1]]),
    false,
  ],

  [
    'a burst across an edge, counted in one of the bins',
    'window-tumbling',
    'narrower',
    stream([58, 59, 61], [[0, 1, 2]], { about: 'span' }),
    true,
  ],
  ['a burst in one bin', 'window-tumbling', 'narrower', stream([57, 58, 59], [[0, 1, 2]], { about: 'span' }), false],
  [
    'an earlier event that arrives last',
    'arrival-time',
    'narrower',
    stream([{ at: 0, delay: 9 }, 5], [[0, 1]], { about: 'span' }),
    true,
  ],
  ['events in order', 'arrival-time', 'narrower', stream([0, 5], [[0, 1]], { about: 'span' }), false],

  ['later than the lag', 'late-event', 'narrower', stream([{ at: 0, delay: 11 }], [], one), true],
  ['as late as the lag', 'late-event', 'narrower', stream([{ at: 0, delay: 10 }], [], one), false],

  ['runs that reach back further than a window', 'rerun', 'wider', stream([0], [[0]], { ...one, every: 51 }), true],
  ['runs that reach back a window', 'rerun', 'wider', stream([0], [[0]], { ...one, every: 50 }), false],
  ['no match to find again', 'rerun', 'wider', stream([], [], { ...one, every: 51 }), false],
  ['a count that is reached again', 'rerun', 'wider', stream([0, 1, 56], [[0, 1, 2]]), true],
  ['a count that is reached soon after', 'rerun', 'wider', stream([0, 1, 55], [[0, 1, 2]]), false],

  ['the count reached as a run after the silence', 'refire', 'wider', stream([0, 1, 56], [[0, 1, 2]]), true],
  ['the count reached within the silence', 'refire', 'wider', stream([0, 1, 55], [[0, 1, 2]]), false],
  [
    'the count reached anew, but alerts nearer than a silence lasts',
    'refire',
    'wider',
    stream([0, 1, 56], [[0, 1, 2]], { fired: [{ holds: [0, 1] }, { holds: [1, 2], quietFrom: 59 }] }),
    false,
  ],
  [
    'the count reached anew, and alerts a silence apart',
    'refire',
    'wider',
    stream([0, 1, 56], [[0, 1, 2]], { fired: [{ holds: [0, 1] }, { holds: [1, 2], quietFrom: 60 }] }),
    true,
  ],
  ['the count never reached', 'refire', 'wider', stream([0, 120], []), false],

  ['a window whose matches outlast a silence', 'dedup-alert-time', 'wider', stream([0, 55], [[0, 1]], one), true],
  ['a window whose matches do not', 'dedup-alert-time', 'wider', stream([0, 54], [[0, 1]], one), false],
  ['an alert just after a window', 'dedup-alert-time', 'narrower', stream([0, 65], [[0], [1]], one), true],
  ['an alert long after a window', 'dedup-alert-time', 'narrower', stream([0, 66], [[0], [1]], one), false],
  ['the first alert', 'dedup-alert-time', 'narrower', stream([0, 1], [[0, 1]], one), false],

  ['a window with two matches', 'dedup-none', 'wider', stream([0, 1], [[0, 1]], one), true],
  ['windows with one match each', 'dedup-none', 'wider', stream([0, 61], [[0], [1]], one), false],
  ['a window with two matches', 'dedup-key', 'wider', stream([0, 1], [[0, 1]], one), true],
  ['windows with one match each', 'dedup-key', 'wider', stream([0, 61], [[0], [1]], one), false],

  ['a key with nothing in a part', 'null-key', 'narrower', stream([0, { at: 1, lacks: true }], []), true],
  ['whole keys', 'null-key', 'narrower', stream([0, 1], []), false],
  [
    'a match without a key in an alert about others',
    'null-key',
    'wider',
    stream([0, 1], [], { keyless: true, fired: [{ holds: [0, 1, 2] }] }),
    true,
  ],
  [
    'a match without a key that is in no alert about others',
    'null-key',
    'wider',
    stream([0, 1], [], { keyless: true, fired: [{ holds: [0, 1] }] }),
    false,
  ],

  ['a value that is missing', 'null-distinct', 'narrower', stream([0, { at: 1, value: '' }], [[0, 1]]), true],
  ['values that are there', 'null-distinct', 'narrower', stream([0, { at: 1, value: 'x' }], [[0, 1]]), false],
  ['two ways to one key', 'key-split', 'narrower', stream([0, { at: 1, from: 'b' }], [[0, 1]]), true],
  ['a key beside that comes of the same', 'key-split', 'wider', stream([0], [[0]], { ...one, others: 1 }), true],
  ['one way to one key', 'key-split', 'wider', stream([0, 1], [[0, 1]], one), false],
  ['one way to a key', 'key-split', 'narrower', stream([0, 1], [[0, 1]]), false],
  ['another key beside', 'key-computed', 'wider', stream([0], [[0]], { ...one, others: 1 }), true],
  ['one key alone', 'key-computed', 'wider', stream([0, 1], [[0, 1]], one), false],

  ['more matches than alerts of one run', 'alert-cap', 'narrower', stream([0], [[0]], { ...one, others: 149 }), true],
  [
    'more matches than detections of a day',
    'daily-cap',
    'narrower',
    stream([0], [[0]], { ...one, others: 10_000 }),
    true,
  ],
  [
    'as many matches as detections of a day',
    'daily-cap',
    'narrower',
    stream([0], [[0]], { ...one, others: 9_999 }),
    false,
  ],
  [
    'many matches of one key that is counted',
    'alert-cap',
    'narrower',
    stream(
      Array.from({ length: 160 }, (_, i) => i),
      [],
    ),
    false,
  ],
  ['as many matches as alerts of one run', 'alert-cap', 'narrower', stream([0], [[0]], { ...one, others: 148 }), false],
];

describe('a reason about alerts holds only on a stream that shows it', () => {
  for (const [about, code, direction, seen, holds] of cases)
    test(`${code}, ${direction}: ${about}`, () => {
      expect(streamReasonHolds(code, direction, seen)).toBe(holds);
    });
});

test('every reason about alerts has a stream on which it holds and one on which it does not', () => {
  const marks = (wanted: boolean): readonly string[] =>
    [
      ...new Set(
        cases.filter(([, , , , holds]) => holds === wanted).map(([, code, direction]) => `${code} ${direction}`),
      ),
    ].sort();
  expect(marks(true)).toEqual(marks(false));
});

test('reasons that explain nothing over time hold on no stream', () => {
  const busy = stream([0, 1, { at: 59, delay: 90, lacks: true }, 61, 130], [[0, 1]], { others: 200 });
  const idle: readonly ReasonCode[] = ['run-gap', 'distinct-exact', 'count-split', 'case-insensitive'];
  for (const code of idle)
    for (const direction of ['wider', 'narrower'] as const)
      expect(streamReasonHolds(code, direction, busy), code).toBe(false);
});
