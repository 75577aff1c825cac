import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonHolds } from '../../../src/fidelity/holds.ts';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { printJson } from '../../../src/ir/json.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import { runner } from '../../../src/targets/spl/runner.ts';
import { compile, programOf, table } from './harness.ts';

const lists = new Map<string, readonly Json[]>([['names', ['a', 'b']]]);

/** Conditions of every operator, quantifier and function, over the sample log type. */
const rows = [
  ...[
    's eq "a"',
    's ieq "A"',
    's eq "5"',
    's eq null',
    's eq "null"',
    's in ["a", "5", "b"]',
    's in ["a", null]',
    's eq ""',
  ],
  ...[
    'n eq 5',
    'n eq 1',
    'n in [1, 2.5]',
    'b eq true',
    'b is_true',
    'b is_false',
    'filled eq "success"',
    'filled in ["a", "success"]',
  ],
  ...[
    'filled is_null',
    'filled missing',
    'filled starts_with "s"',
    'filled truthy',
    'tags eq "a"',
    's in_list "names"',
    's iin_list "names"',
  ],
  ...[
    's starts_with "a"',
    's starts_with "n"',
    's ends_with "l"',
    's icontains "A"',
    's contains "5"',
    's contains_any ["a", "."]',
  ],
  ...[
    's starts_with_field t',
    's ends_with_field t',
    's eq_field t',
    's ieq_field t',
    'n lt_field m',
    's lt_field t',
    'n eq_field m',
  ],
  ...[
    's regex "^a.?$"',
    's regex "A" [i]',
    's regex "[0-9]+" [full]',
    's wildcard "a*"',
    's wildcard "?"',
    's iwildcard "A*"',
    's wildcard "a*b"',
    's wildcard_any ["*cess", "tru*"]',
    's regex "^(?:succ|nul|a\\\\.)"',
    't regex "ucces"',
  ],
  ...[
    'n lt 5',
    'n gte 2.5',
    's lt "b"',
    's gte "5"',
    's lt "n"',
    'ip cidr "10.0.0.0/8"',
    'ip cidr "fc00::/7"',
    'ip ip_is "private"',
  ],
  ...[
    'ip ip_is "global"',
    'ip ip_is "v6"',
    'ip ip_is "valid"',
    's is_null',
    's missing',
    's truthy',
    'n truthy',
    'b truthy',
    'j truthy',
  ],
  ...[
    'tags truthy',
    'o truthy',
    'o is_null',
    'j is_null',
    'j missing',
    'tags is_null',
    'tags missing',
    's type_is "string"',
  ],
  ...[
    'n type_is "integer"',
    'n type_is "number"',
    'b type_is "boolean"',
    's type_is "null"',
    'j type_is "list"',
    'j type_is "object"',
  ],
  ...[
    'tags has "a"',
    'tags has "5"',
    'tags has_any ["a", 5]',
    'tags has true',
    'tags contains "a"',
    'j contains "a"',
    '$ contains "s"',
    'j has "a"',
    's has "a"',
  ],
  ...[
    'tags has_field s',
    's in_field tags',
    'tags ihas "A"',
    'o.k eq "a"',
    'j.k eq "a"',
    'j.k is_null',
    'tags[0] eq "a"',
    'tags[-1] eq "a"',
  ],
  ...[
    'any items (kind eq "a")',
    'any items (kind eq "a" and name eq "b")',
    'none items (kind eq "a")',
    'all items (kind eq "a")',
  ],
  ...[
    'one items (kind eq "a")',
    'any items (kind ne "a")',
    'none items (kind ne "a" and name is_null)',
    'all items (size gt 1 or kind eq "a")',
  ],
  ...[
    'any items (kind eq_field $.s)',
    'any tags (@ eq "a")',
    'all tags (@ starts_with "a")',
    'none tags (@ is_null)',
    'any items (true)',
  ],
  ...[
    'any items (any parts (kind eq "a"))',
    'none items (any parts (kind eq "a"))',
    'all items (all parts (kind eq "a"))',
  ],
  ...['all items (none parts (kind eq "a"))', 'any items (not all parts (kind eq "a"))', 'any items (len(name) gt 0)'],
  ...[
    'any items (name in_field $.tags)',
    'any j (k eq "a")',
    'any j (@ eq "a")',
    'one tags (true)',
    'items[0].kind eq "a"',
    'items[-1].kind eq "a"',
  ],
  ...[
    'len(s) gt 1',
    'len(tags) eq 0',
    'len(tags) gte 2',
    'lower(s) contains "a"',
    'upper(s) eq "A"',
    'trim(s) eq "a"',
    'default(s, "a") eq "a"',
  ],
  ...[
    'if_missing(s, "a") eq "a"',
    'default(n, 5) eq 5',
    'split(s, ".")[0] eq "a"',
    'split(s, ".")[-1] eq "a"',
    'any split(s, ".") (@ eq "a")',
  ],
  ...[
    'split(s, ".") has "a"',
    'len(split(s, ".")) eq 2',
    'parse_json(s).k eq "a"',
    'any parse_json(s).l (@ eq "a")',
    'to_number(s) gt 3',
  ],
  ...[
    'to_number(n) lt 3',
    'str(s) eq "None"',
    'str(b) eq "True"',
    'str(n) eq "5"',
    'concat(s, "-", t) eq "a-a"',
    'any items (kind eq "a" and any parts (kind eq "b"))',
    'none items (name eq "b" and none parts (kind eq "a"))',
    'any items (any split(name, ".") (@ eq "a"))',
    'any items (kind eq "a" and any split(name, ".") (not @ starts_with "a" or @ eq ""))',
    'any items (kind eq "a" and any $.tags (@ eq "b"))',
    'any slice(map(items, kind eq "a", @), 0, 1) (name eq "b")',
    'any map(items, kind eq "a", name) (@ eq "b")',
    'len(map(items, kind eq "a", name)) gte 1',
    'map(items, kind eq "a", name) has "b"',
    'map(items, kind eq "a", @) truthy',
    'any j (a contains "x")',
    'split(s, ".", 1)[1] eq "b"',
    'split(s, ".", 1) has "a"',
    'rsplit(s, ".", 1)[0] eq "a"',
    'rsplit(s, ".", 1)[-1] eq "a"',
    'words(s)[0] eq "a"',
    'replace(s, "a", "b") eq "b"',
    'capitalize(s) eq "A"',
    'url_decode(s) eq "a"',
    'join(tags, ",") eq "a,b"',
    'join(map(items, true, name), "-") contains "a"',
    'any iterate(j) (@ eq "a")',
    'any iterate(tags) (@ ne "a")',
    'item(s, 0) eq "a"',
    'item(j, 0) eq "a"',
    'item(tags, -1) eq "a"',
    'to_integer(s) gt 1',
    'to_integer(n) eq 1',
    'add(n, m) gt 5',
    'subtract(n, m) lt 1',
    'multiply(n, 2) eq 10',
    'chain(tags, map(items, true, name)) has "a"',
    'list(s, t) has "a"',
    'len(unique(tags)) gt 1',
    'o contains "k"',
    'ip_text(ip) ip_is "private"',
    'slice(s, 0, 2) eq "a."',
  ],
  ...[
    'slice(s, -1, null) eq "a"',
    'slice(s, 1, -1) eq "."',
    'slice(tags, 0, 1) has "a"',
    'first(items, kind eq "a").name eq "b"',
  ],
  ...[
    'first(tags, @ ne "a") eq "b"',
    'lookup(s, {"a": "1", "5": "2"}, "3") eq "2"',
    'if(s eq "a", t, "z") eq "z"',
    'if(s is_null, n, m) gt 3',
  ],
  ...[
    'deep_walk(items, ["parts", "kind"]) contains "a"',
    'deep_walk(o, ["k"]) eq "a"',
    'deep_walk(items, ["kind"], "z") eq "z"',
  ],
  ...[
    's eq "a" or (t eq "b" and n gt 3)',
    's eq "a" and (t ne "b" or n not_gt 3)',
    'const("a") eq_field s',
    's exists and s ne "a"',
    's starts_with "a" and s ne "a.b" and s exists',
    '(s ne "a" or t eq "b") and s ne "5" and s ieq "A"',
    'n gt 3 and n ne 5 and s ne_field t and s eq "a"',
    'any items (kind exists and kind ne "a")',
    'if(s exists and s ne "a", s, "z") eq "z"',
    'const(["a", "b"]) has_field s',
  ],
];

