import type { Program, Step } from '../../regex/program.ts';
import { mostSteps, ProgramTooLarge } from '../../regex/program.ts';
import type { Re2Node, Re2Place } from './re2-parse.ts';

/** A pattern as steps for the machine that follows all ways at once. Throws `ProgramTooLarge`. */
export function programOf(node: Re2Node): Program {
  const steps: Step[] = [];
  const step = (added: Step): number => {
    if (steps.length >= mostSteps) throw new ProgramTooLarge();
    return steps.push(added) - 1;
  };
  const add = (part: Re2Node, next: number): number => {
    switch (part.kind) {
      case 'character':
        return step({ op: 'character', test: testOf(part.set, part.fold), next });
      case 'place':
        return step({ op: 'place', test: placeTests[part.where], next });
      case 'sequence':
        return part.items.toReversed().reduce((after, item) => add(item, after), next);
      case 'choice': {
        const [last, ...before] = part.branches.map((branch) => add(branch, next)).reverse();
        return before.reduce((second, first) => step({ op: 'split', first, second }), last ?? next);
      }
      case 'group':
        return add(part.body, next);
      case 'repeat':
        return repeat(part, next);
    }
  };
  const repeat = ({ body, min, max }: Extract<Re2Node, { kind: 'repeat' }>, next: number): number => {
    let entry = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop = step({ op: 'split', first: next, second: next });
      steps[loop] = { op: 'split', first: add(body, loop), second: next };
      entry = loop;
    } else for (let i = min; i < max; i++) entry = step({ op: 'split', first: add(body, entry), second: next });
    for (let i = 0; i < min; i++) entry = add(body, entry);
    return entry;
  };
  const start = add(node, step({ op: 'accept' }));
  return { steps, start, looks: [], slots: 0 };
}

function testOf(set: string, fold: boolean): (code: number) => boolean {
  const pattern = new RegExp(`^(?:${set})$`, fold ? 'iu' : 'u');
  const known = new Map<number, boolean>();
  return (code) => {
    const answer = known.get(code) ?? pattern.test(String.fromCodePoint(code));
    if (known.size < 256) known.set(code, answer);
    return answer;
  };
}

const isWord = (code: number | undefined): boolean =>
  code !== undefined && code < 128 && /[0-9A-Za-z_]/.test(String.fromCharCode(code));

const placeTests: Readonly<Record<Re2Place, (text: ArrayLike<number>, at: number) => boolean>> = {
  'text-start': (_, at) => at === 0,
  'text-end': (text, at) => at === text.length,
  'line-start': (text, at) => at === 0 || text[at - 1] === 10,
  'line-end': (text, at) => at === text.length || text[at] === 10,
  'word-edge': (text, at) => isWord(text[at - 1]) !== isWord(text[at]),
  'not-word-edge': (text, at) => isWord(text[at - 1]) === isWord(text[at]),
};
