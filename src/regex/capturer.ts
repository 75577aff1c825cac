import { ending, spanOf, tryAt } from './backtrack.ts';
import { codePoints, RegexGaveUp } from './matcher.ts';
import { parseRegex } from './parse.ts';
import type { Program } from './program.ts';
import { canSimulate, compileProgram, ProgramTooLarge } from './program.ts';
import type { Mode } from './simulate.ts';
import { OutOfSteps } from './simulate.ts';
import type { RegexError, RegexFlag, RegexNode } from './tree.ts';
import { partsOf } from './tree.ts';

/** A match: where it stands, as offsets of characters, and what each group matched last. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** By number, from the first; undefined where the group took no part. */
  readonly groups: readonly (readonly [start: number, end: number] | undefined)[];
}

/** A regex made ready to say what it matches. */
export interface Capturer {
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /**
   * The matches in a text, as Python's `finditer` (with the flags `match` and `full`: the one of `re.match`, `re.fullmatch`), up to
   * so many. Throws `RegexGaveUp` where that would take too long.
   */
  readonly find: (text: readonly number[], most: number) => readonly Match[];
}

/** Steps that all matches in one text may take together. */
const budget = 2_000_000;

const compiled = new Map<string, Capturer | RegexError>();
const mostCompiled = 500;

/** Compiles a Python regex whose groups are wanted. Its time is linear in the text for each match, but for what `matcher` says. */
export function capturer(pattern: string, flags: readonly RegexFlag[], ignoreCase: boolean): Capturer | RegexError {
  const key = `${[...flags].sort().join()}/${ignoreCase}/${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = compile(pattern, flags, ignoreCase);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(key, made);
  return made;
}

function compile(pattern: string, flags: readonly RegexFlag[], ignoreCase: boolean): Capturer | RegexError {
  const regex = parseRegex(pattern, flags, ignoreCase);
  if ('error' in regex) return regex;
  const mode: Mode = flags.includes('full') ? 'full' : flags.includes('match') ? 'match' : 'search';
  let program: Program;
  try {
    program = compileProgram(regex.node, regex.groups, { machine: 'backtrack', backwards: false });
  } catch (thrown) {
    if (thrown instanceof ProgramTooLarge) return { error: 'its counted repeats make it too large', at: 0 };
    throw thrown;
  }
  const independent = canSimulate(regex.node);
  const names = new Map<string, number>();
  collectNames(regex.node, names);
  return {
    groups: regex.groups,
    names,
    find: (text, most) => {
      try {
        return findAll(program, regex.groups, text, { mode, most, independent });
      } catch (thrown) {
        if (thrown instanceof OutOfSteps) throw new RegexGaveUp(pattern);
        throw thrown;
      }
    },
  };
}

function findAll(
  program: Program,
  groups: number,
  text: readonly number[],
  { mode, most, independent }: { mode: Mode; most: number; independent: boolean },
): readonly Match[] {
  const steps = { left: budget };
  const matches: Match[] = [];
  let from = 0;
  // After an empty match, one that is empty again at the same place counts for nothing.
  let advance = false;
  while (matches.length < most) {
    const found = findFrom(program, groups, text, { from, advance, mode }, { steps, independent });
    if (found === undefined) break;
    matches.push(found);
    from = found.end;
    advance = found.end === found.start;
    if (mode !== 'search') break;
  }
  return matches;
}

function findFrom(
  program: Program,
  groups: number,
  text: readonly number[],
  { from, advance, mode }: { from: number; advance: boolean; mode: Mode },
  { steps, independent }: { steps: { left: number }; independent: boolean },
): Match | undefined {
  const failed = independent ? new Set<number>() : undefined;
  const mayEnd = ending(mode, text);
  const last = mode === 'search' ? text.length : from;
  for (let start = from; start <= last; start++) {
    const end = (at: number): boolean => mayEnd(at) && !(advance && start === from && at === start);
    const memory = new Array<number>(program.slots).fill(-1);
    const found = tryAt(program, text, { at: start, memory }, end, { steps, failed });
    if (found !== undefined) return { start, end: found.at, groups: groupsIn(found.memory, groups) };
  }
  return undefined;
}

function groupsIn(memory: readonly number[], groups: number): Match['groups'] {
  return Array.from({ length: groups }, (_, i) => {
    const [start, end] = spanOf(i + 1, memory);
    return start === undefined ? undefined : ([start, end] as const);
  });
}

function collectNames(node: RegexNode, names: Map<string, number>): void {
  if (node.kind === 'group' && node.name !== undefined) names.set(node.name, node.index);
  for (const part of partsOf(node)) collectNames(part, names);
}

/** The characters of a text, as `find` wants them, and a piece of it as text. */
export function spelled(text: string): {
  readonly codes: readonly number[];
  slice(start: number, end: number): string;
} {
  const codes = codePoints(text);
  return {
    codes,
    slice: (start, end) => codes.slice(start, end).reduce((piece, code) => piece + String.fromCodePoint(code), ''),
  };
}
