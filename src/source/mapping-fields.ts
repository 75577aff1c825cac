import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { isObject } from '../ir/json.ts';
import { parseFieldKey, printFieldKey } from '../mapping/field-key.ts';
import type { Column, FieldEntry, PairKind, Pairs } from '../mapping/mapping.ts';
import { parseTable } from './condition-table/index.ts';
import type { Cursor } from './cursor.ts';
import type { Defaults } from './mapping-facts.ts';
import { readCertainty, readCite } from './mapping-facts.ts';

/** The key of the entry for a column that holds whole events, as the condition table writes the event. */
const wholeEvent = '$';

/** Reads `fields:` of a home or of a branch, keyed by the field's canonical spelling. */
export function readFields(cursor: Cursor, defaults: Defaults, report: Report): Map<string, FieldEntry> {
  const fields = new Map<string, FieldEntry>();
  const written = new Map<string, string>();
  for (const key of cursor.keys) {
    const at = cursor.get(key);
    const parts = key === wholeEvent ? [] : parseFieldKey(key);
    if (parts === undefined) {
      report(diagnostic('mapping-field-key', { key }, { span: at.keySpan }));
      continue;
    }
    const canonical = printFieldKey(parts);
    const other = written.get(canonical);
    if (other !== undefined) report(diagnostic('mapping-duplicate-field', { key, other }, { span: at.keySpan }));
    written.set(canonical, key);
    fields.set(canonical, readEntry(at, key, defaults, report));
  }
  return fields;
}

function readEntry(cursor: Cursor, field: string, defaults: Defaults, report: Report): FieldEntry {
  if (cursor.text !== undefined) return { columns: readColumn(cursor, cursor, field, defaults, report), where: [] };
  checkForm(cursor, field, report);
  const single = cursor.get('column');
  const presence = cursor.get('presence');
  const pairs = cursor.get('pairs');
  const columns = single.given
    ? readColumn(cursor, single, field, defaults, report)
    : pairs.given
      ? readPairs(pairs, field, defaults, report)
      : cursor.get('anyOf').items.flatMap((item) => readColumn(item, item.get('column'), field, defaults, report));
  return {
    columns,
    where: cursor.get('where').items.flatMap((branch) => readBranch(branch, defaults, report)),
    presence: presence.given ? readPresence(presence, field, defaults, report) : undefined,
    none: cursor.get('none').text,
  };
}

const columnKeys = ['type', 'path', 'holds', 'repeated', 'enriched', 'values', 'absentAs', 'prefix', 'splitAt'];

/** The schema lets every key stand; which of them go together is said here. */
function checkForm(cursor: Cursor, field: string, report: Report): void {
  const fail = (problem: string, at: Cursor): void =>
    report(diagnostic('mapping-entry', { field, problem }, { span: at.keySpan }));
  const given = (key: string): boolean => cursor.get(key).given;
  if (!['column', 'anyOf', 'where', 'pairs', 'none'].some(given))
    fail('says neither column, anyOf, where, pairs nor none', cursor);
  if (given('column') && given('anyOf')) fail('says both column and anyOf', cursor.get('anyOf'));
  if (given('pairs') && ['column', 'anyOf', 'where'].some(given))
    fail('says pairs beside columns', cursor.get('pairs'));
  if (given('none') && ['column', 'anyOf', 'where', 'pairs', 'presence'].some(given))
    fail('says none beside columns', cursor.get('none'));
  if (given('column')) return;
  for (const key of columnKeys.filter(given)) fail(`says ${key} of no column`, cursor.get(key));
}

function readColumn(
  cursor: Cursor,
  name: Cursor,
  field: string,
  defaults: Defaults,
  report: Report,
): readonly Column[] {
  // The schema has checked the closed lists.
  const type = (cursor.get('type').text ?? 'string') as Column['type'];
  const holds = (cursor.get('holds').text ?? (type === 'dynamic' ? 'dynamic' : 'value')) as Column['holds'];
  const certainty = readCertainty(cursor.get('certainty')) ?? defaults.certainty;
  const cite = readCite(cursor.get('cite'), defaults.sources, report) ?? defaults.cite;
  const fail = (problem: string, at: Cursor): void =>
    report(diagnostic('mapping-entry', { field, problem }, { span: at.span }));
  if (holds === 'dynamic' && type !== 'dynamic')
    fail(`holds JSON natively in a column of type ${type}`, cursor.get('holds'));
  if (holds === 'json-text' && type !== 'string' && type !== 'dynamic')
    fail(`holds JSON text in a column of type ${type}`, cursor.get('holds'));
  const access = readAccess(cursor.get('path'));
  if (access === undefined) fail('has a path that cannot be read', cursor.get('path'));
  if (access !== undefined && access.length > 0 && holds === 'value')
    fail('has a path inside a column that holds no JSON', cursor.get('path'));
  const what = `The column ${name.text} of ${field}`;
  if (certainty === undefined) report(diagnostic('mapping-uncited', { what, lacks: 'certainty' }, { span: name.span }));
  if (cite === undefined) report(diagnostic('mapping-uncited', { what, lacks: 'cite' }, { span: name.span }));
  return [
    {
      name: name.text ?? '',
      type,
      access: access ?? [],
      holds,
      repeated: cursor.get('repeated').value === true,
      enriched: cursor.get('enriched').value === true,
      values: readTexts(cursor.get('values')),
      absentAs: cursor.get('absentAs').given
        ? cursor.get('absentAs').items.flatMap((item) => item.text ?? [])
        : undefined,
      prefix: cursor.get('prefix').text,
      splitAt: cursor.get('splitAt').text,
      certainty: certainty ?? 'guessed',
      cite: cite ?? '',
    },
  ];
}

/** The list that keeps an object as name/value elements, as a column of JSON. */
function readPairs(cursor: Cursor, field: string, defaults: Defaults, report: Report): readonly Column[] {
  const values = cursor.get('values');
  const pairs: Pairs = {
    name: cursor.get('name').text ?? '',
    // The schema has checked the types against their list.
    values: values.keys.map((key) => ({ key, kind: values.get(key).text as PairKind })),
  };
  return readColumn(cursor, cursor.get('list'), field, defaults, report).map((column) => ({
    ...column,
    type: 'dynamic',
    holds: 'dynamic',
    // The key means the elements' values here.
    values: undefined,
    pairs,
  }));
}

function readAccess(cursor: Cursor): Column['access'] | undefined {
  if (cursor.text === undefined) return [];
  const parts = parseFieldKey(cursor.text);
  return parts?.some((part) => part.list) ? undefined : parts?.map((part) => part.step);
}

function readTexts(cursor: Cursor): Readonly<Record<string, string>> | undefined {
  if (!isObject(cursor.value)) return undefined;
  return Object.fromEntries(Object.entries(cursor.value).map(([raw, stored]) => [raw, String(stored)]));
}

function readBranch(branch: Cursor, defaults: Defaults, report: Report): FieldEntry['where'] {
  const placed = branch.get('when').placed;
  const fields = readFields(branch.get('fields'), defaults, report);
  const when = placed && parseTable(placed, report, 1);
  return when === undefined ? [] : [{ when, fields }];
}

function readPresence(cursor: Cursor, field: string, defaults: Defaults, report: Report): FieldEntry['presence'] {
  const [column] = readColumn(cursor, cursor.get('column'), field, defaults, report);
  return column && { column, absent: cursor.get('absent').text ?? '', present: cursor.get('present').text ?? '' };
}
