import type { Capturer, Match, RegexFlag } from '../../regex/index.ts';
import { capturer, spelled } from '../../regex/index.ts';
import { indexOf } from './given.ts';
import { expand, readReplacement } from './replacement.ts';
import type { FunctionRow, Given } from './row.ts';
import { row } from './row.ts';

/** What Python's `re` finds. The flags are those of the operator `regex` as one text: `i`, `im`, `match`, `match i`. */
export const regexFunctions = {
  regex_group: row(
    ['value', 'pattern', 'pattern', 'value'],
    'The group (number or name) of the first match; null where it took no part, missing where nothing matches.',
    ([text, pattern, flags, group]) => regexGroup(text, pattern, flags, group),
  ),
  regex_replace: row(
    ['value', 'pattern', 'pattern', 'text'],
    "Python's `re.sub()`: every match replaced, `\\1` and `\\g<1>` in the replacement are groups.",
    ([text, pattern, flags, replacement]) => regexReplace(text, pattern, flags, replacement),
  ),
  regex_all: row(
    ['value', 'pattern', 'pattern'],
    "Python's `re.findall()`: every match, or what its groups matched.",
    ([text, pattern, flags]) => regexAll(text, pattern, flags),
  ),
} as const satisfies Record<string, FunctionRow>;

interface Search {
  readonly regex: Capturer;
  readonly text: ReturnType<typeof spelled>;
}

function search(text: Given, pattern: Given, flags: Given): Search | undefined {
  if (typeof text !== 'string' || typeof pattern !== 'string' || typeof flags !== 'string') return undefined;
  const known = flagsIn(flags);
  const regex = known && capturer(pattern, known.flags, known.ignoreCase);
  return regex === undefined || 'error' in regex ? undefined : { regex, text: spelled(text) };
}

/** `match i`: a word for the anchoring, letters for the rest. */
function flagsIn(text: string): { readonly flags: readonly RegexFlag[]; readonly ignoreCase: boolean } | undefined {
  const words = text.split(' ').filter((word) => word !== '');
  const anchors = words.filter((word) => word === 'match' || word === 'full');
  const letters = words.filter((word) => word !== 'match' && word !== 'full').join('');
  if (!/^[imsxa]*$/.test(letters)) return undefined;
  const flags = (['m', 's', 'x', 'a'] as const).filter((letter) => letters.includes(letter));
  return { flags: [...anchors, ...flags], ignoreCase: letters.includes('i') };
}

function regexGroup(text: Given, pattern: Given, flags: Given, group: Given): Given {
  const asked = search(text, pattern, flags);
  if (asked === undefined) return undefined;
  const index = typeof group === 'string' ? asked.regex.names.get(group) : indexOf(group);
  if (index === undefined || index < 0 || index > asked.regex.groups) return undefined;
  const [match] = asked.regex.find(asked.text.codes, 1);
  return match === undefined ? undefined : (groupOf(match, index, asked) ?? null);
}

function regexReplace(text: Given, pattern: Given, flags: Given, replacement: Given): Given {
  const asked = search(text, pattern, flags);
  if (asked === undefined || typeof replacement !== 'string') return undefined;
  const parts = readReplacement(replacement, asked.regex);
  if (parts === undefined) return undefined;
  let made = '';
  let from = 0;
  for (const match of asked.regex.find(asked.text.codes, Number.POSITIVE_INFINITY)) {
    made += asked.text.slice(from, match.start);
    made += expand(parts, (group) => groupOf(match, group, asked) ?? '');
    from = match.end;
  }
  return made + asked.text.slice(from, asked.text.codes.length);
}

function regexAll(text: Given, pattern: Given, flags: Given): Given {
  const asked = search(text, pattern, flags);
  if (asked === undefined) return undefined;
  const { groups } = asked.regex;
  return asked.regex.find(asked.text.codes, Number.POSITIVE_INFINITY).map((match) => {
    if (groups < 2) return groupOf(match, groups, asked) ?? '';
    return Array.from({ length: groups }, (_, i) => groupOf(match, i + 1, asked) ?? '');
  });
}

function groupOf(match: Match, group: number, { text }: Search): string | undefined {
  if (group === 0) return text.slice(match.start, match.end);
  const span = match.groups[group - 1];
  return span === undefined ? undefined : text.slice(...span);
}
