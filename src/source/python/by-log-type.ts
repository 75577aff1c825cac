import type { Value } from '../../ir/value.ts';
import { choice } from './choice.ts';
import type { LiftInput } from './lifted.ts';
import type { Machine, Sym } from './sym.ts';
import { noneSym } from './values.ts';

/** For which log type the code is followed at the moment. */
export interface Asking {
  /** null: one without a data model; undefined: not decided yet. */
  logType: string | null | undefined;
}

/** Thrown where the data model is asked before the log type is decided: the code is then followed once for each. */
export class ModelAsked extends Error {}

/**
 * Runs code once, or, where it asks the data model, once for each log type of the rule: what a name stands for is then known,
 * and the answers stand side by side under a test of `p_log_type`.
 */
export function byLogType(
  machine: Machine,
  { logTypes, sources }: LiftInput,
  logType: Value,
  asking: Asking,
  run: () => Sym,
): Sym {
  asking.logType = undefined;
  const [running, calls] = [machine.running.length, machine.calls.length];
  try {
    const probe = machine.apart(run);
    machine.keep(probe.written);
    for (const raise of probe.raises) machine.raise(raise.when, raise.type);
    return probe.answer;
  } catch (reason) {
    if (!(reason instanceof ModelAsked)) throw reason;
    machine.running.length = running;
    machine.calls.length = calls;
  }
  const known = logTypes.filter((name) => sources.dataModel(name) !== undefined);
  const { terms } = machine;
  const each = (names: readonly string[]): Sym => {
    const [name, ...rest] = names;
    if (name === undefined) {
      asking.logType = null;
      return run();
    }
    const when = terms.test(logType, 'eq', [terms.literal(name)]);
    const [then, otherwise] = machine.branch(
      when,
      () => {
        asking.logType = name;
        return run();
      },
      () => each(rest),
    );
    if (then === undefined) return otherwise ?? noneSym;
    return otherwise === undefined ? then : choice(machine, when, then, otherwise);
  };
  return each(known);
}
