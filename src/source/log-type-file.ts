import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { logType as validate } from '../generated/validators.js';
import type { Field, LogType } from '../mapping/log-type.ts';
import type { FieldKind } from '../mapping/mapping.ts';
import { readChecked, stemOf } from './checked-file.ts';
import type { Cursor } from './cursor.ts';

/**
 * Reads `log-types/<LogType>.yml`, a log schema in Panther's format.
 * https://docs.panther.com/data-onboarding/custom-log-types/reference
 */
export function readLogType(file: SourceFile, report: Report): LogType | undefined {
  const root = readChecked(file, validate, report);
  if (root === undefined) return undefined;
  let sound = true;
  const fail: Report = (finding) => {
    sound = false;
    report(finding);
  };
  const name = root.get('schema').text ?? '';
  if (name !== stemOf(file))
    fail(diagnostic('mapping-log-type', { logType: name, stem: stemOf(file) }, { span: root.get('schema').span }));
  const fields = readFields(root.get('fields'), fail);
  const referenceUrl = root.get('referenceURL').text;
  return sound ? { name, description: root.get('description').text, referenceUrl, fields, file } : undefined;
}

function readFields(cursor: Cursor, report: Report): Field[] {
  const seen = new Set<string>();
  return cursor.items.map((item) => {
    const name = item.get('name').text ?? '';
    if (seen.has(name)) report(diagnostic('log-type-duplicate-field', { name }, { span: item.get('name').span }));
    seen.add(name);
    return readField(item, name, report);
  });
}

function readField(cursor: Cursor, name: string, report: Report): Field {
  const element = cursor.get('element');
  return {
    name,
    kind: kinds[cursor.get('type').text ?? ''] ?? 'unknown',
    fields: readFields(cursor.get('fields'), report),
    element: element.given ? readField(element, '', report) : undefined,
    jsonText: cursor.get('jsonText').value === true,
    description: cursor.get('description').text,
    ...(cursor.get('isEventTime').value === true ? { eventTime: timeFormats(cursor) } : {}),
    ...copyOf(cursor.get('copy').get('from').text),
  };
}

function copyOf(path: string | undefined): Pick<Field, 'copyOf'> {
  return path === undefined ? {} : { copyOf: path.split('.') };
}

/** How a timestamp is written, in either of the two spellings of the key. */
function timeFormats(cursor: Cursor): string[] {
  const formats = cursor.get('timeFormats').items.flatMap((item) => item.text ?? []);
  return [...formats, ...[cursor.get('timeFormat').text ?? []].flat()];
}

/** Panther's types by the JSON that an event holds: its timestamps are texts of a kind of their own. */
const kinds: Readonly<Record<string, FieldKind>> = {
  string: 'string',
  int: 'integer',
  smallint: 'integer',
  bigint: 'integer',
  float: 'float',
  boolean: 'boolean',
  timestamp: 'timestamp',
  object: 'object',
  array: 'array',
  json: 'json',
};
