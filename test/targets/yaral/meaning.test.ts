import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reason } from '../../../src/fidelity/reason.ts';
import type { ReasonRow, Seen } from '../../../src/fidelity/reasons.ts';
import { reasons } from '../../../src/fidelity/reasons.ts';
import { contextOf, elementsOf, evaluate, within } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { readValue } from '../../../src/ir/read-value.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import { conditions } from './conditions.ts';
import { parseRule } from './grammar.ts';
import { compile, lists, table } from './harness.ts';
import { holds, udmOf } from './model.ts';

const text = fc.constantFrom(
  ...[
    'v',
    'V',
    'vax',
    'v\nx',
    'vb?',
    'a',
    'b',
    'a/b',
    'ab',
    'abc',
    'bc',
    'k',
    'n',
    'x',
    ' x ',
    'yes',
    'no',
    'LINUX',
    'éA',
    'w\n',
  ],
  ...['n7', '5', '0', 'true', 'a,b', ',', '10.1.2.3', '8.8.8.8', '127.0.0.1', '::1', 'fd00::1', 'host', ''],
);
const orNull = <T extends Json>(of: fc.Arbitrary<T>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 6, arbitrary: of as fc.Arbitrary<Json> }, fc.constant(null));
const integer = fc.constantFrom<Json>(5n, 0n, 2n, 3n, -3n, -4n);
const item = fc.record(
  {
    kind: fc.constantFrom('k', 'l', '', null),
    name: fc.constantFrom('n', 'm', '', null),
    owner: orNull(text),
    sole: fc.constantFrom('n', 'm', '', null),
  },
  { requiredKeys: [] },
);
/** Events whose fields have the types that the log type declares. */
const event = fc.record(
  {
    ...Object.fromEntries(
      ['s', 't', 'many', 'other', 'key', 'label', 'piece', 'filled', 'j'].map((key) => [key, orNull(text)]),
    ),
    ...{
      n: orNull(integer),
      m: orNull(integer),
      nt: orNull(integer),
      b: orNull(fc.boolean()),
      bt: orNull(fc.boolean()),
    },
    f: orNull(fc.constantFrom<Json>(1.5, 0, 2, -3, 5, 2.5)),
    e: orNull(fc.constantFrom('LINUX', 'WINDOWS')),
    es: orNull(fc.constantFrom('yes', 'no', 'maybe')),
    tags: orNull(fc.array(text, { maxLength: 3 }) as unknown as fc.Arbitrary<Json>),
    items: orNull(fc.array(item, { maxLength: 3 }) as unknown as fc.Arbitrary<Json>),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** Whether a reason explains a difference on an event: its predicate holds on some value that the row's subject takes. */
function explains(reason: Reason, log: JsonObject): boolean {
  const row: ReasonRow = reasons[reason.code];
  const { test: about } = reason;
  if (row.holds === undefined || about === undefined) return true;
  const seen = (
    context: ReturnType<typeof contextOf>,
    elements: readonly Json[],
    [list, ...more]: Reason['within'],
  ): boolean => {
    if (list)
      return elementsOf(list, context).some((e) =>
        seen(within(context, e), [...elements, ...elementsOf(list, context).map((x) => x.value)], more),
      );
    const subjects = [about.subject, ...about.operands.filter((o) => o.kind !== 'literal'), ...parts(about.subject)];
    const operands = about.operands.flatMap((o) => (o.kind === 'literal' ? [o.value] : []));
    return subjects.some((subject) => {
      const value = readValue(subject, context);
      const facts: Seen = { value, operands, event: log, elements, reason };
      return row.holds?.(facts) === true;
    });
  };
  return seen(contextOf(log, { lists }), [], reason.within);
}

function parts(value: Parameters<typeof readValue>[0]): Parameters<typeof readValue>[0][] {
  return value.kind === 'call' ? value.args.flatMap((arg) => [arg, ...parts(arg)]) : [];
}

/**
 * Enriched columns hold what no log shows, so their rows have no model here. Negations are the shared walk's work: those of
 * lists and labels, which have forms of their own, are enough.
 */
const modelled = conditions.filter(
  (condition) =>
    !condition.includes('rich') && (!/^not \w+ /.test(condition) || /^not (many|es|tags|label) /.test(condition)),
);

test.each(modelled)('%s: the rows hold where the rule does, but for what is declared', (condition) => {
  const { compiled, content, rule } = compile(table(condition), { lists });
  if (compiled.refusals.length > 0) return;
  const parsed = parseRule(content);
  const wanted = wholeCondition(rule);
  fc.assert(
    fc.property(event, fc.boolean(), (log, allOfNothing) => {
      const meant = evaluate(wanted, contextOf(log, { lists }));
      const found = holds(parsed, udmOf(log), allOfNothing);
      if (found === meant) return;
      const declared = compiled.fidelity[found ? 'wider' : 'narrower'];
      expect(declared.filter((reason) => explains(reason, log)).map((reason) => reason.code)).not.toEqual([]);
    }),
    { numRuns: 30, seed: 11 },
  );
});
