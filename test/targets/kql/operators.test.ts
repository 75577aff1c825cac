import { describe, expect, it } from 'vitest';
import { compile, differences, table, where } from './harness.ts';

/** Conditions beside the text that a Sentinel engineer expects of them. */
const texts: readonly (readonly [row: string, kql: string])[] = [
  ['s eq "a"', 'where S == "a"'],
  ['s ne "a"', 'where S != "a"'],
  ['s ieq "A"', 'where S =~ "A"'],
  ['s in ["a", "b"]', 'where S in ("a", "b")'],
  ['s not_in ["a", "b"]', 'where S !in ("a", "b")'],
  ['s iin ["a", "b"]', 'where S in~ ("a", "b")'],
  ['s is_null', 'where isempty(S)'],
  ['s is_not_null', 'where isnotempty(S)'],
  ['n is_null', 'where isnull(N)'],
  ['o.k is_null', 'where isnull(O.k)'],
  ['o.k missing', 'where not(coalesce(bag_has_key(O, "k"), false))'],
  ['s truthy', 'where isnotempty(S)'],
  ['s contains "a"', 'where S contains_cs "a"'],
  ['s not_icontains "a"', 'where S !contains "a"'],
  ['s starts_with "a"', 'where S startswith_cs "a"'],
  ['s ends_with "a"', 'where S endswith_cs "a"'],
  ['s wildcard "a*"', 'where S startswith_cs "a"'],
  ['s wildcard "a*b"', 'where S matches regex @"(?s)^a.*b\\z"'],
  ['s regex "a|b" [full]', 'where S matches regex @"^(?:a|b)\\z"'],
  ['s not_regex "^x"', 'where not(S matches regex @"^x")'],
  ['n gt 5', 'where N > 5'],
  ['n not_gt 5', 'where not(coalesce(N > 5, false))'],
  ['b is_true', 'where B == true'],
  ['not b is_true', 'where B != true'],
  ['id eq "123"', 'where Id == 123'],
  ['flag eq "true"', 'where Flag == true'],
  ['o.k eq "a"', 'where tostring(O.k) == "a"'],
  ['o.k eq "5"', 'where gettype(O.k) == "string" and tostring(O.k) == "5"'],
  ['w.a["b.c"] is_null'.replace('["b.c"]', '.`b.c`'), 'where isnull(parse_json(W).a["b.c"])'],
  ['at gt "2024-01-01"', 'where TimeGenerated > datetime(2024-01-01T00:00:00Z)'],
  ['tags has "a"', 'where set_has_element(Tags, "a")'],
  ['not tags has "a"', 'where not(coalesce(set_has_element(Tags, "a"), false))'],
  ['labels has "a"', 'where set_has_element(parse_json(Labels), "a")'],
  ['s eq_field t', "where S == ['odd-name']"],
  ['n eq_field m', 'where (isnull(N) and isnull(M)) or N == M'],
  ['len(s) gt 5', 'where strlen(S) > 5'],
  ['lower(s) eq "A"', 'where tolower(S) == "A"'],
  ['split(s, "@")[1] eq "x.com"', 'where tostring(split(S, "@")[1]) == "x.com"'],
  ['parse_json(o.text).a eq "x"', 'where tostring(parse_json(tostring(O.text)).a) == "x"'],
  ['default(s, "x") eq "y"', 'where coalesce(S, "x") == "y"'],
  ['s in_list "names"', 'where S in ("a", "b")'],
];

describe('a row in KQL', () => {
  it.each(texts)('%s', (row, kql) => {
    expect(where(row)).toBe(kql);
  });

  it('quantifiers go through the list once and keep events whose list is empty', () => {
    expect(where('any items (name eq "x")\nnone items (name eq "y" and size is_null)')).toBe(
      'mv-apply ItemsItem = iff(array_length(Items) > 0, Items, dynamic([null])) on ( summarize ' +
        'ItemsHits = countif(tostring(ItemsItem.name) == "x"), ' +
        'ItemsHits2 = countif(tostring(ItemsItem.name) == "y" and isnull(ItemsItem.size)) ) ' +
        '| where ItemsHits > 0 and ItemsHits2 == 0',
    );
  });

  it('a condition that null satisfies does not count the stand-in of an empty list', () => {
    expect(where('all items (name eq "x")')).toContain(
      'ItemsMisses = countif(array_length(Items) > 0 and tostring(ItemsItem.name) != "x")',
    );
  });

  it('cheap rows come before lists, rows on parsed JSON in between', () => {
    expect(where('any tags (@ eq "a")\nw.k eq "b"\nw.l eq "c"\ns eq "d"')).toMatch(
      /^where S == "d" \| where tostring\(WJson.k\) == "b" and tostring\(WJson.l\) == "c" \| mv-apply .* \| where TagsHits > 0$/,
    );
  });
});

describe('what is refused, and why', () => {
  const refusals: readonly (readonly [row: string, why: string])[] = [
    ['n eq "5"', 'never equals a text'],
    ['n starts_with "5"', 'the column holds numbers'],
    ['b contains "t"', 'the column is a boolean'],
    ['s lt 5', 'has no order with a number'],
    ['s has "a"', 'json-text'],
    ['id eq "0x1"', 'never found there as it stands'],
    ['flag eq "maybe"', 'true or false'],
    ['at eq "yesterday"', 'it is none'.slice(3)],
    ['s type_is "list"', 'not known there'],
    ['s regex "(?<!a)b"', "Rust's regex"],
    ['s regex "(a)\\\\1"', "Rust's regex"],
    ['s regex_field t', 'must be a constant'],
    ['s cidr_field t', 'must be a constant'],
    ['n eq 9223372036854775808', '64 bits'],
  ];

  it.each(refusals)('%s', (row, why) => {
    expect(where(row)).toContain('refused: ');
    expect(where(row)).toContain(why);
  });

  it('a condition that is constant', () => {
    expect(where('s is_null or s is_not_null or true')).toContain(
      'refused: the whole condition is true of every event',
    );
  });
});

describe('what is declared', () => {
  it.each([
    ['s eq "a"', []],
    ['s ne "a"', []],
    ['s regex "^x"', []],
    ['o.k eq "a"', []],
    ['o.k regex "x"', []],
    ['j contains "a"', []],
    ['tags has "a"', []],
    ['s is_null', ['+null-stored-as-empty']],
    ['s is_not_null', ['-null-stored-as-empty']],
    ['s regex ".*"', ['-null-stored-as-empty']],
    ['s eq "5"', []],
    ['s eq 5', ['+type-as-text']],
    ['s contains "a/b"', []],
    ['tags contains "a"', []],
    ['n missing', ['+missing-as-null']],
    ['n gt 5', []],
    ['digits eq 5', []],
    ['digits eq true', ['-type-as-text']],
    ['digits eq "5"', ['+type-as-text']],
    ['id eq "5"', ['+text-as-type', '-text-as-type']],
    ['at gt "2026-01-01"', ['+unparsed-value', '-unparsed-value']],
    ['one items (kind eq "x" and $.s is_null)', ['+null-stored-as-empty', '-null-stored-as-empty']],
  ])('%s', (row, wanted) => {
    expect(differences(row)).toEqual(wanted);
  });
});

describe('a key below an element that is chosen from a list', () => {
  it('has the case of the log type', () => {
    const made = compile(table('first(resources, type eq "a").arn eq "b"', '', 'AWS.CloudTrail'));
    expect(made.compiled.refusals).toEqual([]);
    expect(made.text).toContain('ResourcesMatches[0].ARN');
    expect(made.text).not.toContain('.arn');
  });
});