const text = fc.constantFrom(
  'a',
  'A',
  'b',
  'a.',
  'a.b',
  'null',
  'nil',
  '',
  '5',
  '5.0',
  '05',
  'true',
  'success',
  'é',
  ' a ',
  '{"k": "a"}',
  '{"l": ["a"]}',
  'a\n',
  "a'b",
);
const scalar = fc.oneof(text, fc.constantFrom<Json>(5n, 1n, 0n, 2.5, 1, true, false, null));
const ip = fc.constantFrom(
  '10.1.2.3',
  '8.8.8.8',
  '::1',
  'fd00::1',
  '010.0.0.1',
  '10.0.0.0/8',
  'host',
  '192.0.0.9',
  '::ffff:10.0.0.1',
  '1.2.3',
  '',
);
const item = fc.record(
  {
    kind: scalar,
    name: scalar,
    size: scalar,
    parts: fc.array(fc.oneof(scalar, fc.record({ kind: scalar }, { requiredKeys: [] })), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const anything = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ k: scalar }, { requiredKeys: [] }),
  fc.array(item, { maxLength: 2 }),
  fc.array(fc.record({ k: scalar }), { minLength: 1, maxLength: 2 }),
);
const event: fc.Arbitrary<JsonObject> = fc.record(
  {
    s: anything,
    t: fc.oneof(scalar, text),
    n: fc.oneof(scalar, fc.constantFrom<Json>(5n, 4n)),
    m: scalar,
    b: scalar,
    ip: fc.oneof(ip, scalar),
    j: anything,
    filled: scalar,
    o: fc.oneof(fc.record({ k: scalar }, { requiredKeys: [] }), scalar),
    tags: fc.oneof(fc.array(scalar, { maxLength: 3 }), fc.array(text, { maxLength: 3 }), anything),
    items: fc.oneof(fc.array(item, { maxLength: 3 }), anything),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

describe('what the text keeps is what the rule matches, or a declared reason holds', () => {
  for (const options of [{}, { extraction: 'raw' }]) {
    for (const row of rows.flatMap((r) => [r, `not (${r})`])) {
      it(`${row} ${JSON.stringify(options)}`, () => {
        const made = compile(table(row), { lists, options });
        const { mapped, compiled } = made;
        expect(compiled.refusals).toEqual([]);
        const program = programOf(made);
        expect(program.findings).toEqual([]);
        const condition = wholeCondition(mapped.rule);
        const { fidelity } = compiled;
        fc.assert(
          fc.property(event, (log) => {
            const context = contextOf(log, { lists });
            const wanted = evaluate(condition, context);
            const stored = runner.row({ event: log, time: 0, ingest: 0 }, made.store);
            const text = program.matches(stored);
            const direction = text ? 'wider' : 'narrower';
            if (text === wanted) return;
            if (fidelity[direction].some((reason) => reasonHolds(reason, direction, context, stored))) return;
            expect.fail(`rule ${wanted}, text ${text} on ${printJson(log)}\n${made.text}`);
          }),
          { numRuns: 150, seed: 7 },
        );
      });
    }
  }
});
