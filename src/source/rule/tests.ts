import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { AlertTest, RuleTest } from '../../ir/rule.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';
import { isAlertTest, readAlertTest } from './alert-tests.ts';

const known = ['Name', 'ExpectedResult', 'Log', 'LogType', 'Mocks', 'RuleOutputs'];

/** The tests that can be run, on one event and over time; what is wrong with the others is reported. */
export function readTests(
  cursor: Cursor,
  report: Report,
): { readonly tests: readonly RuleTest[]; readonly alertTests: readonly AlertTest[] } {
  if (cursor.given && !isList(cursor.value))
    report(
      diagnostic(
        'wrong-type',
        { key: 'Tests', wanted: 'a list of tests', got: kindInWords(cursor.value) },
        { span: cursor.keySpan },
      ),
    );
  const names = new Set<string>();
  for (const item of cursor.items) {
    const name = item.get('Name').written?.trim();
    if (name === undefined) continue;
    if (names.has(name))
      report(diagnostic('duplicate-name', { key: 'Tests', value: name }, { span: item.get('Name').span }));
    names.add(name);
  }
  const tests = cursor.items.flatMap((item) => (isAlertTest(item) ? [] : (readTest(item, report) ?? [])));
  const alertTests = cursor.items.flatMap((item) =>
    isAlertTest(item) ? (readAlertTest(item, tests, report) ?? []) : [],
  );
  return { tests, alertTests };
}

function readTest(item: Cursor, report: Report): RuleTest | undefined {
  if (!isObject(item.value)) {
    const wanted = 'a list of {Name, ExpectedResult, Log}';
    report(diagnostic('wrong-type', { key: 'Tests', wanted, got: kindInWords(item.value) }, { span: item.span }));
    return undefined;
  }
  for (const key of item.keys)
    if (!known.includes(key))
      report(diagnostic('unknown-key', { key, near: nearNames(key, known), known }, { span: item.get(key).keySpan }));
  const name = item.get('Name').written?.trim();
  const where = name === undefined || name === '' ? 'A test' : `The test "${name}"`;
  for (const key of ['Name', 'ExpectedResult', 'Log'])
    if (item.get(key).value === undefined) report(diagnostic('missing-key', { key, where }, { span: item.span }));
  const expected = checked(item.get('ExpectedResult'), 'true or false', (v) => typeof v === 'boolean', report);
  const log = checked(item.get('Log'), 'the event, a mapping', isObject, report);
  if (item.get('Name').value !== undefined && (name === undefined || name === ''))
    report(
      diagnostic(
        'wrong-type',
        { key: 'Name', wanted: 'text', got: kindInWords(item.get('Name').value) },
        { span: item.get('Name').span },
      ),
    );
  if (name === undefined || name === '' || typeof expected !== 'boolean' || !isObject(log)) return undefined;
  const extras = Object.entries(item.value).filter(([key]) => !['Name', 'ExpectedResult', 'Log'].includes(key));
  return { name, expected, log, extras: Object.fromEntries(extras), span: item.span };
}

function checked(cursor: Cursor, wanted: string, fits: (v: Json) => boolean, report: Report): Json | undefined {
  if (cursor.value === undefined || fits(cursor.value)) return cursor.value;
  const got = cursor.text === undefined ? kindInWords(cursor.value) : `the text ${JSON.stringify(clip(cursor.text))}`;
  report(diagnostic('wrong-type', { key: cursor.name, wanted, got }, { span: cursor.span }));
  return undefined;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
