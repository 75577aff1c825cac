import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEverywhere } from '../../../src/compile.ts';
import { reasonHolds } from '../../../src/fidelity/holds.ts';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { printJson } from '../../../src/ir/json.ts';
import { artifactOf, compile, mapped, read, rowFor, rule, ruleText, shapesLog } from './build.ts';

const texts = [
  '',
  'a',
  'A',
  'ab',
  'Ab',
  'b',
  'a*b',
  'a?',
  '\\',
  'a\\',
  '\\*',
  '5',
  'true',
  'ß',
  '10.0.0.7',
  '192.168.1.1',
  '::1',
  'x.y',
  '/',
];
const numbers: Json[] = [0n, 1n, 5n, -3n, 2.5, 10n];
const lists = new Map<string, readonly Json[]>([['NAMES', ['a', 'Ab', '5']]]);

const text = fc.constantFrom(...texts);
const number = fc.constantFrom(...numbers);
const quote = (value: Json): string => printJson(value);

/** A row that the table's grammar takes on a subject of that kind. */
function row(subject: string, kind: 'text' | 'number' | 'boolean' | 'list' | 'any'): fc.Arbitrary<string> {
  const any: fc.Arbitrary<string>[] = [
    fc.constantFrom('is_null', 'is_not_null', 'missing', 'exists', 'truthy', 'falsy').map((op) => `${subject} ${op}`),
  ];
  const textual = [
    fc
      .tuple(
        fc.constantFrom('eq', 'ne', 'ieq', 'contains', 'icontains', 'starts_with', 'ends_with', 'istarts_with'),
        text,
      )
      .map(([op, v]) => `${subject} ${op} ${quote(v)}`),
    fc
      .tuple(
        fc.constantFrom('in', 'not_in', 'iin', 'contains_any', 'starts_with_any', 'iends_with_any'),
        fc.array(text, { minLength: 1, maxLength: 3 }),
      )
      .map(([op, v]) => `${subject} ${op} ${quote(v)}`),
    fc
      .constantFrom('*', 'a*', '*b', '*a*', 'a?', '[ab]', 'a[!b]*', '[*]', '?*', 'a*b')
      .map((p) => `${subject} wildcard ${quote(p)}`),
    fc
      .tuple(
        fc.constantFrom('a', '^a', 'b$', 'a.b', '[ab]+', '\\d', '^\\w+$', 'a|b', '(?:ab)?', '\\*', '\\.', 'x?', 'A'),
        fc.constantFrom('', ' [i]', ' [full]', ' [match]'),
      )
      .map(([p, flags]) => `${subject} regex ${quote(p)}${flags}`),
    fc.constantFrom('10.0.0.0/8', '10.0.0.1/24', '::/0', '192.168.1.1').map((n) => `${subject} cidr ${quote(n)}`),
    fc.constantFrom('private', 'loopback', 'v4', 'global', 'valid').map((k) => `${subject} ip_is ${quote(k)}`),
    fc.constantFrom(
      `lower(${subject}) eq "ab"`,
      `lower(${subject}) contains "a"`,
      `default(${subject}, "") eq ""`,
      `default(${subject}, "a") in ["a", "b"]`,
      `${subject} in_list "NAMES"`,
    ),
  ];
  const numeric = [
    fc
      .tuple(fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), number)
      .map(([op, v]) => `${subject} ${op} ${quote(v)}`),
    fc.array(number, { minLength: 1, maxLength: 3 }).map((v) => `${subject} in ${quote(v)}`),
  ];
  const boolean = [
    fc.constantFrom('is_true', 'is_false', 'eq true', 'eq false', 'eq 1', 'ne true').map((op) => `${subject} ${op}`),
  ];
  const list = [
    fc.tuple(fc.constantFrom('contains', 'has', 'not_contains'), text).map(([op, v]) => `${subject} ${op} ${quote(v)}`),
    fc.array(text, { minLength: 1, maxLength: 3 }).map((v) => `${subject} has_any ${quote(v)}`),
  ];
  const of = { text: textual, number: numeric, boolean, list, any: [...textual, ...numeric, ...boolean, ...list] };
  return fc.oneof(...any, ...of[kind], ...of[kind]);
}

const rowsOnEvents = fc.oneof(
  row('t', 'text'),
  row('u', 'text'),
  row('o.t', 'text'),
  row('n', 'number'),
  row('f', 'number'),
  row('b', 'boolean'),
  row('l', 'list'),
  row('j', 'any'),
  row('j.k', 'any'),
  fc.constant('t eq_field u'),
  fc.constantFrom(
    '(any j (k eq "a")) or j.k eq "b"',
    '(any j (k truthy)) or j.k is_null',
    'if(b is_true, t, u) eq "a"',
    'if(t truthy, t, if(u truthy, u, o.t)) icontains "a" or if(t truthy, t, if(u truthy, u, o.t)) is_null',
    'if(n gt 0, "a", t) in ["a", "b"]',
    'default(t, "a") eq_field if_missing(u, "b")',
    't eq_field default(u, "a")',
    'o contains "t"',
    'j contains "k"',
    'j contains_any ["k", "a"]',
    'deep_walk(j, ["k"]) eq "a"',
    'len(t) lt 3',
    'len(t) gte 2',
    'split(t, "b") contains "a"',
    'split(t, "*") contains_any ["a", "b"]',
    'trim(split(t, "*")[0]) eq "a"',
    'concat("a/", t) contains_any ["/a", "a/A", "ab"]',
    'concat("a", t) starts_with_any ["aa", "b"]',
    'deep_walk(j, ["k"], "b") in ["a", "ab"]',
    'deep_walk(o, ["n"]) in [1, 5]',
    'not (j type_is_any ["list", "object"] or j contains "a")',
    't eq "a" and not (any j (@ type_is_any ["list", "object"]))',
  ),
);
const elementRows = fc
  .oneof(row('t', 'text'), row('u', 'text'), row('n', 'number'))
  .filter((r) => !/(null|missing|exists|truthy|falsy)/.test(r));
