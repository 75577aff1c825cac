import type { LookProgram, Program } from './program.ts';

/** Where a match may begin and must end. */
export type Mode = 'search' | 'match' | 'full';

/** Raised by a machine that has used up its steps. */
export class OutOfSteps extends Error {}

/** Steps that one match may take: a text of a million characters against a regex of a hundred steps. */
const budget = 100_000_000;

/** Follows all ways through the program at once: time is the text's length times the program's. Throws `OutOfSteps`. */
export function simulate(program: Program, text: ArrayLike<number>, mode: Mode): boolean {
  let found = false;
  const run = new Run(program, text, { left: budget });
  run.forward(mode === 'search', (at) => {
    found ||= mode !== 'full' || at === text.length;
    return found;
  });
  return found;
}

class Run {
  private readonly program: Program;
  private readonly text: ArrayLike<number>;
  private readonly steps: { left: number };
  /** For each look-around, whether it holds before each character. */
  private readonly looks: readonly Uint8Array[];
  /** The round in which a step was last reached. */
  private readonly reached: Int32Array;
  private round = 0;
  private accepted = false;

  constructor(program: Program, text: ArrayLike<number>, steps: { left: number }) {
    this.program = program;
    this.text = text;
    this.steps = steps;
    this.reached = new Int32Array(program.steps.length);
    this.looks = program.looks.map((look) => this.whereHolds(look));
  }

  /** Calls `accept` with each place where a match ends, until it answers true. `everywhere`: matches may begin anywhere. */
  forward(everywhere: boolean, accept: (at: number) => boolean): void {
    let current: number[] = [];
    for (let at = 0; at <= this.text.length; at++) {
      if (everywhere || at === 0) this.reach(this.program.start, at, current);
      if (this.accepted && accept(at)) return;
      const code = this.text[at];
      if (code === undefined || (current.length === 0 && !everywhere)) return;
      current = this.advance(current, code, at + 1);
    }
  }

  /** The same from the text's end: matches of the reversed program. */
  backward(accept: (at: number) => void): void {
    let current: number[] = [];
    for (let at = this.text.length; at >= 0; at--) {
      this.reach(this.program.start, at, current);
      if (this.accepted) accept(at);
      const code = this.text[at - 1];
      if (code !== undefined) current = this.advance(current, code, at - 1);
    }
  }

  private advance(current: readonly number[], code: number, to: number): number[] {
    this.round += 1;
    this.accepted = false;
    const next: number[] = [];
    for (const index of current) {
      const step = this.program.steps[index];
      if (step?.op === 'character' && step.test(code)) this.reach(step.next, to, next);
    }
    this.spend(current.length + 1);
    return next;
  }

  /** Adds every step that reads a character and can be reached from here without reading one. */
  private reach(from: number, at: number, into: number[]): void {
    const stack = [from];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (this.reached[index] === this.round + 1) continue;
      this.reached[index] = this.round + 1;
      this.spend(1);
      const step = this.program.steps[index];
      switch (step?.op) {
        case 'character':
          into.push(index);
          break;
        case 'split':
          stack.push(step.second, step.first);
          break;
        case 'place':
          if (step.test(this.text, at)) stack.push(step.next);
          break;
        case 'look':
          if (this.looks[step.look]?.[at] === 1) stack.push(step.next);
          break;
        case 'save':
          stack.push(step.next);
          break;
        case 'again':
          stack.push(step.loop);
          break;
        case 'accept':
          this.accepted = true;
          break;
        case 'atomic':
        case 'back-reference':
        case 'condition':
        case undefined:
          throw new Error('the simulating machine cannot take this step');
      }
    }
  }

  private whereHolds(look: LookProgram): Uint8Array {
    const holds = new Uint8Array(this.text.length + 1);
    const run = new Run(look.program, this.text, this.steps);
    const mark = (at: number): false => {
      holds[at] = 1;
      return false;
    };
    if (look.direction === 'ahead') run.backward(mark);
    else run.forward(true, mark);
    return look.negated ? holds.map((bit) => 1 - bit) : holds;
  }

  private spend(steps: number): void {
    this.steps.left -= steps;
    if (this.steps.left < 0) throw new OutOfSteps();
  }
}
