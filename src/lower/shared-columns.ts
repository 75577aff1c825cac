import type { Fidelity, Reason } from '../fidelity/reason.ts';
import { exact, unite } from '../fidelity/reason.ts';
import type { Condition, Test } from '../ir/condition.ts';
import type { Step } from '../ir/path.ts';
import type { Value } from '../ir/value.ts';
import { parseFieldKey } from '../mapping/field-key.ts';
import type { Column, Home, MappedColumn, MappedCondition, MappedRule, MappedValue } from '../mapping/mapping.ts';

/** Where several fields of the log have one name here, a row on one of them may be answered by another's value. */
export function sharedFidelity(node: MappedCondition | MappedValue, home: Home): Fidelity {
  const shared = sharedNames(home);
  if (shared.size === 0) return exact;
  const others = columnsIn(node).flatMap(({ column, source }): Condition[] => {
    const own = 'path' in source ? source.path.join('.') : '';
    return (shared.get(nameOf(column)) ?? [])
      .filter(({ path }) => path.join('.') !== own)
      .map((other) =>
        source.scope === 'event' && isKeptAlike(column, other.column)
          ? hasAnother(other.path, source.path)
          : isThere(other.path),
      );
  });
  if (others.length === 0) return exact;
  const when: Condition = { kind: 'or', operands: others };
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

interface Sharing {
  readonly path: readonly Step[];
  readonly column: Column;
}

function sharedNames(home: Home): ReadonlyMap<string, readonly Sharing[]> {
  const names = new Map<string, Sharing[]>();
  for (const [key, { columns }] of home.fields) {
    const parts = parseFieldKey(key) ?? [];
    if (parts.some(({ list }) => list)) continue;
    for (const column of columns)
      names.set(nameOf(column), [
        ...(names.get(nameOf(column)) ?? []),
        { path: parts.map(({ step }) => step), column },
      ]);
  }
  return new Map([...names].filter(([, sharing]) => sharing.length > 1));
}

/** Whether one value is kept as one, whichever of the two fields it came from. */
function isKeptAlike(a: Column, b: Column): boolean {
  const form = ({ name: _, certainty, cite, ...kept }: Column): string => JSON.stringify(kept);
  return !a.repeated && form(a) === form(b);
}

/** Whether the other field is there with a value that the own one does not have. */
function hasAnother(other: readonly Step[], own: readonly Step[]): Condition {
  const same: Condition = { ...row(own, 'eq'), operands: [reference(other)] };
  return {
    kind: 'and',
    operands: [
      isThere(other),
      {
        kind: 'or',
        operands: [row(own, 'missing'), { kind: 'not', operand: same }],
      },
    ],
  };
}

function isThere(path: readonly Step[]): Condition {
  return { kind: 'not', operand: row(path, 'missing') };
}

function row(path: readonly Step[], operator: 'eq' | 'missing'): Test {
  return { kind: 'test', subject: reference(path), operator, operands: [], ignoreCase: false, flags: [] };
}

function reference(path: readonly Step[]): Value {
  return { kind: 'reference', to: { scope: 'event', path } };
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
