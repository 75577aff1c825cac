import type { BundleFile, Member, NamedList } from '../bundle.ts';
import { writeConf } from './write-conf.ts';

/** The tables of named lists, each one column, and what makes lookups of them. */
export function lookupFiles(lists: readonly NamedList[]): readonly (BundleFile & Member)[] {
  if (lists.length === 0) return [];
  const tables = lists.map(({ name, values }) => ({ name: tableName(name), values }));
  const stanzas = tables.map(({ name }) => ({
    name,
    settings: new Map([
      ['filename', { value: `${name}.csv`, line: 0 }],
      ['case_sensitive_match', { value: 'true', line: 0 }],
    ]),
  }));
  return [
    { path: 'default/transforms.conf', kind: 'app-transforms.conf', content: writeConf(stanzas) },
    ...tables.map(({ name, values }) => ({
      path: `lookups/${name}.csv`,
      kind: 'app-lookup',
      content: `value\n${values.map((value) => `${csvCell(String(value))}\n`).join('')}`,
    })),
  ];
}

function tableName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_');
}

/** A cell in quotes, quotes inside doubled. https://www.rfc-editor.org/rfc/rfc4180 */
function csvCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
