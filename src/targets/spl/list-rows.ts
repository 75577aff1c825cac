import type { Json } from '../../ir/json.ts';
import type { Scope } from '../../lower/lowering.ts';
import { asRegex } from './as-regex.ts';
import type { Pair } from './build.ts';
import { atom, call, either, nothing, string } from './build.ts';
import { equalToOne } from './equal-rows.ts';
import { hoist } from './hoist.ts';
import { elementsName } from './readable-names.ts';
import type { Reading } from './reading.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';
import { innerElement } from './scope.ts';
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
  return membership(subject, literals, test.ignoreCase, isPerElement(subject, scope));
};

/** What is computed for each element of a quantifier is no field that `mvfilter` could walk. */
export function isPerElement(subject: Reading, scope: Scope): boolean {
  return scope.quantifiers.length > 0 && subject.values?.kind === 'call';
}

/** One of the elements equals one of the literals. */
export function membership(
  subject: Reading,
  literals: readonly Json[],
  ignoreCase: boolean,
  perElement: boolean,
): Row | { readonly unsupported: string } {
  if (subject.values === undefined || subject.values === nothing) return neverRow;
  const values = perElement ? innerElement : hoist('list', subject.values, elementsName(subject.values));
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
  const found: Pair[] = [];
  for (const { pair } of rows) {
    const pattern = perElement ? asRegex(pair.yes, innerElement) : undefined;
    if (perElement && pattern === undefined)
      return { unsupported: 'elements of a list inside an element can only be searched with one regex for each' };
    const left = pattern === undefined ? call('mvfilter', pair.yes) : call('mvfind', subject.values, string(pattern));
    found.push(atom(call('isnotnull', left)));
  }
  return {
    pair: either(found),
    wider: rows.flatMap((r) => r.wider ?? []),
    narrower: rows.flatMap((r) => r.narrower ?? []),
  };
}
