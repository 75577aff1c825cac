import type { Span } from '../../diagnostics/source.ts';
import { choice, distribute } from './choice.ts';
import { instantiate, memberOf } from './classes.ts';
import { walkOf } from './deep-walk.ts';
import { evaluate } from './expression.ts';
import type { NodeOf } from './nodes.ts';
import { innerScope } from './scope.ts';
import { runBlock } from './statement.ts';
import type { Args, FunctionSym, Machine, Scope, Sym } from './sym.ts';
import { fromJson, makeList, noneSym } from './values.ts';

/** How deep calls may be nested, and how often one function may stand in its own way. */
const deepest = 60;
const mostOwn = 12;

/** Calls anything callable. */
export function callSym(machine: Machine, callee: Sym, args: Args, span: Span): Sym {
  switch (callee.kind) {
    case 'choice':
      return distribute(machine, callee, (one) => callSym(machine, one, args, span));
    case 'unknown':
      return callee;
    case 'builtin':
    case 'method':
      return callee.call(machine, args, span);
    case 'function':
      return callFunction(machine, callee, args, span);
    case 'class':
      return instantiate(machine, callee, args, span);
    case 'object': {
      const content = machine.contentOf(callee);
      const method = content.kind === 'instance' ? memberOf(content.of, '__call__') : undefined;
      if (method !== undefined)
        return callSym(machine, method, { ...args, positional: [callee, ...args.positional] }, span);
      break;
    }
    case 'opaque': {
      const method = callee.behaviour.attribute?.(machine, callee, '__call__', span);
      if (method !== undefined) return callSym(machine, method, args, span);
      break;
    }
    case 'carried':
      return machine.unknown('a call of what a loop carries', 'it has no form in the IR', span);
    default:
      break;
  }
  machine.raise(machine.terms.yes, 'TypeError');
  return noneSym;
}

function callFunction(machine: Machine, fn: FunctionSym, args: Args, span: Span): Sym {
  const walked = walkOf(machine, fn, args, span);
  if (walked !== undefined) return walked;
  const own = machine.calls.filter((one) => one.node === fn.node).length;
  if (machine.calls.length >= deepest || own >= mostOwn)
    return machine.unknown('a function that calls itself', 'how often it does depends on the event', span);
  const { node } = fn;
  if (node.nodeType === 'FunctionDef' && yields(node))
    return machine.unknown('a generator function (yield)', 'rulegen does not read it', span);
  const self = args.positional[0];
  const method = fn.owner === undefined || self === undefined ? undefined : { owner: fn.owner, self };
  const scope = innerScope(machine, 'function', node, fn.scope, method);
  if (!bind(machine, fn, scope, args)) {
    machine.raise(machine.terms.yes, 'TypeError');
    return noneSym;
  }
  machine.calls.push(fn);
  try {
    if (node.nodeType === 'Lambda') return evaluate(machine, scope, node.body);
    const flow = runBlock(machine, scope, node.body);
    return flow.value === undefined ? noneSym : choice(machine, flow.returned, flow.value, noneSym);
  } finally {
    machine.calls.pop();
  }
}

/** Gives the parameters their values; false where the arguments do not fit. */
function bind(machine: Machine, { node, defaults }: FunctionSym, scope: Scope, args: Args): boolean {
  const { posonlyargs, args: plain, vararg, kwonlyargs, kwarg } = node.args;
  const positional = [...posonlyargs, ...plain];
  const named = new Map(args.named);
  const set = (name: string, value: Sym): void => machine.setVariable(scope.frame, name, value);
  if (args.positional.length > positional.length && !vararg) return false;
  for (const [i, parameter] of positional.entries()) {
    const given = args.positional[i];
    const byName = i < posonlyargs.length ? undefined : named.get(parameter.arg);
    if (given !== undefined && byName !== undefined) return false;
    const value = given ?? byName ?? defaults.get(parameter.arg);
    if (value === undefined) return false;
    if (byName !== undefined) named.delete(parameter.arg);
    set(parameter.arg, value);
  }
  if (vararg) set(vararg.arg, makeList(machine, args.positional.slice(positional.length), 'tuple'));
  for (const parameter of kwonlyargs) {
    const value = named.get(parameter.arg) ?? defaults.get(parameter.arg);
    if (value === undefined) return false;
    named.delete(parameter.arg);
    set(parameter.arg, value);
  }
  if (!kwarg) return named.size === 0;
  const { terms } = machine;
  const entries = [...named].map(([name, value]) => ({
    loops: [],
    when: terms.yes,
    key: fromJson(machine, name),
    value,
  }));
  set(kwarg.arg, machine.make({ kind: 'dict', entries }));
  return true;
}

const generators = new WeakMap<object, boolean>();

/** Whether a function has a `yield` of its own. */
function yields(node: NodeOf<'FunctionDef'>): boolean {
  const known = generators.get(node);
  if (known !== undefined) return known;
  const visit = (one: unknown): boolean => {
    if (typeof one !== 'object' || one === null) return false;
    if (Array.isArray(one)) return one.some(visit);
    if ('nodeType' in one) {
      if (one.nodeType === 'Yield' || one.nodeType === 'YieldFrom') return true;
      if (one.nodeType === 'FunctionDef' || one.nodeType === 'Lambda' || one.nodeType === 'ClassDef') return false;
    }
    return Object.values(one).some(visit);
  };
  const found = node.body.some(visit);
  generators.set(node, found);
  return found;
}
