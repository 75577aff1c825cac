import { asNumber } from '../compare.ts';
import { formatTime } from './format-time.ts';
import { isoTime } from './iso-time.ts';
import { toFloat } from './numbers.ts';
import { parseTime } from './parse-time.ts';
import type { FunctionRow } from './row.ts';
import { row } from './row.ts';

/** Times as seconds since 1970 in UTC. */
export const timeFunctions = {
  parse_time: row(
    ['value', 'pattern'],
    "The time written in a text, by a format of Python's `strptime`, or `iso` for `fromisoformat`; UTC where it names no zone; missing where it is none.",
    ([text, format]) => {
      if (typeof text !== 'string' || typeof format !== 'string') return undefined;
      return format === 'iso' ? isoTime(text) : parseTime(text, format);
    },
  ),
  format_time: row(
    ['value', 'pattern'],
    "A time written by a format of Python's `strftime`, in UTC.",
    ([time, format]) => {
      const number = asNumber(time);
      const seconds = number === undefined ? undefined : toFloat(number);
      return seconds === undefined || typeof format !== 'string' ? undefined : formatTime(seconds, format);
    },
  ),
} as const satisfies Record<string, FunctionRow>;
