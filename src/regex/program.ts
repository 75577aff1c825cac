import type { CharacterTest } from './characters.ts';
import { isWord, testOf } from './characters.ts';
import type { Anchor, Look, RegexNode, Repeat } from './tree.ts';
import { someNode } from './tree.ts';
import { widthOf } from './width.ts';

/** A regex as steps of a machine: each step names those after it by number. */
export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  /** Look-around, inner before outer. */
  readonly looks: readonly LookProgram[];
  /** Slots of the machine's memory: two for each group, then one for each loop. */
  readonly slots: number;
}

export interface LookProgram {
  readonly program: Program;
  readonly direction: Look['direction'];
  readonly negated: boolean;
  /** Characters that a look-behind goes back. */
  readonly width: number;
}

/** Whether a place in a text is meant; the place `at` lies before the character `at`. */
export type PlaceTest = (text: ArrayLike<number>, at: number) => boolean;

export type Step =
  | { readonly op: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'place'; readonly test: PlaceTest; readonly next: number }
  | { readonly op: 'look'; readonly look: number; readonly next: number }
  | { readonly op: 'save'; readonly slot: number; readonly next: number }
  /** The end of a loop's body: round again, unless it matched nothing since the slot was saved. */
  | { readonly op: 'again'; readonly slot: number; readonly loop: number; readonly exit: number }
  | { readonly op: 'atomic'; readonly program: Program; readonly next: number }
  | { readonly op: 'back-reference'; readonly group: number; readonly fold: Fold; readonly next: number }
  | { readonly op: 'condition'; readonly group: number; readonly yes: number; readonly no: number }
  | { readonly op: 'accept' };

/** How a back-reference compares: exactly, by case with Unicode, or by case within ASCII. */
export type Fold = 'exact' | 'unicode' | 'ascii';

/** Counted repeats are written out; a regex that needs more steps than this is refused. */
export const mostSteps = 20_000;

/** Raised by `compileProgram` where a regex needs too many steps. */
export class ProgramTooLarge extends Error {}

/**
 * `simulate`: for the machine that follows all ways at once; `backtrack`: for the one that tries them in order. A program for
 * `simulate` with `backwards` reads the text from its end.
 */
export interface Build {
  readonly machine: 'simulate' | 'backtrack';
  readonly backwards: boolean;
}

/** Whether the machine that follows all ways at once can say the regex: no step may depend on what was matched before. */
export function canSimulate(node: RegexNode): boolean {
  return !someNode(node, (part) => {
    switch (part.kind) {
      case 'back-reference':
      case 'conditional':
      case 'atomic':
        return true;
      case 'repeat':
        return part.mode === 'possessive';
      case 'sequence':
      case 'choice':
      case 'literal':
      case 'any':
      case 'set':
      case 'anchor':
      case 'group':
      case 'look':
        return false;
    }
  });
}

/** Compiles a tree with that many groups. Throws `ProgramTooLarge`. */
export function compileProgram(node: RegexNode, groups: number, build: Build): Program {
  return new Compiler(build, { left: mostSteps, slots: 2 * (groups + 1) }).program(node);
}

class Compiler {
  private readonly build: Build;
  /** Shared with the compilers of inner programs. */
  private readonly budget: { left: number; slots: number };
  private readonly steps: Step[] = [];
  private readonly looks: LookProgram[] = [];

  constructor(build: Build, budget: { left: number; slots: number }) {
    this.build = build;
    this.budget = budget;
  }

  program(node: RegexNode): Program {
    const start = this.add(node, this.step({ op: 'accept' }));
    return { steps: this.steps, start, looks: this.looks, slots: this.budget.slots };
  }

  private step(step: Step): number {
    this.budget.left -= 1;
    if (this.budget.left < 0) throw new ProgramTooLarge();
    return this.steps.push(step) - 1;
  }

