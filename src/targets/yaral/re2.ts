import { codePoints, RegexGaveUp } from '../../regex/matcher.ts';
import { ProgramTooLarge } from '../../regex/program.ts';
import { OutOfSteps, simulate } from '../../regex/simulate.ts';
import type { Re2Node, Re2Tree } from './re2-parse.ts';
import { parseRe2, Re2Error } from './re2-parse.ts';
import { programOf } from './re2-program.ts';

/** An RE2 pattern made ready to ask, as the functions of YARA-L ask it. */
export interface Re2 {
  readonly groups: number;
  /** Whether some part of the text matches. */
  readonly finds: (text: string) => boolean;
  /** The first capture (the whole match where there is none) of each match. */
  readonly captures: (text: string) => readonly string[];
  readonly replace: (text: string, by: string) => string;
}

/** Compiles a pattern, or says why RE2 refuses it. */
export function compileRe2(pattern: string, ignoreCase: boolean): Re2 | { readonly refused: string } {
  let tree: Re2Tree;
  try {
    tree = parseRe2(pattern, ignoreCase);
  } catch (thrown) {
    if (thrown instanceof Re2Error) return { refused: thrown.message };
    throw thrown;
  }
  try {
    return ready(tree);
  } catch (thrown) {
    if (thrown instanceof ProgramTooLarge) return { refused: 'the pattern is too large' };
    throw thrown;
  }
}

function ready(tree: Re2Tree): Re2 {
  const mixed = foldsOf(tree.node).size > 1;
  const fold = foldsOf(tree.node).has(true);
  const source = printJs(tree.node);
  // Without the flag `s` the functions look at a value's first line only.
  const seen = (text: string): string => (tree.acrossLines ? text : firstLine(text));
  const flags = fold ? 'giu' : 'gu';
  const all = (text: string): IterableIterator<RegExpExecArray> => seen(text).matchAll(new RegExp(source, flags));
  return {
    groups: tree.groups,
    finds: finder(tree, mixed, fold ? new RegExp(source, 'iu') : new RegExp(source, 'u'), seen),
    captures: (text) => Array.from(all(text), (match) => match[tree.groups > 0 ? 1 : 0] ?? ''),
    replace: (text, by) =>
      text.replace(new RegExp(source, flags), (...found: unknown[]) =>
        by.replace(/\\([0-9\\])/g, (_, digit: string) => {
          if (digit === '\\') return '\\';
          const group = found[Number(digit)];
          return Number(digit) <= tree.groups && typeof group === 'string' ? group : '';
        }),
      ),
  };
}

/** JavaScript's machine where it cannot go back and forth for long, and knows one case; else one that is linear in the text. */
function finder(tree: Re2Tree, mixed: boolean, quick: RegExp, seen: (text: string) => string): Re2['finds'] {
  if (!mixed && isTame(tree.node)) return (text) => quick.test(seen(text));
  const program = programOf(tree.node);
  return (text) => {
    try {
      return simulate(program, codePoints(seen(text)), 'search');
    } catch (thrown) {
      if (thrown instanceof OutOfSteps) throw new RegexGaveUp(quick.source);
      throw thrown;
    }
  };
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

function foldsOf(node: Re2Node): ReadonlySet<boolean> {
  const found = new Set<boolean>();
  const visit = (part: Re2Node): void => {
    if (part.kind === 'character') {
      if (!part.set.startsWith('[^')) found.add(part.fold);
      else if (part.fold) found.add(true);
    } else for (const inner of innerOf(part)) visit(inner);
  };
  visit(node);
  return found;
}

function innerOf(node: Re2Node): readonly Re2Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.branches;
    case 'group':
    case 'repeat':
      return [node.body];
    case 'character':
    case 'place':
      return [];
  }
}

/** At most one loop without end, and loops over single characters only: trying ways in order ends soon. */
function isTame(node: Re2Node): boolean {
  let endless = 0;
  const visit = (part: Re2Node): boolean => {
    if (part.kind === 'repeat' && part.max > 1) {
      endless += part.max === Number.POSITIVE_INFINITY ? 1 : 0;
      if (part.body.kind !== 'character') return false;
    }
    return innerOf(part).every(visit);
  };
  return visit(node) && endless <= 1;
}

const places = {
  'text-start': '^',
  'text-end': '$',
  'line-start': '(?<![^\\n])',
  'line-end': '(?![^\\n])',
  'word-edge': '(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))',
  'not-word-edge': '(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))',
} as const;

function printJs(node: Re2Node): string {
  switch (node.kind) {
    case 'character':
      return node.set;
    case 'place':
      return places[node.where];
    case 'sequence':
      return node.items.map((item) => (item.kind === 'choice' ? `(?:${printJs(item)})` : printJs(item))).join('');
    case 'choice':
      return node.branches.map(printJs).join('|');
    case 'group':
      return `(${printJs(node.body)})`;
    case 'repeat': {
      const { min, max, lazy } = node;
      return `(?:${printJs(node.body)}){${min},${max === Number.POSITIVE_INFINITY ? '' : max}}${lazy ? '?' : ''}`;
    }
  }
}
