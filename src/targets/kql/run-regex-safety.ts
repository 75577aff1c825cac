import { backtracks, matcher, parseRegex, RegexGaveUp } from '../../regex/index.ts';

/** Texts longer than this are not given to a machine that may go back and forth without end. */
const longestRisk = 1000;

/**
 * Whether a pattern is found in a text. Rust's engine is linear in the text, JavaScript's is not: patterns that could keep it busy are asked
 * of our own matcher, where Python writes them alike, and given up on long texts where it does not.
 */
export function finderOf(pattern: string, quick: RegExp): (text: string) => boolean {
  const python = pythonOf(pattern);
  if (!('error' in parseRegex(python))) {
    if (backtracks(python).grade === 'linear') return (text) => quick.test(text);
    const made = matcher(python);
    if ('matches' in made && !/\\[pP]/.test(pattern)) return made.matches;
  }
  return (text) => {
    if (text.length > longestRisk) throw new RegexGaveUp(pattern);
    return quick.test(text);
  };
}

/** Rust's spellings that Python has under other names; a class of Unicode stands as a word character, which is as greedy. */
function pythonOf(pattern: string): string {
  return pattern
    .replace(/\\z/g, '\\Z')
    .replace(/\\[pP](?:\{[^}]*\}|.)/g, '\\w')
    .replace(/\\x\{([0-9A-Fa-f]+)\}/g, (_, hex: string) => `\\U${hex.padStart(8, '0')}`);
}
