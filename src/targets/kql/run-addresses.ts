import { parseIp } from '../../ir/ip.ts';
import type { KqlValue } from './run-value.ts';
import { isArray } from './run-value.ts';

interface Address {
  readonly value: bigint;
  readonly prefix: number;
}

/** `a.b.c.d` or `a.b.c.d/n`. https://learn.microsoft.com/kusto/query/parse-ipv4-function */
export function parseFour(text: KqlValue | undefined): Address | undefined {
  if (typeof text !== 'string') return undefined;
  const said = /^\s*(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?\s*$/.exec(text);
  if (!said) return undefined;
  const parts = said.slice(1, 5).map(Number);
  const prefix = said[5] === undefined ? 32 : Number(said[5]);
  if (parts.some((p) => p > 255) || prefix > 32) return undefined;
  return { value: parts.reduce((sum, p) => sum * 256n + BigInt(p), 0n), prefix };
}

/** IPv6, or IPv4 as IPv6 holds it. https://learn.microsoft.com/kusto/query/parse-ipv6-function */
export function parseSix(text: KqlValue | undefined): Address | undefined {
  if (typeof text !== 'string') return undefined;
  const four = parseFour(text);
  if (four) return { value: 0xffff_0000_0000n + four.value, prefix: four.prefix + 96 };
  const [address = '', mask, ...more] = text.trim().split('/');
  const ip = address.includes('%') || more.length > 0 ? undefined : parseIp(address);
  if (ip?.version !== 6 || (mask !== undefined && !/^\d{1,3}$/.test(mask))) return undefined;
  const prefix = mask === undefined ? 128 : Number(mask);
  return prefix > 128 ? undefined : { value: ip.value, prefix };
}

/** The address without the bits that neither mask keeps. */
function cut(value: bigint, prefix: number, bits: number): bigint {
  return value >> BigInt(bits - prefix);
}

function compare(
  a: Address | undefined,
  b: Address | undefined,
  bits: number,
  extra: KqlValue | undefined,
): number | null {
  if (a === undefined || b === undefined) return null;
  const given = typeof extra === 'bigint' ? Number(extra) : bits;
  const prefix = Math.min(a.prefix, b.prefix, given);
  const [x, y] = [cut(a.value, prefix, bits), cut(b.value, prefix, bits)];
  return x < y ? -1 : x > y ? 1 : 0;
}

type Parse = (text: KqlValue | undefined) => Address | undefined;

/** Whether an address is in one of the ranges; null where it is no address. */
function inAny(parse: Parse, bits: number, args: readonly KqlValue[]): boolean | null {
  const [address, ...ranges] = args;
  const ip = parse(address);
  if (ip === undefined) return null;
  const all = ranges.flatMap((range) => (isArray(range) ? range : [range])).map(parse);
  if (all.some((range) => compare(ip, range, bits, undefined) === 0)) return true;
  return all.length > 0 && all.every((range) => range === undefined) ? null : false;
}

const privates = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const whole = (value: number | null): bigint | null => (value === null ? null : BigInt(value));

/** A number, or the text of an address, as text; "" where it is none. https://learn.microsoft.com/kusto/query/format-ipv4-function */
function formatFour(value: KqlValue | undefined): string {
  const number = typeof value === 'bigint' ? value : parseFour(value)?.value;
  if (number === undefined || number < 0n || number >= 1n << 32n) return '';
  return [24n, 16n, 8n, 0n].map((bits) => (number >> bits) & 255n).join('.');
}

/** Functions of addresses. */
export const addressFunctions: Readonly<Record<string, (args: readonly KqlValue[]) => KqlValue>> = {
  ipv4_is_in_range: (args) => inAny(parseFour, 32, args.slice(0, 2)),
  ipv4_is_in_any_range: (args) => inAny(parseFour, 32, args),
  ipv6_is_in_range: (args) => inAny(parseSix, 128, args.slice(0, 2)),
  ipv6_is_in_any_range: (args) => inAny(parseSix, 128, args),
  ipv4_is_private: ([ip = null]) => inAny(parseFour, 32, [ip, ...privates]),
  ipv4_is_match: ([a, b, p]) => match(compare(parseFour(a), parseFour(b), 32, p)),
  ipv6_is_match: ([a, b, p]) => match(compare(parseSix(a), parseSix(b), 128, p)),
  ipv4_compare: ([a, b, p]) => whole(compare(parseFour(a), parseFour(b), 32, p)),
  ipv6_compare: ([a, b, p]) => whole(compare(parseSix(a), parseSix(b), 128, p)),
  parse_ipv4: ([a]) => {
    const ip = parseFour(a);
    return ip ? cut(ip.value, ip.prefix, 32) << BigInt(32 - ip.prefix) : null;
  },
  format_ipv4: ([a]) => formatFour(a),
  ipv4_netmask_suffix: ([a]) => whole(parseFour(a)?.prefix ?? null),
};

function match(sign: number | null): boolean | null {
  return sign === null ? null : sign === 0;
}
