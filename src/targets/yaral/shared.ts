import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Value } from '../../ir/value.ts';
import type { Column, FieldEntry, Home, MappedCondition, MappedTest } from '../../mapping/mapping.ts';
import { pathOf, printPath } from './path.ts';

/**
 * The columns into which a home writes several fields of the log: whose value one of them is cannot be told. Column path → the fields
 * that share it.
 */
export function sharedColumns(home: Home): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  const branches = new Map<string, string[]>();
  for (const [field, entry] of home.fields) {
    if (!field.includes('[]')) addTo(fields, field, entry);
    // The branches of one list share columns among themselves: its elements are told apart by their own rows.
    const own = new Map<string, string[]>();
    for (const { fields: inside } of entry.where)
      for (const [key, inner] of inside) addTo(own, `${field}[].${key}`, inner);
    for (const [path, names] of own) branches.set(path, [...(branches.get(path) ?? []), ...names]);
  }
  return new Map(
    [...fields].flatMap(([path, names]) => {
      const all = [...names, ...(branches.get(path) ?? [])];
      return all.length > 1 ? [[path, all] as const] : [];
    }),
  );
}

function addTo(found: Map<string, string[]>, field: string, { columns, presence }: FieldEntry): void {
  for (const column of [...columns, ...(presence ? [presence.column] : [])]) {
    const path = column.certainty === 'guessed' ? undefined : pathIn(column);
    if (path !== undefined) found.set(path, [...(found.get(path) ?? []), field]);
  }
}

function pathIn(column: Column): string | undefined {
  const path = pathOf(column);
  return path && printPath(path);
}

/** What rows on such columns may answer otherwise: the values of the other fields satisfy them too, and may stand in their place. */
export function sharedFidelity(condition: MappedCondition, shared: ReadonlyMap<string, readonly string[]>): Fidelity {
  const wider: Reason[] = [];
  const narrower: Reason[] = [];
  const visit = (node: MappedCondition, negated: boolean, within: readonly Value[]): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        for (const operand of node.operands) visit(operand, negated, within);
        return;
      case 'not':
        visit(node.operand, !negated, within);
        return;
      case 'quantifier':
        visit(node.where, negated !== (node.quantifier === 'none'), within);
        return;
      case 'test': {
        const column = sharedColumn(node, shared);
        if (column === undefined) return;
        const row: MappedTest = node;
        const detail = { column: column.name, values: column.values };
        const reason: Reason = { code: 'column-shared', test: row.origin, within, detail };
        const flipped: Reason = negated ? { ...reason, flipped: true } : reason;
        const asksNull = row.operator === 'is_null' || row.operator === 'missing';
        if (!column.repeated || negated === asksNull) wider.push(flipped);
        if (!column.repeated || negated !== asksNull) narrower.push(flipped);
        return;
      }
      case 'true':
      case 'false':
      case 'dropped':
      case 'refused':
        return;
    }
  };
  visit(condition, false, []);
  return { wider, narrower };
}

function sharedColumn({ subject }: MappedTest, shared: ReadonlyMap<string, readonly string[]>): Column | undefined {
  if (subject.kind !== 'reference' || subject.to.kind === 'unmapped' || !subject.to.column) return undefined;
  return shared.has(pathIn(subject.to.column) ?? '') ? subject.to.column : undefined;
}
