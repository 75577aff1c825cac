import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseInstant } from '../../../src/targets/kql/run-time.ts';

it('reads instants as rows have them as it reads other forms', () => {
  const year = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
  fc.assert(
    fc.property(year, fc.integer({ min: 0, max: 9999 }), (time, more) => {
      const text = `${new Date(time).toISOString().slice(0, -1)}${String(more).padStart(4, '0')}`;
      const other = parseInstant(`${text.replace('T', ' ')}+00:00`)?.ticks;
      expect(other).toBeDefined();
      expect(parseInstant(`${text}Z`)?.ticks).toBe(other);
    }),
  );
  for (const none of ['2026-02-29T00:00:00.0000000Z', '0000-01-01T00:00:00.0000000Z', '2026-01-01T24:00:00.0000000Z'])
    expect(parseInstant(none), none).toBeUndefined();
});
