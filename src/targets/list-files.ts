import type { BundleFile, Member, NamedList } from './bundle.ts';

/** Lists as tables of one column, a file each, that somebody brings into the SIEM. */
export function listFiles(
  lists: readonly NamedList[],
  { folder, kind, column }: { readonly folder: string; readonly kind: string; readonly column: string },
): readonly (BundleFile & Member)[] {
  return lists.map(({ table, values }) => ({
    path: `${folder}/${table}.csv`,
    kind,
    content: `${column}\n${values.map((value) => `${csvCell(String(value))}\n`).join('')}`,
  }));
}

/** A cell in quotes, quotes inside doubled. https://www.rfc-editor.org/rfc/rfc4180 */
function csvCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
