import type { Span } from '../../diagnostics/source.ts';
import { choice } from './choice.ts';
import { isCheckoutMethod, methodOfClass } from './classes.ts';
import type { Methods } from './contract.ts';
import { eventMethod } from './event-model.ts';
import { methodsOf } from './methods/index.ts';
import type { Args, DataSym, Machine, Sym, Types } from './sym.ts';
import { dict, list, str } from './sym.ts';
import { constant, hasType, noneSym } from './values.ts';

/** `of.name`; raises AttributeError where there is none. */
export function attributeOrRaise(machine: Machine, of: Sym, name: string, span: Span): Sym {
  const { terms } = machine;
  if (of.kind === 'choice') {
    const [then, otherwise] = machine.branch(
      of.when,
      () => attributeOrRaise(machine, of.then, name, span),
      () => attributeOrRaise(machine, of.otherwise, name, span),
    );
    if (then === undefined) return otherwise ?? noneSym;
    return otherwise === undefined ? then : choice(machine, of.when, then, otherwise);
  }
  const found = getAttribute(machine, of, name, span);
  if (found !== undefined) return found;
  machine.raise(terms.yes, 'AttributeError');
  return noneSym;
}

/** An attribute; undefined where there is none. Choices are the caller's to take apart. */
export function getAttribute(machine: Machine, of: Sym, name: string, span: Span): Sym | undefined {
  switch (of.kind) {
    case 'choice':
      return attributeOrRaise(machine, of, name, span);
    case 'unknown':
      return of;
    case 'module':
      return of.members(name);
    case 'builtin':
      return of.members?.get(name) ?? (name === '__name__' ? constant(of.name) : undefined);
    case 'class':
      return name === '__name__' ? constant(of.name) : methodOfClass(machine, of, name);
    case 'function':
      if (name === '__name__') return constant(of.node.nodeType === 'Lambda' ? '<lambda>' : of.node.name);
      return undefined;
    case 'opaque':
      return of.behaviour.attribute?.(machine, of, name, span);
    case 'object': {
      const content = machine.contentOf(of);
      if (content.kind === 'instance') {
        if (name === '__class__') return content.of;
        const field = content.fields.get(name);
        if (field !== undefined && field.kind !== 'unbound') return field;
        return isCheckoutMethod(machine, of, content.of, name, span);
      }
      return bind(
        of,
        name,
        methodsOf(content.kind === 'dict' ? 'dict' : content.type === 'frozenset' ? 'set' : content.type),
      );
    }
    case 'const':
      return typeof of.value === 'string' ? bind(of, name, methodsOf('str')) : numberAttribute(of.value, name);
    case 'data':
      return dataMethod(machine, of, name);
    case 'bool':
    case 'method':
    case 'generator':
    case 'carried':
    case 'unbound':
      return undefined;
  }
}

function numberAttribute(value: null | boolean | bigint | number | string, name: string): Sym | undefined {
  if (typeof value !== 'number' || name !== 'is_integer') return undefined;
  return { kind: 'builtin', name, call: () => constant(Number.isInteger(value)) };
}

function bind(self: Sym, name: string, methods: Methods): Sym | undefined {
  const method = methods.get(name);
  if (method === undefined) return undefined;
  return { kind: 'method', self, name, call: (machine, args, span) => method(machine, self, args, span) };
}

/** Methods of data: which one runs is decided by the type met; other types have no such attribute. */
function dataMethod(machine: Machine, self: DataSym, name: string): Sym | undefined {
  const candidates = candidatesOf(self, name).filter(([type]) => (self.types & type) !== 0);
  const [only] = candidates;
  if (only === undefined) return undefined;
  const types = candidates.reduce((all, [type]) => all | type, 0);
  // Python looks the attribute up before it evaluates the arguments: this is where it raises.
  machine.raise(machine.terms.not(hasType(machine, self, types)), 'AttributeError');
  const call = (inner: Machine, args: Args, span: Span): Sym => dispatch(inner, self, candidates, args, span);
  return { kind: 'method', self, name, call };
}

type Candidate = readonly [type: Types, method: NonNullable<ReturnType<Methods['get']>>];

function candidatesOf(self: DataSym, name: string): readonly Candidate[] {
  const isEvent = self.nature === 'event';
  const found: Candidate[] = [];
  const add = (type: Types, methods: Methods): void => {
    const method = methods.get(name);
    if (method !== undefined) found.push([type, method]);
  };
  add(str, methodsOf('str'));
  add(list, methodsOf('list'));
  const own = self.nature === 'plain' ? undefined : (eventMethod(name) ?? methodsOf('event').get(name));
  if (own !== undefined) found.push([dict, own]);
  else add(dict, methodsOf('dict'));
  // Panther's lists cannot be changed, and its objects neither.
  return isEvent && changing.has(name) ? [] : found;
}

const changing = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'sort',
  'reverse',
  'clear',
  'update',
  'setdefault',
  'popitem',
  'pop',
]);

function dispatch(machine: Machine, self: DataSym, candidates: readonly Candidate[], args: Args, span: Span): Sym {
  const [first, ...rest] = candidates;
  if (first === undefined) return noneSym;
  const [type, method] = first;
  const narrowed: DataSym = { ...self, types: self.types & type };
  if (rest.length === 0) return method(machine, narrowed, args, span);
  const when = hasType(machine, self, type);
  const [then, otherwise] = machine.branch(
    when,
    () => method(machine, narrowed, args, span),
    () => dispatch(machine, self, rest, args, span),
  );
  if (then === undefined) return otherwise ?? noneSym;
  return otherwise === undefined ? then : choice(machine, when, then, otherwise);
}
