import type {
  CallTerm,
  Comparison,
  ComparisonOperator,
  FieldTerm,
  Modifier,
  YaralExpression,
  YaralTerm,
} from './ast.ts';

/** The name of the one event variable of every rule. */
export const eventVariable = 'e';

/** A conjunction, flat; alone where there is one operand. */
export function and(operands: readonly YaralExpression[]): YaralExpression {
  return join('and', operands);
}

/** A disjunction, flat; alone where there is one operand. */
export function or(operands: readonly YaralExpression[]): YaralExpression {
  return join('or', operands);
}

function join(kind: 'and' | 'or', operands: readonly YaralExpression[]): YaralExpression {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  const [only, ...more] = flat;
  return only !== undefined && more.length === 0 ? only : { kind, operands: flat };
}

/** The negation: `!=` for `=` where no element of a list is meant, since `any f != v` is another question than `not any f = v`. */
export function not(operand: YaralExpression): YaralExpression {
  if (operand.kind === 'not') return operand.operand;
  if (operand.kind !== 'compare' || asksManyElements(operand)) return { kind: 'not', operand };
  if (operand.operator === '=') return { ...operand, operator: '!=' };
  if (operand.operator === '!=') return { ...operand, operator: '=' };
  return { kind: 'not', operand };
}

/** A comparison. */
export function compare(left: YaralTerm, operator: ComparisonOperator, right: YaralTerm, nocase = false): Comparison {
  return { kind: 'compare', operator, left, right, nocase };
}

/** A boolean function as a row. */
export function predicate(name: string, args: readonly YaralTerm[], nocase = false): YaralExpression {
  return { kind: 'predicate', call: call(name, args), nocase };
}

/** A function of terms. */
export function call(name: string, args: readonly YaralTerm[]): CallTerm {
  return { kind: 'call', name, args };
}

/** A constant text. */
export function text(value: string): YaralTerm {
  return { kind: 'text', value };
}

/** A constant integer. */
export function int(value: bigint | number): YaralTerm {
  return { kind: 'int', value: BigInt(value) };
}

/** A field by its dotted path, for the fields that every event has: `metadata.id`. */
export function plainField(path: string): FieldTerm {
  return { kind: 'field', path: path.split('.').map((name) => ({ kind: 'field', name })), modifier: 'none' };
}

/** The fields that an expression reads. */
export function fieldsIn(node: YaralExpression | YaralTerm): readonly FieldTerm[] {
  switch (node.kind) {
    case 'field':
      return [node];
    case 'and':
    case 'or':
      return node.operands.flatMap(fieldsIn);
    case 'not':
    case 'same-element':
      return fieldsIn(node.operand);
    case 'compare':
      return [...fieldsIn(node.left), ...fieldsIn(node.right)];
    case 'predicate':
      return fieldsIn(node.call);
    case 'call':
      return node.args.flatMap(fieldsIn);
    case 'if':
      return [...fieldsIn(node.condition), ...fieldsIn(node.then), ...fieldsIn(node.otherwise)];
    case 'exists':
    case 'table':
    case 'text':
    case 'int':
    case 'float':
    case 'bool':
    case 'regex':
    case 'raw':
    case 'variable':
    case 'count':
      return [];
  }
}

/** The same expression with every field rewritten. */
export function mapFields<N extends YaralExpression | YaralTerm>(node: N, change: (field: FieldTerm) => YaralTerm): N {
  // A field becomes a term and every other node keeps its kind, so the result has the node's own type class.
  return rewrite(node, change) as N;
}

function rewrite(
  node: YaralExpression | YaralTerm,
  change: (field: FieldTerm) => YaralTerm,
): YaralExpression | YaralTerm {
  switch (node.kind) {
    case 'field':
      return change(node);
    case 'and':
    case 'or':
      return { ...node, operands: node.operands.map((operand) => mapFields(operand, change)) };
    case 'not':
    case 'same-element':
      return { ...node, operand: mapFields(node.operand, change) };
    case 'compare':
      return { ...node, left: mapFields(node.left, change), right: mapFields(node.right, change) };
    case 'predicate':
      return { ...node, call: mapFields(node.call, change) };
    case 'call':
      return { ...node, args: node.args.map((arg) => mapFields(arg, change)) };
    case 'if':
      return {
        ...node,
        condition: mapFields(node.condition, change),
        then: mapFields(node.then, change),
        otherwise: mapFields(node.otherwise, change),
      };
    case 'exists':
    case 'table':
    case 'text':
    case 'int':
    case 'float':
    case 'bool':
    case 'regex':
    case 'raw':
    case 'variable':
    case 'count':
      return node;
  }
}

/** The expression with its fields asked in another way. */
export function withModifier<N extends YaralExpression | YaralTerm>(
  node: N,
  from: readonly Modifier[],
  to: Modifier,
): N {
  return mapFields(node, (field) => (from.includes(field.modifier) ? { ...field, modifier: to } : field));
}

function asksManyElements(expression: YaralExpression): boolean {
  return fieldsIn(expression).some((field) => field.modifier === 'any' || field.modifier === 'all');
}
