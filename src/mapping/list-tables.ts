/**
 * The names under which stores keep named lists, by the list's own: letters, digits and underscores, which every SIEM takes in the name of a
 * table. A list has none where another's would be the same.
 */
export function listTables(names: Iterable<string>): ReadonlyMap<string, string> {
  const byTable = new Map<string, string[]>();
  for (const name of names) {
    const table = tableName(name);
    const key = table.toLowerCase();
    byTable.set(key, [...(byTable.get(key) ?? []), name]);
  }
  return new Map(
    [...byTable.values()].flatMap(([only, ...more]) =>
      only !== undefined && more.length === 0 ? [[only, tableName(only)] as const] : [],
    ),
  );
}

/** The tables of lists with what each holds. */
export function tablesOf<T>(lists: ReadonlyMap<string, readonly T[]>): ReadonlyMap<string, readonly T[]> {
  return new Map([...listTables(lists.keys())].map(([name, table]) => [table, lists.get(name) ?? []]));
}

/** `okta-corporate-egress` → `okta_corporate_egress`. */
function tableName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `list_${plain}`;
}
