import { equals, isSame } from './compare.ts';
import { condition, evaluate } from './expression.ts';
import { chooseFlow, goOn } from './flow.ts';
import { builtins } from './library/index.ts';
import type { MatchCase, NodeOf, Pattern } from './nodes.ts';
import { lookupName, ownerOf, placeOf } from './scope.ts';
import { runBlock } from './statement.ts';
import type { Cond, Flow, Machine, Scope, Sym } from './sym.ts';
import { constant } from './values.ts';

/** `match subject: case …:`. */
export function runMatch(machine: Machine, scope: Scope, node: NodeOf<'Match'>): Flow {
  const subject = evaluate(machine, scope, node.subject);
  const run = (cases: readonly MatchCase[]): Flow => {
    const [first, ...rest] = cases;
    if (first === undefined) return goOn(machine);
    const { terms } = machine;
    const fits = patternHolds(machine, scope, subject, first.pattern);
    const { guard } = first;
    let when = fits;
    if (guard !== undefined && guard !== null) {
      const [holds] = machine.branch(
        fits,
        () => condition(machine, scope, guard),
        () => undefined,
      );
      when = terms.and(fits, holds ?? terms.no);
    }
    const [then, otherwise] = machine.branch(
      when,
      () => runBlock(machine, scope, first.body),
      () => run(rest),
    );
    if (then === undefined) return otherwise ?? goOn(machine);
    return otherwise === undefined ? then : chooseFlow(machine, when, then, otherwise);
  };
  return run(node.cases);
}

/** Whether a pattern fits; it sets the names that it captures. */
function patternHolds(machine: Machine, scope: Scope, subject: Sym, pattern: Pattern): Cond {
  const { terms } = machine;
  switch (pattern.nodeType) {
    case 'MatchValue':
      return equals(machine, subject, evaluate(machine, scope, pattern.value), placeOf(scope, pattern));
    case 'MatchSingleton': {
      const value: unknown = pattern.value;
      const known = typeof value === 'boolean' ? value : null;
      return isSame(machine, subject, constant(known), placeOf(scope, pattern));
    }
    case 'MatchOr':
      return terms.or(...pattern.patterns.map((one) => patternHolds(machine, scope, subject, one)));
    case 'MatchAs': {
      const fits = pattern.pattern ? patternHolds(machine, scope, subject, pattern.pattern) : terms.yes;
      if (pattern.name) machine.setVariable(ownerOf(machine, scope, pattern.name).frame, pattern.name, subject);
      return fits;
    }
    case 'MatchClass': {
      const of = evaluate(machine, scope, pattern.cls);
      const isinstance = lookupName(machine, scope, 'isinstance') ?? builtins.get('isinstance');
      if (isinstance === undefined || pattern.kwd_patterns.length > 0 || pattern.patterns.length > 1) break;
      const [inner] = pattern.patterns;
      const span = placeOf(scope, pattern);
      const is = machine.truth(machine.call(isinstance, { positional: [subject, of], named: new Map() }, span));
      return inner === undefined ? is : terms.and(is, patternHolds(machine, scope, subject, inner));
    }
    case 'MatchSequence':
    case 'MatchMapping':
    case 'MatchStar':
      break;
  }
  const { fault } = machine.unknown('this pattern of a `case`', 'rulegen does not read it', placeOf(scope, pattern));
  return terms.unlifted(fault);
}
