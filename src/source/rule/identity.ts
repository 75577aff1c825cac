import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';

/** The RuleID, where it can name a file on every system and a rule in every SIEM; undefined, and reported, where it cannot. */
export function readRuleId(cursor: Cursor, report: Report): string | undefined {
  if (cursor.value === undefined) return undefined; // the schema has reported it
  const id = cursor.text;
  if (id === undefined) {
    report(
      diagnostic(
        'wrong-type',
        { key: 'RuleID', wanted: 'text', got: kindInWords(cursor.value) },
        { span: cursor.span },
      ),
    );
    return undefined;
  }
  const problem = problemOf(id);
  if (problem === undefined) return id;
  report(diagnostic('bad-rule-id', { id, problem }, { span: cursor.span }));
  return undefined;
}

function problemOf(id: string): string | undefined {
  if (id.trim() === '') return 'is empty';
  if (id.length > 150) return 'has more than 150 characters';
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(id)) return 'holds line breaks, control or invisible characters';
  if (/[/\\]/.test(id)) return 'holds a slash, which would make it a path';
  if (id.includes('..')) return 'holds "..", which would climb out of a folder';
  if (/["'`]/.test(id)) return 'holds a quote';
  const odd = /[<>&%:|?*$\\{}[\]();,!#^~=+@]/.exec(id);
  if (odd) return `holds "${odd[0]}", which a file name or Panther does not take`;
  if (/^[\s.-]|[\s.]$/.test(id)) return 'begins or ends with a space, dot or hyphen';
  return undefined;
}

/** Warns of what Panther refuses in a DisplayName. */
export function readDisplayName(cursor: Cursor, id: string, report: Report): string {
  const name = cursor.text?.trim();
  if (name === undefined || name === '') return id;
  const odd = [...new Set(name.match(/[<>&"%]/g) ?? [])];
  if (odd.length > 0) report(diagnostic('bad-display-name', { characters: odd.join(' ') }, { span: cursor.span }));
  return name;
}

/** A list of texts, in order and without repetition; repetitions are reported. */
export function readDistinct(cursor: Cursor, report: Report, sameAs = (text: string) => text): Cursor[] {
  const seen = new Map<string, Cursor>();
  for (const item of cursor.items) {
    const text = item.written;
    if (text === undefined) continue;
    const known = sameAs(text);
    if (seen.has(known)) report(diagnostic('duplicate-entry', { key: cursor.name, value: text }, { span: item.span }));
    else seen.set(known, item);
  }
  return [...seen.values()];
}
