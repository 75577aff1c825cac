import type { Test } from '../../ir/condition.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { Home, MappedCondition, MappedElement, MappedTest, MappedValue } from '../../mapping/mapping.ts';

/** Why nothing is asked of elements without a key. */
export const elementAbsence: Unsupported = {
  unsupported: 'Sigma cannot ask for an element that lacks a key: it reads a list as the values that are there.',
};

/**
 * A row `@ contains "key"` on the objects of a list as one that some of them has the key; where nobody knows what the elements are, beside
 * the row itself. `asked` takes the rows that are asked so.
 */
export function elementKeys(test: MappedTest, home: Home, asked: Set<Test>): MappedCondition | undefined {
  const { subject, operator, operands, ignoreCase, origin } = test;
  if (operator !== 'contains' || ignoreCase || operands.length === 0 || origin === undefined) return undefined;
  if (subject.kind !== 'reference' || subject.to.kind !== 'element') return undefined;
  const { to } = subject;
  const isOpen = (to.fieldType === 'unknown' || to.fieldType === 'json') && to.access.length === 0;
  if (to.fieldType !== 'object' && !isOpen) return undefined;
  const rows: MappedCondition[] = [];
  for (const operand of operands) {
    const key = operand.kind === 'literal' ? operand.value : undefined;
    const below = typeof key === 'string' ? elementBelow(to, key, home) : undefined;
    if (below === undefined) return undefined;
    const plain = { kind: 'test', operator: 'missing', operands: [], ignoreCase: false, flags: [] } as const;
    const isGone: Test = { ...plain, subject: { kind: 'reference', to: below.source, span: subject.span } };
    const row: MappedTest = { ...plain, subject: { ...subject, to: below }, origin: isGone };
    rows.push({ kind: 'not', operand: row });
  }
  asked.add(origin);
  return { kind: 'or', operands: to.fieldType === 'object' ? rows : [test, ...rows], span: test.span };
}

/** The field of an element below a key, where the home names it by its path; undefined where it may have another name. */
function elementBelow(to: MappedElement, key: string, home: Home): MappedElement | undefined {
  const { source, column } = to;
  // Without a column of its own the element is read whole, inside a field that holds JSON.
  if (column !== undefined && (home.native === undefined || column.holds === 'json-text')) return undefined;
  if (source.scope !== 'element' || !/^[A-Za-z_][\w-]*$/.test(key)) return undefined;
  if ([...home.fields.keys()].some((at) => at.replaceAll('[]', '').split('.').includes(key))) return undefined;
  return {
    ...to,
    access: [...to.access, key],
    source: { ...source, path: [...source.path, key] },
    column: column && { ...column, access: [...column.access, key] },
    fieldType: 'unknown',
  };
}

/** Whether an element without a key is asked for. */
export function asksAbsence(where: MappedCondition, depth: number): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.operands.some((operand) => asksAbsence(operand, depth));
    case 'quantifier':
      return where.quantifier === 'any' && asksAbsence(where.where, depth + 1);
    case 'test':
      return where.operator === 'missing' && isOnElement(where.subject, depth);
    case 'not':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return false;
  }
}

/** A row that a key is missing. */
export function isMissing(condition: MappedCondition): boolean {
  return condition.kind === 'test' && condition.operator === 'missing' && condition.subject.kind === 'reference';
}

function isOnElement(value: MappedValue, depth: number): boolean {
  return value.kind === 'reference' && value.to.kind === 'element' && value.to.depth <= depth;
}
