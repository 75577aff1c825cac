import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { Profile } from './options.ts';
import { sayOrder } from './other-rows.ts';
import type { Spoken } from './say.ts';
import { because, constantsOf, onField } from './say.ts';

/**
 * Says `to_integer(x) gt 10` as `x gte 11`: a whole number is as much as the number or the text that it is made of. Undefined for other
 * rows, and for bounds that true and false would meet.
 */
export function sayInteger(test: MappedTest, scope: Scope, profile: Profile): Spoken | undefined {
  const { subject, operator } = test;
  const [inner, base] = subject.kind === 'call' && subject.name === 'to_integer' ? subject.args : [];
  const [bound, ...more] = constantsOf(test) ?? [];
  if (inner === undefined || base !== undefined || typeof bound !== 'bigint' || more.length > 0) return undefined;
  if (operator !== 'gt' && operator !== 'gte') return undefined;
  const least = operator === 'gt' ? bound + 1n : bound;
  if (least < 2n) return undefined;
  const row: MappedTest = { ...test, subject: inner, operator: 'gte', operands: [{ kind: 'literal', value: least }] };
  return onField(row, scope, profile, (on) => {
    const said = sayOrder('gte')(on);
    // A number that is written as Python alone reads it.
    return 'ast' in said ? { ...said, narrower: [because('loose-values', on)] } : said;
  });
}
