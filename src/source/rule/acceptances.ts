import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import { reasons } from '../../fidelity/reasons.ts';
import type { Loss, Suppression, Waiver } from '../../ir/rule.ts';
import { parseValue } from '../condition-table/index.ts';
import type { Cursor } from '../cursor.ts';
import { readDate } from './lifecycle.ts';

/** The waivers that are complete; their codes are checked against the list of reasons. */
export function readWaivers(cursor: Cursor, report: Report): Waiver[] {
  return cursor.items.flatMap((item): Waiver[] => {
    const [target, code, reason] = ['Target', 'Code', 'Reason'].map((key) => item.get(key).text);
    const expires = readDate(item.get('Expires'), report);
    const field = item.get('Field');
    if (field.placed !== undefined) parseValue(field.placed, report);
    if (code !== undefined) checkCode(item.get('Code'), code, report);
    if (target === undefined || code === undefined || reason === undefined) return [];
    return [{ target, code, reason, field: field.text, expires, span: item.span }];
  });
}

function checkCode(cursor: Cursor, code: string, report: Report): void {
  if (Object.hasOwn(reasons, code)) return;
  const known = Object.keys(reasons);
  report(diagnostic('unknown-reason', { code, near: nearNames(code, known), known }, { span: cursor.span }));
}

/** What the original of the rule asked beyond its condition. */
export function readLosses(cursor: Cursor): Loss[] {
  return cursor.items.flatMap((item): Loss[] => {
    const construct = item.get('Construct').text;
    const why = item.get('Why').text;
    return construct === undefined || why === undefined ? [] : [{ construct, why, span: item.span }];
  });
}

/** The lint findings that the author switched off. */
export function readSuppressions(cursor: Cursor): Suppression[] {
  return cursor.items.flatMap((item): Suppression[] => {
    const lint = item.get('Lint').text;
    const reason = item.get('Reason').text;
    return lint === undefined || reason === undefined ? [] : [{ lint, reason, span: item.span }];
  });
}

/** The homes that the rule chooses, by target. */
export function readHomes(cursor: Cursor): Record<string, string> {
  const pairs = cursor.keys.flatMap((target): [string, string][] => {
    const home = cursor.get(target).text;
    return home === undefined ? [] : [[target, home]];
  });
  return Object.fromEntries(pairs);
}
