import fc from 'fast-check';
import type { Condition, Quantifier, Test } from '../../../src/ir/condition.ts';
import type { ArgumentKind, FunctionName } from '../../../src/ir/functions.ts';
import { argumentCount, argumentKind, functions } from '../../../src/ir/functions.ts';
import type { Json } from '../../../src/ir/json.ts';
import { operandFits } from '../../../src/ir/operand.ts';
import type { Flag, OperandKind, Operator } from '../../../src/ir/operators.ts';
import { flags, ipKinds, operators, typeNames } from '../../../src/ir/operators.ts';
import type { Reference, Step } from '../../../src/ir/path.ts';
import type { Literal, Value } from '../../../src/ir/value.ts';

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'user',
    '"',
    '\\',
    '`',
    '{',
    '}}',
    "'",
    '#',
    '\n',
    'a\tb',
    '\u2028',
    '\ud800',
    'é',
    '👮🏽',
    '*',
    '\\d+$',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const key = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'actor', 'eventType', 'x-y', '_z9', 'eq', 'in', 'len', 'if', 'udm', 'i'),
  },
  fc.constantFrom(
    'and',
    'or',
    'not',
    'true',
    'false',
    'null',
    'any',
    'all',
    'none',
    'one',
    'k8s.io/x',
    '0',
    '',
    '__proto__',
  ),
  text,
);
const float = fc.oneof(
  fc.constantFrom(1, -0, 0, 1e21, 1e300, 5e-324, 1666275403000, 0.1),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const integer = fc.oneof(
  fc.constantFrom(0n, -1n, 9223372036854775808n, 18446744073709551616n),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
);
const scalar: fc.Arbitrary<Json> = fc.oneof(text, integer, float, fc.boolean(), fc.constant(null));

export const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(text, tie('json'), { maxKeys: 3 }),
  ),
})).json;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: key as fc.Arbitrary<Step> },
    fc.integer({ min: -3, max: 9 }).map((n) => (n === 0 ? 0 : n)),
  ),
  { maxLength: 3 },
);

function literal(value: fc.Arbitrary<Json>): fc.Arbitrary<Literal> {
  return value.map((v) => ({ kind: 'literal', value: v }));
}

function reference(inside: number): fc.Arbitrary<Reference> {
  const event = steps.map((path) => ({ scope: 'event', path }) as const);
  const model = text.map((name) => ({ scope: 'model', name }) as const);
  const exact = steps.map((path) => ({ scope: 'event', path, exact: true }) as const);
  if (inside === 0) return fc.oneof({ weight: 5, arbitrary: event }, model, exact);
  const depth = fc.integer({ min: 0, max: inside - 1 });
  const element = fc.tuple(depth, steps).map(([d, path]) => ({ scope: 'element', depth: d, path }) as const);
  return fc.oneof({ weight: 2, arbitrary: event }, { weight: 5, arbitrary: element }, model, exact);
}

/** Any value that the parser can build where `inside` quantifiers stand around it. */
export function value(inside: number, depth: number): fc.Arbitrary<Value> {
  const leaf = reference(inside).map((to): Value => ({ kind: 'reference', to }));
  if (depth <= 0) return fc.oneof({ weight: 4, arbitrary: leaf }, literal(json));
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: literal(json) },
    { weight: 3, arbitrary: computed(inside, depth) },
    { weight: 1, arbitrary: at(inside, depth) },
  );
}

function at(inside: number, depth: number): fc.Arbitrary<Value> {
  const model = text.map((name): Value => ({ kind: 'reference', to: { scope: 'model', name } }));
  const more = steps.filter((s) => s.length > 0);
  return fc
    .tuple(fc.oneof(computed(inside, depth), literal(json), model), more)
    .map(([of, path]): Value => ({ kind: 'at', of, steps: path }));
}

function computed(inside: number, depth: number): fc.Arbitrary<Value> {
  const inner = fc.constant(undefined).chain(() => value(inside, depth - 1));
  const where = (more: number): fc.Arbitrary<Condition> =>
    fc.constant(undefined).chain(() => condition(inside + more, depth - 1));
  const table = fc.uniqueArray(fc.tuple(text, json), { maxLength: 3, selector: ([name]) => name });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...functionNames).chain((name) => call(name, inner)) },
    fc
      .tuple(where(0), inner, inner)
      .map(([c, then, otherwise]): Value => ({ kind: 'if', condition: c, then, otherwise })),
    fc.tuple(inner, where(1)).map(([list, c]): Value => ({ kind: 'first', list, where: c })),
    fc
      .tuple(
        inner,
        where(1),
        fc.constant(undefined).chain(() => value(inside + 1, depth - 1)),
      )
      .map(([list, c, each]): Value => ({ kind: 'map', list, where: c, value: each })),
    fc
      .tuple(inner, table, inner)
      .map(([v, entries, otherwise]): Value => ({ kind: 'lookup', value: v, table: entries, otherwise })),
  );
}

