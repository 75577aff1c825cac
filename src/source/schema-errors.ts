import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Span } from '../diagnostics/source.ts';
import { wholeFile } from '../diagnostics/source.ts';
import type { SchemaError } from '../generated/validators.js';
import type { Json } from '../ir/json.ts';
import { isList, isObject, printJson } from '../ir/json.ts';
import { kindInWords } from './cursor.ts';
import type { YamlDocument, YamlPath } from './yaml.ts';

export type { SchemaError } from '../generated/validators.js';

/** So many errors of one file are told; a file with more is no file of that kind at all. */
const maxErrors = 100;

/** A value for a validator: every integer a plain number, whatever its size, since only its type and limits are looked at. */
export function forSchema(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (isList(value)) return value.map(forSchema);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, forSchema(item)]));
  return value;
}

const alternatives = new Set(['anyOf', 'oneOf', 'if']);

/**
 * The errors of a schema as diagnostics at the offending key or value, each place once. Where none of several forms fits,
 * only the faults of the form that came nearest are told.
 */
export function schemaDiagnostics(errors: readonly SchemaError[], document: YamlDocument): Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  for (const error of collapse(errors.slice(0, maxErrors))) {
    const found = toDiagnostic(error, document);
    const key = `${found.span?.start} ${found.code} ${found.message}`;
    if (!told.has(key)) told.set(key, found);
  }
  return [...told.values()].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

/** ajv tells the faults of every branch, then that no branch fits: keeps the nearest branch's faults only. */
function collapse(errors: readonly SchemaError[]): SchemaError[] {
  const kept: SchemaError[] = [];
  for (const error of errors) {
    if (!alternatives.has(error.keyword)) {
      kept.push(error);
      continue;
    }
    if (error.keyword === 'if') continue;
    const inside: SchemaError[] = [];
    for (let last = kept.at(-1); last !== undefined && isWithin(last, error); last = kept.at(-1)) {
      inside.unshift(last);
      kept.pop();
    }
    kept.push(...nearest(inside, error));
  }
  return kept;
}

function isWithin(error: SchemaError, around: SchemaError): boolean {
  return error.instancePath === around.instancePath || error.instancePath.startsWith(`${around.instancePath}/`);
}

function nearest(inside: readonly SchemaError[], around: SchemaError): readonly SchemaError[] {
  const deeper = inside.filter((e) => e.instancePath !== around.instancePath);
  if (deeper.length > 0) return deeper;
  const other = inside.filter((e) => e.keyword !== 'type');
  if (other.length > 0) return other;
  const types = [...new Set(inside.flatMap((e) => typesOf(e)))];
  return types.length === 0 ? [around] : [{ ...around, keyword: 'type', params: { type: types } }];
}

function typesOf(error: SchemaError): string[] {
  const type = error.params['type'];
  return Array.isArray(type) ? type.map(String) : [String(type)];
}

function toDiagnostic(error: SchemaError, document: YamlDocument): Diagnostic {
  const path = pathOf(error.instancePath, document.value);
  const key = String(path.findLast((step) => typeof step === 'string') ?? 'The file');
  const place = { span: document.spanOf(path) };
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extra = String(error.params['additionalProperty'] ?? error.params['unevaluatedProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as Record<string, unknown>);
      return diagnostic(
        'unknown-key',
        { key: extra, near: nearNames(extra, known), known },
        { span: document.keySpanOf([...path, extra]) },
      );
    }
    case 'required':
      return diagnostic(
        'missing-key',
        { key: String(error.params['missingProperty']), where: key === 'The file' ? key : `"${key}"` },
        { span: startOf(document, path) },
      );
    case 'type':
      return diagnostic('wrong-type', { key, wanted: typesInWords(typesOf(error)), got: got(document, path) }, place);
    case 'enum':
    case 'const': {
      const raw = error.keyword === 'const' ? [error.params['allowedValue']] : error.params['allowedValues'];
      const allowed = (Array.isArray(raw) ? raw : []).map(String);
      const value = written(document, path);
      return diagnostic('not-one-of', { key, value, near: nearNames(value, allowed), allowed }, place);
    }
    default:
      return diagnostic('bad-value', { key, detail: inWords(error) }, place);
  }
}

/** A missing key is shown at the start of what lacks it. */
function startOf(document: YamlDocument, path: YamlPath): Span {
  if (path.length === 0) return wholeFile(document.file);
  return typeof path.at(-1) === 'string' ? document.keySpanOf(path) : document.spanOf(path);
}

function inWords(error: SchemaError): string {
  const own = error.parentSchema?.['patternErrorMessage'] ?? error.parentSchema?.['errorMessage'];
  if (error.keyword === 'pattern' && typeof own === 'string') return own;
  const limit = String(error.params['limit'] ?? '');
  switch (error.keyword) {
    case 'minLength':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
    case 'minProperties':
      return limit === '1' ? 'must not be empty' : `must have at least ${limit} entries`;
    case 'maxItems':
    case 'maxProperties':
      return `must have at most ${limit} entries`;
    case 'uniqueItems':
      return 'must not hold the same entry twice';
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'oneOf':
    case 'anyOf':
      return typeof own === 'string' ? own : 'fits none of its forms';
    case 'format':
      return `must be written as a ${String(error.params['format'])}`;
    default:
      return typeof own === 'string' ? own : (error.message ?? 'is not valid');
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'null',
};

function typesInWords(types: readonly string[]): string {
  const words = types.map((type) => typeWords[type] ?? type);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function got(document: YamlDocument, path: YamlPath): string {
  const value = valueAt(document.value, path);
  const source = document.sourceOf(path);
  return typeof value === 'bigint' || typeof value === 'number' ? `the number ${source}` : kindInWords(value);
}

function written(document: YamlDocument, path: YamlPath): string {
  const value = valueAt(document.value, path);
  return document.sourceOf(path) ?? (value === undefined ? '' : printJson(value));
}

function valueAt(root: Json, path: YamlPath): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (isList(value) && typeof step === 'number') value = value[step];
    else if (isObject(value)) value = value[String(step)];
    else return undefined;
  }
  return value;
}

/** A JSON pointer as a path: what indexes a list becomes a number. */
function pathOf(pointer: string, root: Json): YamlPath {
  const path: (string | number)[] = [];
  let value: Json | undefined = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(value)) {
      path.push(Number(step));
      value = value[Number(step)];
    } else {
      path.push(step);
      value = isObject(value) ? value[step] : undefined;
    }
  }
  return path;
}
