/** Sigma's condition over the names of selections. */
export type ConditionExpression =
  | { readonly kind: 'name'; readonly name: string }
  /** `1 of prefix_*`, `all of prefix_*`. */
  | { readonly kind: 'of'; readonly quantity: '1' | 'all'; readonly pattern: string }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly ConditionExpression[] }
  | { readonly kind: 'not'; readonly operand: ConditionExpression };

/** The condition in lower case, as the grammar demands; and/or never mix without parentheses. */
export function printCondition(expression: ConditionExpression): string {
  return print(expression, 'top');
}

function print(expression: ConditionExpression, around: 'top' | 'and' | 'or' | 'not'): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'of':
      return `${expression.quantity} of ${expression.pattern}`;
    case 'and':
    case 'or': {
      const text = expression.operands.map((o) => print(o, expression.kind)).join(` ${expression.kind} `);
      return around === 'top' || around === expression.kind ? text : `(${text})`;
    }
    case 'not':
      return `not ${print(expression.operand, 'not')}`;
  }
}
