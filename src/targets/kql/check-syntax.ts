import type { KqlNode, KqlSyntax, ScalarType } from './syntax.ts';

/** Something wrong with an expression, at a UTF-16 offset of the text. */
export interface Fault {
  readonly message: string;
  readonly at: number;
}

/** Faults that Microsoft's binder lets pass: comparisons of constants, and of types that the engine does not compare. */
export function checkSyntax(syntax: KqlSyntax): readonly Fault[] {
  const constants = new Map<string, KqlNode>();
  for (const bound of syntax.lets) if (bound.kind === 'scalar') constants.set(bound.name, bound.value);
  const faults: Fault[] = [];
  for (const node of nodesIn(syntax)) {
    const compared = comparedIn(node);
    if (compared.length > 0 && isConstant(node, constants))
      faults.push({
        message: 'This compares constants: it is the same on every row. Is a name in quotes meant as a column?',
        at: node.at,
      });
    if (node.kind === 'call' && /^is(not)?null$/.test(node.name) && node.args[0]?.type === 'string')
      faults.push({
        message: `${node.name}() of a text has one answer, as texts are never null: isempty().`,
        at: node.at,
      });
    const [left, ...others] = compared;
    const other = left && others.find((right) => !comparable(left.type, right.type));
    if (left && other)
      faults.push({
        message: `A ${left.type} is compared with a ${other.type}: the engine refuses that or answers false.`,
        at: node.at,
      });
  }
  return faults;
}

const equalities = new Set(['==', '!=', '<>', '<', '<=', '>', '>=']);

/** The sides of a comparison; none for other expressions. */
function comparedIn(node: KqlNode): readonly KqlNode[] {
  switch (node.kind) {
    case 'binary':
      return equalities.has(node.operator) || /^!?[a-z~=]/.test(node.operator) ? [node.left, node.right] : [];
    case 'among':
      return [node.left, ...node.items];
    case 'column':
    case 'variable':
    case 'literal':
    case 'list':
    case 'unary':
    case 'and':
    case 'or':
    case 'element':
    case 'call':
    case 'query':
    case 'star':
      return [];
  }
}

/** Calls whose answer does not follow from their arguments. */
const telling = new Set(['now', 'ago', 'rand', 'prev', 'next', 'startofday', 'endofday']);

/** Whether an expression is the same on every row. */
function isConstant(node: KqlNode, constants: ReadonlyMap<string, KqlNode>): boolean {
  switch (node.kind) {
    case 'literal':
      return true;
    case 'variable': {
      const value = constants.get(node.name);
      return value !== undefined && isConstant(value, constants);
    }
    case 'column':
    case 'query':
    case 'star':
      return false;
    case 'call':
      return node.args.length > 0 && !telling.has(node.name) && node.args.every((arg) => isConstant(arg, constants));
    case 'list':
      return node.items.every((item) => isConstant(item, constants));
    case 'unary':
      return isConstant(node.operand, constants);
    case 'binary':
      return isConstant(node.left, constants) && isConstant(node.right, constants);
    case 'among':
      return [node.left, ...node.items].every((item) => isConstant(item, constants));
    case 'and':
    case 'or':
      return node.operands.every((operand) => isConstant(operand, constants));
    case 'element':
      return isConstant(node.of, constants) && isConstant(node.key, constants);
  }
}

/** Whether the engine compares two types: numbers with each other, else only the same; dynamic with anything. */
function comparable(a: ScalarType, b: ScalarType): boolean {
  if (a === 'dynamic' || b === 'dynamic') return true;
  return familyOf(a) === familyOf(b);
}

function familyOf(type: ScalarType): string {
  switch (type) {
    case 'int':
    case 'long':
    case 'real':
    case 'decimal':
      return 'number';
    case 'string':
    case 'guid':
      return 'text';
    case 'bool':
    case 'datetime':
    case 'timespan':
    case 'dynamic':
      return type;
  }
}

/** Regexes that an expression gives to the engine as constants, with where they stand. */
export function regexesIn(syntax: KqlSyntax): readonly { readonly pattern: string; readonly at: number }[] {
  const constants = new Map<string, KqlNode>();
  for (const bound of syntax.lets) if (bound.kind === 'scalar') constants.set(bound.name, bound.value);
  const literal = (node: KqlNode | undefined): { pattern: string; at: number }[] => {
    const value = node?.kind === 'variable' ? constants.get(node.name) : node;
    return value?.kind === 'literal' && typeof value.value === 'string'
      ? [{ pattern: value.value, at: node?.at ?? 0 }]
      : [];
  };
  return [...nodesIn(syntax)].flatMap((node) => {
    if (node.kind === 'binary' && node.operator === 'matches regex') return literal(node.right);
    if (node.kind !== 'call') return [];
    if (['extract', 'extract_all'].includes(node.name)) return literal(node.args[0]);
    return ['replace_regex', 'countof', 'indexof_regex'].includes(node.name) ? literal(node.args[1]) : [];
  });
}

/** All expressions of a text, outer ones first. */
function* nodesIn(value: unknown): Generator<KqlNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesIn(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  // Only expressions have a type beside a kind; steps, sources and `let` have none.
  if ('kind' in value && 'type' in value && 'end' in value) yield value as KqlNode;
  for (const [key, item] of Object.entries(value)) if (key !== 'value' || isTree(item)) yield* nodesIn(item);
}

/** Not the value of a literal. */
function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && 'at' in value;
}
