import type { PathPart } from './ast.ts';
import { functionFacts } from './check-functions.ts';
import type { ValueType } from './run-value.ts';
import { valueType } from './run-value.ts';
import type { Expression } from './syntax.ts';
import { udmField } from './udm.ts';

/** The type of an expression, as far as it is known: of a placeholder or outcome variable it is not. */
export interface TypeOf {
  readonly type: ValueType | 'any' | 'regex';
  readonly names: readonly string[];
  readonly constant: boolean;
}

const known = (type: TypeOf['type'], constant = false): TypeOf => ({ type, names: [], constant });

/** The type of an expression. */
export function typeOf(node: Expression, event: string): TypeOf {
  switch (node.kind) {
    case 'string':
    case 'raw':
      return known('string', true);
    case 'regex':
      return known('regex', true);
    case 'int':
    case 'float':
    case 'bool':
      return known(node.kind, true);
    case 'group':
      return typeOf(node.operand, event);
    case 'count':
      return known('int');
    case 'arithmetic': {
      const [left, right] = [typeOf(node.left, event), typeOf(node.right, event)];
      const isWhole = left.type === 'int' && right.type === 'int' && node.sign !== '/';
      return known(isWhole ? 'int' : 'float', left.constant && right.constant);
    }
    case 'call':
      return known(functionFacts.get(node.name)?.returns ?? 'any');
    case 'path': {
      if (node.variable !== event || node.steps.length === 0) return known('any');
      const field = udmField(node.steps);
      return field === undefined ? known('any') : { type: valueType(field), names: field.names, constant: false };
    }
    case 'and':
    case 'or':
    case 'not':
    case 'compare':
    case 'in':
    case 'nocase':
    case 'of':
      return known('bool');
  }
}

/** Why two types do not compare; undefined where they do, or are not known. */
export function whyNotCompared(left: TypeOf, right: TypeOf, sign: string, nocase: boolean): string | undefined {
  if (left.constant && right.constant) return 'two constants are compared';
  if (left.type === 'message' || right.type === 'message') return 'a message is compared, which only its fields can be';
  const enumSide = left.type === 'enum' ? left : right.type === 'enum' ? right : undefined;
  if (enumSide && nocase) return 'an enum takes no nocase';
  if (nocase && [left, right].some(({ type }) => type !== 'string' && type !== 'regex' && type !== 'any'))
    return 'nocase follows comparisons of texts only';
  if (right.type === 'regex') {
    if (left.type !== 'string' && left.type !== 'any') return `a regex is asked of a field of type ${left.type}`;
    return sign === '=' || sign === '!=' ? undefined : 'a regex is compared with = and != only';
  }
  if (left.type === 'any' || right.type === 'any') return undefined;
  if (left.type === 'list' || right.type === 'list') return 'a list is compared';
  if (family(left) !== family(right)) return `a value of type ${left.type} is compared with one of type ${right.type}`;
  if (left.type === 'string' && right.type === 'string' && sign !== '=' && sign !== '!=') return 'texts have no order';
  return undefined;
}

function family({ type }: TypeOf): string {
  return type === 'int' || type === 'float' ? 'number' : type === 'enum' ? 'string' : type;
}

/** What is wrong with a path into the event; undefined where it can be read so. */
export function whyNoPath(steps: readonly PathPart[], modifier: 'any' | 'all' | undefined): string | undefined {
  const names = steps.map((step) => (step.kind === 'field' ? step.name : step.kind === 'key' ? '["…"]' : '[n]'));
  for (let i = 1; i <= steps.length; i++)
    if (udmField(steps.slice(0, i)) === undefined)
      return `${names.slice(0, i).join('.')} is no field of the Unified Data Model`;
  const keyed = steps.some((step) => step.kind === 'key');
  if (keyed && steps.some((step) => step.kind === 'index')) return 'an index stands beside a key';
  if (modifier === undefined) return undefined;
  if (keyed) return `"${modifier}" stands beside a key`;
  return (udmField(steps)?.lists ?? 0) > 0 ? undefined : `"${modifier}" asks ${names.join('.')}, which is no list`;
}
