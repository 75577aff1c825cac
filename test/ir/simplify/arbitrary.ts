import fc from 'fast-check';
import type { Condition, Test } from '../../../src/ir/condition.ts';
import type { FunctionName } from '../../../src/ir/functions.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import type { Operator } from '../../../src/ir/operators.ts';
import { typeNames } from '../../../src/ir/operators.ts';
import type { Reference } from '../../../src/ir/path.ts';
import type { Literal, Value } from '../../../src/ir/value.ts';

/** A small vocabulary, so that the parts of a tree speak of the same values over and over. */
const text = fc.constantFrom('', 'a', 'b', 'A', 'ab', 'abc', 'k');
const scalar = fc.oneof(
  { weight: 5, arbitrary: text },
  fc.constantFrom<Json>(0n, 1n, 2n, 0, 1, -0, 1.5, true, false, null),
);
const key = fc.constantFrom('a', 'b', 'k');

export const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('json'), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'k', 'A'), tie('json'), { maxKeys: 3 }) },
  ),
})).json;

export const event: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom('a', 'b', 'k', 'A'), json, { maxKeys: 4 });

function reference(inside: number): fc.Arbitrary<Value> {
  const path = fc.array(fc.oneof({ weight: 4, arbitrary: key }, fc.constantFrom(0, -1)), { maxLength: 2 });
  const onEvent = fc.tuple(key, path).map(([first, more]): Reference => ({ scope: 'event', path: [first, ...more] }));
  const to =
    inside === 0
      ? onEvent
      : fc.oneof(
          { weight: 1, arbitrary: onEvent },
          {
            weight: 3,
            arbitrary: fc
              .tuple(fc.integer({ min: 0, max: inside - 1 }), path)
              .map(([depth, steps]): Reference => ({ scope: 'element', depth, path: steps })),
          },
        );
  return to.map((one) => ({ kind: 'reference', to: one }));
}

const literal: fc.Arbitrary<Literal> = fc
  .oneof({ weight: 5, arbitrary: scalar }, fc.constantFrom<Json>([], {}, ['a'], { a: 'a' }))
  .map((value) => ({ kind: 'literal', value }));

const unary: readonly FunctionName[] = ['len', 'lower', 'upper', 'trim', 'str', 'iterate', 'keys', 'parse_json'];

/** Any value where `inside` lists stand around it. */
export function value(inside: number, depth: number): fc.Arbitrary<Value> {
  const plain = reference(inside);
  if (depth <= 0) return fc.oneof({ weight: 6, arbitrary: plain }, literal);
  const inner = value(inside, depth - 1);
  const falls = fc
    .tuple(fc.constantFrom<FunctionName>('default', 'if_missing'), inner, fc.oneof(literal, inner))
    .map(([name, of, otherwise]): Value => ({ kind: 'call', name, args: [of, otherwise] }));
  const called = fc
    .tuple(fc.constantFrom(...unary), inner)
    .map(([name, of]): Value => ({ kind: 'call', name, args: [of] }));
  const walked = fc
    .tuple(plain, fc.array(key, { minLength: 1, maxLength: 2 }), fc.option(literal, { nil: undefined }))
    .map(
      ([of, keys, otherwise]): Value => ({
        kind: 'call',
        name: 'deep_walk',
        args: [of, { kind: 'literal', value: keys }, ...(otherwise === undefined ? [] : [otherwise])],
      }),
    );
  const piece = fc
    .tuple(
      fc.constantFrom<FunctionName>('split', 'rsplit'),
      inner,
      fc.constantFrom('b', 'a', 'ab', ''),
      fc.constantFrom<readonly bigint[]>([], [1n], [2n], [-1n], [0n]),
      fc.constantFrom(0, 1, -1, -2, 2),
    )
    .map(
      ([name, of, separator, most, index]): Value => ({
        kind: 'at',
        of: {
          kind: 'call',
          name,
          args: [of, ...[separator, ...most].map((one): Value => ({ kind: 'literal', value: one }))],
        },
        steps: [index],
      }),
    );
  const chosen = fc
    .tuple(condition(inside, depth - 1), fc.oneof(literal, inner), fc.oneof(literal, inner))
    .map(([c, then, otherwise]): Value => ({ kind: 'if', condition: c, then, otherwise }));
  const found = fc
    .tuple(inner, condition(inside + 1, depth - 1))
    .map(([list, where]): Value => ({ kind: 'first', list, where }));
  const mapped = fc
    .tuple(inner, condition(inside + 1, depth - 1), value(inside + 1, depth - 1))
    .map(([list, where, of]): Value => ({ kind: 'map', list, where, value: of }));
  const looked = fc
    .tuple(inner, fc.array(fc.tuple(text, scalar), { maxLength: 3 }), fc.oneof(literal, inner))
    .map(([of, table, otherwise]): Value => ({ kind: 'lookup', value: of, table, otherwise }));
  const at = fc
    .tuple(
      fc.oneof(falls, found, looked),
      fc.array(fc.oneof(key, fc.constantFrom(0, -1)), { minLength: 1, maxLength: 2 }),
    )
    .map(([of, steps]): Value => ({ kind: 'at', of, steps }));
  return fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 4, arbitrary: falls },
    { weight: 2, arbitrary: called },
    walked,
    piece,
    chosen,
    found,
    mapped,
    looked,
    at,
  );
}

