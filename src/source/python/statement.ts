import { assignTo, deleteItem, setAttribute, setItem } from './assign.ts';
import { attributeOrRaise } from './attribute.ts';
import { defineClass, defineFunction } from './definitions.ts';
import { condition, evaluate } from './expression.ts';
import { breaking, chooseFlow, exitOf, goOn, returning, thenFlow } from './flow.ts';
import { importFrom, importNames } from './import-statement.ts';
import { loopOver } from './loop.ts';
import { runMatch } from './match-statement.ts';
import type { NodeOf, Stmt } from './nodes.ts';
import { operate } from './operate.ts';
import { ownerOf, placeOf } from './scope.ts';
import { subscript } from './subscript.ts';
import type { Flow, Machine, Scope } from './sym.ts';
import { raiseStatement, runTry } from './try-statement.ts';
import { noneSym } from './values.ts';

/** Runs statements one after the other; each runs where those before it did not leave the block. */
export function runBlock(machine: Machine, scope: Scope, statements: readonly Stmt[]): Flow {
  const [first, ...rest] = statements;
  if (first === undefined) return goOn(machine);
  const flow = runStatement(machine, scope, first);
  return rest.length === 0 ? flow : thenFlow(machine, flow, () => runBlock(machine, scope, rest));
}

function runStatement(machine: Machine, scope: Scope, node: Stmt): Flow {
  const { terms } = machine;
  const on = goOn(machine);
  const span = placeOf(scope, node);
  machine.place.span = span;
  switch (node.nodeType) {
    case 'Return': {
      const value = node.value === undefined || node.value === null ? noneSym : evaluate(machine, scope, node.value);
      return returning(machine, terms.yes, value);
    }
    case 'If': {
      const when = condition(machine, scope, node.test);
      const [then, otherwise] = machine.branch(
        when,
        () => runBlock(machine, scope, node.body),
        () => runBlock(machine, scope, node.orelse),
      );
      if (then === undefined) return otherwise ?? on;
      return otherwise === undefined ? then : chooseFlow(machine, when, then, otherwise);
    }
    case 'Assign': {
      const value = evaluate(machine, scope, node.value);
      for (const target of node.targets) assignTo(machine, scope, target, value);
      return on;
    }
    case 'AnnAssign':
      if (node.value !== undefined && node.value !== null)
        assignTo(machine, scope, node.target, evaluate(machine, scope, node.value));
      return on;
    case 'AugAssign':
      augment(machine, scope, node);
      return on;
    case 'Expr':
      evaluate(machine, scope, node.value);
      return on;
    case 'For':
      return runFor(machine, scope, node);
    case 'While':
      return runWhile(machine, scope, node, 0);
    case 'Break':
      return breaking(machine, terms.yes);
    case 'Continue':
      return { ...on, continued: terms.yes };
    case 'Pass':
    case 'Comment':
    case 'Global':
    case 'Nonlocal':
    case 'TypeAlias':
      return on;
    case 'FunctionDef':
      defineFunction(machine, scope, node);
      return on;
    case 'ClassDef':
      defineClass(machine, scope, node);
      return on;
    case 'Import':
      importNames(machine, scope, node);
      return on;
    case 'ImportFrom':
      importFrom(machine, scope, node);
      return on;
    case 'Try':
      return runTry(machine, scope, node);
    case 'Raise':
      raiseStatement(machine, scope, node);
      // What follows is never reached.
      return { ...on, returned: terms.yes };
    case 'Assert': {
      const when = condition(machine, scope, node.test);
      machine.raise(terms.not(when), 'AssertionError');
      return on;
    }
    case 'Match':
      return runMatch(machine, scope, node);
    case 'With': {
      machine.unknown('`with`', 'rulegen does not read it', span);
      return on;
    }
    case 'Delete':
      for (const target of node.targets) {
        if (target.nodeType === 'Name')
          machine.setVariable(ownerOf(machine, scope, target.id).frame, target.id, {
            kind: 'unbound',
            name: target.id,
          });
        else if (target.nodeType === 'Subscript' && target.slice.nodeType !== 'Slice')
          deleteItem(machine, evaluate(machine, scope, target.value), evaluate(machine, scope, target.slice), span);
        else machine.unknown('`del` of this', 'it has no form in the IR', span);
      }
      return on;
    case 'AsyncFunctionDef':
    case 'AsyncFor':
    case 'AsyncWith':
    case 'TryStar':
      machine.unknown('`async` and `except*`', 'rulegen does not read them', span);
      return on;
  }
}

