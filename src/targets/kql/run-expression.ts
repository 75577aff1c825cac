import { NotKnown } from './parse-node.ts';
import { compileAmong } from './run-among.ts';
import { add, divide, modulo, multiply, negate, subtract } from './run-arithmetic.ts';
import { assumptionsOfCall, says } from './run-assumptions.ts';
import { equal, order, unequal } from './run-compare.ts';
import type { Compiling, Get } from './run-context.ts';
import { emptyRun, ingestion, isConstant } from './run-context.ts';
import { functions } from './run-functions.ts';
import { textPredicate } from './run-predicates.ts';
import { compileRegexOf } from './run-regex-calls.ts';
import { textOf } from './run-text.ts';
import type { KqlValue } from './run-value.ts';
import { Instant, isArray, isBag, Span } from './run-value.ts';
import { windowCall } from './run-windows.ts';
import type { KqlNode } from './syntax.ts';

/** Compiles an expression; constant parts are worked out at once. */
export function compileExpression(node: KqlNode, compiling: Compiling): Get {
  if (node.kind === 'literal') {
    const { value } = node;
    return () => value;
  }
  const get = compile(node, compiling);
  if (!isConstant(node, compiling.lets)) return get;
  const value = get({}, emptyRun());
  return () => value;
}

function compile(node: KqlNode, c: Compiling): Get {
  const go = (part: KqlNode): Get => compileExpression(part, c);
  switch (node.kind) {
    case 'literal':
      return () => node.value;
    case 'column': {
      const { name } = node;
      const absent = node.type === 'string' ? '' : null;
      return (values) => values[name] ?? absent;
    }
    case 'variable':
      return compileVariable(node, c);
    case 'list': {
      const items = node.items.map(go);
      return (values, run) => items.map((item) => item(values, run));
    }
    case 'unary': {
      const operand = go(node.operand);
      return node.operator === '+' ? operand : (values, run) => negate(operand(values, run));
    }
    case 'binary':
      return compileBinary(node, c);
    case 'and':
      return compileAnd(node.operands.map(go));
    case 'or':
      return compileOr(node.operands.map(go));
    case 'among':
      return compileAmong(node, c, go);
    case 'element': {
      const [of, key] = [go(node.of), go(node.key)];
      return (values, run) => elementOf(of(values, run), key(values, run));
    }
    case 'call':
      return compileCall(node, c, go);
    case 'query':
      return scalarOf(node, c);
    case 'star':
      throw new NotKnown('a star in this place', node.at);
  }
}

/** A name bound by `let`: worked out once a run. */
function compileVariable(node: Extract<KqlNode, { kind: 'variable' }>, c: Compiling): Get {
  const bound = c.lets.get(node.name);
  if (bound?.kind !== 'scalar') throw new NotKnown(`the name ${node.name} as a value`, node.at);
  const get = compileExpression(bound.value, c);
  if (isConstant(bound.value, c.lets)) return get;
  const slot = c.slot();
  return (_, run) => {
    // Only this closure writes its slot.
    if (!(slot in run.memory)) run.memory[slot] = get({}, run);
    return run.memory[slot] as KqlValue;
  };
}

/** `toscalar()`: the first column of the first row. */
function scalarOf(node: Extract<KqlNode, { kind: 'query' }>, c: Compiling): Get {
  const query = c.query(node.query);
  const slot = c.slot();
  const { source, steps } = node.query;
  const name = (steps.at(-1)?.columns ?? source.columns)[0]?.name ?? '';
  return (_, run) => {
    if (!(slot in run.memory)) run.memory[slot] = query(run)[0]?.values[name] ?? null;
    // Only this closure writes its slot.
    return run.memory[slot] as KqlValue;
  };
}

/** A key of a bag, a place of a list; null for anything else. https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic */
export function elementOf(of: KqlValue, key: KqlValue): KqlValue {
  if (typeof key === 'string') return isBag(of) && Object.hasOwn(of, key) ? (of[key] ?? null) : null;
  if (isArray(of) && (typeof key === 'bigint' || typeof key === 'number')) return of.at(Number(key)) ?? null;
  return null;
}

/** False as soon as one is false, else null as soon as one is. https://learn.microsoft.com/kusto/query/logical-operators */
function compileAnd(operands: readonly Get[]): Get {
  return (values, run) => {
    let answer: boolean | null = true;
    for (const operand of operands) {
      const value = operand(values, run);
      if (value === false) return false;
      if (value === null) answer = null;
    }
    return answer;
  };
}

function compileOr(operands: readonly Get[]): Get {
  return (values, run) => {
    let answer: boolean | null = false;
    for (const operand of operands) {
      const value = operand(values, run);
      if (value === true) return true;
      if (value === null) answer = null;
    }
    return answer;
  };
}

