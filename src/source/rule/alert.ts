import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { Alert, Output, SeverityCases, SeverityLevel } from '../../ir/rule.ts';
import { severityLevels } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { parseTemplate, parseValue } from '../condition-table/index.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';
import { readKeyedValue } from '../simple-detection/key.ts';
import { readConditions } from './detection.ts';
import type { RuleSource } from './rule-source.ts';

/** Stands between the parts of a GroupBy key, where a target has to write them as one text. */
const keySeparator = '|';
const defaultWindow = 60;
const leastWindow = 5;

/** What the rule is called, for the parts of an alert that fall back on it. */
export interface Named {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | undefined;
}

/**
 * Counting, grouping, title, severity and outputs. The grouping key is GroupBy; else the rendered AlertTitle; else the
 * RuleID, since a rule without a title of its own has one alert at a time.
 */
export function readAlert(source: RuleSource, named: Named, report: Report): Alert {
  const titleAt = source.get('AlertTitle');
  const title: Value = readTemplate(titleAt, report) ?? { kind: 'literal', value: named.displayName };
  const keyParts = readGroupBy(source.get('GroupBy'), report);
  const unique = source.get('Unique');
  const key: Pick<Alert, 'key' | 'keyedBy'> =
    keyParts.length > 0 && !isId(keyParts, named.id)
      ? { key: joinKey(keyParts), keyedBy: 'group-by' }
      : titleAt.given && keyParts.length === 0
        ? { key: title, keyedBy: 'title' }
        : { key: { kind: 'literal', value: named.id }, keyedBy: 'rule-id' };
  return {
    threshold: Math.max(1, wholeNumber(source.get('Threshold')) ?? 1),
    windowMinutes: readWindow(source.get('DedupPeriodMinutes'), report),
    ...key,
    keyParts: key.keyedBy === 'group-by' ? keyParts : [],
    distinct: unique.placed && parseValue(unique.placed, report),
    title,
    description: readTemplate(source.get('AlertDescription'), report) ?? {
      kind: 'literal',
      value: named.description ?? '',
    },
    severity: readSeverity(source, report),
    outputs: readOutputs(source.get('AlertContext'), report),
    ...readComputed(source, report),
  };
}

/** A text with values of the event; undefined where there is none. */
function readTemplate(cursor: Cursor, report: Report): Value | undefined {
  return cursor.placed === undefined || cursor.text?.trim() === '' ? undefined : parseTemplate(cursor.placed, report);
}

/** What an alert says by event instead of the rule's static texts. */
function readComputed(source: RuleSource, report: Report): Pick<Alert, 'reference' | 'runbook' | 'destinations'> {
  const reference = readTemplate(source.get('AlertReference'), report);
  const runbook = readTemplate(source.get('AlertRunbook'), report);
  const at = source.get('AlertDestinations').placed;
  const destinations = at && parseValue(at, report);
  return {
    ...(reference && { reference }),
    ...(runbook && { runbook }),
    ...(destinations && { destinations }),
  };
}

