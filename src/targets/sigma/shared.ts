import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact } from '../../fidelity/reason.ts';
import type { Condition } from '../../ir/condition.ts';
import type { Step } from '../../ir/path.ts';
import { parseFieldKey } from '../../mapping/field-key.ts';
import type { Home, MappedColumn, MappedCondition, MappedValue } from '../../mapping/mapping.ts';

/** Where several fields of the log have one name here, a row on one of them may be answered by another's value. */
export function sharedFidelity(condition: MappedCondition, home: Home): Fidelity {
  const shared = sharedNames(home);
  if (shared.size === 0) return exact;
  const others = columnsIn(condition).flatMap((column) => {
    const { source } = column;
    const own = 'path' in source ? source.path.join('.') : '';
    return (shared.get(nameOf(column.column)) ?? []).filter((path) => path.join('.') !== own);
  });
  if (others.length === 0) return exact;
  const when: Condition = { kind: 'or', operands: others.map(isThere) };
  const reason: Reason = { code: 'other-name', within: [], detail: { when } };
  return { wider: [reason], narrower: [reason] };
}

function nameOf({ name, access }: MappedColumn['column']): string {
  return [name, ...access].join('.');
}

function sharedNames(home: Home): ReadonlyMap<string, readonly (readonly Step[])[]> {
  const names = new Map<string, (readonly Step[])[]>();
  for (const [key, { columns }] of home.fields) {
    const parts = parseFieldKey(key) ?? [];
    if (parts.some(({ list }) => list)) continue;
    for (const column of columns)
      names.set(nameOf(column), [...(names.get(nameOf(column)) ?? []), parts.map(({ step }) => step)]);
  }
  return new Map([...names].filter(([, paths]) => paths.length > 1));
}

function isThere(path: readonly Step[]): Condition {
  const subject = { kind: 'reference', to: { scope: 'event', path } } as const;
  return {
    kind: 'not',
    operand: { kind: 'test', subject, operator: 'missing', operands: [], ignoreCase: false, flags: [] },
  };
}

/** The columns that a condition's rows and lists read. Sigma has names for references alone. */
function columnsIn(condition: MappedCondition): readonly MappedColumn[] {
  const of = (value: MappedValue): readonly MappedColumn[] => {
    if (value.kind === 'call') return value.args.flatMap(of);
    return value.kind === 'reference' && value.to.kind === 'column' ? [value.to] : [];
  };
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(columnsIn);
    case 'not':
      return columnsIn(condition.operand);
    case 'quantifier':
      return [...of(condition.list), ...columnsIn(condition.where)];
    case 'test':
      return [condition.subject, ...condition.operands].flatMap(of);
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return [];
  }
}
