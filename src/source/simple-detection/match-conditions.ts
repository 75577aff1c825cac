import type { Operator } from '../../ir/operators.ts';

/** What one of Panther's match conditions means in the IR, and what it takes. */
export interface MatchCondition {
  readonly operator: Operator;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  /** `any`: one Value, or Values of which one must fit. */
  readonly takes: 'nothing' | 'value' | 'values' | 'any';
  readonly of: 'scalar' | 'text' | 'ordered';
  /** The operand where the condition's name says it. */
  readonly fixed?: string | undefined;
}

/**
 * The Conditions of a comparison, as Panther's documentation and fixtures name them. Three spellings of ≥ and ≤ are in use.
 * `IsNull` is true on a missing field too; a negated condition is true there, as its Python equivalent is.
 * "Empty" is Python's falsity: "", [] and {}.
 * @see https://docs.panther.com/detections/rules/writing-simple-detections/match-expression
 */
export const matchConditions: ReadonlyMap<string, MatchCondition> = new Map([
  ...pair('Equals', 'DoesNotEqual', 'eq', 'value', 'scalar', true),
  ...pair('IsIn', 'IsNotIn', 'in', 'values', 'scalar', true),
  ...pair('StartsWith', 'DoesNotStartWith', 'starts_with', 'any', 'text', true),
  ...pair('EndsWith', 'DoesNotEndWith', 'ends_with', 'any', 'text', true),
  ...pair('Contains', 'DoesNotContain', 'contains', 'any', 'scalar', true),
  ...pair('Has', 'DoesNotHave', 'has', 'any', 'scalar', true),
  ...pair('DoesNotExist', 'Exists', 'missing', 'nothing', 'scalar', false),
  ...pair('IsNull', 'IsNotNull', 'is_null', 'nothing', 'scalar', false),
  ...pair('IsNotNullOrEmpty', 'IsNullOrEmpty', 'truthy', 'nothing', 'scalar', false),
  ...ordered('IsGreaterThan', 'gt', ['']),
  ...ordered('IsGreaterThan', 'gte', ['OrEquals', 'OrEqual', 'OrEqualTo']),
  ...ordered('IsLessThan', 'lt', ['']),
  ...ordered('IsLessThan', 'lte', ['OrEquals', 'OrEqual', 'OrEqualTo']),
  ...address('IsIPAddress', 'valid'),
  ...address('IsIPAddressPublic', 'global'),
  ...address('IsIPAddressPrivate', 'private'),
  ...address('IsIPv4Address', 'v4'),
  ...address('IsIPv6Address', 'v6'),
  [
    'IsIPAddressInCIDR',
    { operator: 'cidr', negated: false, ignoreCase: false, takes: 'any', of: 'text' } satisfies MatchCondition,
  ],
]);

/** The Conditions of a list expression, with the quantifier that each is. */
export const listConditions = {
  AllElements: 'all',
  AnyElement: 'any',
  NoElement: 'none',
  OnlyOneElement: 'one',
} as const;

/** The Conditions that look at nothing. */
export const absoluteConditions = { AlwaysTrue: 'true', AlwaysFalse: 'false' } as const;

/** Every Condition there is, for suggestions and the schema. */
export const conditionNames: readonly string[] = [
  ...matchConditions.keys(),
  ...Object.keys(listConditions),
  ...Object.keys(absoluteConditions),
];

type Rows = [string, MatchCondition][];

/** A condition with its opposite, and where it compares text the spellings that ignore case. */
function pair(
  positive: string,
  negative: string,
  operator: Operator,
  takes: MatchCondition['takes'],
  of: MatchCondition['of'],
  cased: boolean,
): Rows {
  return [false, ...(cased ? [true] : [])].flatMap((ignoreCase): Rows => {
    const prefix = ignoreCase ? 'I' : '';
    const kind = ignoreCase ? 'text' : of;
    return [
      [`${prefix}${positive}`, { operator, negated: false, ignoreCase, takes, of: kind }],
      [`${prefix}${negative}`, { operator, negated: true, ignoreCase, takes, of: kind }],
    ];
  });
}

function ordered(stem: string, operator: Operator, endings: readonly string[]): Rows {
  return endings.map((ending) => [
    `${stem}${ending}`,
    { operator, negated: false, ignoreCase: false, takes: 'value', of: 'ordered' },
  ]);
}

function address(name: string, kind: string): Rows {
  return [
    [name, { operator: 'ip_is', negated: false, ignoreCase: false, takes: 'nothing', of: 'scalar', fixed: kind }],
  ];
}
