import { describe, expect, it } from 'vitest';
import { differences, where } from './harness.ts';

/** A row, what it becomes, and what its negation becomes. */
type Said = readonly [row: string, yes: string, no: string];

const scalars: readonly Said[] = [
  ['s eq "x"', 's=="x"', 'isnull(s) OR s!="x"'],
  ['s ieq "X"', 'lower(s)=="x"', 'isnull(s) OR lower(s)!="x"'],
  // Eval would compare numbers: "5.0" and "05" are other texts.
  ['s eq "5"', 'match(s, "^5\\\\z")', 'isnull(s) OR NOT match(s, "^5\\\\z")'],
  ['s eq null', 'isnull(s) OR s=="null"', 's!="null"'],
  ['s in ["a", "b"]', 'in(s, "a", "b")', 'isnull(s) OR NOT in(s, "a", "b")'],
  ['s in ["a", null]', 's=="a" OR isnull(s) OR s=="null"', 's!="a" AND s!="null"'],
  ['s in_list "names"', 'in(s, "a", "b")', 'isnull(s) OR NOT in(s, "a", "b")'],
  ['n eq 5', 'tonumber(n)==5', 'isnull(tonumber(n)) OR tonumber(n)!=5'],
  ['b eq true', 'b=="true"', 'isnull(b) OR b!="true"'],
  ['o.k eq "x"', '\'o.k\'=="x"', "isnull('o.k') OR 'o.k'!=\"x\""],
  ['s starts_with "a.b"', 'match(s, "^a[.]b")', 'isnull(s) OR NOT match(s, "^a[.]b")'],
  ['s ends_with_any ["a", "b"]', 'match(s, "(?:a|b)\\\\z")', 'isnull(s) OR NOT match(s, "(?:a|b)\\\\z")'],
  ['s icontains "A"', 'match(lower(s), "a")', 'isnull(s) OR NOT match(lower(s), "a")'],
  // The text `null`, which a JSON null leaves, must not match.
  ['s starts_with "n"', 's!="null" AND match(s, "^n")', 'isnull(s) OR s=="null" OR NOT match(s, "^n")'],
  ['s regex "a.c$"', 'match(s, "a.c\\\\Z")', 'isnull(s) OR NOT match(s, "a.c\\\\Z")'],
  ['s regex "A" [i]', 'match(s, "(?i)A")', 'isnull(s) OR NOT match(s, "(?i)A")'],
  ['s wildcard "a*b?"', 'match(s, "(?s)^a.*b.\\\\z")', 'isnull(s) OR NOT match(s, "(?s)^a.*b.\\\\z")'],
  ['n lt 5', 'tonumber(n)<5', 'isnull(tonumber(n)) OR tonumber(n)>=5'],
  ['s gte "b"', 's!="null" AND s>="b"', 'isnull(s) OR s=="null" OR s<"b"'],
  ['s lt "5"', '("=".s)<("="."5")', 'isnull(s) OR ("=".s)>=("="."5")'],
  [
    's eq_field t',
    '("=".s)==("=".t) OR ((isnull(s) OR s=="null") AND (isnull(t) OR t=="null"))',
    '(isnull(s) OR isnull(t) OR ("=".s)!=("=".t)) AND (s!="null" OR t!="null")',
  ],
  ['s is_null', 'isnull(s) OR s=="null"', 's!="null"'],
  ['s missing', 'isnull(s)', 'isnotnull(s)'],
  ['s truthy', 'NOT in(s, "null", "")', 'isnull(s) OR in(s, "null", "")'],
  ['n truthy', 'NOT in(n, "null", "", "0", "0.0", "false")', 'isnull(n) OR in(n, "null", "", "0", "0.0", "false")'],
  ['b is_false', 'b=="false"', 'isnull(b) OR b!="false"'],
  ['s type_is "null"', 's=="null"', 'isnull(s) OR s!="null"'],
  [
    'ip cidr "10.0.0.0/8"',
    'match(ip, "^[0-9]+([.][0-9]+){3}\\\\z") AND cidrmatch("10.0.0.0/8", ip)',
    'isnull(ip) OR NOT match(ip, "^[0-9]+([.][0-9]+){3}\\\\z") OR NOT cidrmatch("10.0.0.0/8", ip)',
  ],
  [
    'filled is_null',
    'isnull(filled) OR in(filled, "null", "success")',
    'isnotnull(filled) AND NOT in(filled, "null", "success")',
  ],
  ['filled missing', 'isnull(filled) OR filled=="success"', 'filled!="success"'],
  ['filled eq "success"', 'false()', '(none)'],
  [
    'filled starts_with "s"',
    'filled!="success" AND match(filled, "^s")',
    'isnull(filled) OR filled=="success" OR NOT match(filled, "^s")',
  ],
];

