import { createHash } from 'node:crypto';
import { inNetwork, parseIp, parseNetwork } from '../../ir/ip.ts';
import type { Cell } from './cell.ts';
import { cellOf, compareCells, manyOf, numberOf, textOfCell } from './cell.ts';
import { jsonExtract, jsonExtractExact, jsonIn, pathSteps, spathCell } from './run-json.ts';
import { pcre } from './run-regex.ts';

type Run = (args: readonly Cell[]) => Cell;

/** A function that is null where its first argument is. */
function strict(run: (value: Exclude<Cell, null>, args: readonly Cell[]) => Cell): Run {
  return (args) => {
    const [value = null] = args;
    return value === null ? null : run(value, args);
  };
}

const regexes = (pattern: Cell): ((text: string) => boolean) => {
  const made = pcre(textOfCell(pattern));
  return typeof made === 'string' ? () => false : made;
};

/** eval's functions of values. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/CommonEvalFunctions */
export const functions: Readonly<Record<string, Run>> = {
  true: () => true,
  false: () => false,
  null: () => null,
  isnull: ([value = null]) => value === null,
  isnotnull: ([value = null]) => value !== null,
  isnum: ([value = null]) => value !== null && numberOf(value) !== null,
  coalesce: (args) => args.find((value) => value !== null) ?? null,
  nullif: strict((value, [, other = null]) => (compareCells(value, '==', other) === true ? null : value)),
  in: strict((value, args) => args.slice(1).some((one) => compareCells(value, '==', one) === true)),
  match: strict((value, [, pattern = null]) => {
    const matches = regexes(pattern);
    return manyOf(value).some(matches);
  }),
  like: strict((value, [, pattern = null]) => likes(textOfCell(pattern))(textOfCell(value))),
  lower: strict((value) => textOfCell(value).toLowerCase()),
  upper: strict((value) => textOfCell(value).toUpperCase()),
  trim: strict((value, [, chars = null]) => trimmed(textOfCell(value), chars)),
  len: strict((value) => [...textOfCell(value)].length),
  tonumber: strict((value) => numberOf(value)),
  md5: strict((value) => createHash('md5').update(textOfCell(value)).digest('hex')),
  tostring: strict((value) => textOfCell(value)),
  ceiling: strict((value) => mathOf(value, Math.ceil)),
  floor: strict((value) => mathOf(value, Math.floor)),
  round: strict((value) => mathOf(value, Math.round)),
  abs: strict((value) => mathOf(value, Math.abs)),
  max: (args) => extreme(args, 1),
  min: (args) => extreme(args, -1),
  substr: strict((value, [, from = null, length = null]) => {
    const chars = [...textOfCell(value)];
    const start = Number(from) < 0 ? chars.length + Number(from) : Number(from) - 1;
    return chars.slice(start, length === null ? undefined : start + Number(length)).join('');
  }),
  replace: strict((value, [, pattern = null, by = null]) =>
    replaced(textOfCell(value), textOfCell(pattern), textOfCell(by)),
  ),
  urldecode: strict((value) => decoded(textOfCell(value))),
  split: strict((value, [, by = null]) => cellOf(textOfCell(value).split(textOfCell(by)))),
  mvcount: strict((value) => manyOf(value).length),
  mvdedup: strict((value) => cellOf([...new Set(manyOf(value))])),
  mvsort: strict((value) => cellOf([...manyOf(value)].sort())),
  mvjoin: strict((value, [, by = null]) => manyOf(value).join(textOfCell(by))),
  mvappend: (args) => cellOf(args.flatMap(manyOf)),
  mvfind: strict((value, [, pattern = null]) => {
    const at = manyOf(value).findIndex(regexes(pattern));
    return at < 0 ? null : at;
  }),
  mvindex: strict((value, [, from = null, to = null]) => {
    const many = manyOf(value);
    if (to === null) return many.at(Number(from)) ?? null;
    const start = Number(from) < 0 ? many.length + Number(from) : Number(from);
    const end = Number(to) < 0 ? many.length + Number(to) : Number(to);
    return cellOf(many.slice(start, end + 1));
  }),
  mvrange: ([from = null, to = null, step = 1]) => {
    const numbers: string[] = [];
    for (let n = Number(from); n < Number(to) && numbers.length < 10_000; n += Number(step)) numbers.push(String(n));
    return cellOf(numbers);
  },
  json_valid: strict((value) => jsonIn(value) !== undefined),
  json_extract: strict((value, [, path = null]) =>
    jsonExtract(value, path === null ? [] : pathSteps(textOfCell(path))),
  ),
  json_extract_exact: strict((value, [, key = null]) => jsonExtractExact(value, textOfCell(key))),
  spath: strict((value, [, path = null]) => spathCell(value, pathSteps(textOfCell(path)))),
  cidrmatch: ([network = null, ip = null]) => (ip === null ? null : inside(textOfCell(network), ip)),
};

function inside(network: string, cell: Cell): boolean {
  const range = parseNetwork(network);
  return (
    range !== undefined &&
    manyOf(cell).some((text) => {
      const ip = parseIp(text);
      return ip !== undefined && inNetwork(ip, range);
    })
  );
}

function mathOf(value: Cell, run: (n: number) => number): Cell {
  const number = numberOf(value);
  return number === null ? null : run(number);
}

function extreme(args: readonly Cell[], sign: 1 | -1): Cell {
  const numbers = args.flatMap((arg) => numberOf(arg) ?? []);
  return numbers.length === 0 ? null : sign * Math.max(...numbers.map((n) => sign * n));
}

function trimmed(text: string, chars: Cell): string {
  const away = chars === null ? ' \t' : textOfCell(chars);
  let [from, to] = [0, text.length];
  while (from < to && away.includes(text[from] ?? '')) from += 1;
  while (to > from && away.includes(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
}

/** Patterns of like: `%` any text, `_` any character. */
function likes(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[\\s\\S]*')
    .replaceAll('_', '[\\s\\S]');
  const regex = new RegExp(`^${source}$`, 'u');
  return (text) => regex.test(text);
}

/** Replacing every match, found where the pattern is one of literals and classes: what our printer and most people write. */
function replaced(text: string, pattern: string, by: string): Cell {
  try {
    return text.replace(new RegExp(pattern.replace(/\\z/g, '$'), 'gu'), by.replace(/\\(\d)/g, '$$$1'));
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  const bytes = text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  return bytes;
}
