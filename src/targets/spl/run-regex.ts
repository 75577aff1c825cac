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

/** The pieces of a pattern that matter here: an escape, a class as a whole, options without a body, parentheses, bars, the end. */
const pieces =
  /\\(?:x\{([0-9A-Fa-f]+)\}|([\s\S]))|(\[\^?\]?(?:\\[\s\S]|[^\]\\])*\])|\(\?((?=[imsx-])[imsx]*(?:-[imsx]+)?)\)|([()|]|$)/g;

/**
 * PCRE's spellings that Python has under other names: `\z`, `\Z`, `\x{…}`, `\h`; and options in the middle of a group, which hold up to
 * its end, for each further branch too. https://www.pcre.org/current/doc/html/pcre2pattern.html
 */
function toPython(source: string): string {
  /** For each open parenthesis, the options set inside it so far. */
  const open: string[][] = [[]];
  const close = (): string => ')'.repeat(open.at(-1)?.length ?? 0);
  return source.replace(
    pieces,
    (whole: string, hex?: string, escaped?: string, set?: string, options?: string, sign?: string) => {
      if (hex !== undefined) return byCode(hex);
      if (escaped !== undefined) return spelling(escaped, false) ?? whole;
      if (set !== undefined) return inSet(set);
      if (options !== undefined) {
        open.at(-1)?.push(options);
        return `(?${options}:`;
      }
      if (sign === '(') {
        open.push([]);
        return whole;
      }
      if (sign === '|') return `${close()}|${(open.at(-1) ?? []).map((given) => `(?${given}:`).join('')}`;
      const closed = close();
      if (sign === ')' && open.length > 1) open.pop();
      return `${closed}${whole}`;
    },
  );
}

function inSet(set: string): string {
  return set.replace(/\\(?:x\{([0-9A-Fa-f]+)\}|([\s\S]))/g, (whole: string, hex?: string, escaped?: string) =>
    hex === undefined ? (spelling(escaped ?? '', true) ?? whole) : byCode(hex),
  );
}

function spelling(escaped: string, inSet: boolean): string | undefined {
  if (escaped === 'h') return inSet ? ' \\t' : '[ \\t]';
  if (inSet) return undefined;
  if (escaped === 'z') return '\\Z';
  return escaped === 'Z' ? '(?=\\n?\\Z)' : undefined;
}

function byCode(hex: string): string {
  return `\\U${hex.padStart(8, '0')}`;
}