const lists: readonly Said[] = [
  ['tags has "x"', 'isnotnull(mvfilter(\'tags{}\'=="x"))', 'isnull(mvfilter(\'tags{}\'=="x"))'],
  ['tags contains "x"', 'isnotnull(mvfilter(\'tags{}\'=="x"))', 'isnull(mvfilter(\'tags{}\'=="x"))'],
  ['tags eq "x"', 'tags=="x"', 'isnull(tags) OR tags!="x"'],
  [
    'tags is_null',
    'isnull(json_extract(_raw, "tags")) OR json_extract(_raw, "tags")=="null"',
    'json_extract(_raw, "tags")!="null"',
  ],
  [
    'j contains "x"',
    'match(j, "x") OR isnotnull(mvfilter(\'j{}\'=="x")) OR isnotnull(json_extract(json_extract(_raw, "j"), "x"))',
    '(isnull(j) OR NOT match(j, "x")) AND isnull(mvfilter(\'j{}\'=="x")) AND isnull(json_extract(json_extract(_raw, "j"), "x"))',
  ],
  [
    'j type_is "list"',
    'isnull(j) AND match(json_extract(_raw, "j"), "^\\\\s*\\\\[")',
    'isnotnull(j) OR isnull(json_extract(_raw, "j")) OR NOT match(json_extract(_raw, "j"), "^\\\\s*\\\\[")',
  ],
  ['any items (kind eq "a")', 'isnotnull(mvfilter(\'items{}.kind\'=="a"))', 'isnull(mvfilter(\'items{}.kind\'=="a"))'],
  ['none items (kind eq "a")', 'isnull(mvfilter(\'items{}.kind\'=="a"))', 'isnotnull(mvfilter(\'items{}.kind\'=="a"))'],
  [
    'any items (kind eq "a" and name eq "b")',
    'isnotnull(mvfilter(json_extract(items_elements, "kind")=="a" AND json_extract(items_elements, "name")=="b"))',
    'isnull(mvfilter(json_extract(items_elements, "kind")=="a" AND json_extract(items_elements, "name")=="b"))',
  ],
  [
    'all items (kind eq "a")',
    'isnull(mvfilter(isnull(json_extract(items_elements, "kind")) OR json_extract(items_elements, "kind")!="a"))',
    'isnotnull(mvfilter(isnull(json_extract(items_elements, "kind")) OR json_extract(items_elements, "kind")!="a"))',
  ],
  [
    'one tags (@ eq "a")',
    'mvcount(mvfilter(tags_elements=="a"))==1',
    'isnull(mvfilter(tags_elements=="a")) OR mvcount(mvfilter(tags_elements=="a"))!=1',
  ],
  [
    'any items (any parts (kind eq "a"))',
    'isnotnull(mvfilter(json_extract(items_parts_elements, "kind")=="a"))',
    'isnull(mvfilter(json_extract(items_parts_elements, "kind")=="a"))',
  ],
  [
    'any items (kind eq "a" and name starts_with_field $.s)',
    'isnotnull(mvmap(items_elements, if(json_extract(items_elements, "kind")=="a" AND json_extract(items_elements, "name")!="null" AND s!="null" AND (s=="" OR ("=".substr(json_extract(items_elements, "name"), 1, len(s)))==("=".s)), items_elements, null())))',
    'isnull(mvmap(items_elements, if(json_extract(items_elements, "kind")=="a" AND json_extract(items_elements, "name")!="null" AND s!="null" AND (s=="" OR ("=".substr(json_extract(items_elements, "name"), 1, len(s)))==("=".s)), items_elements, null())))',
  ],
];

