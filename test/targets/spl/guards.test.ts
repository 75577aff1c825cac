import { describe, expect, it } from 'vitest';
import { where } from './harness.ts';

describe('guards against missing fields', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['s eq "a"\ns ne "b"', 's=="a" AND s!="b"'],
    ['s starts_with "a"\ns not_ends_with "b"', 'match(s, "^a") AND NOT match(s, "b\\\\z")'],
    ['s ieq "a"\ns ne "b"', 'lower(s)=="a" AND s!="b"'],
    // Nothing else asks for the field.
    ['s ne "b"\nt eq "a"', '(isnull(s) OR s!="b") AND t=="a"'],
    ['s ne "a"\ns ne "b"', '(isnull(s) OR s!="a") AND (isnull(s) OR s!="b")'],
    // Only where every alternative asks for it.
    ['s eq "a" or s eq "b"\ns ne "c"', 'in(s, "a", "b") AND s!="c"'],
    ['s eq "a" or s gt "b"\ns ne "c"', '(s=="a" OR (s!="null" AND s>"b")) AND s!="c"'],
    ['s eq "a" or t eq "b"\ns ne "c"', '(s=="a" OR t=="b") AND (isnull(s) OR s!="c")'],
    [
      'any items (kind eq "a" and kind ne "b" and name ne "c")',
      'isnotnull(mvfilter(json_extract(items_elements, "kind")=="a" AND json_extract(items_elements, "kind")!="b" AND (isnull(json_extract(items_elements, "name")) OR json_extract(items_elements, "name")!="c")))',
    ],
  ];
  for (const [condition, expected] of cases) it(condition, () => expect(where(condition)).toBe(expected));
});
