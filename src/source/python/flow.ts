import { choice } from './choice.ts';
import type { Cond, Flow, Machine, Sym } from './sym.ts';

/** The block runs to its end. */
export function goOn({ terms }: Machine): Flow {
  return { returned: terms.no, value: undefined, broke: terms.no, continued: terms.no };
}

/** The block returns the value where the condition holds. */
export function returning(machine: Machine, when: Cond, value: Sym): Flow {
  return { ...goOn(machine), returned: when, value };
}

/** The block leaves its loop where the condition holds. */
export function breaking(machine: Machine, when: Cond): Flow {
  return { ...goOn(machine), broke: when };
}

/** Where the block does not run to its end. */
export function exitOf({ terms }: Machine, flow: Flow): Cond {
  return terms.or(flow.returned, flow.broke, flow.continued);
}

/** One of two flows. */
export function chooseFlow(machine: Machine, when: Cond, then: Flow, otherwise: Flow): Flow {
  const { terms } = machine;
  const other = terms.not(when);
  const either = (a: Cond, b: Cond): Cond => terms.or(terms.and(when, a), terms.and(other, b));
  return {
    returned: either(then.returned, otherwise.returned),
    value:
      then.value === undefined
        ? otherwise.value
        : otherwise.value === undefined
          ? then.value
          : choice(machine, when, then.value, otherwise.value),
    broke: either(then.broke, otherwise.broke),
    continued: either(then.continued, otherwise.continued),
  };
}

/** A flow, then what follows where it did not leave. `rest` is run under that condition. */
export function thenFlow(machine: Machine, first: Flow, rest: () => Flow): Flow {
  const { terms } = machine;
  const exit = exitOf(machine, first);
  if (exit === terms.no) return rest();
  if (exit === terms.yes) return first;
  const [, after] = machine.branch(
    exit,
    () => undefined,
    () => rest(),
  );
  if (after === undefined) return first;
  // Where the first returns, what the rest says does not matter.
  const on = exit === first.returned ? terms.yes : terms.not(exit);
  return {
    returned: terms.or(first.returned, terms.and(on, after.returned)),
    value:
      first.value === undefined
        ? after.value
        : after.value === undefined
          ? first.value
          : choice(machine, first.returned, first.value, after.value),
    broke: terms.or(first.broke, terms.and(terms.not(exit), after.broke)),
    continued: terms.or(first.continued, terms.and(terms.not(exit), after.continued)),
  };
}
