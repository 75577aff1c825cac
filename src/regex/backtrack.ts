import { foldOf } from './case.ts';
import type { Program, Step } from './program.ts';
import type { Mode } from './simulate.ts';
import { OutOfSteps } from './simulate.ts';

/** Steps that one match may take. */
const budget = 1_000_000;

/**
 * Tries the ways through the program in Python's order, which back-references, conditions and atomic groups need. Such regexes may
 * take exponential time: `OutOfSteps` is thrown after a million steps.
 */
export function backtrack(program: Program, text: ArrayLike<number>, mode: Mode): boolean {
  const steps = { left: budget };
  const last = mode === 'search' ? text.length : 0;
  for (let at = 0; at <= last; at++) {
    const memory = new Array<number>(program.slots).fill(-1);
    if (tryAt(program, text, { at, memory }, ending(mode, text), { steps, failed: undefined }) !== undefined)
      return true;
  }
  return false;
}

/** Where the machine is in the text and what it remembers. Memory is never changed in place. */
export interface State {
  readonly at: number;
  readonly memory: readonly number[];
}

/** What a machine may still do, and what it need not do again. */
export interface Work {
  readonly steps: { left: number };
  /**
   * The places, as `at * steps + index`, from which no way led to a match. Only for programs without steps that depend on what was
   * matched before; time is then linear in the text.
   */
  readonly failed: Set<number> | undefined;
}

/** Whether a match may end at a place. */
type Ending = (at: number) => boolean;

const anywhere: Ending = () => true;

/** Where a match of that mode may end. */
export function ending(mode: Mode, text: ArrayLike<number>): Ending {
  return mode === 'full' ? (at) => at === text.length : anywhere;
}

/** The end of the first way through the program that begins here and may end where it does. */
export function tryAt(
  program: Program,
  text: ArrayLike<number>,
  from: State,
  mayEnd: Ending,
  work: Work,
): State | undefined {
  const { steps, failed } = work;
  const ways: (State & { readonly index: number })[] = [{ ...from, index: program.start }];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    let { at, index } = way;
    let { memory } = way;
    for (;;) {
      steps.left -= 1;
      if (steps.left < 0 || ways.length > budget) throw new OutOfSteps();
      const step = stepOf(program, index);
      if (failed !== undefined && step.op !== 'again') {
        const place = at * program.steps.length + index;
        if (failed.has(place)) break;
        failed.add(place);
      }
      if (step.op === 'accept') {
        if (mayEnd(at)) return { at, memory };
        break;
      }
      if (step.op === 'split') {
        ways.push({ at, memory, index: step.second });
        index = step.first;
        continue;
      }
      const after = take(program, step, text, { at, memory }, work);
      if (after === undefined) break;
      ({ at, memory, index } = after);
    }
  }
  return undefined;
}

function stepOf(program: Program, index: number): Step {
  const step = program.steps[index];
  if (step === undefined) throw new Error('a program names a step that it lacks');
  return step;
}

/** The state after a step that leaves no choice; undefined where it fails. */
function take(
  program: Program,
  step: Exclude<Step, { readonly op: 'accept' | 'split' }>,
  text: ArrayLike<number>,
  { at, memory }: State,
  { steps, failed }: Work,
): (State & { readonly index: number }) | undefined {
  switch (step.op) {
    case 'character': {
      const code = text[at];
      return code !== undefined && step.test(code) ? { at: at + 1, memory, index: step.next } : undefined;
    }
    case 'place':
      return step.test(text, at) ? { at, memory, index: step.next } : undefined;
    case 'save':
      steps.left -= memory.length >> 3;
      return { at, memory: memory.with(step.slot, at), index: step.next };
    case 'again':
      return { at, memory, index: memory[step.slot] === at ? step.exit : step.loop };
    case 'atomic': {
      const inner = tryAt(step.program, text, { at, memory }, anywhere, { steps, failed: undefined });
      return inner === undefined ? undefined : { ...inner, index: step.next };
    }
    case 'look': {
      const look = program.looks[step.look];
      if (look === undefined) throw new Error('a program names a look-around that it lacks');
      const own = { steps, failed: failed && new Set<number>() };
      const inner =
        at < look.width ? undefined : tryAt(look.program, text, { at: at - look.width, memory }, anywhere, own);
      if ((inner === undefined) !== look.negated) return undefined;
      return { at, memory: inner?.memory ?? memory, index: step.next };
    }
    case 'back-reference': {
      const [start, end] = spanOf(step.group, memory);
      if (start === undefined || !sameText(text, start, end, at, step.fold, steps)) return undefined;
      return { at: at + end - start, memory, index: step.next };
    }
    case 'condition':
      return { at, memory, index: spanOf(step.group, memory)[0] === undefined ? step.no : step.yes };
  }
}

/** The start and end of what the group last matched. */
export function spanOf(group: number, memory: readonly number[]): readonly [number, number] | readonly [undefined] {
  const start = memory[2 * group] ?? -1;
  const end = memory[2 * group + 1] ?? -1;
  return start < 0 || end < start ? [undefined] : [start, end];
}

function sameText(
  text: ArrayLike<number>,
  start: number,
  end: number,
  at: number,
  fold: 'exact' | 'unicode' | 'ascii',
  steps: { left: number },
): boolean {
  steps.left -= end - start;
  const key = fold === 'exact' ? undefined : foldOf(fold === 'ascii');
  for (let i = start; i < end; i++) {
    const a = text[i];
    const b = text[at + i - start];
    if (a === undefined || b === undefined) return false;
    if (a !== b && (key === undefined || key(a) !== key(b))) return false;
  }
  return true;
}
