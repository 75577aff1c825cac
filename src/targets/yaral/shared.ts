import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Column, FieldEntry, Home, MappedCondition, MappedTest } from '../../mapping/mapping.ts';
import { pathOf, printPath } from './path.ts';

/**
 * The repeated columns into which a home writes both a field of the event and a field of some list's elements: whose value one
 * of them is cannot be told. Column path → the fields of the log that share it.
 */
export function sharedColumns(home: Home): ReadonlyMap<string, readonly string[]> {
  const ofEvent = new Map<string, string[]>();
  const ofElements = new Map<string, string[]>();
  for (const [field, entry] of home.fields) {
    if (!field.includes('[]')) addTo(ofEvent, field, entry);
    for (const { fields } of entry.where)
      for (const [key, inner] of fields) addTo(ofElements, `${field}[].${key}`, inner);
  }
  return new Map(
    [...ofEvent].flatMap(([path, fields]) => {
      const others = ofElements.get(path);
      return others ? [[path, [...fields, ...others]] as const] : [];
    }),
  );
}

function addTo(found: Map<string, string[]>, field: string, { columns }: FieldEntry): void {
  for (const column of columns) {
    const path = pathIn(column);
    if (path !== undefined && column.repeated) found.set(path, [...(found.get(path) ?? []), field]);
  }
}

function pathIn(column: Column): string | undefined {
  const path = pathOf(column);
  return path && printPath(path);
}

/** What rows on such columns may answer otherwise: the values of the other fields satisfy them too. */
export function sharedFidelity(condition: MappedCondition, shared: ReadonlyMap<string, readonly string[]>): Fidelity {
  const wider: Reason[] = [];
  const narrower: Reason[] = [];
  const visit = (node: MappedCondition, negated: boolean): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        for (const operand of node.operands) visit(operand, negated);
        return;
      case 'not':
        visit(node.operand, !negated);
        return;
      case 'quantifier':
        visit(node.where, negated !== (node.quantifier === 'none'));
        return;
      case 'test': {
        const row: MappedTest = node;
        if (!readsShared(row, shared)) return;
        const asksNull = row.operator === 'is_null' || row.operator === 'missing';
        (negated === asksNull ? wider : narrower).push({ code: 'column-shared', test: row.origin, within: [] });
        return;
      }
      case 'true':
      case 'false':
      case 'dropped':
      case 'refused':
        return;
    }
  };
  visit(condition, false);
  return { wider, narrower };
}

function readsShared({ subject }: MappedTest, shared: ReadonlyMap<string, readonly string[]>): boolean {
  if (subject.kind !== 'reference' || subject.to.kind === 'unmapped' || !subject.to.column) return false;
  return shared.has(pathIn(subject.to.column) ?? '');
}
