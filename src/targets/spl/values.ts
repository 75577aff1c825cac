import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { always, call, never, nothing, number, string } from './build.ts';
import { sayCall } from './functions.ts';
import { sayMap } from './map-list.ts';
import { filterOf } from './quantifiers.ts';
import { readColumn } from './read-column.ts';
import type { Reading } from './reading.ts';
import { clean, computed, fromJson, sameConstant } from './reading.ts';
import { readElement } from './scope.ts';
import type { Speech } from './speech.ts';

/** A value as Splunk computes it, or why it cannot. */
export function sayValue(value: MappedValue, scope: Scope, speech: Speech): Reading | Unsupported {
  switch (value.kind) {
    case 'literal':
      return readLiteral(value.value);
    case 'reference': {
      const { to } = value;
      if (to.kind === 'column') return readColumn(to, speech);
      if (to.kind === 'element') return readElement(to, scope, speech);
      return { unsupported: `${to.field} has no column here` };
    }
    case 'call':
      return sayCall(value, scope, speech);
    case 'if':
      return sayIf(value, scope, speech);
    case 'first':
      return sayFirst(value, scope, speech);
    case 'map':
      return sayMap(value, scope, speech);
    case 'lookup':
      return sayLookup(value, scope, speech);
    case 'at':
      return sayAt(value, scope, speech);
  }
}

/** Several values, or the first that cannot be said. */
export function sayAll(values: readonly MappedValue[], scope: Scope, speech: Speech): readonly Reading[] | Unsupported {
  const readings: Reading[] = [];
  for (const value of values) {
    const reading = sayValue(value, scope, speech);
    if ('unsupported' in reading) return reading;
    readings.push(reading);
  }
  return readings;
}

/** A constant. */
export function readLiteral(value: Json): Reading | Unsupported {
  if (typeof value === 'string') return computed('text', string(value), []);
  if (typeof value === 'bigint' || typeof value === 'number') return computed('number', number(value), []);
  if (isObject(value)) return { unsupported: 'a constant object is no value of SPL' };
  const text = value === null || isList(value) ? nothing : string(String(value));
  const leaf = { ...computed('text', text, []), holds: 'leaf' as const };
  if (value === null) return leaf;
  if (typeof value === 'boolean') return { ...leaf, kind: 'boolean' };
  const items: SplExpression[] = [];
  for (const item of value) {
    if (typeof item === 'object' && item !== null)
      return { unsupported: 'a constant list of lists or objects is no value of SPL' };
    items.push(string(String(item)));
  }
  const elements = items.length === 0 ? nothing : call('mvappend', ...items);
  return { ...leaf, holds: 'list', kind: 'array', ast: nothing, elements, values: elements };
}

/** A condition inside a value, as an expression. */
export function sayCondition(
  condition: MappedCondition,
  scope: Scope,
  speech: Speech,
): { readonly ast: SplExpression; readonly differs: Reading['differs'] } | Unsupported {
  const lowered = lowerCondition(condition, speech.lowering(), { ...scope, negated: false });
  if (lowered.kind === 'refusal')
    return { unsupported: lowered.refusals.map(({ row, why }) => `${row}: ${why}`).join('; ') };
  if (lowered.kind === 'constant')
    return lowered.lost.length > 0
      ? { unsupported: 'a row inside the value has no column here' }
      : { ast: lowered.value ? always : never, differs: [] };
  const { wider, narrower } = lowered.fidelity;
  return { ast: lowered.ast, differs: [...new Set([...wider, ...narrower].map((reason) => reason.code))] };
}

function sayIf(value: Extract<MappedValue, { kind: 'if' }>, scope: Scope, speech: Speech): Reading | Unsupported {
  const condition = sayCondition(value.condition, scope, speech);
  const branches = sayAll([value.then, value.otherwise], scope, speech);
  if ('unsupported' in condition) return condition;
  if ('unsupported' in branches) return branches;
  const [then, otherwise] = branches;
  if (then === undefined || otherwise === undefined) return { unsupported: 'if needs two values' };
  const merged = merge([then, otherwise], ([a, b]) => call('if', condition.ast, a ?? nothing, b ?? nothing));
  return withCondition(merged, condition.differs);
}

