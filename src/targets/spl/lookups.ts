import type { BundleFile, Member, NamedList } from '../bundle.ts';
import { listFiles } from '../list-files.ts';
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
    ...listFiles(lists, { folder: 'lookups', kind: 'app-lookup', column: lookupColumn }),
  ];
}
