import type { SplExpression } from './ast.ts';
import { always, and, isSame, never, or } from './build.ts';

/**
 * The condition without guards that say nothing: `isnull(x)` and `isnotnull(x)` beside a row of the same conjunction that is true
 * only where x has a value. True for the same events, conditions inside functions included; what stands under NOT is left alone.
 */
export function withoutDeadGuards(expression: SplExpression, present: readonly SplExpression[] = []): SplExpression {
  switch (expression.kind) {
    case 'and': {
      // One after the other: of two rows that guard each other, one stays.
      const rows = [...expression.operands];
      rows.forEach((row, i) => {
        const others = rows.flatMap((other, j) => (i === j ? [] : presentIn(other)));
        rows[i] = withoutDeadGuards(row, [...present, ...others]);
      });
      return and(rows);
    }
    case 'or':
      return or(expression.operands.map((operand) => withoutDeadGuards(operand, present)));
    case 'call': {
      const [subject] = expression.args;
      const isKnown = subject !== undefined && present.some((known) => isSame(known, subject));
      if (isKnown && expression.name === 'isnull') return never;
      if (isKnown && expression.name === 'isnotnull') return always;
      return expression.args.length === 0
        ? expression
        : { ...expression, args: expression.args.map((arg) => withoutDeadGuards(arg)) };
    }
    case 'compare':
    case 'arithmetic':
      return {
        ...expression,
        left: withoutDeadGuards(expression.left),
        right: withoutDeadGuards(expression.right),
      };
    case 'concat':
      return { ...expression, parts: expression.parts.map((part) => withoutDeadGuards(part)) };
    case 'not':
    case 'field':
    case 'string':
    case 'number':
    case 'hoisted':
      return expression;
  }
}

/** What surely has a value where the condition is true. */
function presentIn(condition: SplExpression): readonly SplExpression[] {
  switch (condition.kind) {
    case 'and':
      return condition.operands.flatMap(presentIn);
    case 'or': {
      const [first = [], ...rest] = condition.operands.map(presentIn);
      return first.filter((one) => rest.every((all) => all.some((other) => isSame(one, other))));
    }
    case 'compare':
      return [...neededBy(condition.left), ...neededBy(condition.right)];
    case 'call':
      return ['isnotnull', 'match', 'in', 'cidrmatch'].includes(condition.name)
        ? condition.args.slice(0, condition.name === 'in' ? 1 : undefined).flatMap(neededBy)
        : [];
    case 'not':
    case 'field':
    case 'string':
    case 'number':
    case 'concat':
    case 'arithmetic':
    case 'hoisted':
      return [];
  }
}

/** Functions that give null where their first argument is null. */
const strict = new Set(['lower', 'upper', 'nullif', 'json_extract', 'tonumber', 'substr', 'len']);

/** A value, and what must have one for it to have one. */
function neededBy(value: SplExpression): readonly SplExpression[] {
  switch (value.kind) {
    case 'call': {
      const [first] = value.args;
      return first !== undefined && strict.has(value.name) ? [value, ...neededBy(first)] : [value];
    }
    case 'concat':
      return [value, ...value.parts.flatMap(neededBy)];
    case 'arithmetic':
      return [value, ...neededBy(value.left), ...neededBy(value.right)];
    case 'field':
    case 'hoisted':
      return [value];
    case 'string':
    case 'number':
    case 'compare':
    case 'and':
    case 'or':
    case 'not':
      return [];
  }
}
