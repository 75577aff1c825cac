import type { Fidelity, Reason } from '../fidelity/reason.ts';
import { exact, unite } from '../fidelity/reason.ts';
import type { Condition } from '../ir/condition.ts';
import type { Step } from '../ir/path.ts';
import { parseFieldKey } from '../mapping/field-key.ts';
import type { Home, MappedColumn, MappedCondition, MappedRule, MappedValue } from '../mapping/mapping.ts';

/** Where several fields of the log have one name here, a row on one of them may be answered by another's value. */
export function sharedFidelity(node: MappedCondition | MappedValue, home: Home): Fidelity {
  const shared = sharedNames(home);
  if (shared.size === 0) return exact;
  const others = columnsIn(node).flatMap((column) => {
    const { source } = column;
    const own = 'path' in source ? source.path.join('.') : '';
    return (shared.get(nameOf(column.column)) ?? []).filter((path) => path.join('.') !== own);
  });
  if (others.length === 0) return exact;
  const when: Condition = { kind: 'or', operands: others.map(isThere) };
  const reason: Reason = { code: 'other-name', within: [], detail: { when } };
  return { wider: [reason], narrower: [reason] };
}

/** The same of what alerts are grouped by and counted of. */
export function sharedKeys({ key, keyParts, distinct, home }: MappedRule): Fidelity {
  return unite([key, ...keyParts, ...(distinct ? [distinct] : [])].map((value) => sharedFidelity(value, home)));
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

/** The columns that a condition reads. */
function columnsIn(node: MappedCondition | MappedValue): readonly MappedColumn[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.flatMap(columnsIn);
    case 'not':
      return columnsIn(node.operand);
    case 'quantifier':
    case 'first':
      return [...columnsIn(node.list), ...columnsIn(node.where)];
    case 'map':
      return [...columnsIn(node.list), ...columnsIn(node.where), ...columnsIn(node.value)];
    case 'test':
      return [node.subject, ...node.operands].flatMap(columnsIn);
    case 'reference':
      return node.to.kind === 'column' ? [node.to] : [];
    case 'call':
      return node.args.flatMap(columnsIn);
    case 'if':
      return [...columnsIn(node.condition), ...columnsIn(node.then), ...columnsIn(node.otherwise)];
    case 'lookup':
      return [...columnsIn(node.value), ...columnsIn(node.otherwise)];
    case 'at':
      return columnsIn(node.of);
    case 'literal':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return [];
  }
}
