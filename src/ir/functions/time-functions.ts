import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** Times as seconds since 1970 in UTC. */
export const timeFunctions = {
  parse_time: row(
    ['value', 'pattern'],
    "The time written in a text, by a format of Python's `strptime`, or `iso` for `fromisoformat`; UTC where it names no zone; missing where it is none.",
  ),
  format_time: row(['value', 'pattern'], "A time written by a format of Python's `strftime`, in UTC."),
} as const satisfies Record<string, FunctionRow>;
