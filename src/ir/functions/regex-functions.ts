import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** What Python's `re` finds. The flags are those of the operator `regex` as one text: `i`, `im`, `match`, `match i`. */
export const regexFunctions = {
  regex_group: row(
    ['value', 'pattern', 'pattern', 'value'],
    'The group (number or name) of the first match; null where it took no part, missing where nothing matches.',
  ),
  regex_replace: row(
    ['value', 'pattern', 'pattern', 'pattern'],
    "Python's `re.sub()`: every match replaced, `\\1` and `\\g<1>` in the replacement are groups.",
  ),
  regex_all: row(['value', 'pattern', 'pattern'], "Python's `re.findall()`: every match, or what its groups matched."),
} as const satisfies Record<string, FunctionRow>;
