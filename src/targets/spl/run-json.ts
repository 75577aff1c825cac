import type { Json } from '../../ir/json.ts';
import { isList, isObject, parseJson, printJson } from '../../ir/json.ts';
import type { Cell } from './cell.ts';
import { cellOf } from './cell.ts';
import { textOf } from './row.ts';

/** The JSON that a field's text is; undefined where it is none. */
export function jsonIn(cell: Cell): Json | undefined {
  if (typeof cell !== 'string') return undefined;
  try {
    return parseJson(cell);
  } catch {
    return undefined;
  }
}

/** A location path of spath: keys, `{}` for every element, `{n}` for one. */
export function pathSteps(path: string): readonly string[] {
  return path.split(/(?=\{)|\./).filter((part) => part !== '');
}

/** What spath gives: every value at the path, objects and lists as JSON text. */
export function spathCell(cell: Cell, steps: readonly string[]): Cell {
  return cellOf(walk(jsonIn(cell), steps).map(jsonText));
}

/** What json_extract gives: the one value at the path, or null. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/JSONFunctions */
export function jsonExtract(cell: Cell, steps: readonly string[]): Cell {
  const value = steps.reduce<Json | undefined>(stepInto, jsonIn(cell));
  return value === undefined ? null : jsonText(value);
}

/** json_extract_exact: the whole text is one key. */
export function jsonExtractExact(cell: Cell, key: string): Cell {
  const value = jsonIn(cell);
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return found === undefined ? null : jsonText(found);
}

function walk(value: Json | undefined, steps: readonly string[]): Json[] {
  const [step, ...rest] = steps;
  if (value === undefined) return [];
  if (step === undefined) return [value];
  if (step === '{}') return isList(value) ? value.flatMap((item) => walk(item, rest)) : [];
  return walk(stepInto(value, step), rest);
}

function stepInto(value: Json | undefined, step: string): Json | undefined {
  const index = /^\{(\d+)\}$/.exec(step);
  if (index) return isList(value) ? value[Number(index[1])] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function jsonText(value: Json): string {
  return isList(value) || isObject(value) ? printJson(value) : textOf(value);
}