function augment(machine: Machine, scope: Scope, node: NodeOf<'AugAssign'>): void {
  const span = placeOf(scope, node);
  const { target } = node;
  if (target.nodeType === 'Subscript' && target.slice.nodeType !== 'Slice') {
    const of = evaluate(machine, scope, target.value);
    const index = evaluate(machine, scope, target.slice);
    const before = subscript(machine, of, index, span);
    const by = evaluate(machine, scope, node.value);
    setItem(machine, of, index, operate(machine, node.op.nodeType, before, by, span), span);
    return;
  }
  if (target.nodeType === 'Attribute') {
    const of = evaluate(machine, scope, target.value);
    const before = attributeOrRaise(machine, of, target.attr, span);
    const by = evaluate(machine, scope, node.value);
    setAttribute(machine, of, target.attr, operate(machine, node.op.nodeType, before, by, span), span);
    return;
  }
  const before = evaluate(machine, scope, target);
  const by = evaluate(machine, scope, node.value);
  // A list grows in place: whoever else holds it sees that.
  if (node.op.nodeType === 'Add' && before.kind === 'object') {
    const content = machine.contentOf(before);
    const extend =
      content.kind === 'list' && content.type === 'list' ? machine.attribute(before, 'extend', span) : undefined;
    if (extend !== undefined) {
      machine.call(extend, { positional: [by], named: new Map() }, span);
      return;
    }
  }
  if (node.op.nodeType === 'BitOr' && before.kind === 'object') {
    const update = machine.attribute(before, 'update', span);
    if (update !== undefined) {
      machine.call(update, { positional: [by], named: new Map() }, span);
      return;
    }
  }
  assignTo(machine, scope, target, operate(machine, node.op.nodeType, before, by, span));
}

function runFor(machine: Machine, scope: Scope, node: NodeOf<'For'>): Flow {
  const { terms } = machine;
  const iterable = evaluate(machine, scope, node.iter);
  const flow = loopOver(
    machine,
    iterable,
    (inner, element) => {
      assignTo(inner, scope, node.target, element);
      return runBlock(inner, scope, node.body);
    },
    placeOf(scope, node),
  );
  const { broke } = flow;
  const after: Flow = { ...flow, broke: terms.no };
  if (node.orelse.length === 0) return after;
  const rest = (): Flow => {
    const [, otherwise] = machine.branch(
      broke,
      () => undefined,
      () => runBlock(machine, scope, node.orelse),
    );
    return otherwise === undefined ? goOn(machine) : chooseFlow(machine, broke, goOn(machine), otherwise);
  };
  return thenFlow(machine, after, rest);
}

/** Turns of a `while` that are followed: its condition has to be decided without the event. */
const mostTurns = 500;

function runWhile(machine: Machine, scope: Scope, node: NodeOf<'While'>, turn: number): Flow {
  const { terms } = machine;
  const when = condition(machine, scope, node.test);
  if (when === terms.no) return runBlock(machine, scope, node.orelse);
  if (when !== terms.yes || turn >= mostTurns) {
    machine.unknown('a `while` loop', 'how often it turns depends on the event', placeOf(scope, node));
    return goOn(machine);
  }
  const flow = runBlock(machine, scope, node.body);
  const once: Flow = { ...flow, continued: terms.no };
  const exit = exitOf(machine, once);
  if (exit === terms.yes) return { ...once, broke: terms.no };
  const after = thenFlow(machine, once, () => runWhile(machine, scope, node, turn + 1));
  return { ...after, broke: terms.no };
}
