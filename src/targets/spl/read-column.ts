import type { Reference, Step } from '../../ir/path.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { Column, MappedColumn } from '../../mapping/mapping.ts';
import { call, field, number } from './build.ts';
import { elementsAt, isPlainKey, jsonAt, raw } from './json-path.ts';
import { readPair } from './pairs.ts';
import type { Reading } from './reading.ts';
import { fromJson, namesOf } from './reading.ts';
import type { Speech } from './speech.ts';

/** A column of the event as a reading. */
export function readColumn(to: MappedColumn, speech: Speech): Reading | Unsupported {
  const { column, fieldType: kind } = to;
  if (column.pairs) return readPair(to, column.pairs);
  const fillers = column.absentAs ?? [];
  const steps = rawSteps(column, to.source);
  if (column.holds === 'json-text' && column.access.length > 0 && speech.plainPath !== true)
    return readJsonText(to, steps, speech);
  if (steps && fillers.length === 0 && (speech.raw || column.access.length > 0))
    return fromJson(raw, [...steps, ...column.access], kind);
  if (column.access.length > 0) return readBelow(to);
  const names = namesOf(column.name);
  const isList = kind === 'array' || column.repeated;
  if (steps === undefined)
    return isList
      ? { ...plain(to, fillers), holds: 'list', elements: field(column.name), values: field(column.name) }
      : plain(to, fillers);
  const whole = jsonAt(raw, steps);
  const elements = elementsAt(raw, steps);
  const reading = { ...plain(to, fillers), ast: names.scalar, elements, values: names.list, whole };
  if (kind === 'object') return { ...reading, holds: 'json', ast: whole };
  return isList ? { ...reading, holds: 'list' } : reading;
}

function plain(to: MappedColumn, fillers: readonly string[]): Reading {
  return {
    holds: 'leaf',
    ast: field(to.column.name),
    kind: to.fieldType,
    fillers,
    elements: undefined,
    values: undefined,
    whole: undefined,
    extracted: true,
    differs: [],
  };
}

/** A path inside a text that holds JSON. */
function readJsonText(to: MappedColumn, steps: readonly Step[] | undefined, speech: Speech): Reading {
  const { column } = to;
  const text = speech.raw && steps ? jsonAt(raw, steps) : field(column.name);
  return { ...fromJson(text, column.access, to.fieldType), extracted: !(speech.raw && steps) };
}

/** A place in a multivalue column that is no path of the raw event. */
function readBelow(to: MappedColumn): Reading | Unsupported {
  const [index, ...rest] = to.column.access;
  if (typeof index === 'number' && rest.length === 0 && to.column.repeated)
    return { ...plain(to, []), ast: call('mvindex', field(to.column.name), number(index)) };
  return { unsupported: `the field ${to.column.name} keeps only leaves, and the raw event names it otherwise` };
}

/**
 * Where a column stands in the raw event, in the log type's own case: its name without `{}` where it is the source's path behind the
 * home's prefix. Undefined for columns that an add-on names otherwise.
 */
export function rawSteps(column: Column, source: Reference): readonly Step[] | undefined {
  if (source.scope !== 'event') return undefined;
  const keys = source.path.slice(0, source.path.length - column.access.length);
  if (!keys.every((key) => typeof key === 'string')) return undefined;
  const name = column.name.replaceAll('{}', '');
  const path = keys.join('.');
  const before = name.slice(0, name.length - path.length);
  if (name.slice(before.length).toLowerCase() !== path.toLowerCase() || (before !== '' && !before.endsWith('.')))
    return undefined;
  const prefix = before.split('.').slice(0, -1);
  // The whole event has no name of its own.
  if (keys.length === 0) return prefix;
  return keys.every((key) => isPlainKey(String(key))) ? name.split('.') : [...prefix, ...keys];
}