describe('rows on single values', () => {
  for (const [row, yes, no] of scalars) {
    it(row, () => {
      expect(where(row)).toBe(yes);
      expect(where(`not (${row})`)).toBe(no);
    });
  }
});

describe('rows on lists and their elements', () => {
  for (const [row, yes, no] of lists) {
    it(row, () => {
      expect(where(row)).toBe(yes);
      expect(where(`not (${row})`)).toBe(no);
    });
  }
});

describe('groups', () => {
  it('every mix of and/or has parentheses, and negation stands at the rows', () => {
    expect(where('s eq "a" or (t eq "b" and n gt 3)')).toBe('s=="a" OR (t=="b" AND tonumber(n)>3)');
    expect(where('s eq "a" and (t eq "b" or n gt 3)')).toBe('s=="a" AND (t=="b" OR tonumber(n)>3)');
    expect(where('not (s eq "a" and (t eq "b" or n gt 3))')).toBe(
      'isnull(s) OR s!="a" OR ((isnull(t) OR t!="b") AND (isnull(tonumber(n)) OR tonumber(n)<=3))',
    );
  });
});

describe('the raw event instead of extraction', () => {
  it('reads every field out of _raw and declares no limit', () => {
    const raw = { extraction: 'raw' };
    expect(where('o.k is_null', raw)).toBe('isnull(json_extract(_raw, "o.k")) OR json_extract(_raw, "o.k")=="null"');
    expect(where('tags has "x"', raw)).toBe('isnotnull(mvfilter(tags_elements=="x"))');
    expect(differences('o.k is_null', raw)).toEqual(['+null-stored-as-text']);
    expect(differences('o.k is_null')).toContain('+extraction-limit');
  });
});

describe('what is declared', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['s eq "x"', ['-extraction-limit']],
    ['s ne "x"', ['+extraction-limit']],
    ['s eq "5"', ['+type-as-text', '-extraction-limit']],
    ['s is_null', ['+extraction-limit', '+null-stored-as-text', '+object-as-leaves']],
    ['s missing', ['+extraction-limit', '+object-as-leaves']],
    ['filled eq "success"', ['-extraction-limit', '-filler-value']],
    ['s in ["a", null]', ['+extraction-limit', '+null-stored-as-text', '+object-as-leaves']],
    ['s starts_with "n"', ['-extraction-limit', '-null-stored-as-text']],
    ['s regex "[0-9]+"', ['+type-as-text', '-extraction-limit']],
    ['s regex "x[0-9]+"', ['-extraction-limit']],
    ['s contains "x"', ['-container-type', '-extraction-limit']],
    ['any items (kind eq "a" and name eq "b")', ['-extraction-limit']],
  ];
  for (const [row, codes] of cases) it(row, () => expect(differences(row)).toEqual(codes));
});

describe('what is refused', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['s contains_field t', 'a substring that is another field'],
    ['any items (all parts (kind eq "a"))', 'one regex for each'],
    ['any items (kind eq "a" and one parts (kind eq "b"))', 'cannot be counted'],
    ['any items (kind eq "a" and any parts (kind eq_field $.s))', 'one regex for each'],
    ['len(o) gt 1', 'the keys of an object'],
    ['slice(tags, -2, null) has "a"', 'may begin before the list'],
  ];
  for (const [row, why] of cases) it(row, () => expect(where(row)).toMatch(new RegExp(`^refused: .*(${why})`)));
});