// Object.keys widens the keys of a constant object.
const functionNames = Object.keys(functions) as FunctionName[];

function call(name: FunctionName, inner: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const { least, most, even } = argumentCount(name);
  return fc.integer({ min: least, max: Math.min(most, least + 2) }).chain((some) => {
    const count = even ? some - (some % 2) : some;
    const args = Array.from({ length: count }, (_, i) => argument(argumentKind(name, i), inner));
    return fc.tuple(...args).map((all): Value => ({ kind: 'call', name, args: all }));
  });
}

function argument(kind: ArgumentKind, inner: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  switch (kind) {
    case 'value':
    case 'value?':
    case '...':
    case 'pairs':
      return inner;
    case 'text':
    case 'text?':
      return fc.oneof(
        literal(text),
        inner.filter((v) => v.kind !== 'literal'),
      );
    case 'integer':
    case 'integer?':
      return fc.oneof(
        literal(fc.oneof(integer, fc.constant(null))),
        inner.filter((v) => v.kind !== 'literal'),
      );
    case 'pattern':
      return literal(text);
    case 'keys':
      return literal(fc.array(text, { minLength: 1, maxLength: 3 }));
  }
}

/** Any condition that the parser can build where `inside` quantifiers stand around it. */
export function condition(inside: number, depth: number): fc.Arbitrary<Condition> {
  const constant = fc
    .constantFrom('true', 'false')
    .map((kind): Condition => ({ kind: kind === 'true' ? 'true' : 'false' }));
  const leaf = { weight: 8, arbitrary: test(inside, depth) };
  if (depth <= 0) return fc.oneof(leaf, constant);
  const inner = fc.constant(undefined).chain(() => condition(inside, depth - 1));
  const where = fc.constant(undefined).chain(() => condition(inside + 1, depth - 1));
  return fc.oneof(
    leaf,
    constant,
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(inner, { minLength: 2, maxLength: 4 }))
        .map(([kind, operands]): Condition => ({ kind, operands })),
    },
    { weight: 2, arbitrary: inner.map((operand): Condition => ({ kind: 'not', operand })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom<Quantifier>('any', 'all', 'none', 'one'), value(inside, depth - 1), where)
        .map(([quantifier, list, c]): Condition => ({ kind: 'quantifier', quantifier, list, where: c })),
    },
  );
}

// Object.keys widens the keys of a constant object.
const operatorNames = Object.keys(operators) as Operator[];

function test(inside: number, depth: number): fc.Arbitrary<Condition> {
  return fc.constantFrom(...operatorNames).chain((operator) => {
    const spec = operators[operator];
    const any = value(inside, depth - 1);
    const fitting = literal(fitted(spec.operand));
    const regexFlags: fc.Arbitrary<Flag[]> = spec.flags
      ? fc.subarray([...flags]).map((some) => some.filter((f) => f !== 'match' || !some.includes('full')).sort())
      : fc.constant([]);
    return fc
      .record({
        subject: any,
        operands: operandsOf(spec.operand, spec.any, fitting, fc.oneof(fitting, literal(json), any)),
        ignoreCase: spec.cases === 'text' ? fc.boolean() : fc.constant(false),
        flags: regexFlags,
      })
      .map((parts): Test => ({ kind: 'test', operator, ...parts }));
  });
}

function operandsOf(
  kind: OperandKind,
  several: boolean,
  fitting: fc.Arbitrary<Value>,
  any: fc.Arbitrary<Value>,
): fc.Arbitrary<Value[]> {
  if (kind === 'none') return fc.constant([]);
  if (kind === 'ip-kind' || kind === 'type' || kind === 'list-name') return fitting.map((one) => [one]);
  if (several || kind === 'scalars')
    return fc.oneof(fc.array(fitting, { maxLength: 3 }), fc.array(any, { maxLength: 3 }));
  return fc.oneof(fitting, any).map((one) => [one]);
}

function fitted(kind: OperandKind): fc.Arbitrary<Json> {
  switch (kind) {
    case 'none':
    case 'scalar':
    case 'scalars':
      return scalar;
    case 'text':
      return text;
    case 'ordered':
      return scalar.filter((v) => operandFits('ordered', v));
    case 'ip-kind':
      return fc.constantFrom(...ipKinds);
    case 'type':
      return fc.constantFrom(...typeNames);
    case 'list-name':
      return text.filter((t) => t !== '');
  }
}
