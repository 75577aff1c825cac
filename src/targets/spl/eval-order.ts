import type { Assignment, SplExpression } from './ast.ts';
import { fieldsIn, withParts } from './build.ts';

/**
 * Assignments in an order in which none overwrites a field that a later one reads, as eval sees what stands before. Where two read
 * each other's field, the raw value is kept under another name first.
 */
export function inOrder(assignments: readonly Assignment[]): readonly Assignment[] {
  const left = [...assignments];
  const ordered: Assignment[] = [];
  while (left.length > 0) {
    const free = left.findIndex((a) => !left.some((b) => b !== a && fieldsIn(b.value).has(a.name)));
    const [next] = left.splice(Math.max(free, 0), 1);
    if (next === undefined) break;
    if (free === -1) {
      const copy = `raw_${next.name}`;
      ordered.unshift({ name: copy, value: { kind: 'field', name: next.name } });
      left.forEach((other, i) => {
        left[i] = { ...other, value: renamed(other.value, next.name, copy) };
      });
    }
    ordered.push(next);
  }
  return ordered.filter(({ name, value }) => !(value.kind === 'field' && value.name === name));
}

function renamed(expression: SplExpression, from: string, to: string): SplExpression {
  if (expression.kind === 'hoisted') return expression;
  if (expression.kind === 'field') return expression.name === from ? { ...expression, name: to } : expression;
  return withParts(expression, (part) => renamed(part, from, to));
}