/** Types that the engine refuses to compare are the checks' to find; here they are unequal. */
function compileBinary(node: Extract<KqlNode, { kind: 'binary' }>, c: Compiling): Get {
  const { operator } = node;
  const [left, right] = [compileExpression(node.left, c), compileExpression(node.right, c)];
  const [a, b] = [node.left.type, node.right.type];
  if (['==', '!=', '<', '<=', '>', '>='].includes(operator)) {
    if (a === 'dynamic' || b === 'dynamic') c.assumptions.add(says.dynamicTypes);
  }
  switch (operator) {
    case '==':
      return (values, run) => equal(left(values, run), right(values, run));
    case '!=':
      return (values, run) => unequal(left(values, run), right(values, run));
    case '<':
      return ordering(left, right, (sign) => sign < 0);
    case '<=':
      return ordering(left, right, (sign) => sign <= 0);
    case '>':
      return ordering(left, right, (sign) => sign > 0);
    case '>=':
      return ordering(left, right, (sign) => sign >= 0);
    case '+':
      return (values, run) => add(left(values, run), right(values, run));
    case '-':
      return (values, run) => subtract(left(values, run), right(values, run));
    case '*':
      return (values, run) => multiply(left(values, run), right(values, run));
    case '/':
      return (values, run) => divide(left(values, run), right(values, run));
    case '%':
      return (values, run) => modulo(left(values, run), right(values, run));
    case 'matches regex': {
      const regex = compileRegexOf(node.right, right, c);
      return (values, run) => regex(values, run)?.finds(textOf(left(values, run))) ?? null;
    }
    default: {
      const predicate = textPredicate(operator, c);
      if (predicate === undefined) throw new NotKnown(`the operator ${operator}`, node.at);
      return predicate(left, right, isConstant(node.right, c.lets));
    }
  }
}

function ordering(left: Get, right: Get, holds: (sign: number) => boolean): Get {
  return (values, run) => {
    const sign = order(left(values, run), right(values, run));
    return sign === undefined ? null : holds(sign);
  };
}

function compileCall(node: Extract<KqlNode, { kind: 'call' }>, c: Compiling, go: (part: KqlNode) => Get): Get {
  const { name, args } = node;
  const bound = c.lets.get(name);
  if (bound?.kind === 'scalar' && args.length === 0) return compileVariable({ ...node, kind: 'variable' }, c);
  const special = compileSpecial(node, c, go);
  if (special) return special;
  if (name.startsWith('array_sort_') && (args.length > 2 || args[1]?.type === 'dynamic'))
    throw new NotKnown('sorting several lists', node.at);
  if (name === 'indexof' && args.length > 4) throw new NotKnown('indexof() of a later occurrence', node.at);
  const call = functions[name];
  if (call === undefined) throw new NotKnown(`the function ${name}()`, node.at);
  for (const sentence of assumptionsOfCall(name, args)) c.assumptions.add(sentence);
  const gets = args.map(go);
  const types = args.map((arg) => arg.type);
  const [first, second] = gets;
  const [type = 'dynamic'] = types;
  if (first && gets.length === 1) return (values, run) => call([first(values, run)], [type]);
  if (first && second && gets.length === 2)
    return (values, run) => call([first(values, run), second(values, run)], types);
  return (values, run) =>
    call(
      gets.map((get) => get(values, run)),
      types,
    );
}

/** Functions that do not work out all their arguments first, or see more than them. */
function compileSpecial(
  node: Extract<KqlNode, { kind: 'call' }>,
  c: Compiling,
  go: (part: KqlNode) => Get,
): Get | undefined {
  const { name, args } = node;
  const absent = node.type === 'string' ? '' : null;
  switch (name) {
    case 'iff':
    case 'iif':
    case 'case':
      return choose(args.map(go), absent);
    case 'coalesce': {
      const gets = args.map(go);
      return (values, run) => {
        for (const get of gets) {
          const value = get(values, run);
          if (value !== null && value !== '') return value;
        }
        return absent;
      };
    }
    case 'now': {
      const offset = args[0] && go(args[0]);
      return (values, run) => add(new Instant(run.now), offset ? offset(values, run) : new Span(0n));
    }
    case 'ago': {
      const span = args.map(go)[0] ?? (() => null);
      return (values, run) => subtract(new Instant(run.now), span(values, run));
    }
    case 'ingestion_time':
      return (values) => values[ingestion] ?? null;
    case 'column_ifexists': {
      const [named, otherwise] = args;
      if (named?.kind !== 'literal' || typeof named.value !== 'string' || !otherwise)
        throw new NotKnown('this column_ifexists', node.at);
      const [column, fallback] = [named.value, go(otherwise)];
      return (values, run) => (Object.hasOwn(values, column) ? (values[column] ?? absent) : fallback(values, run));
    }
    default:
      return windowCall(node, c, go);
  }
}

function choose(gets: readonly Get[], absent: KqlValue): Get {
  const last = gets.length % 2 === 1 ? gets.at(-1) : undefined;
  return (values, run) => {
    for (let i = 0; i + 1 < gets.length; i += 2)
      if (gets[i]?.(values, run) === true) return gets[i + 1]?.(values, run) ?? absent;
    return last?.(values, run) ?? absent;
  };
}
