import type { BundleFile, Member, NamedList } from '../bundle.ts';
import { lookupColumn } from './lookup-rows.ts';
import { writeConf } from './write-conf.ts';

/** The tables of named lists, each one column, and what makes lookups of them. */
export function lookupFiles(lists: readonly NamedList[]): readonly (BundleFile & Member)[] {
  if (lists.length === 0) return [];
  const stanzas = lists.map(({ table }) => ({
    name: table,
    settings: new Map([
      ['filename', { value: `${table}.csv`, line: 0 }],
      ['case_sensitive_match', { value: 'true', line: 0 }],
    ]),
  }));
  return [
    { path: 'default/transforms.conf', kind: 'app-transforms.conf', content: writeConf(stanzas) },
    ...lists.map(({ table, values }) => ({
      path: `lookups/${table}.csv`,
      kind: 'app-lookup',
      content: `${lookupColumn}\n${values.map((value) => `${csvCell(String(value))}\n`).join('')}`,
    })),
  ];
}

/** A cell in quotes, quotes inside doubled. https://www.rfc-editor.org/rfc/rfc4180 */
function csvCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
