import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { AttackEntry, Report as FrameworkReport, Metadata, SummaryAttribute } from '../../ir/rule.ts';
import { parseKeyPath } from '../condition-table/index.ts';
import type { Cursor } from '../cursor.ts';
import { readDistinct } from './identity.ts';
import type { RuleSource } from './rule-source.ts';

/** Everything that people read about a rule, and its frameworks. */
export function readMetadata(source: RuleSource, report: Report): Metadata {
  const { reports, attack } = readReports(source.get('Reports'), report);
  return {
    description: prose(source.get('Description')),
    references: readReferences(source.get('Reference')),
    runbook: prose(source.get('Runbook')),
    author: prose(source.get('Author')),
    falsePositives: texts(source.get('FalsePositives')),
    tags: readDistinct(source.get('Tags'), report, (tag) => tag.toLowerCase()).map((tag) => tag.written ?? ''),
    reports,
    attack,
    summaryAttributes: readSummary(source.get('SummaryAttributes'), report),
  };
}

function prose(cursor: Cursor): string | undefined {
  const text = cursor.text?.trim();
  return text === '' ? undefined : text;
}

/** A list of texts, or one text. */
function texts(cursor: Cursor): string[] {
  const all = cursor.text === undefined ? cursor.items.map((item) => item.text) : [cursor.text];
  return all.flatMap((text) => (text === undefined || text.trim() === '' ? [] : [text.trim()]));
}

/** The URLs of `Reference`, which may hold several with words between them; a text without a URL stands as it is. */
function readReferences(cursor: Cursor): string[] {
  const found = texts(cursor).flatMap((text) => {
    const urls = text.match(/https?:\/\/[^\s<>"]+/g)?.map((url) => url.replace(/[,;]+$/, ''));
    return urls ?? [text];
  });
  return [...new Set(found)];
}

function readSummary(cursor: Cursor, report: Report): SummaryAttribute[] {
  return readDistinct(cursor, report).flatMap((item): SummaryAttribute[] => {
    const text = item.text ?? '';
    const path = parseKeyPath(text);
    if (path !== undefined) return [{ path: { scope: 'event', path }, text, span: item.span }];
    if (text !== '')
      report(
        diagnostic('bad-key-path', { path: text, problem: 'cannot be read' }, { span: item.span, severity: 'warning' }),
      );
    return [];
  });
}

const mitre = 'MITRE ATT&CK';

function readReports(cursor: Cursor, report: Report): { reports: FrameworkReport[]; attack: AttackEntry[] } {
  const reports: FrameworkReport[] = [];
  const attack: AttackEntry[] = [];
  for (const framework of cursor.keys) {
    const value = cursor.get(framework);
    const entries = value.items.length > 0 ? readDistinct(value, report) : value.written === undefined ? [] : [value];
    const ids = entries.map((entry) => entry.written ?? '').filter((id) => id !== '');
    reports.push({ framework, ids, span: value.keySpan });
    if (/^TA\d+$|^T\d{4}/i.test(framework)) report(diagnostic('bad-framework', { framework }, { span: value.keySpan }));
    if (!/^mitre\b/i.test(framework)) continue;
    if (framework !== mitre && !/^mitre[ _-]?att.?ck$/i.test(framework)) continue;
    for (const entry of entries) {
      const read = readAttack(entry, report);
      if (read) attack.push(read);
    }
  }
  return { reports, attack };
}

function readAttack(entry: Cursor, report: Report): AttackEntry | undefined {
  const value = entry.written ?? '';
  const match = /^(TA\d{4})(?::(T\d{4}(?:\.\d{3})?))?$/.exec(value);
  const [, tactic, technique] = match ?? [];
  if (tactic !== undefined) return { tactic, technique, span: entry.span };
  report(diagnostic('bad-mitre', { value, suggestion: mend(value) }, { span: entry.span }));
  return undefined;
}

/** The entry that was most likely meant: digits filled up, case and separators put right. */
function mend(value: string): string | undefined {
  const loose = /^\s*(TA)[\s-]*(\d{1,4})\s*(?:[:./,;|\s-]+\s*T[\s-]*(\d{4})(?:[./-](\d{1,3}))?)?\s*$/i.exec(value);
  const [, prefix, tactic, technique, sub] = loose ?? [];
  if (prefix === undefined || tactic === undefined) return undefined;
  const under = technique === undefined ? '' : `:T${technique}${sub === undefined ? '' : `.${sub.padStart(3, '0')}`}`;
  return `TA${tactic.padStart(4, '0')}${under}`;
}
