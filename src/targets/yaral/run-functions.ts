import { inNetwork, parseIp, parseNetwork } from '../../ir/ip.ts';
import type { Scalar, ValueType } from './run-value.ts';
import { textOf } from './run-value.ts';

/** A function of values. Lists come as lists. */
export interface FunctionRow {
  readonly returns: ValueType;
  readonly call: (args: readonly Argument[]) => Scalar | readonly Scalar[];
}

export type Argument = Scalar | readonly Scalar[];

const one = (args: readonly Argument[], i: number): Scalar => {
  const arg = args[i];
  return arg === undefined ? '' : isMany(arg) ? (arg[0] ?? '') : arg;
};
const many = (args: readonly Argument[], i: number): readonly Scalar[] => {
  const arg = args[i];
  return arg === undefined ? [] : isMany(arg) ? arg : [arg];
};
const text = (args: readonly Argument[], i: number): string => textOf(one(args, i));
const number = (args: readonly Argument[], i: number): number => Number(one(args, i));

function isMany(arg: Argument): arg is readonly Scalar[] {
  return typeof arg === 'object';
}

const ofText = (call: (text: string, second: string) => string): FunctionRow => ({
  returns: 'string',
  call: (args) => call(text(args, 0), text(args, 1)),
});
const asks = (call: (text: string, second: string) => boolean): FunctionRow => ({
  returns: 'bool',
  call: (args) => call(text(args, 0), text(args, 1)),
});
const ofNumber = (returns: 'int' | 'float', call: (value: number, second: number) => number): FunctionRow => ({
  returns,
  call: (args) => {
    const result = call(number(args, 0), number(args, 1));
    return returns === 'int' && Number.isFinite(result) ? BigInt(Math.trunc(result)) : result;
  },
});
const ofTime = (call: (time: Date) => bigint | string): FunctionRow => ({
  returns: 'int',
  call: (args) => call(new Date(number(args, 0) * 1000)),
});

/**
 * The functions of values, as Google's page describes each; those of regexes and of groups stand apart.
 * https://docs.cloud.google.com/chronicle/docs/yara-l/functions
 */
export const functions: Readonly<Record<string, FunctionRow>> = {
  'arrays.concat': { returns: 'list', call: (args) => [...many(args, 0), ...many(args, 1)] },
  'arrays.contains': {
    returns: 'bool',
    call: (args) => many(args, 0).some((item) => item === one(args, 1) || textOf(item) === text(args, 1)),
  },
  'arrays.index_to_str': { returns: 'string', call: (args) => textOf(many(args, 0)[number(args, 1)] ?? '') },
  'arrays.index_to_int': { returns: 'int', call: (args) => wholeIn(textOf(many(args, 0)[number(args, 1)] ?? '')) },
  'arrays.index_to_float': { returns: 'float', call: (args) => Number(many(args, 0)[number(args, 1)] ?? 0) || 0 },
  'arrays.join_string': {
    returns: 'string',
    call: (args) =>
      many(args, 0)
        .map(textOf)
        .join(args.length > 1 ? text(args, 1) : ''),
  },
  'arrays.length': { returns: 'int', call: (args) => BigInt(many(args, 0).length) },
  'arrays.size': { returns: 'int', call: (args) => BigInt(many(args, 0).length) },
  'arrays.max': { returns: 'float', call: (args) => Math.max(0, ...many(args, 0).map(Number)) },
  'arrays.min': { returns: 'float', call: (args) => Math.min(...many(args, 0).map(Number)) || 0 },
  'bytes.to_base64': ofText((value) => btoa(value)),
  'cast.as_bool': { returns: 'bool', call: (args) => text(args, 0).toLowerCase() === 'true' },
  'cast.as_float': { returns: 'float', call: (args) => Number(text(args, 0)) || 0 },
  'cast.as_int': { returns: 'int', call: (args) => wholeIn(text(args, 0)) },
  'cast.as_string': { returns: 'string', call: (args) => text(args, 0) },
  'math.abs': ofNumber('float', Math.abs),
  'math.ceil': ofNumber('int', Math.ceil),
  'math.floor': ofNumber('int', Math.floor),
  'math.log': ofNumber('float', Math.log),
  'math.pow': ofNumber('float', (a, b) => a ** b),
  'math.sqrt': ofNumber('float', Math.sqrt),
  'net.ip_in_range_cidr': asks((address, range) => {
    const ip = parseIp(address);
    const network = parseNetwork(range);
    return ip !== undefined && network !== undefined && inNetwork(ip, network);
  }),
  'strings.base64_decode': ofText(decoded),
  'strings.coalesce': {
    returns: 'string',
    call: (args) => args.map((_, i) => text(args, i)).find((t) => t !== '') ?? '',
  },
  'strings.concat': { returns: 'string', call: (args) => args.map((_, i) => text(args, i)).join('') },
  'strings.contains': asks((value, part) => value.includes(part)),
  'strings.count_substrings': {
    returns: 'int',
    call: (args) => (text(args, 1) === '' ? 0n : BigInt(text(args, 0).split(text(args, 1)).length - 1)),
  },
  // The two are false where either text is empty.
  'strings.ends_with': asks((value, part) => part !== '' && value.endsWith(part)),
  'strings.starts_with': asks((value, part) => part !== '' && value.startsWith(part)),
  'strings.from_base64': ofText(decoded),
  'strings.length': { returns: 'int', call: (args) => BigInt([...text(args, 0)].length) },
  'strings.ltrim': ofText((value, cut) => trimStart(value, cut)),
  'strings.rtrim': ofText((value, cut) => reversed(trimStart(reversed(value), cut))),
  'strings.trim': ofText((value, cut) => reversed(trimStart(reversed(trimStart(value, cut)), cut))),
  'strings.reverse': ofText(reversed),
  'strings.split': {
    returns: 'list',
    call: (args) => text(args, 0).split(args.length > 1 ? text(args, 1) : ','),
  },
  'strings.to_lower': ofText((value) => value.toLowerCase()),
  'strings.to_upper': ofText((value) => value.toUpperCase()),
  'strings.url_decode': ofText((value) => {
    try {
      return decodeURIComponent(value.replaceAll('+', ' '));
    } catch (thrown) {
      if (thrown instanceof URIError) return value;
      throw thrown;
    }
  }),
  'timestamp.get_date': { ...ofTime((time) => time.toISOString().slice(0, 10)), returns: 'string' },
  'timestamp.get_day_of_week': ofTime((time) => BigInt(time.getUTCDay() + 1)),
  'timestamp.get_hour': ofTime((time) => BigInt(time.getUTCHours())),
  'timestamp.get_minute': ofTime((time) => BigInt(time.getUTCMinutes())),
};

/** Functions of time that take a zone, of which only the default is known here. */
export const zoned: ReadonlySet<string> = new Set([
  'timestamp.get_date',
  'timestamp.get_day_of_week',
  'timestamp.get_hour',
  'timestamp.get_minute',
]);

function wholeIn(value: string): bigint {
  const [whole] = /^-?\d+/.exec(value) ?? [];
  return whole === undefined ? 0n : BigInt(whole);
}

function decoded(value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (c) => c.charCodeAt(0)));
  } catch {
    return '';
  }
}

function reversed(value: string): string {
  return [...value].reverse().join('');
}

function trimStart(value: string, cut: string): string {
  const characters = [...value];
  const from = characters.findIndex((c) => !cut.includes(c));
  return from === -1 ? '' : characters.slice(from).join('');
}
