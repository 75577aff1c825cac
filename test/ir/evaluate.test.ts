import { describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import { isObject, parseJson } from '../../src/ir/json.ts';
import { tableOf } from '../source/condition-table/placed.ts';

/** Rows with the answer that Panther's Python gives: an event, then rows that hold on it, then rows that do not. */
const answers: readonly (readonly [about: string, event: string, holds: string, fails: string])[] = [
  [
    'a key that is absent',
    '{"b": 1}',
    'a is_null\na missing\na falsy\na eq null\na in ["x", null]\na ne "x"\na not_in ["x"]\na not_contains "x"\nnot a gt 5\na eq_field c\na not_starts_with ""',
    'a exists\na is_not_null\na truthy\na eq ""\na eq 0\na eq false\na in ["", 0]\na contains ""\na has null\na starts_with ""\na regex ""\na wildcard "*"\na lt 1\na gte 0\na is_true\na is_false\na type_is "null"\na type_is "string"\na ne null\na eq_field b\na cidr "0.0.0.0/0"',
  ],
  [
    'an explicit null',
    '{"a": null, "b": null}',
    'a is_null\na exists\na falsy\na eq null\na in [null]\na ne "null"\na type_is "null"\na eq_field b\na eq_field absent',
    'a missing\na truthy\na eq "null"\na contains "n"\na regex "."\na lt 1\na is_false\na type_is "object"\na type_is "string"',
  ],
  [
    'truth',
    '{"e": "", "z": 0, "f": false, "l": [], "o": {}, "zf": 0.0, "sf": "false", "s0": "0", "sp": " ", "n": -1, "ln": [null], "t": true}',
    'e falsy\nz falsy\nf falsy\nl falsy\no falsy\nzf falsy\nsf truthy\ns0 truthy\nsp truthy\nn truthy\nln truthy\nt is_true\nf is_false\nt truthy',
    'sf is_false\nn is_true\nz is_false\ne is_false\nl is_null\no is_null\ne missing',
  ],
  [
    'equality across types',
    '{"i": 1, "f": 1.0, "t": true, "s": "1", "l": [1], "o": {"k": [1, {"x": null}]}, "z": 0, "n": false}',
    'i eq 1.0\nf eq 1\nt eq 1\ni eq true\nn eq 0\nz eq false\ni eq_field f\nt eq_field i\ns eq "1"\nl eq_field m or l ne "1"\ni in ["x", 1.0]\ni ne "1"\ns ne 1\nl ne 1',
    'i eq "1"\ns eq 1\nl eq 1\nt eq "true"\nn eq ""\nz eq null\nz eq ""\ns eq true\no eq "k"',
  ],
  [
    'big numbers',
    '{"a": 9007199254740993, "b": 18446744073709551616, "c": 9007199254740992, "d": 9007199254740992.0, "e": 1e3}',
    'a eq 9007199254740993\na ne 9007199254740992\na gt 9007199254740992\nb eq 18446744073709551616\nc eq_field d\na gt_field d\na type_is "integer"\ne type_is "number"\ne eq 1000',
    'a eq 9007199254740992\na eq_field d\ne type_is "integer"\na type_is "string"',
  ],
  [
    'order',
    '{"i": 5, "f": 5.5, "s": "b", "t": true, "d": "2024-01-02", "n": "10", "l": [1]}',
    'i lt 6\ni lte 5\nf gt 5\ni gte 5.0\ns gt "a"\ns lt "ba"\nd gte "2024-01-01"\nn lt "9"\ns gt "Z"',
    'i gt 5\nn gt 5\ns gt 1\nt gt 0\nl gt 0\ni lt "6"\ns lt "B"',
  ],
  [
    'case of values',
    '{"a": "Root", "l": ["Admin"]}',
    'a eq "Root"\na ieq "ROOT"\na icontains "OO"\na istarts_with "ro"\na iends_with "OT"\na iin ["root"]\na iwildcard "r*T"\na regex "^root$" [i]\nl icontains "admin"\nl ihas "ADMIN"\nlower(a) eq "root"\nupper(a) eq "ROOT"',
    'a eq "root"\na contains "ROOT"\na starts_with "r"\na in ["root"]\na wildcard "r*"\na regex "^root$"\nl contains "admin"\nlower(a) eq "Root"\nl ieq "admin"',
  ],
  [
    'case of keys: exact first, else the first that is equal ignoring case',
    '{"Actor": {"ID": "x", "id": "y"}, "EVENTTYPE": "t", "eventType": "u", "json": "{\\"K\\": 1}"}',
    'actor.id eq "y"\nactor.ID eq "x"\nACTOR.Id eq "x"\neventType eq "u"\neventtype eq "t"\nparse_json(json).K eq 1\nparse_json(json).k missing',
    'actor.id eq "x"\neventtype eq "u"\nparse_json(json).k eq 1',
  ],
  [
    'contains by the value met',
    '{"s": "a,b", "l": ["ab", 1, null, ["n"]], "o": {"Key": null}, "n": 12, "t": true}',
    's contains "b"\ns contains ""\nl contains "ab"\nl contains 1.0\nl contains true\nl contains null\nl has null\nl has "ab"\no contains "Key"\ns contains_any ["z", "a"]',
    'l contains "a"\nl contains "n"\nn contains 1\nn contains "1"\ns has "a"\no has "Key"\nt contains true\ns contains 1\no contains "nothing"',
  ],
  [
    'text operators on what is no text',
    '{"n": 10, "l": ["10.0.0.1"], "b": true, "o": {}}',
    'n not_starts_with "1"\nl not_regex "10"\nb not_wildcard "*"\nl not_cidr "10.0.0.0/8"',
    'n starts_with "1"\nn regex "1"\nl regex "10"\nl cidr "10.0.0.0/8"\nb eq "true"\no starts_with ""\nn ends_with "0"',
  ],
  [
    'regexes search, match and full',
    '{"a": "one two", "b": "x\\n", "c": "x\\ny", "d": "Ünïcode٣"}',
    'a regex "two"\na regex "one" [match]\na regex "one two" [full]\nb regex "x$"\nc regex "^y$" [m]\nd regex "\\\\d$"\nd regex "^\\\\w+$"\nc regex "x.y" [s]',
    'a regex "two" [match]\na regex "one" [full]\nc regex "^y"\nb regex "x" [full]\nc regex "x.y"\nd regex "\\\\d" [a]',
  ],
  [
    'wildcards match the whole text',
    '{"a": "C:\\\\Temp\\\\x.exe", "s": "a*b", "e": ""}',
    'a wildcard "*.exe"\na wildcard "C:\\\\Temp\\\\?.exe"\na wildcard "[A-Z]:*"\ns wildcard "a[*]b"\ne wildcard "*"\ne wildcard ""\ns wildcard "a*b"',
    'a wildcard "Temp"\na wildcard "*.EXE"\na wildcard "[!C]*"\ne wildcard "?"',
  ],
  [
    'addresses',
    '{"a": "10.1.2.3", "b": "2001:db8::1", "c": "not an address", "d": "10.1.2.3 ", "p": "8.8.8.8"}',
    'a cidr "10.0.0.0/8"\nb cidr "2001:db8::/32"\na ip_is "private"\np ip_is "global"\nb ip_is "v6"\nc not_cidr "0.0.0.0/0"\na ip_is "valid"',
    'a cidr "11.0.0.0/8"\nb cidr "10.0.0.0/8"\nc ip_is "valid"\nd cidr "10.0.0.0/8"\np ip_is "private"',
  ],
  [
    'quantifiers over lists, empty lists and what is no list',
    '{"l": [{"t": "User", "n": "a"}, {"t": "App"}, 5], "e": [], "s": "text", "o": {"t": "User"}, "m": [[1], [2, 3]]}',
    'any l (t eq "User" and n eq "a")\nall e (t eq "x")\nall s (t eq "x")\nall absent (false)\nnone e (true)\none l (t eq "User")\nnone l (t eq "Nobody")\nany l (@ eq 5)\nany m (any @ (@ eq 3))\nnot any e (true)\nany l (n missing)',
    'any l (t eq "App" and n eq "a")\nall l (t exists)\nany e (true)\nany s (true)\nany o (t eq "User")\none e (true)\nall l (t eq "User")\none l (true)',
  ],
  [
    'paths through lists and scalars',
    '{"l": [{"a": 1}, {"a": 2}], "s": "text", "n": null, "d": {"a.b": {"c d": 1}}}',
    'l[0].a eq 1\nl[-1].a eq 2\nl[5].a missing\nl.a missing\ns.length missing\ns[0] missing\nn.a missing\nd.`a.b`.`c d` eq 1\nd.a.b missing\nl.length missing\nd.constructor missing\nd.__proto__ missing',
    'l.a eq 1\nl[-3].a exists\nl.`0` exists',
  ],
  [
    'functions',
    '{"a": " x ", "n": "12", "f": "1.5", "bad": "x1", "l": [1, 2, 3], "o": {"k": 1}, "e": "👮🏽", "z": null}',
    'trim(a) eq "x"\nto_number(n) gt 11\nto_number(f) eq 1.5\nto_number(bad) missing\nlen(l) eq 3\nlen(o) eq 1\nlen(e) eq 2\nlen(z) missing\ndefault(z, "d") eq "d"\nif_missing(z, "d") is_null\nif_missing(absent, "d") eq "d"\nstr(z) eq "None"\nconcat(n, "-", z) eq "12-None"\nslice(n, 0, 1) eq "1"\nslice(l, -2) eq_field slice(l, 1, 3)\nsplit(n, "2")[0] eq "1"\nlookup(n, {"12": "dozen"}, "other") eq "dozen"\nif(n eq "12", "y", "z") eq "y"\nfirst(l, @ gt 1) eq 2\nparse_json(bad) missing\nlower(l) missing',
    'len(n) eq 3\nto_number(z) eq 0\nlower(z) eq ""\nfirst(l, @ gt 9) exists\nlen(n) eq "2"',
  ],
  [
    'named lists',
    '{"a": "Root", "n": 5, "l": ["root"]}',
    'a in_list "names"\na iin_list "names"\nn in_list "names"\na not_in_list "no such list"',
    'l in_list "names"\nabsent in_list "names"\nabsent iin_list "names"\na in_list "no such list"',
  ],
];

const lists = new Map([['names', ['Root', 5n]]]);

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

describe.each(answers)('%s', (_, event, holds, fails) => {
  const log = parseJson(event);
  if (!isObject(log)) throw new Error(event);
  const answer = (row: string): boolean => evaluate(tableOf(row), contextOf(log, { lists }));

  test.each(lines(holds))('%s', (row) => {
    expect(answer(row)).toBe(true);
  });

  test.each(lines(fails))('not: %s', (row) => {
    expect(answer(row)).toBe(false);
  });
});
