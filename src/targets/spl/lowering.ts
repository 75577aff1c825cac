import type { Lowering } from '../../lower/lowering.ts';
import type { SplExpression } from './ast.ts';
import { and, negate, or } from './build.ts';
import { equalRow } from './equal-rows.ts';
import { cidrRow, ipKindRow } from './ip-rows.ts';
import { hasRow } from './list-rows.ts';
import { inListRow } from './lookup-rows.ts';
import { booleanRow, missingRow, nullRow, truthyRow, typeRow } from './null-rows.ts';
import { orderRow } from './order-rows.ts';
import { quantifiersOf } from './quantifiers.ts';
import type { SayRow } from './rows.ts';
import { rowOn } from './rows.ts';
import type { Speech } from './speech.ts';
import { containsRow, endsRow, regexRow, startsRow, wildcardRow } from './text-rows.ts';

/** Splunk's answers. `raw`: fields are read out of the raw event, beyond the limit of automatic extraction. */
export function loweringFor(options: { readonly raw: boolean }): {
  readonly lowering: Lowering<SplExpression>;
  readonly speech: Speech;
} {
  const speech: Speech = { raw: options.raw, lowering: () => lowering };
  const say = (row: SayRow) => rowOn(speech, row);
  const lowering: Lowering<SplExpression> = {
    negation: 'leaves',
    and,
    or,
    not: negate,
    tests: {
      eq: say(equalRow),
      in: say(equalRow),
      in_list: say(inListRow),
      contains: say(containsRow),
      has: say(hasRow),
      starts_with: say(startsRow),
      ends_with: say(endsRow),
      wildcard: say(wildcardRow),
      regex: say(regexRow),
      lt: say(orderRow('<')),
      lte: say(orderRow('<=')),
      gt: say(orderRow('>')),
      gte: say(orderRow('>=')),
      cidr: say(cidrRow),
      ip_is: say(ipKindRow),
      is_null: say(nullRow),
      missing: say(missingRow),
      truthy: say(truthyRow),
      is_true: say(booleanRow(true)),
      is_false: say(booleanRow(false)),
      type_is: say(typeRow),
    },
    quantifiers: quantifiersOf(speech),
  };
  return { lowering, speech };
}
