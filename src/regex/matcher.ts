import { backtrack } from './backtrack.ts';
import { parseRegex } from './parse.ts';
import type { Program } from './program.ts';
import { canSimulate, compileProgram, ProgramTooLarge } from './program.ts';
import type { Mode } from './simulate.ts';
import { OutOfSteps, simulate } from './simulate.ts';
import type { RegexError, RegexFlag } from './tree.ts';

/** A regex made ready to ask. */
export interface Matcher {
  /**
   * Whether Python's `re.search` (with the flags `match` and `full`: `re.match`, `re.fullmatch`) finds the regex in the text. Throws
   * `RegexGaveUp` where the answer would take too long.
   */
  readonly matches: (text: string) => boolean;
}

/** A match that was given up: a back-reference that backtracks without end, or a huge regex on a huge text. */
export class RegexGaveUp extends Error {
  readonly pattern: string;

  constructor(pattern: string) {
    super(`the regex ${JSON.stringify(pattern)} takes too long on this text`);
    this.name = 'RegexGaveUp';
    this.pattern = pattern;
  }
}

/** Compiled matchers by their source. They hold no state of any text. */
const compiled = new Map<string, Matcher | RegexError>();
const mostCompiled = 2000;

/**
 * Compiles a Python regex with Python's own meaning of classes, case and anchors. Time is linear in the text, but for
 * back-references, conditional and atomic groups, which are tried in order up to a limit.
 */
export function matcher(pattern: string, flags: readonly RegexFlag[] = [], ignoreCase = false): Matcher | RegexError {
  const key = `${[...flags].sort().join()}/${ignoreCase}/${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = compile(pattern, flags, ignoreCase);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(key, made);
  return made;
}

function compile(pattern: string, flags: readonly RegexFlag[], ignoreCase: boolean): Matcher | RegexError {
  const regex = parseRegex(pattern, flags, ignoreCase);
  if ('error' in regex) return regex;
  const mode: Mode = flags.includes('full') ? 'full' : flags.includes('match') ? 'match' : 'search';
  const plain = canSimulate(regex.node);
  let program: Program;
  try {
    const build = { machine: plain ? 'simulate' : 'backtrack', backwards: false } as const;
    program = compileProgram(regex.node, regex.groups, build);
  } catch (thrown) {
    if (thrown instanceof ProgramTooLarge) return { error: 'its counted repeats make it too large', at: 0 };
    throw thrown;
  }
  const run = plain ? simulate : backtrack;
  return {
    matches: (text) => {
      try {
        return run(program, codePoints(text), mode);
      } catch (thrown) {
        if (thrown instanceof OutOfSteps) throw new RegexGaveUp(pattern);
        throw thrown;
      }
    },
  };
}

/** The text as code points, as Python sees it. */
export function codePoints(text: string): number[] {
  return Array.from(text, (c) => c.codePointAt(0) ?? 0);
}
