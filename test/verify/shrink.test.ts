import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/ir/json.ts';
import { shrinkEvent } from '../../src/verify/shrink.ts';

const event: JsonObject = {
  eventType: 'a',
  noise: { deep: [1n, 2n, { more: 'x' }] },
  target: [{ type: 'User', id: '1' }, { type: 'App', id: '2' }, {}],
  text: `needle${'y'.repeat(500)}`,
};

describe('shrinking', () => {
  it('leaves only the keys and elements that show something', () => {
    const shows = (e: JsonObject): boolean =>
      e['eventType'] === 'a' && JSON.stringify(e['target'] ?? '').includes('"type":"App"');
    expect(shrinkEvent(event, shows)).toEqual({ eventType: 'a', target: [{ type: 'App' }] });
  });

  it('cuts long texts', () => {
    const shows = (e: JsonObject): boolean => String(e['text']).startsWith('needle');
    const text = String(shrinkEvent(event, shows)['text']);
    expect(text.startsWith('needle')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(64);
  });

  it('asks no more often than its budget allows, and gives back what still shows', () => {
    let asked = 0;
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, { a: 'x', b: 'y' }]));
    const shows = (e: JsonObject): boolean => {
      asked += 1;
      return 'k199' in e;
    };
    const small = shrinkEvent(wide, shows, 50);
    expect(asked).toBeLessThanOrEqual(50);
    expect(small).toHaveProperty('k199');
  });

  it('gives back the event itself where nothing smaller shows', () => {
    expect(shrinkEvent(event, () => false)).toBe(event);
  });
});
