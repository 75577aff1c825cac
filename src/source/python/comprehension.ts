import { assignTo } from './assign.ts';
import type { Body } from './contract.ts';
import { raiseUnhashable } from './entries.ts';
import { condition, evaluate } from './expression.ts';
import { chooseFlow, goOn } from './flow.ts';
import { loopOver } from './loop.ts';
import type { Comprehension, Expr, NodeOf } from './nodes.ts';
import { comprehensionScope, placeOf } from './scope.ts';
import type { Flow, Machine, ObjectSym, Scope, Sym } from './sym.ts';

/** `[… for …]`, `{… for …}`, `{…: … for …}`. */
export function collectComprehension(
  machine: Machine,
  outer: Scope,
  node: NodeOf<'ListComp'> | NodeOf<'SetComp'> | NodeOf<'DictComp'>,
): Sym {
  const { terms } = machine;
  const scope = scopeOf(machine, outer, node.generators);
  const result: ObjectSym =
    node.nodeType === 'DictComp'
      ? machine.make({ kind: 'dict', entries: [], filling: true })
      : machine.make({
          kind: 'list',
          type: node.nodeType === 'ListComp' ? 'list' : 'set',
          segments: [],
          filling: true,
        });
  const source = sourceOf(machine, outer, node.generators);
  runLoops(machine, scope, node.generators, source, (inner) => {
    if (node.nodeType === 'DictComp') {
      const key = evaluate(inner, scope, node.key);
      const value = evaluate(inner, scope, node.value);
      raiseUnhashable(inner, key);
      const content = inner.contentOf(result);
      if (content.kind === 'dict')
        inner.setContent(result, {
          ...content,
          entries: [...content.entries, { loops: [], when: terms.yes, key, value }],
        });
    } else {
      const value = evaluate(inner, scope, node.elt);
      if (node.nodeType === 'SetComp') raiseUnhashable(inner, value);
      const content = inner.contentOf(result);
      if (content.kind === 'list')
        inner.setContent(result, {
          ...content,
          segments: [...content.segments, { loops: [], when: terms.yes, value }],
        });
    }
    return goOn(inner);
  });
  const { filling, ...content } = machine.contentOf(result) as Exclude<
    ReturnType<Machine['contentOf']>,
    { kind: 'instance' }
  >; // made above as a list or dict
  if (filling) machine.setContent(result, content);
  return result;
}

/** `(… for …)`: the first list is evaluated at once, the rest when something goes through it. */
export function generatorOf(machine: Machine, outer: Scope, node: NodeOf<'GeneratorExp'>): Sym {
  const source = sourceOf(machine, outer, node.generators);
  return {
    kind: 'generator',
    run: (inner, body) => {
      const scope = scopeOf(inner, outer, node.generators);
      return runLoops(inner, scope, node.generators, source, (at) => body(at, evaluate(at, scope, node.elt)));
    },
  };
}

function scopeOf(machine: Machine, outer: Scope, generators: readonly Comprehension[]): Scope {
  return comprehensionScope(
    machine,
    generators.map((one) => one.target),
    outer,
  );
}

function sourceOf(machine: Machine, outer: Scope, generators: readonly Comprehension[]): Sym {
  const [first] = generators;
  return first === undefined ? { kind: 'const', value: null } : evaluate(machine, outer, first.iter);
}

function runLoops(
  machine: Machine,
  scope: Scope,
  generators: readonly Comprehension[],
  source: Sym,
  innermost: (machine: Machine) => Flow,
): Flow {
  const [generator, ...inner] = generators;
  if (generator === undefined) return innermost(machine);
  const body: Body = (at, element) => {
    assignTo(at, scope, generator.target, element);
    return whereAll(at, scope, generator.ifs, () => {
      const [next] = inner;
      if (next === undefined) return innermost(at);
      return runLoops(at, scope, inner, evaluate(at, scope, next.iter), innermost);
    });
  };
  return loopOver(machine, source, body, placeOf(scope, generator.iter));
}

/** Runs where all the conditions hold. */
function whereAll(machine: Machine, scope: Scope, conditions: readonly Expr[], run: () => Flow): Flow {
  const [first, ...rest] = conditions;
  if (first === undefined) return run();
  const when = condition(machine, scope, first);
  const [then] = machine.branch(
    when,
    () => whereAll(machine, scope, rest, run),
    () => undefined,
  );
  return then === undefined ? goOn(machine) : chooseFlow(machine, when, then, goOn(machine));
}
