import type { ReasonClass } from '../fidelity/reasons.ts';
import { reasons } from '../fidelity/reasons.ts';
import type { Condition } from '../ir/condition.ts';
import type { Context } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import { holdsEvent } from '../mapping/home-part.ts';
import { RegexGaveUp } from '../regex/index.ts';
import type { Row, TraceLine } from '../targets/runner.ts';
import type { Unit } from '../unit.ts';
import { reasonsHolding } from '../verify/judge.ts';
import type { Verifying } from '../verify/verify.ts';
import { benchOf } from '../verify/verify.ts';

/** A declared reason that holds on an event, in few words. */
export interface DeclaredCode {
  readonly code: string;
  readonly direction: 'wider' | 'narrower';
  readonly class: ReasonClass;
}

/** What a text answers on an event; or why there is no answer. */
export type TextAnswer = { readonly matched: boolean } | { readonly error: string };

/** One rule's text in one home of a target, ready to be asked. */
export interface AskedText {
  readonly target: string;
  readonly logType: string;
  /** Null where no home was found. */
  readonly home: string | null;
  /** Why it cannot be asked at all: refused, or not covered. Then every answer is this. */
  readonly mute: string | undefined;
  /** What it must say, where an exception is for its target alone; else the rule's own meaning. */
  readonly meaning?: Condition | undefined;
  /** Whether the home holds an event, given the rule's context on it; true where the text is mute. */
  readonly holds: (meaning: Context) => boolean;
  /** `time` is when the event happened, ms since 1970. */
  readonly answer: (event: JsonObject, time: number) => TextAnswer;
  /** The differences from the rule that were declared and that this event shows; `meaning` is the rule's context on it. */
  readonly declared: (event: JsonObject, time: number, meaning: Context) => readonly DeclaredCode[];
  /** How each condition of the text answered; empty where it cannot be asked. */
  readonly trace: (event: JsonObject, time: number) => readonly TraceLine[];
}

/** Reads a unit's artifacts back once. `meaning`: what it must say, where that is not the rule's own. */
export function askText(unit: Unit, verifying: Verifying, meaning?: Condition | undefined): AskedText {
  const named = { target: unit.target, logType: unit.logType, home: unit.home === '' ? null : unit.home };
  const bench = benchOf(unit, verifying);
  if (bench === undefined) return muteText(named, `refused: ${unit.diagnostics.map((d) => d.message).join(' ')}`);
  if ('code' in bench) return muteText(named, bench.message);
  const { program, proof, runner } = bench;
  const [store] = bench.stores;
  if (store === undefined) return muteText(named, 'refused: there is no store');
  // An event is mostly asked about several times in a row.
  let last: { readonly event: JsonObject; readonly row: Row } | undefined;
  const rowOf = (event: JsonObject, time: number): Row => {
    if (last?.event !== event) last = { event, row: runner.row({ event, time, ingest: time }, store) };
    return last.row;
  };
  return {
    ...named,
    mute: undefined,
    meaning,
    holds: (meaning) => holdsEvent(proof.mapped.home, meaning),
    answer: (event, time) => decided(() => program.matches(rowOf(event, time))),
    declared: (event, time, meaning) => {
      const declared = new Map<string, DeclaredCode>();
      for (const { reason, direction } of reasonsHolding(proof, ['wider', 'narrower'], meaning, rowOf(event, time))) {
        const { code } = reason;
        declared.set(`${code} ${direction}`, { code, direction, class: reasons[code].class });
      }
      return [...declared.values()];
    },
    trace: (event, time) => program.trace(rowOf(event, time)),
  };
}

/** A text that cannot be asked, and why. */
export function muteText(named: Pick<AskedText, 'target' | 'logType' | 'home'>, error: string): AskedText {
  return { ...named, mute: error, holds: () => true, answer: () => ({ error }), declared: () => [], trace: () => [] };
}

/** An answer; none where a regex takes too long on the event. */
export function decided(ask: () => boolean): TextAnswer {
  try {
    return { matched: ask() };
  } catch (error) {
    if (!(error instanceof RegexGaveUp)) throw error;
    return { error: `no verdict: ${error.message}` };
  }
}
