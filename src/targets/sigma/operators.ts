import type { Lowering, SayTest } from '../../lower/lowering.ts';
import type { SigmaExpression } from './ast.ts';
import { andOf, notOf, orOf } from './ast.ts';
import { sayEqual } from './equal-rows.ts';
import { sayIsFalse, sayIsNull, sayIsTrue, sayMissing, sayTruthy } from './null-rows.ts';
import type { Profile } from './options.ts';
import { sayCidr, sayIpIs, sayOrder } from './other-rows.ts';
import { sayAny, sayNone } from './quantifiers.ts';
import { sayRegex } from './regex-rows.ts';
import type { SayRow } from './say.ts';
import { throughSplit } from './split-rows.ts';
import { throughFunctions } from './subjects.ts';
import { sayContains, sayEndsWith, sayHas, sayStartsWith, sayWildcard } from './text-rows.ts';

const noTypes = { unsupported: "Sigma has no test of a value's type." } as const;

/** `type_is` where a text holds the value as JSON, and only there. */
export function sayTypeInJson(profile: Profile): SayTest<SigmaExpression> {
  return throughFunctions(profile, () => noTypes);
}

/** How Sigma says conditions, in one of its profiles. */
export function sigmaLowering(profile: Profile): Lowering<SigmaExpression> {
  const on = (say: SayRow) => throughSplit(profile, throughFunctions(profile, say));
  return {
    negation: 'anywhere',
    and: andOf,
    or: orOf,
    not: notOf,
    tests: {
      eq: on(sayEqual),
      in: on(sayEqual),
      in_list: on(sayEqual),
      contains: on(sayContains),
      has: on(sayHas),
      starts_with: on(sayStartsWith),
      ends_with: on(sayEndsWith),
      wildcard: on(sayWildcard),
      regex: on(sayRegex),
      lt: on(sayOrder('lt')),
      lte: on(sayOrder('lte')),
      gt: on(sayOrder('gt')),
      gte: on(sayOrder('gte')),
      cidr: on(sayCidr),
      ip_is: on(sayIpIs),
      is_null: on(sayIsNull),
      missing: on(sayMissing),
      truthy: on(sayTruthy),
      is_true: on(sayIsTrue),
      is_false: on(sayIsFalse),
      type_is: noTypes,
    },
    quantifiers: {
      any: sayAny,
      none: sayNone,
      all: { unsupported: 'Sigma cannot ask something of every element of a list, only of some or none.' },
      one: { unsupported: 'Sigma cannot count the elements of a list.' },
    },
  };
}
