import type { Json } from '../../ir/json.ts';
import { atom, call, either, nothing } from './build.ts';
import { equalToOne } from './equal-rows.ts';
import { hoist } from './hoist.ts';
import { elementsName } from './readable-names.ts';
import type { Reading } from './reading.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';
import { fieldMembership } from './text-rows.ts';

/** `has`: an element of the list. */
export const hasRow: SayRow = (subject, test, scope, speech) => {
  const literals = literalsOf(test);
  if (subject.holds === 'number' || subject.holds === 'text') return neverRow;
  if (literals === undefined) return fieldMembership(subject, test, scope, speech);
  if (subject.values === undefined)
    return subject.holds === 'leaf' && subject.kind !== 'unknown' && subject.kind !== 'json'
      ? neverRow
      : { unsupported: 'the field is no list here' };
  return membership(subject, literals, test.ignoreCase);
};

/** One of the elements equals one of the literals. */
export function membership(
  subject: Reading,
  literals: readonly Json[],
  ignoreCase: boolean,
): Row | { readonly unsupported: string } {
  if (subject.values === undefined || subject.values === nothing) return neverRow;
  const values = hoist('list', subject.values, elementsName(subject.values));
  const element: Reading = {
    ...subject,
    holds: 'leaf',
    ast: values,
    kind: 'string',
    elements: undefined,
    values: undefined,
    whole: undefined,
  };
  const constants = literals.filter((literal) => literal !== null);
  const row = equalToOne(element, constants, ignoreCase);
  if ('unsupported' in row) return row;
  const nulls = literals.length > constants.length ? equalToOne(element, ['null'], false) : undefined;
  const rows = [...(constants.length > 0 ? [row] : []), ...(nulls && !('unsupported' in nulls) ? [nulls] : [])];
  if (rows.every((r) => r.pair.yes === neverRow.pair.yes)) return neverRow;
  const found = rows.map((r) => atom(call('isnotnull', call('mvfilter', r.pair.yes))));
  return {
    pair: either(found),
    wider: rows.flatMap((r) => r.wider ?? []),
    narrower: rows.flatMap((r) => r.narrower ?? []),
  };
}
