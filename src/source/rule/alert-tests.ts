import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import type { Json, JsonObject } from '../../ir/json.ts';
import { isList, isNumber, isObject } from '../../ir/json.ts';
import type { AlertTest, ExpectedAlert, RuleTest, TestEvent } from '../../ir/rule.ts';
import { severityLevels } from '../../ir/rule.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';

const known = ['Name', 'Events', 'ExpectedAlerts'];
const knownOfEvent = ['Log', 'Like', 'With', 'Offset', 'Delay', 'Times', 'Every'];
const knownOfAlert = ['Title', 'Severity', 'Key', 'Events'];
/** Repeats of one entry: enough for any threshold, few enough to read a file with a slip of the pen. */
const mostTimes = 1000;
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A test over time has events instead of one log. */
export function isAlertTest(item: Cursor): boolean {
  return item.get('Events').value !== undefined || item.get('ExpectedAlerts').value !== undefined;
}

/** A test over time; undefined after reporting what is wrong with it. `Like` names one of `tests`. */
export function readAlertTest(item: Cursor, tests: readonly RuleTest[], report: Report): AlertTest | undefined {
  let sound = true;
  const tell: Report = (found) => {
    sound = false;
    report(found);
  };
  const name = item.get('Name').written?.trim() ?? '';
  checkKeys(item, known, tell);
  for (const key of known)
    if (item.get(key).value === undefined)
      tell(
        diagnostic(
          'missing-key',
          { key, where: name === '' ? 'A test with Events' : `The test "${name}"` },
          { span: item.span },
        ),
      );
  const events = readEvents(item.get('Events'), tests, tell);
  const expected = readExpected(item.get('ExpectedAlerts'), tell);
  return sound && name !== '' ? { name, events, expected, span: item.span } : undefined;
}

function readEvents(cursor: Cursor, tests: readonly RuleTest[], report: Report): readonly TestEvent[] {
  if (cursor.value !== undefined && (!isList(cursor.value) || cursor.value.length === 0))
    wrong(cursor, 'a list of {Log, Offset, Delay}', report);
  return cursor.items.flatMap((item) => {
    if (!isObject(item.value)) {
      wrong(item, '{Log, Offset, Delay}', report);
      return [];
    }
    checkKeys(item, knownOfEvent, report);
    const log = readLog(item, tests, report);
    const changes = readChanges(item.get('With'), report);
    const times = readTimes(item.get('Times'), report);
    const [offset, delay, every] = ['Offset', 'Delay', 'Every'].map((key) => readDuration(item.get(key), report));
    if (log === undefined) return [];
    return Array.from({ length: times }, () => changes)
      .flat()
      .map(
        (change, i): TestEvent => ({
          log: change === undefined ? log : merge(log, change),
          offset: (offset ?? 0) + i * (every ?? 0),
          delay: delay ?? 0,
        }),
      );
  });
}

/** The event itself, or that of the test that `Like` names. */
function readLog(item: Cursor, tests: readonly RuleTest[], report: Report): JsonObject | undefined {
  const [log, like] = [item.get('Log'), item.get('Like')];
  if (log.value !== undefined && like.value !== undefined) {
    report(diagnostic('bad-value', { key: 'Like', detail: 'stands beside Log: only one can be' }, { span: like.span }));
    return undefined;
  }
  if (like.value === undefined) {
    if (isObject(log.value)) return log.value;
    if (log.value === undefined)
      report(diagnostic('missing-key', { key: 'Log', where: 'An entry of Events' }, { span: item.span }));
    else wrong(log, 'the event, a mapping', report);
    return undefined;
  }
  const name = like.written?.trim() ?? '';
  const found = tests.find((test) => test.name === name);
  if (found !== undefined) return found.log;
  const names = tests.map((test) => test.name);
  report(
    diagnostic(
      'not-one-of',
      { key: 'Like', value: name, near: nearNames(name, names), allowed: names },
      { span: like.span },
    ),
  );
  return undefined;
}

/** The changes of each event; one without any where there is no `With`. */
function readChanges(cursor: Cursor, report: Report): readonly (JsonObject | undefined)[] {
  const { value } = cursor;
  if (value === undefined) return [undefined];
  if (isObject(value)) return [value];
  if (isList(value) && value.length > 0 && value.every(isObject)) return value.filter(isObject);
  wrong(cursor, 'a mapping, or a list of mappings', report);
  return [undefined];
}

function merge(log: JsonObject, change: JsonObject): JsonObject {
  const changed = Object.entries(change).map(([key, value]): [string, Json] => {
    const before = log[key];
    return [key, isObject(before) && isObject(value) ? merge(before, value) : value];
  });
  return { ...log, ...Object.fromEntries(changed) };
}

function readTimes(cursor: Cursor, report: Report): number {
  const { value } = cursor;
  if (value === undefined) return 1;
  if (typeof value === 'bigint' && value >= 1n && value <= BigInt(mostTimes)) return Number(value);
  wrong(cursor, `a whole number from 1 to ${mostTimes}`, report);
  return 1;
}

/** Milliseconds of a number of seconds or of a text with a unit. */
function readDuration(cursor: Cursor, report: Report): number | undefined {
  const { value } = cursor;
  if (value === undefined) return undefined;
  if (isNumber(value) && value >= 0) return Math.round(Number(value) * 1000);
  const [, amount, unit] = (typeof value === 'string' && /^(\d+(?:\.\d+)?)([smhd])$/.exec(value)) || [];
  if (amount !== undefined && unit !== undefined) return Math.round(Number(amount) * (units[unit] ?? 0));
  wrong(cursor, 'seconds, or a number with a unit (90s, 5m, 2h, 1d)', report);
  return undefined;
}

function readExpected(cursor: Cursor, report: Report): AlertTest['expected'] {
  const { value } = cursor;
  if (typeof value === 'bigint' && value >= 0n) return Number(value);
  if (value !== undefined && !isList(value))
    wrong(cursor, 'a number of alerts, or a list of {Title, Severity, Key, Events}', report);
  return cursor.items.map((item): ExpectedAlert => {
    if (!isObject(item.value)) wrong(item, '{Title, Severity, Key, Events}', report);
    checkKeys(item, knownOfAlert, report);
    const text = (key: string): string | undefined => {
      const at = item.get(key);
      if (at.value !== undefined && at.text === undefined) wrong(at, 'text', report);
      return at.text;
    };
    const level = text('Severity');
    const severity = severityLevels.find((one) => one === level);
    if (level !== undefined && severity === undefined) {
      const near = nearNames(level, severityLevels);
      const told = { key: 'Severity', value: level, near, allowed: severityLevels };
      report(diagnostic('not-one-of', told, { span: item.get('Severity').span }));
    }
    const events = item.get('Events');
    const count = typeof events.value === 'bigint' && events.value > 0n ? Number(events.value) : undefined;
    if (events.value !== undefined && count === undefined) wrong(events, 'a number of events', report);
    return { title: text('Title'), severity, key: text('Key'), events: count };
  });
}

function checkKeys(item: Cursor, allowed: readonly string[], report: Report): void {
  for (const key of item.keys)
    if (!allowed.includes(key))
      report(
        diagnostic(
          'unknown-key',
          { key, near: nearNames(key, allowed), known: allowed },
          { span: item.get(key).keySpan },
        ),
      );
}

function wrong(cursor: Cursor, wanted: string, report: Report): void {
  const got = cursor.text === undefined ? kindInWords(cursor.value) : `the text ${JSON.stringify(cursor.text)}`;
  report(diagnostic('wrong-type', { key: cursor.name, wanted, got }, { span: cursor.span }));
}
