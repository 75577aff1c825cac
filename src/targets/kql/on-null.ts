import type { KqlExpression } from './ast.ts';

/** What a part is when element 0 is null: a known constant, null, or anything. */
type Outcome = { readonly is: string | boolean | bigint | number } | 'null' | 'unknown';

/** False where the condition certainly does not hold on a null element: then an empty list may stand in as one null element. */
export function mayHoldOnNull(where: KqlExpression): boolean {
  const known = new Map<KqlExpression, Outcome>();
  const onNull = (e: KqlExpression): Outcome => {
    const outcome = known.get(e) ?? outcomeOf(e, onNull);
    known.set(e, outcome);
    return outcome;
  };
  const outcome = onNull(where);
  return outcome === 'unknown' || (outcome !== 'null' && outcome.is === true);
}

function outcomeOf(e: KqlExpression, onNull: (part: KqlExpression) => Outcome): Outcome {
  switch (e.kind) {
    case 'element':
      return e.depth === 0 ? 'null' : 'unknown';
    case 'path':
      return onNull(e.of) === 'null' ? 'null' : 'unknown';
    case 'literal':
      return e.type === 'string' || e.type === 'bool' || e.type === 'long' ? { is: e.value } : 'unknown';
    case 'null':
      return 'null';
    case 'call':
      return onCall(e.name, e.args.map(onNull));
    case 'binary':
      return onBinary(e.operator, onNull(e.left), onNull(e.right));
    case 'in': {
      const subject = onNull(e.subject);
      if (subject === 'unknown' || e.ignoreCase) return 'unknown';
      const found =
        subject !== 'null' && e.list.values.some((v) => v.kind === 'literal' && 'value' in v && v.value === subject.is);
      return { is: found !== e.negated };
    }
    case 'not': {
      const operand = onNull(e.operand);
      return operand === 'unknown' || operand === 'null' ? operand : { is: operand.is !== true };
    }
    case 'and':
    case 'or': {
      const absorbing = e.kind === 'or';
      const parts = e.operands.map(onNull);
      if (parts.some((p) => typeof p === 'object' && p.is === absorbing)) return { is: absorbing };
      if (parts.includes('unknown')) return 'unknown';
      return parts.includes('null') ? 'null' : { is: !absorbing };
    }
    case 'column':
    case 'regex':
    case 'list':
    case 'gathered':
    case 'computed':
    case 'star':
      return 'unknown';
  }
}

function onCall(name: string, args: readonly Outcome[]): Outcome {
  const [first] = args;
  if (name === 'coalesce')
    return args.find((arg) => arg !== 'null' && !(typeof arg === 'object' && arg.is === '')) ?? 'null';
  if (first === undefined || first === 'unknown') return 'unknown';
  const empty = first === 'null' || first.is === '';
  switch (name) {
    case 'tostring':
      return first === 'null' ? { is: '' } : 'unknown';
    case 'gettype':
      return first === 'null' ? { is: 'null' } : 'unknown';
    case 'isempty':
      return { is: empty };
    case 'isnotempty':
      return { is: !empty };
    case 'isnull':
      return { is: first === 'null' };
    case 'isnotnull':
      return { is: first !== 'null' };
    case 'tobool':
    case 'toreal':
    case 'tolong':
    case 'array_length':
    case 'bag_has_key':
    case 'set_has_element':
      return first === 'null' ? 'null' : 'unknown';
    case 'tolower':
    case 'toupper':
      return first !== 'null' && first.is === '' ? { is: '' } : 'unknown';
    default:
      return 'unknown';
  }
}

function onBinary(operator: string, left: Outcome, right: Outcome): Outcome {
  if (left === 'unknown' || right === 'unknown') return 'unknown';
  if (left === 'null' || right === 'null') {
    if (left === right) return 'null';
    return operator === '==' ? { is: false } : operator === '!=' ? { is: true } : 'null';
  }
  const [a, b] = [left.is, right.is];
  if (operator === '==') return { is: a === b };
  if (operator === '!=') return { is: a !== b };
  if (typeof a !== 'string' || typeof b !== 'string') return 'unknown';
  switch (operator) {
    case '=~':
      return { is: a.toLowerCase() === b.toLowerCase() };
    case 'contains_cs':
    case 'contains':
    case 'startswith_cs':
    case 'startswith':
    case 'endswith_cs':
    case 'endswith':
      return a === '' ? { is: b === '' } : 'unknown';
    default:
      return 'unknown';
  }
}
