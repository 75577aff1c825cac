import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { call, compare, nothing, number, string } from './build.ts';
import { missing, textOnly } from './functions.ts';
import type { Reading } from './reading.ts';
import { clean, computed } from './reading.ts';

/** Python's `v[start:end]` with constant bounds. `substr` counts from 1, `mvindex` includes its end. */
export function sliceOf(value: Reading | undefined, bounds: readonly MappedValue[]): Reading | Unsupported {
  const [start, end] = [boundOf(bounds[0]), boundOf(bounds[1])];
  if (start === 'computed' || end === 'computed') return { unsupported: 'a slice needs constant bounds' };
  if (value === undefined || value.holds === 'number') return missing(value);
  return value.holds === 'list' ? sliceList(value, start ?? 0, end) : sliceText(value, start ?? 0, end);
}

function boundOf(value: MappedValue | undefined): number | undefined | 'computed' {
  if (value === undefined) return undefined;
  if (value.kind !== 'literal') return 'computed';
  return typeof value.value === 'bigint' ? Number(value.value) : value.value === null ? undefined : 'computed';
}

function sliceText(value: Reading, start: number, end: number | undefined): Reading {
  const text = clean(value);
  const made = (ast: SplExpression): Reading => computed('text', ast, [value], textOnly(value));
  if (start >= 0 && end === undefined) return made(start === 0 ? text : call('substr', text, whole(start + 1)));
  if (start >= 0 && end !== undefined && end >= 0) {
    const empty = call('if', call('isnotnull', text), string(''), nothing);
    return made(end > start ? call('substr', text, whole(start + 1), whole(end - start)) : empty);
  }
  const length = call('len', text);
  const from = place(start, length);
  const to = end === undefined ? length : place(end, length);
  const size: SplExpression = { kind: 'arithmetic', operator: '-', left: to, right: from };
  const first: SplExpression = { kind: 'arithmetic', operator: '+', left: from, right: number(1n) };
  return made(
    call(
      'case',
      call('isnull', text),
      nothing,
      compare(size, '>', number(0n)),
      call('substr', text, first, size),
      call('true'),
      string(''),
    ),
  );
}

/** A bound as an offset from the start: a negative one counts from the end, and not beyond the start. */
function place(bound: number, length: SplExpression): SplExpression {
  if (bound >= 0) return whole(bound);
  return call('max', whole(0), { kind: 'arithmetic', operator: '-', left: length, right: whole(-bound) });
}

function whole(value: number): SplExpression {
  return number(BigInt(value));
}

function sliceList(value: Reading, start: number, end: number | undefined): Reading | Unsupported {
  if (start < 0) return { unsupported: 'a slice of a list from its end may begin before the list' };
  if (value.elements === undefined) return { unsupported: 'the list is kept in parts' };
  if (end !== undefined && (end === 0 || (end > 0 && end <= start)))
    return { ...missing(value), holds: 'list', kind: 'array', elements: nothing, values: nothing };
  const last = end === undefined ? -1 : end - 1;
  const elements = call('mvindex', value.elements, whole(start), whole(last));
  return { ...value, ast: nothing, whole: undefined, elements, values: elements };
}
