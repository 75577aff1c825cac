import type { Span } from '../../diagnostics/source.ts';
import { attributeOrRaise } from './attribute.ts';
import { choice, fromCond } from './choice.ts';
import type { Order } from './compare.ts';
import { equals, isSame, ordered } from './compare.ts';
import { collectComprehension, generatorOf } from './comprehension.ts';
import { contains } from './contains.ts';
import { raiseUnhashable } from './entries.ts';
import { formatValue } from './format.ts';
import { defaultsOf } from './function-defaults.ts';
import { builtins } from './library/index.ts';
import { segmentsOf } from './loop.ts';
import { bytesOf } from './methods/bytes.ts';
import type { Comparison, Expr, NodeOf } from './nodes.ts';
import { operate } from './operate.ts';
import { constantValue } from './parse.ts';
import { lookupName, ownerOf, placeOf } from './scope.ts';
import { sliced, subscript } from './subscript.ts';
import { superOf } from './super.ts';
import type { Args, Cond, Entry, Machine, Scope, Segment, Sym } from './sym.ts';
import { str } from './sym.ts';
import { constant, data, noneSym, toValue, typesOf } from './values.ts';

/** The value of an expression. */
export function evaluate(machine: Machine, scope: Scope, node: Expr): Sym {
  if (!machine.step()) return tooLong(machine, placeOf(scope, node));
  switch (node.nodeType) {
    case 'Constant':
      return constantOf(scope, node);
    case 'Name':
      return nameOf(machine, scope, node);
    case 'Attribute':
      return attributeOrRaise(machine, evaluate(machine, scope, node.value), node.attr, placeOf(scope, node));
    case 'Call':
      return callOf(machine, scope, node);
    case 'BoolOp':
      return joined(machine, scope, node.op.nodeType, node.values);
    case 'UnaryOp':
      return unary(machine, scope, node);
    case 'Compare':
      return fromCond(machine, comparison(machine, scope, node));
    case 'BinOp': {
      const left = evaluate(machine, scope, node.left);
      return operate(machine, node.op.nodeType, left, evaluate(machine, scope, node.right), placeOf(scope, node));
    }
    case 'IfExp': {
      const when = condition(machine, scope, node.test);
      const [then, otherwise] = machine.branch(
        when,
        () => evaluate(machine, scope, node.body),
        () => evaluate(machine, scope, node.orelse),
      );
      if (then === undefined) return otherwise ?? noneSym;
      return otherwise === undefined ? then : choice(machine, when, then, otherwise);
    }
    case 'JoinedStr':
      return joinedText(machine, scope, node);
    case 'FormattedValue':
      return formatted(machine, scope, node);
    case 'Subscript':
      return subscriptOf(machine, scope, node);
    case 'List':
    case 'Tuple':
    case 'Set': {
      const type = node.nodeType === 'List' ? 'list' : node.nodeType === 'Tuple' ? 'tuple' : 'set';
      const segments = itemsOf(machine, scope, node.elts);
      if (type === 'set') for (const { loops, when, value } of segments) raiseUnhashable(machine, value, loops, when);
      return machine.make({ kind: 'list', type, segments });
    }
    case 'Dict':
      return dictOf(machine, scope, node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return collectComprehension(machine, scope, node);
    case 'GeneratorExp':
      return generatorOf(machine, scope, node);
    case 'Lambda':
      return { kind: 'function', node, scope, defaults: defaultsOf(machine, scope, node.args) };
    case 'NamedExpr': {
      const value = evaluate(machine, scope, node.value);
      if (node.target.nodeType === 'Name') {
        let owner = scope;
        while (owner.kind === 'comprehension' && owner.outer !== undefined) owner = owner.outer;
        machine.setVariable(ownerOf(machine, owner, node.target.id).frame, node.target.id, value);
      }
      return value;
    }
    case 'Starred':
    case 'Slice':
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
    case 'Interpolation':
    case 'TemplateStr':
      return machine.unknown(words[node.nodeType] ?? node.nodeType, 'rulegen does not read it', placeOf(scope, node));
  }
}

const words: Readonly<Record<string, string>> = {
  Starred: 'a starred expression here',
  Await: '`await`',
  Yield: '`yield`',
  YieldFrom: '`yield from`',
  TemplateStr: 'a template string',
};

function tooLong(machine: Machine, span: Span): Sym {
  return machine.unknown('a rule this large', 'it takes more steps than rulegen follows', span);
}

/** The truth of an expression. */
export function condition(machine: Machine, scope: Scope, node: Expr): Cond {
  const { terms } = machine;
  switch (node.nodeType) {
    case 'BoolOp': {
      const isAnd = node.op.nodeType === 'And';
      let all: Cond = isAnd ? terms.yes : terms.no;
      for (const one of node.values) {
        const before = all;
        const [on] = machine.branch(
          isAnd ? before : terms.not(before),
          () => condition(machine, scope, one),
          () => undefined,
        );
        if (on !== undefined) all = isAnd ? terms.and(before, on) : terms.or(before, on);
      }
      return all;
    }
    case 'UnaryOp':
      if (node.op.nodeType === 'Not') return terms.not(condition(machine, scope, node.operand));
      break;
    case 'Compare':
      return comparison(machine, scope, node);
    default:
      break;
  }
  return machine.truth(evaluate(machine, scope, node));
}

function constantOf(scope: Scope, node: NodeOf<'Constant'>): Sym {
  const value = constantValue(node, scope.file);
  if (typeof value !== 'object' || value === null) return constant(value);
  if (value.kind === 'bytes') return bytesOf(constant(value.text));
  return constant(null);
}

function nameOf(machine: Machine, scope: Scope, node: NodeOf<'Name'>): Sym {
  const found = lookupName(machine, scope, node.id) ?? builtins.get(node.id);
  if (found?.kind === 'choice') return bound(machine, found);
  if (found !== undefined && found.kind !== 'unbound') return found;
  if (node.id === '__name__') return constant('rule');
  machine.raise(machine.terms.yes, 'NameError');
  return noneSym;
}

/** A variable that is set on some ways alone: reading it raises on the others. */
function bound(machine: Machine, sym: Extract<Sym, { kind: 'choice' }>): Sym {
  const { terms } = machine;
  if (sym.then.kind === 'unbound') {
    machine.raise(sym.when, 'UnboundLocalError');
    return sym.otherwise.kind === 'choice' ? bound(machine, sym.otherwise) : sym.otherwise;
  }
  if (sym.otherwise.kind === 'unbound') {
    machine.raise(terms.not(sym.when), 'UnboundLocalError');
    return sym.then.kind === 'choice' ? bound(machine, sym.then) : sym.then;
  }
  return sym;
}

function callOf(machine: Machine, scope: Scope, node: NodeOf<'Call'>): Sym {
  const span = placeOf(scope, node);
  if (node.func.nodeType === 'Name' && node.func.id === 'super' && lookupName(machine, scope, 'super') === undefined)
    return superOf(machine, scope, span);
  const callee = evaluate(machine, scope, node.func);
  const args = argsOf(machine, scope, node, span);
  if ('fault' in args) return machine.unknown(args.fault.construct, args.fault.why, span);
  return node.args.some(isText)
    ? atKey(machine, span, () => machine.call(callee, args, span))
    : machine.call(callee, args, span);
}

function isText(node: Expr): boolean {
  return node.nodeType === 'Constant' && typeof node.value === 'string';
}

/** What is looked up meanwhile is named here, however deep in helpers it is read. */
function atKey(machine: Machine, span: Span, run: () => Sym): Sym {
  const { place } = machine.terms;
  const around = place.span;
  place.span = span;
  const found = run();
  place.span = around;
  return found;
}

function argsOf(
  machine: Machine,
  scope: Scope,
  node: NodeOf<'Call'>,
  span: Span,
): Args | Extract<Sym, { kind: 'unknown' }> {
  const { terms } = machine;
  const unknown = (construct: string): Extract<Sym, { kind: 'unknown' }> => ({
    kind: 'unknown',
    fault: { construct, why: 'how many there are depends on the event', span },
  });
  const positional: Sym[] = [];
  for (const arg of node.args) {
    if (arg.nodeType !== 'Starred') {
      positional.push(evaluate(machine, scope, arg));
      continue;
    }
    const segments = segmentsOf(machine, evaluate(machine, scope, arg.value), span);
    if (segments === undefined) return unknown('arguments that are given as *args');
    for (const { loops, when, value } of segments) {
      if (loops.length > 0 || when !== terms.yes) return unknown('arguments that are given as *args');
      positional.push(value);
    }
  }
  const named = new Map<string, Sym>();
  for (const keyword of node.keywords) {
    const value = evaluate(machine, scope, keyword.value);
    if (keyword.arg !== undefined && keyword.arg !== null) {
      named.set(keyword.arg, value);
      continue;
    }
    const content = value.kind === 'object' ? machine.contentOf(value) : undefined;
    if (content?.kind !== 'dict') return unknown('arguments that are given as **kwargs');
    for (const { loops, when, key, value: one } of content.entries) {
      if (loops.length > 0 || when !== terms.yes || key.kind !== 'const' || typeof key.value !== 'string')
        return unknown('arguments that are given as **kwargs');
      named.set(key.value, one);
    }
  }
  return { positional, named };
}

/** `a and b`, `a or b` as values: the one that decides. */
function joined(machine: Machine, scope: Scope, operator: 'And' | 'Or', nodes: readonly Expr[]): Sym {
  const [first, ...rest] = nodes;
  if (first === undefined) return noneSym;
  const value = evaluate(machine, scope, first);
  if (rest.length === 0) return value;
  const truth = machine.truth(value);
  const on = operator === 'And' ? truth : machine.terms.not(truth);
  const [after] = machine.branch(
    on,
    () => joined(machine, scope, operator, rest),
    () => undefined,
  );
  return after === undefined ? value : choice(machine, on, after, value);
}

function unary(machine: Machine, scope: Scope, node: NodeOf<'UnaryOp'>): Sym {
  const span = placeOf(scope, node);
  switch (node.op.nodeType) {
    case 'Not':
      return fromCond(machine, machine.terms.not(condition(machine, scope, node.operand)));
    case 'USub':
      return operate(machine, 'Sub', constant(0n), evaluate(machine, scope, node.operand), span);
    case 'UAdd':
      return operate(machine, 'Add', constant(0n), evaluate(machine, scope, node.operand), span);
    case 'Invert':
      return machine.unknown('the operator ~', 'it has no form in the IR', span);
  }
}

function comparison(machine: Machine, scope: Scope, node: NodeOf<'Compare'>): Cond {
  const { terms } = machine;
  const span = placeOf(scope, node);
  let left = evaluate(machine, scope, node.left);
  let all: Cond = terms.yes;
  node.comparators.forEach((comparator, i) => {
    const operator = node.ops[i]?.nodeType;
    if (operator === undefined) return;
    const before = all;
    let right: Sym = noneSym;
    const [on] = machine.branch(
      before,
      () => {
        right = evaluate(machine, scope, comparator);
        return compare(machine, operator, left, right, span);
      },
      () => undefined,
    );
    left = right;
    all = terms.and(before, on ?? terms.no);
  });
  return all;
}

const orders: Partial<Record<Comparison, Order>> = { Lt: 'lt', LtE: 'lte', Gt: 'gt', GtE: 'gte' };

/** One comparison of two values. */
export function compare(machine: Machine, operator: Comparison, a: Sym, b: Sym, span: Span): Cond {
  const { terms } = machine;
  switch (operator) {
    case 'Eq':
      return equals(machine, a, b, span);
    case 'NotEq':
      return terms.not(equals(machine, a, b, span));
    case 'Is':
      return isSame(machine, a, b, span);
    case 'IsNot':
      return terms.not(isSame(machine, a, b, span));
    case 'In':
      return contains(machine, a, b, span);
    case 'NotIn':
      return terms.not(contains(machine, a, b, span));
    case 'Lt':
    case 'LtE':
    case 'Gt':
    case 'GtE':
      return ordered(machine, orders[operator] ?? 'lt', a, b, span);
  }
}

function joinedText(machine: Machine, scope: Scope, node: NodeOf<'JoinedStr'>): Sym {
  const { terms } = machine;
  const parts = node.values.map((part) => evaluate(machine, scope, part));
  const unknown = parts.find((part) => part.kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const values = [];
  for (const part of parts) {
    const value = toValue(machine, part, placeOf(scope, node));
    if (value.kind === 'unknown') return value;
    values.push(value);
  }
  if (values.length === 0) return constant('');
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0 && typesOf(machine, only) === str) return only;
  return data(machine, terms.call('concat', ...values), str);
}

function formatted(machine: Machine, scope: Scope, node: NodeOf<'FormattedValue'>): Sym {
  const value = evaluate(machine, scope, node.value);
  const spec = node.format_spec === undefined ? undefined : evaluate(machine, scope, node.format_spec);
  return formatValue(machine, value, node.conversion, spec, placeOf(scope, node));
}

function subscriptOf(machine: Machine, scope: Scope, node: NodeOf<'Subscript'>): Sym {
  const span = placeOf(scope, node);
  const of = evaluate(machine, scope, node.value);
  if (node.slice.nodeType !== 'Slice') {
    const index = evaluate(machine, scope, node.slice);
    return isText(node.slice)
      ? atKey(machine, span, () => subscript(machine, of, index, span))
      : subscript(machine, of, index, span);
  }
  const [start, end, step] = [node.slice.lower, node.slice.upper, node.slice.step].map((bound) =>
    bound === undefined || bound === null ? noneSym : evaluate(machine, scope, bound),
  );
  return sliced(machine, of, { start: start ?? noneSym, end: end ?? noneSym, step: step ?? noneSym }, span);
}

/** The segments of a display: `[a, *b]`. */
function itemsOf(machine: Machine, scope: Scope, nodes: readonly Expr[]): Segment[] {
  const { terms } = machine;
  return nodes.flatMap((node): readonly Segment[] => {
    if (node.nodeType !== 'Starred') return [{ loops: [], when: terms.yes, value: evaluate(machine, scope, node) }];
    const span = placeOf(scope, node);
    const segments = segmentsOf(machine, evaluate(machine, scope, node.value), span);
    if (segments !== undefined) return segments;
    const value = machine.unknown('what * unpacks here', 'it cannot be gone through', span);
    return [{ loops: [], when: terms.yes, value }];
  });
}

function dictOf(machine: Machine, scope: Scope, node: NodeOf<'Dict'>): Sym {
  const { terms } = machine;
  const entries: Entry[] = [];
  node.keys.forEach((keyNode, i) => {
    const valueNode = node.values[i];
    if (valueNode === undefined) return;
    if (keyNode !== undefined && keyNode !== null) {
      const key = evaluate(machine, scope, keyNode);
      entries.push({ loops: [], when: terms.yes, key, value: evaluate(machine, scope, valueNode) });
      raiseUnhashable(machine, key);
      return;
    }
    const span = placeOf(scope, valueNode);
    entries.push(...spreadEntries(machine, evaluate(machine, scope, valueNode), span));
  });
  return machine.make({ kind: 'dict', entries });
}

/** The entries of a mapping that `**` unpacks. */
export function spreadEntries(machine: Machine, value: Sym, span: Span): readonly Entry[] {
  const { terms } = machine;
  if (value.kind === 'choice') {
    const guard = (entries: readonly Entry[], by: Cond): Entry[] =>
      entries.map((entry) => ({ ...entry, when: terms.and(by, entry.when) }));
    const [then, otherwise] = machine.branch(
      value.when,
      () => spreadEntries(machine, value.then, span),
      () => spreadEntries(machine, value.otherwise, span),
    );
    return [...guard(then ?? [], value.when), ...guard(otherwise ?? [], terms.not(value.when))];
  }
  const content = value.kind === 'object' ? machine.contentOf(value) : undefined;
  if (content?.kind === 'dict' && !content.filling) return content.entries;
  if (value.kind === 'data') {
    machine.raise(terms.not(terms.type(value.value, 'object')), 'TypeError');
    const element = terms.newElement();
    const pair = terms.reference({ scope: 'element', depth: element, path: [] });
    const key = data(machine, terms.steps(pair, [0]), str);
    const own = data(machine, terms.steps(pair, [1]), undefined, value.nature === 'plain' ? 'plain' : 'event');
    return [{ loops: [{ list: terms.call('items', value.value), element }], when: terms.yes, key, value: own }];
  }
  const unknown = machine.unknown('what ** unpacks here', 'it is no mapping', span);
  return [{ loops: [], when: terms.yes, key: unknown, value: unknown }];
}