  /** Adds the node in front of the step `next`; gives the step to begin with. */
  private add(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'literal':
      case 'any':
      case 'set':
        return this.step({ op: 'character', test: testOf(node), next });
      case 'anchor':
        return this.step({ op: 'place', test: placeTest(node), next });
      case 'sequence': {
        const items = this.build.backwards ? node.items : node.items.toReversed();
        return items.reduce((after, item) => this.add(item, after), next);
      }
      case 'choice': {
        const [last, ...before] = node.branches.map((branch) => this.add(branch, next)).reverse();
        return before.reduce((second, first) => this.step({ op: 'split', first, second }), last ?? next);
      }
      case 'group':
        return this.group(node.index, node.body, next);
      case 'repeat':
        return node.mode === 'possessive'
          ? this.atomic({ ...node, mode: 'greedy' }, next)
          : this.repeat(node, testOfWidth(node), next);
      case 'atomic':
        return this.atomic(node.body, next);
      case 'look':
        return this.look(node, next);
      case 'back-reference': {
        const fold = node.ignoreCase ? (node.ascii ? 'ascii' : 'unicode') : 'exact';
        return this.step({ op: 'back-reference', group: node.group, fold, next });
      }
      case 'conditional':
        return this.step({
          op: 'condition',
          group: node.group,
          yes: this.add(node.yes, next),
          no: this.add(node.no, next),
        });
    }
  }

  private group(index: number, body: RegexNode, next: number): number {
    if (this.build.machine === 'simulate') return this.add(body, next);
    const inside = this.add(body, this.step({ op: 'save', slot: 2 * index + 1, next }));
    return this.step({ op: 'save', slot: 2 * index, next: inside });
  }

  private repeat(node: Repeat, wide: boolean, next: number): number {
    const { body, mode } = node;
    const min = wide ? node.min : Math.min(node.min, 1);
    const max = wide ? node.max : Math.max(min, Math.min(node.max, 1));
    let entry = max === Number.POSITIVE_INFINITY ? this.loop(body, mode, next) : next;
    for (let i = min; i < max && max !== Number.POSITIVE_INFINITY; i++) {
      const once = this.add(body, entry);
      entry = this.step(mode === 'lazy' ? split(next, once) : split(once, next));
    }
    for (let i = 0; i < min; i++) entry = this.add(body, entry);
    return entry;
  }

  private loop(body: RegexNode, mode: Repeat['mode'], next: number): number {
    const slot = this.budget.slots;
    this.budget.slots += 1;
    const again = this.step({ op: 'again', slot, loop: next, exit: next });
    const inside = this.step({ op: 'save', slot, next: this.add(body, again) });
    const loop = this.step(mode === 'lazy' ? split(next, inside) : split(inside, next));
    this.steps[again] = { op: 'again', slot, loop, exit: next };
    return loop;
  }

  private atomic(body: RegexNode, next: number): number {
    return this.step({ op: 'atomic', program: new Compiler(this.build, this.budget).program(body), next });
  }

  private look(node: Look, next: number): number {
    const { machine } = this.build;
    const backwards = machine === 'simulate' && node.direction === 'ahead';
    const program = new Compiler({ machine, backwards }, this.budget).program(node.body);
    const width = node.direction === 'behind' ? widthOf(node.body).min : 0;
    this.looks.push({ program, direction: node.direction, negated: node.negated, width });
    return this.step({ op: 'look', look: this.looks.length - 1, next });
  }
}

function split(first: number, second: number): Step {
  return { op: 'split', first, second };
}

/** Whether the repeated body can match any character at all; if not, once is as good as often. */
function testOfWidth(node: Repeat): boolean {
  return widthOf(node.body).max > 0;
}

function placeTest({ where, ascii }: Anchor): PlaceTest {
  const word = (text: ArrayLike<number>, at: number): boolean => {
    const code = text[at];
    return code !== undefined && isWord(code, ascii);
  };
  switch (where) {
    case 'text-start':
      return (_, at) => at === 0;
    case 'text-end':
      return (text, at) => at === text.length;
    case 'final':
      return (text, at) => at === text.length || (at === text.length - 1 && text[at] === 10);
    case 'line-start':
      return (text, at) => at === 0 || text[at - 1] === 10;
    case 'line-end':
      return (text, at) => at === text.length || text[at] === 10;
    case 'word-edge':
      return (text, at) => word(text, at - 1) !== word(text, at);
    case 'not-word-edge':
      // Before Python 3.14 no place of an empty text is \B: https://docs.python.org/3/library/re.html#index-33
      return (text, at) => text.length > 0 && word(text, at - 1) === word(text, at);
  }
}
