import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Lifecycle } from '../../ir/rule.ts';
import type { Cursor } from '../cursor.ts';
import { readRuleId } from './identity.ts';
import type { RuleSource } from './rule-source.ts';

/** Whether the rule runs and alerts, and how old and mature it is. */
export function readLifecycle(source: RuleSource, report: Report): Lifecycle {
  return {
    enabled: source.get('Enabled').value === true,
    createAlert: source.get('CreateAlert').value !== false,
    status: written(source.get('Status')),
    version: written(source.get('Version')),
    ...formerly(source.get('Formerly'), report),
    date: readDate(source.get('Date'), report),
    modified: readDate(source.get('Modified'), report),
  };
}

/** Former names become file names and ids as a RuleID does. */
function formerly(cursor: Cursor, report: Report): Pick<Lifecycle, 'formerly'> {
  const names = cursor.items.flatMap((item) => readRuleId(item, report) ?? []);
  return names.length > 0 ? { formerly: names } : {};
}

function written(cursor: Cursor): string | undefined {
  const text = cursor.written?.trim();
  return text === '' ? undefined : text;
}

/** A day as YYYY-MM-DD; undefined where none is given, and, reported, where there is no such day. */
export function readDate(cursor: Cursor, report: Report): string | undefined {
  const text = cursor.text;
  if (text === undefined) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const time = new Date(`${text}T00:00:00Z`);
    if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)) return text;
  }
  report(diagnostic('bad-date', { key: cursor.name, value: text }, { span: cursor.span }));
  return undefined;
}