const bare: readonly Operator[] = ['is_null', 'missing', 'truthy', 'is_true', 'is_false'];
const some: readonly Operator[] = ['eq', 'in', 'contains', 'has', 'starts_with', 'ends_with', 'lt', 'gte', 'eq', 'in'];

function row(inside: number, depth: number): fc.Arbitrary<Test> {
  const subject = value(inside, depth);
  const make =
    (operator: Operator, ignoreCase: boolean, operands: readonly Value[]) =>
    (of: Value): Test => ({ kind: 'test', subject: of, operator, operands, ignoreCase, flags: [] });
  const plain = fc.tuple(subject, fc.constantFrom(...bare)).map(([of, operator]) => make(operator, false, [])(of));
  const typed = fc.tuple(subject, fc.subarray([...typeNames], { minLength: 1, maxLength: 2 })).map(([of, names]) =>
    make(
      'type_is',
      false,
      names.map((name) => ({ kind: 'literal', value: name })),
    )(of),
  );
  const compared = fc
    .tuple(subject, fc.constantFrom(...some), fc.boolean(), fc.array(literal, { minLength: 1, maxLength: 3 }))
    .map(([of, operator, ignoreCase, operands]) => {
      const ordered = operator === 'lt' || operator === 'gte';
      return make(operator, ignoreCase && !ordered, ordered ? operands.slice(0, 1) : operands)(of);
    });
  const fields = fc
    .tuple(subject, fc.constantFrom<Operator>('eq', 'in', 'contains', 'lt'), subject)
    .map(([of, operator, other]) => make(operator, false, [other])(of));
  const regex = fc
    .tuple(subject, fc.constantFrom('a', '^b?$', ''))
    .map(([of, pattern]) => make('regex', false, [{ kind: 'literal', value: pattern }])(of));
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: 3, arbitrary: typed },
    { weight: 8, arbitrary: compared },
    fields,
    regex,
  );
}

const element: Value = { kind: 'reference', to: { scope: 'element', depth: 0, path: [] } };

/** A list to go through, often one that is made of others. */
function list(inside: number, depth: number): fc.Arbitrary<Value> {
  const plain = value(inside, 1);
  const taken = fc
    .tuple(plain, condition(inside + 1, Math.min(depth - 1, 1)))
    .map(([of, where]): Value => ({ kind: 'map', list: of, where, value: element }));
  const inner = fc.oneof(plain, taken);
  const once = inner.map((of): Value => ({ kind: 'call', name: 'unique', args: [of] }));
  const chained = fc
    .array(fc.oneof(inner, once), { minLength: 1, maxLength: 3 })
    .map((args): Value => ({ kind: 'call', name: 'chain', args }));
  return fc.oneof({ weight: 4, arbitrary: plain }, taken, once, chained);
}

/** Any condition where `inside` lists stand around it. */
export function condition(inside: number, depth: number): fc.Arbitrary<Condition> {
  const test = fc.constant(undefined).chain(() => row(inside, Math.min(depth, 2)));
  if (depth <= 0) return test;
  const inner = fc.constant(undefined).chain(() => condition(inside, depth - 1));
  const joined = fc
    .tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(inner, { minLength: 1, maxLength: 4 }))
    .map(([kind, operands]): Condition => ({ kind, operands }));
  const negated = inner.map((operand): Condition => ({ kind: 'not', operand }));
  const quantified = fc
    .constant(undefined)
    .chain(() =>
      fc.tuple(fc.constantFrom('any', 'all', 'none', 'one'), list(inside, depth), condition(inside + 1, depth - 1)),
    )
    .map(([quantifier, list, where]): Condition => ({ kind: 'quantifier', quantifier, list, where }));
  return fc.oneof(
    { weight: 3, arbitrary: test },
    { weight: 6, arbitrary: joined },
    { weight: 2, arbitrary: negated },
    { weight: 2, arbitrary: quantified },
    { weight: 1, arbitrary: fc.constantFrom<Condition>({ kind: 'true' }, { kind: 'false' }) },
  );
}
