import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/ir/json.ts';

const words = 'v V vax vb? a b a/b ab abc bc k n x yes no LINUX éA n7 5 0 true a,b , host n/a'.split(' ');
const addresses = ['10.1.2.3', '8.8.8.8', '127.0.0.1', '::1', 'fd00::1'];
const text = fc.constantFrom(...words, ...addresses, 'v\nx', ' x ', 'w\n', '');
const orNull = (of: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 6, arbitrary: of }, fc.constant(null));
const integer = fc.constantFrom<Json>(5n, 0n, 2n, 3n, -3n, -4n);
const anything = fc.constantFrom<Json>('x', 'v', 5n, true, ['v'], [], { v: 1n }, { a: ['x'] });
const item = fc.record(
  {
    kind: fc.constantFrom('k', 'l', '', null),
    name: fc.constantFrom('n', 'm', '', null),
    owner: orNull(text),
    sole: fc.constantFrom('n', 'm', '', null),
  },
  { requiredKeys: [] },
);
const texts = ['s', 't', 'many', 'other', 'key', 'label', 'piece', 'filled', 'rich', 'unheld', 'time'];

/** Events of the sample log type whose fields have the types that it declares. */
export const sampleEvents: fc.Arbitrary<JsonObject> = fc.record(
  {
    ...Object.fromEntries(texts.map((key) => [key, orNull(text)])),
    n: orNull(integer),
    m: orNull(integer),
    nt: orNull(integer),
    b: orNull(fc.boolean()),
    bt: orNull(fc.boolean()),
    bs: orNull(fc.boolean()),
    nl: orNull(fc.constantFrom<Json>(-51n, 0n, 5n, 49n, 50n, 51n, 60n, 99n, 100n, 499n)),
    f: orNull(fc.constantFrom<Json>(1.5, 0, 2, -3, 5, 2.5)),
    e: orNull(fc.constantFrom('LINUX', 'WINDOWS')),
    es: orNull(fc.constantFrom('yes', 'no', 'maybe')),
    j: orNull(anything),
    tags: orNull(fc.array(text, { maxLength: 3 })),
    items: orNull(fc.array(item, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
