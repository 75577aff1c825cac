import type { RegexFlag } from '../../regex/index.ts';
import { matcher } from '../../regex/index.ts';

/**
 * A PCRE pattern as Splunk runs it (unanchored, classes of ASCII), read by our own matcher, which is linear in the text. A message where
 * the pattern is not understood.
 */
export function pcre(pattern: string): ((text: string) => boolean) | string {
  const flags: RegexFlag[] = ['a'];
  let ignoreCase = false;
  let source = pattern;
  for (let given = /^\(\?([ismx]+)\)/.exec(source); given; given = /^\(\?([ismx]+)\)/.exec(source)) {
    for (const flag of given[1] ?? '') {
      if (flag === 'i') ignoreCase = true;
      else flags.push(flag as RegexFlag); // s, m and x mean in PCRE what they mean in Python
    }
    source = source.slice(given[0].length);
  }
  const made = matcher(toPython(source), flags, ignoreCase);
  return 'matches' in made ? made.matches : made.error;
}

/** PCRE's spellings that Python has under other names: `\z`, `\Z`, `\x{…}`, `\h`, possessive marks aside. */
function toPython(source: string): string {
  return source.replace(
    /\\(?:x\{([0-9A-Fa-f]+)\}|([\s\S]))/g,
    (whole, hex: string | undefined, c: string | undefined) => {
      if (hex !== undefined) return `\\U${hex.padStart(8, '0')}`;
      if (c === 'z') return '\\Z';
      if (c === 'Z') return '$';
      if (c === 'h') return '[ \\t]';
      return whole;
    },
  );
}