const walk = 'walk_all(e, ["t"], "")';
const elementAlone = fc.constantFrom(
  `not len(${walk}) gt 1 and ${walk}[0] eq "ab"`,
  `not len(${walk}) gt 1 and ${walk}[0] starts_with "a"`,
  `len(${walk}) gt 1 and ${walk} contains "a" or not len(${walk}) gt 1 and ${walk}[0] eq "a"`,
  'any e (t truthy)',
  'any e (n truthy)',
  'any e (in truthy)',
  'any q (@ truthy)',
  'any q (k truthy)',
  'any e (@ contains "t")',
  'none e (@ contains "u")',
  'any q (@ contains "k")',
  'any e (any in (@ contains "t"))',
);
const quantified = fc
  .tuple(
    fc.constantFrom('any', 'none'),
    fc.array(elementRows, { minLength: 1, maxLength: 2 }),
    fc.constantFrom('and', 'or'),
  )
  .map(([q, rows, joint]) => `${q} e (${rows.join(` ${joint} `)})`);
const { tree: conditions } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    rowsOnEvents,
    quantified,
    elementAlone.map((condition) => `(${condition})`),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' and ')})`),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' or ')})`),
    tie('tree').map((part) => `not (${part})`),
  ),
}));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, value, fc.constant(null), fc.constant(undefined));
const anyScalar: fc.Arbitrary<Json> = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const anything: fc.Arbitrary<Json> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant([]),
  fc.array(text, { maxLength: 2 }),
  fc.constant({}),
  text.map((k) => ({ k })),
  fc.array(text, { maxLength: 2 }).map((k) => ({ k })),
  fc.array(fc.record({ k: fc.oneof(text, number, fc.array(text, { maxLength: 2 })) }), { minLength: 1, maxLength: 2 }),
);
const open: fc.Arbitrary<Json> = fc.oneof(
  anyScalar,
  fc.record({ k: fc.oneof(anyScalar, fc.array(anyScalar, { maxLength: 2 }), fc.constant({})) }),
);
const element = fc.record({
  t: maybe(text),
  u: maybe(text),
  n: maybe(fc.constantFrom(0n, 1n, 5n)),
  in: maybe(fc.array(fc.record({ t: maybe(text) }), { maxLength: 2 })),
});
const events = fc
  .record({
    t: maybe(text),
    u: maybe(text),
    n: maybe(fc.constantFrom(0n, 1n, 5n, -3n)),
    f: maybe(number),
    b: maybe(fc.boolean()),
    j: maybe(anything),
    o: maybe(fc.record({ t: maybe(text) })),
    l: maybe(fc.array(text, { maxLength: 3 })),
    e: maybe(fc.array(element, { maxLength: 3 })),
    q: maybe(fc.array(open, { maxLength: 3 })),
  })
  .map((event) => pruned(event) as JsonObject);

/** Without the keys that are undefined. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[k, pruned(v)]])));
}

describe.each(['sigmahq', 'spec'] as const)('the emitted rule in the profile %s', (profile) => {
  it('agrees with the rule on every event, or differs in a declared direction where a reason holds', () => {
    let said = 0;
    let refused = 0;
    fc.assert(
      fc.property(conditions, fc.array(events, { minLength: 6, maxLength: 12 }), (condition, samples) => {
        const source = ruleText(condition);
        const compiled = compile(source, { profile, lists });
        if (compiled.text === undefined) {
          refused += 1;
          expect(compiled.refusals.length).toBeGreaterThan(0);
          return;
        }
        said += 1;
        const artifact = artifactOf(compiled);
        const program = read(artifact, { profile });
        expect(program.findings).toEqual([]);
        const meaning = rule(source).condition;
        const { fidelity } = withEverywhere(compiled, mapped(rule(source), { lists }), shapesLog);
        for (const event of samples) {
          const context = contextOf(event, { lists });
          const row = rowFor(event, { profile });
          const wanted = evaluate(meaning, context);
          const found = program.matches(row);
          if (wanted === found) continue;
          const direction = found ? 'wider' : 'narrower';
          const declared = fidelity[direction];
          if (!declared.some((reason) => reasonHolds(reason, direction, context, row)))
            throw new Error(
              `${direction} undeclared\n${condition}\n${printJson(event)}\n${artifact.content}\n${declared.map((r) => r.code).join()}`,
            );
        }
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(said).toBeGreaterThan(refused);
  });
});
