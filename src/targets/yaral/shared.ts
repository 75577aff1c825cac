import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Value } from '../../ir/value.ts';
import { isNullTest } from '../../mapping/map-condition.ts';
import type { Column, FieldEntry, Home, MappedCondition, MappedTest } from '../../mapping/mapping.ts';
import { pathOf, printPath } from './path.ts';

/** Column path → the fields of the log that a home writes into it. */
export type SharedColumns = ReadonlyMap<string, readonly string[]>;

/** The columns that several fields of the log share: whose value one of them is cannot be told. */
export function sharedColumns(home: Home): SharedColumns {
  const { ofEvent, ofElements } = writersOf(home);
  return new Map(
    [...ofEvent].flatMap(([path, fields]) => {
      const all = [...fields, ...(ofElements.get(path) ?? [])];
      return all.length > 1 ? [[path, all] as const] : [];
    }),
  );
}

/** The columns that a field of the event shares with a field of some list's elements: no one value may be taken from them. */
export function ambiguousColumns(home: Home): SharedColumns {
  const { ofElements } = writersOf(home);
  return new Map([...sharedColumns(home)].filter(([path]) => ofElements.has(path)));
}

function writersOf(home: Home): { readonly ofEvent: SharedColumns; readonly ofElements: SharedColumns } {
  const ofEvent = new Map<string, string[]>();
  const ofElements = new Map<string, string[]>();
  for (const [field, entry] of home.fields) {
    if (!field.includes('[]')) addTo(ofEvent, field, entry);
    for (const { fields } of entry.where)
      for (const [key, inner] of fields) addTo(ofElements, `${field}[].${key}`, inner);
  }
  return { ofEvent, ofElements };
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
export function sharedFidelity(condition: MappedCondition, shared: SharedColumns): Fidelity {
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
        // A null test on a column that tells of presence: one of its values stands for nothing.
        const told = row.origin && isNullTest(row.origin) && row.operator === 'eq' ? row.operands[0] : undefined;
        const absent = told?.kind === 'literal' && typeof told.value === 'string' ? [told.value] : undefined;
        const detail = { column: column.name, values: column.values, absentAs: absent };
        const reason: Reason = { code: 'column-shared', test: row.origin, within, detail };
        const flipped: Reason = negated ? { ...reason, flipped: true } : reason;
        const { asksUnset, asksSet } = asked(row);
        if (!column.repeated || absent || (negated ? asksUnset : asksSet)) wider.push(flipped);
        if (!column.repeated || absent || (negated ? asksSet : asksUnset)) narrower.push(flipped);
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

function sharedColumn({ subject }: MappedTest, shared: SharedColumns): Column | undefined {
  if (subject.kind !== 'reference' || subject.to.kind === 'unmapped' || !subject.to.column) return undefined;
  return shared.has(pathIn(subject.to.column) ?? '') ? subject.to.column : undefined;
}

/** Whether a row may hold where the field is unset, and where it is set. */
function asked({ operator, operands }: MappedTest): { readonly asksUnset: boolean; readonly asksSet: boolean } {
  if (operator === 'is_null' || operator === 'missing') return { asksUnset: true, asksSet: false };
  const isUnset = operands.map((one) => one.kind === 'literal' && (one.value === null || one.value === ''));
  return { asksUnset: isUnset.includes(true), asksSet: isUnset.length === 0 || isUnset.includes(false) };
}