/** A reading that also depends on a condition, which may differ either way. */
function withCondition(reading: Reading, differs: Reading['differs']): Reading {
  const codes = differs.filter((code) => code !== 'extraction-limit');
  return {
    ...reading,
    extracted: reading.extracted || codes.length < differs.length,
    differs: [...new Set([...reading.differs, ...codes])],
  };
}

/** Alternatives as one reading: what one may hold, the whole may hold. */
export function merge(
  readings: readonly Reading[],
  choose: (asts: readonly SplExpression[]) => SplExpression,
): Reading {
  const numbers = readings.every((reading) => reading.holds === 'number');
  const texts = readings.every((reading) => reading.holds === 'text');
  const asts = readings.map((reading) => (reading.fillers.length > 0 ? clean(reading) : reading.ast));
  const kinds = new Set(readings.filter((r) => r.ast !== nothing).map((reading) => reading.kind));
  const [kind, ...others] = kinds;
  return {
    ...computed(numbers ? 'number' : 'text', choose(asts), readings),
    ...(texts || numbers ? {} : { holds: 'leaf' as const }),
    kind: kind !== undefined && others.length === 0 ? kind : 'unknown',
  };
}

/** The first element that satisfies the condition. */
function sayFirst(value: Extract<MappedValue, { kind: 'first' }>, scope: Scope, speech: Speech): Reading | Unsupported {
  const found = filterOf(
    { kind: 'quantifier', quantifier: 'one', list: value.list, where: value.where },
    scope,
    speech,
  );
  if ('unsupported' in found) return found;
  return withCondition(fromJson(call('mvindex', found.ast, number(0n)), [], 'unknown'), found.differs);
}

function sayAt(value: Extract<MappedValue, { kind: 'at' }>, scope: Scope, speech: Speech): Reading | Unsupported {
  const of = sayValue(value.of, scope, speech);
  if ('unsupported' in of) return of;
  const [index, ...rest] = value.steps;
  if (of.holds === 'list' && of.whole === undefined) {
    if (typeof index !== 'number' || of.elements === undefined) return { ...of, holds: 'leaf', ast: nothing };
    return fromJson(call('mvindex', of.elements, number(index)), rest, 'unknown', of);
  }
  if (of.holds === 'number') return { ...of, ast: nothing };
  return fromJson(of.whole ?? of.ast, value.steps, 'unknown', of);
}

/** The entry for a text, as Python's `dict.get`. */
function sayLookup(
  value: Extract<MappedValue, { kind: 'lookup' }>,
  scope: Scope,
  speech: Speech,
): Reading | Unsupported {
  const readings = sayAll([value.value, value.otherwise], scope, speech);
  if ('unsupported' in readings) return readings;
  const [subject, otherwise] = readings;
  if (subject === undefined || otherwise === undefined)
    return { unsupported: 'lookup needs a value and an alternative' };
  const results: Reading[] = [];
  for (const [, result] of value.table) {
    const literal = readLiteral(result);
    if ('unsupported' in literal) return literal;
    results.push(literal);
  }
  if (subject.holds === 'number' || value.table.length === 0) return otherwise;
  const typed = subject.holds === 'leaf' ? (['type-as-text'] as const) : [];
  const merged = merge([...results, otherwise], (asts) =>
    call(
      'case',
      ...value.table.flatMap(([key], i) => [sameConstant(subject.ast, key), asts[i] ?? nothing]),
      always,
      asts.at(-1) ?? nothing,
    ),
  );
  return {
    ...merged,
    differs: [...new Set([...merged.differs, ...subject.differs, ...typed])],
  };
}