function wholeNumber(cursor: Cursor): number | undefined {
  const { value } = cursor;
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

function readWindow(cursor: Cursor, report: Report): number {
  const minutes = wholeNumber(cursor);
  if (minutes === undefined || minutes < 0) return defaultWindow; // absent, or reported by the schema
  if (minutes >= leastWindow) return minutes;
  const used = minutes === 0 ? defaultWindow : leastWindow;
  report(diagnostic('dedup-period', { minutes: String(minutes), used }, { span: cursor.span }));
  return used;
}

function readGroupBy(cursor: Cursor, report: Report): Value[] {
  if (cursor.given && !isList(cursor.value)) {
    const wanted = 'a list of key specifiers or values';
    report(diagnostic('wrong-type', { key: 'GroupBy', wanted, got: kindInWords(cursor.value) }, { span: cursor.span }));
  }
  return cursor.items.flatMap((item) => readKeyedValue(item, report) ?? []);
}

/** The RuleID as the only part: one alert at a time, whatever the title says. */
function isId(parts: readonly Value[], id: string): boolean {
  const [only, ...more] = parts;
  return more.length === 0 && only?.kind === 'literal' && only.value === id;
}

function joinKey(parts: readonly Value[]): Value {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only;
  const separated = parts.flatMap((part, index): Value[] =>
    index === 0 ? [part] : [{ kind: 'literal', value: keySeparator }, part],
  );
  return { kind: 'call', name: 'concat', args: separated };
}

function isLevel(text: string | undefined): text is SeverityLevel {
  return severityLevels.some((level) => level === text);
}

function readSeverity(source: RuleSource, report: Report): SeverityCases {
  const fixed = source.get('Severity').text;
  const dynamic = source.get('DynamicSeverities');
  if (dynamic.given && !isList(dynamic.value)) {
    const wanted = 'a list of {ChangeTo, Conditions}';
    const got = kindInWords(dynamic.value);
    report(diagnostic('wrong-type', { key: 'DynamicSeverities', wanted, got }, { span: dynamic.span }));
  }
  const cases = dynamic.items.flatMap((item) => {
    checkEntry(item, 'DynamicSeverities', ['ChangeTo', 'Conditions'], report);
    const to = item.get('ChangeTo');
    const conditions = item.get('Conditions');
    const when = conditions.value === undefined ? undefined : readConditions(conditions, report);
    if (to.value !== undefined && !isLevel(to.text)) {
      const value = to.written ?? kindInWords(to.value);
      const near = nearNames(value, severityLevels);
      report(diagnostic('not-one-of', { key: 'ChangeTo', value, near, allowed: severityLevels }, { span: to.span }));
    }
    return isLevel(to.text) && when !== undefined ? [{ when, severity: to.text }] : [];
  });
  return { otherwise: isLevel(fixed) ? fixed : 'Info', cases };
}

/** Reports keys that an entry of a list lacks or has too many. */
function checkEntry(item: Cursor, list: string, known: readonly string[], report: Report): void {
  if (!isObject(item.value)) {
    const wanted = `a list of {${known.join(', ')}}`;
    report(diagnostic('wrong-type', { key: list, wanted, got: kindInWords(item.value) }, { span: item.span }));
    return;
  }
  for (const key of known)
    if (item.get(key).value === undefined)
      report(diagnostic('missing-key', { key, where: `An entry of ${list}` }, { span: item.span }));
  for (const key of item.keys)
    if (!known.includes(key))
      report(diagnostic('unknown-key', { key, near: nearNames(key, known), known }, { span: item.get(key).keySpan }));
}

/** AlertContext in either form: Panther's list, or a mapping of names to values. */
function readOutputs(cursor: Cursor, report: Report): Output[] {
  if (cursor.given && !isList(cursor.value) && !isObject(cursor.value)) {
    const wanted = 'a list of {KeyName, KeyValue} or a mapping of names to values';
    report(
      diagnostic('wrong-type', { key: 'AlertContext', wanted, got: kindInWords(cursor.value) }, { span: cursor.span }),
    );
  }
  const named = isObject(cursor.value)
    ? cursor.keys.map((name) => ({ name, at: cursor.get(name).keySpan, value: cursor.get(name) }))
    : cursor.items.flatMap((item) => {
        checkEntry(item, 'AlertContext', ['KeyName', 'KeyValue'], report);
        const name = item.get('KeyName');
        if (name.value !== undefined && name.text === undefined) {
          const got = kindInWords(name.value);
          report(diagnostic('wrong-type', { key: 'KeyName', wanted: 'text', got }, { span: name.span }));
        }
        const value = item.get('KeyValue');
        return name.text === undefined || value.value === undefined ? [] : [{ name: name.text, at: name.span, value }];
      });
  const seen = new Set<string>();
  return named.flatMap(({ name, at, value }): Output[] => {
    const trimmed = name.trim();
    if (trimmed === '') report(diagnostic('bad-value', { key: 'KeyName', detail: 'must not be empty' }, { span: at }));
    if (seen.has(trimmed)) report(diagnostic('duplicate-name', { key: 'AlertContext', value: trimmed }, { span: at }));
    seen.add(trimmed);
    const read = readKeyedValue(value, report);
    return read === undefined ? [] : [{ name: trimmed, value: read, span: at }];
  });
}
