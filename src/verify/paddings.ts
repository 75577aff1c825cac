import type { JsonObject } from '../ir/json.ts';
import { isObject } from '../ir/json.ts';
import { otherCase } from './mutations.ts';

/** The event with so much before and after its fields that extraction may stop, and with keys in other case. */
export function paddings(event: JsonObject): (readonly [string, JsonObject])[] {
  const many = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`rulegen_pad_${i}`, `v${i}`]));
  return [
    ['an event behind 6,000 bytes', { rulegen_pad: 'x'.repeat(6000), ...event }],
    ['an event before 6,000 bytes', { ...event, rulegen_pad: 'x'.repeat(6000) }],
    ['an event behind 130 fields', { ...many, ...event }],
    ['an event with its keys in other case', keysInOtherCase(event)],
  ];
}

function keysInOtherCase(event: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => [otherCase(key), isObject(value) ? keysInOtherCase(value) : value]),
  );
}
