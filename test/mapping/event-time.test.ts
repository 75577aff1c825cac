import { describe, expect, it } from 'vitest';
import { eventClock, readTime } from '../../src/mapping/event-time.ts';
import { readLogType } from '../../src/source/log-type-file.ts';

const noon = Date.UTC(2026, 0, 31, 12, 0, 0);

describe('timestamps', () => {
  it('texts with a date, whatever the zone is written like; UTC without one', () => {
    const texts = [
      '2026-01-31T12:00:00Z',
      '2026-01-31T12:00:00.000Z',
      '2026-01-31 12:00:00',
      '2026-01-31T13:30:00+01:30',
    ];
    texts.push(
      '2026-01-31T07:00:00-0500',
      '2026-01-31t12:00:00.0000001z',
      '2026-01-31 12:00:00.000 +0000',
      '2026-01-31T12:00Z',
    );
    for (const text of texts) expect([text, readTime(text, ['rfc3339'])]).toEqual([text, noon]);
    expect(readTime('2026-01-31T12:00:00.5Z', [])).toBe(noon + 500);
    expect(readTime('2026-01-31T12:00:00.123456789Z', [])).toBe(noon + 123);
  });

  it('numbers in the unit of the format, else in the unit that their size tells', () => {
    const seconds = BigInt(noon / 1000);
    expect(readTime(seconds, ['unix'])).toBe(noon);
    expect(readTime(seconds * 1000n, ['unix_ms'])).toBe(noon);
    expect(readTime(seconds * 1_000_000n, ['unix_us'])).toBe(noon);
    expect(readTime(seconds * 1_000_000_000n, ['unix_ns'])).toBe(noon);
    expect(readTime(noon / 1000 + 0.25, ['unix'])).toBe(noon + 250);
    expect(readTime(`${noon}`, ['unix_ms'])).toBe(noon);
    for (const unit of [1n, 1000n, 1_000_000n, 1_000_000_000n])
      expect(readTime(seconds * unit, ['rfc3339'])).toBe(noon);
  });

  it('is undefined for what is no time', () => {
    for (const value of [undefined, null, '', 'yesterday', '2026-13-45T99:99:99Z', true, [], {}, 10n ** 40n, '12'])
      expect(readTime(value, ['rfc3339'])).toBeUndefined();
  });
});

describe('the clock of a log type', () => {
  const text = `schema: Some.Log
fields:
  - { name: other, type: timestamp, timeFormats: [rfc3339] }
  - name: meta
    type: object
    fields:
      - { name: at, type: timestamp, timeFormats: [unix_ms], isEventTime: true }
`;
  const logType = readLogType({ path: 'log-types/Some.Log.yml', text }, (found) => {
    throw new Error(found.message);
  });

  it('reads the marked field, at whatever depth, and falls back on p_event_time', () => {
    const clock = eventClock(logType);
    expect(clock({ meta: { at: BigInt(noon) }, other: '2020-01-01T00:00:00Z' })).toBe(noon);
    expect(clock({ META: { At: BigInt(noon) } })).toBe(noon);
    expect(clock({ meta: {}, p_event_time: '2026-01-31 12:00:00.000' })).toBe(noon);
    expect(clock({ meta: { at: 'no time' } })).toBeUndefined();
    expect(eventClock(undefined)({ p_event_time: '2026-01-31T12:00:00Z' })).toBe(noon);
  });
});
