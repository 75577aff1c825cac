import { isKindOf } from './classes.ts';
import { evaluate } from './expression.ts';
import { chooseFlow, exitOf, thenFlow } from './flow.ts';
import type { ExceptHandler, NodeOf } from './nodes.ts';
import { ownerOf, placeOf } from './scope.ts';
import { runBlock } from './statement.ts';
import type { ClassSym, Cond, Flow, Machine, OpaqueSym, Raise, Scope, Sym, Written } from './sym.ts';
import { constant } from './values.ts';

/** What one handler catches: when, and what had been written by then. */
interface Caught {
  readonly when: Cond;
  readonly written: ReadonlyMap<string, Written> | undefined;
}

/** `try: … except …: … else: … finally: …`. */
export function runTry(machine: Machine, scope: Scope, node: NodeOf<'Try'>): Flow {
  const { terms } = machine;
  const body = machine.apart(() => runBlock(machine, scope, node.body), true);
  const classes = node.handlers.map((handler) => classesOf(machine, scope, handler));
  const caught: Caught[][] = node.handlers.map(() => []);
  let earlier: Cond = terms.no;
  for (const raise of body.raises) {
    const when = terms.and(raise.when, terms.not(earlier));
    earlier = terms.or(earlier, raise.when);
    const at = classes.findIndex((caughtClasses) => catches(caughtClasses, raise.type));
    const own = caught[at];
    if (own === undefined) machine.raise(when, raise.type);
    else own.push({ when, written: raise.written });
  }
  const run = (at: number): Flow => {
    const handler = node.handlers[at];
    if (handler === undefined) {
      machine.keep(body.written);
      return thenFlow(machine, body.answer, () => runBlock(machine, scope, node.orelse));
    }
    const own = caught[at] ?? [];
    const when = terms.or(...own.map((one) => one.when));
    const [then, otherwise] = machine.branch(
      when,
      () => runHandler(machine, scope, handler, own),
      () => run(at + 1),
    );
    if (then === undefined) return otherwise ?? body.answer;
    return otherwise === undefined ? then : chooseFlow(machine, when, then, otherwise);
  };
  const flow = run(0);
  if (node.finalbody.length === 0) return flow;
  const final = runBlock(machine, scope, node.finalbody);
  const exit = exitOf(machine, final);
  return exit === terms.no ? flow : chooseFlow(machine, exit, final, flow);
}

function runHandler(machine: Machine, scope: Scope, handler: ExceptHandler, caught: readonly Caught[]): Flow {
  if (caught.some((one) => one.written !== undefined)) restore(machine, caught);
  if (handler.name !== undefined && handler.name !== null) {
    const span = placeOf(scope, handler);
    const error: OpaqueSym = {
      kind: 'opaque',
      type: 'exception',
      parts: {},
      behaviour: {
        text: (inner) => inner.unknown('the text of an exception', 'it is made by Python', span),
        attribute: (inner) => inner.unknown('an attribute of an exception', 'it is made by Python', span),
      },
    };
    machine.setVariable(ownerOf(machine, scope, handler.name).frame, handler.name, error);
  }
  return runBlock(machine, scope, handler.body);
}

/** Writes what the body had written before it raised. */
function restore(machine: Machine, [first, ...rest]: readonly Caught[]): void {
  if (first === undefined) return;
  const keep = (): void => {
    if (first.written !== undefined) machine.keep(first.written);
  };
  if (rest.length === 0) keep();
  else machine.branch(first.when, keep, () => restore(machine, rest));
}

/** The exceptions that a handler names; undefined: all. */
function classesOf(machine: Machine, scope: Scope, handler: ExceptHandler): readonly ClassSym[] | undefined {
  if (handler.type === undefined || handler.type === null) return undefined;
  const visit = (sym: Sym): readonly ClassSym[] | undefined => {
    if (sym.kind === 'class') return [sym];
    const content = sym.kind === 'object' ? machine.contentOf(sym) : undefined;
    if (content?.kind !== 'list') return undefined;
    const found = content.segments.map((segment) => visit(segment.value));
    return found.some((one) => one === undefined) ? undefined : found.flatMap((one) => one ?? []);
  };
  return visit(evaluate(machine, scope, handler.type));
}

function catches(classes: readonly ClassSym[] | undefined, type: Raise['type']): boolean {
  return classes === undefined || classes.some((one) => isKindOf(type, one));
}

/** `raise …`. */
export function raiseStatement(machine: Machine, scope: Scope, node: NodeOf<'Raise'>): void {
  const exc = node.exc === undefined || node.exc === null ? constant(null) : evaluate(machine, scope, node.exc);
  const of = exc.kind === 'opaque' && exc.type === 'exception' ? exc.parts['class'] : exc;
  machine.raise(machine.terms.yes, of?.kind === 'class' ? of : 'Exception');
}
