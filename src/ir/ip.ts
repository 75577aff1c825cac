import type { IpKind } from './operators.ts';

/** An IPv4 or IPv6 address as a number of 32 or 128 bits. A scope id (`fe80::1%eth0`) is read and forgotten. */
export interface Ip {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** The addresses whose first `prefix` bits are those of `value`; the bits after them are zero. */
export interface Network extends Ip {
  readonly prefix: number;
}

/**
 * Reads an address exactly as Python's `ipaddress.ip_address` does: no surrounding space, no leading zeros in IPv4, every
 * form of IPv6. Undefined for anything else. https://docs.python.org/3/library/ipaddress.html
 */
export function parseIp(text: string): Ip | undefined {
  const four = parseFour(text);
  if (four !== undefined) return { version: 4, value: four };
  const scope = /^([^%]*)%([^%/]+)$/s.exec(text);
  const six = parseSix(scope?.[1] ?? text);
  return six === undefined ? undefined : { version: 6, value: six };
}

/**
 * Reads a network as Python's `ip_network`: an address with a prefix length, or (IPv4) a net mask or host mask; a bare address is a
 * network of one. `strict` refuses host bits, as `ip_network` does unless `strict=False`.
 */
export function parseNetwork(text: string, strict = false): Network | undefined {
  const [address, suffix, ...more] = text.split('/');
  const ip = address === undefined || more.length > 0 ? undefined : parseIp(address);
  if (ip === undefined) return undefined;
  const prefix = suffix === undefined ? bitsOf(ip.version) : parsePrefix(suffix, ip.version);
  if (prefix === undefined) return undefined;
  const value = firstOf(ip.value, prefix, ip.version);
  return strict && value !== ip.value ? undefined : { version: ip.version, value, prefix };
}

/** Whether the address lies in the network; an address of the other version never does, not even an IPv4-mapped one. */
export function inNetwork(ip: Ip, network: Network): boolean {
  return ip.version === network.version && firstOf(ip.value, network.prefix, ip.version) === network.value;
}

/** The address or network in Python's spelling: dotted, or lower-case groups with the longest run of zeros as `::`. */
export function printNetwork(network: Network): string {
  return `${network.version === 4 ? printFour(network.value) : printSix(network.value)}/${network.prefix}`;
}

/** Whether the address is of that kind: `global` is not simply "not private", since 100.64.0.0/10 is neither. */
export function ipIs(kind: IpKind, ip: Ip): boolean {
  const { include, exclude, except } = parsedNetworksOf(kind);
  const inside = (networks: readonly Network[]): boolean => networks.some((network) => inNetwork(ip, network));
  return inside(include) && (!inside(exclude) || inside(except));
}

/** A kind as ranges in CIDR text: in one of `include`, and in none of `exclude` unless also in one of `except`. */
export interface Ranges {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Parts of `exclude` that belong to the kind all the same; empty but for `global`. */
  readonly except: readonly string[];
}

/**
 * The ranges of a kind. With `mapped: false` the IPv4-mapped IPv6 ranges (`::ffff:10.0.0.0/104`) are left out, for targets whose
 * functions treat such addresses as IPv4 by themselves.
 */
export function networksOf(kind: IpKind, options: { readonly mapped?: boolean | undefined } = {}): Ranges {
  const keep = (network: Network): boolean => options.mapped !== false || !isMapped(network);
  const print = (networks: readonly Network[]): string[] => networks.filter(keep).map(printNetwork);
  const { include, exclude, except } = parsedNetworksOf(kind);
  return { include: print(include), exclude: print(exclude), except: print(except) };
}

/**
 * The ranges that Python's properties read from the IANA special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry), as of
 * Python 3.13 and the security releases of 3.11 and 3.12 (https://github.com/python/cpython/issues/113171).
 */
const special = {
  everything: ['0.0.0.0/0', '::/0'],
  private: [
    ...['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
    ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4'],
    ...['::/128', '::1/128', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
    ...['fc00::/7', 'fe80::/10'],
  ],
  /** Inside private ranges, yet reachable from everywhere. */
  privateExceptions: [
    ...['192.0.0.9/32', '192.0.0.10/32', '2001:1::1/128', '2001:1::2/128', '2001:3::/32', '2001:4:112::/48'],
    ...['2001:20::/28', '2001:30::/28'],
  ],
  /** Carrier-grade NAT: neither private nor global. */
  shared: ['100.64.0.0/10'],
  loopback: ['127.0.0.0/8', '::1/128'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  linkLocal: ['169.254.0.0/16', 'fe80::/10'],
  reservedFour: ['240.0.0.0/4'],
  reservedSix: [
    ...['::/8', '100::/8', '200::/7', '400::/6', '800::/5', '1000::/4', '4000::/3', '6000::/3', '8000::/3', 'a000::/3'],
    ...['c000::/3', 'e000::/4', 'f000::/5', 'f800::/6', 'fe00::/9'],
  ],
  /** Inside a reserved range, but for the addresses that hold a reserved IPv4 address. */
  mapped: ['::ffff:0:0/96'],
  unspecified: ['0.0.0.0/32', '::/128'],
} as const;

interface ParsedRanges {
  readonly include: readonly Network[];
  readonly exclude: readonly Network[];
  readonly except: readonly Network[];
}

const parsed: Readonly<Record<IpKind, () => ParsedRanges>> = {
  private: ranges(() => ({ include: read(special.private), exclude: read(special.privateExceptions) })),
  global: ranges(() => ({
    include: read(special.everything, false),
    exclude: read([...special.private, ...special.shared]),
    except: read(special.privateExceptions),
  })),
  loopback: ranges(() => ({ include: read(special.loopback) })),
  multicast: ranges(() => ({ include: read(special.multicast) })),
  link_local: ranges(() => ({ include: read(special.linkLocal) })),
  reserved: ranges(() => ({
    include: read([...special.reservedFour, ...special.reservedSix]),
    exclude: read(special.mapped, false),
    except: read(special.reservedFour),
  })),
  unspecified: ranges(() => ({ include: read(special.unspecified) })),
  v4: ranges(() => ({ include: read(['0.0.0.0/0'], false) })),
  v6: ranges(() => ({ include: read(['::/0'], false) })),
  valid: ranges(() => ({ include: read(special.everything, false) })),
};

function parsedNetworksOf(kind: IpKind): ParsedRanges {
  return parsed[kind]();
}

/** Reads the ranges on first use only. */
function ranges(make: () => Partial<ParsedRanges>): () => ParsedRanges {
  let made: ParsedRanges | undefined;
  return () => {
    made ??= { include: [], exclude: [], except: [], ...make() };
    return made;
  };
}

/** Python decides the properties of an IPv4-mapped address by the IPv4 address inside (https://github.com/python/cpython/issues/122792). */
const mappedBits = 0xffffn << 32n;

function read(texts: readonly string[], mapped = true): Network[] {
  const networks = texts.flatMap((text) => parseNetwork(text) ?? []);
  const twins = networks.flatMap((n) =>
    n.version === 4 ? [{ version: 6 as const, value: n.value | mappedBits, prefix: n.prefix + 96 }] : [],
  );
  return mapped ? [...networks, ...twins] : networks;
}

function isMapped(network: Network): boolean {
  return network.version === 6 && network.prefix >= 96 && network.value >> 32n === 0xffffn;
}

function bitsOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128;
}

function firstOf(value: bigint, prefix: number, version: 4 | 6): bigint {
  const rest = BigInt(bitsOf(version) - prefix);
  return (value >> rest) << rest;
}

function parseFour(text: string): bigint | undefined {
  const { length } = text;
  if (length < 7 || length > 15) return undefined;
  let [value, octet, digits, dots] = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x2e) {
      if (digits === 0 || octet > 255) return undefined;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots += 1;
    } else {
      // A digit; none follows a leading zero.
      if (c < 0x30 || c > 0x39 || (digits > 0 && octet === 0)) return undefined;
      octet = octet * 10 + c - 0x30;
      digits += 1;
    }
  }
  return dots === 3 && digits > 0 && octet <= 255 ? BigInt(value * 256 + octet) : undefined;
}

function parseSix(text: string): bigint | undefined {
  const last = text.slice(text.lastIndexOf(':') + 1);
  if (last.includes('.')) {
    const four = parseFour(last);
    if (four === undefined) return undefined;
    return parseSix(`${text.slice(0, -last.length)}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (head === undefined || halves.length > 2) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(tail === undefined ? 0 : missing).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function parsePrefix(text: string, version: 4 | 6): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text) <= bitsOf(version) ? Number(text) : undefined;
  const mask = version === 4 ? parseFour(text) : undefined;
  return mask === undefined ? undefined : (prefixOfMask(mask) ?? prefixOfMask(mask ^ 0xffffffffn));
}

function prefixOfMask(mask: bigint): number | undefined {
  const zeros = (mask ^ 0xffffffffn) + 1n;
  return (zeros & (zeros - 1n)) === 0n ? 33 - zeros.toString(2).length : undefined;
}

function printFour(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function printSix(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${printFour(value & 0xffffffffn)}`;
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const runs = groups.map((_, start) => {
    const end = groups.findIndex((group, i) => i >= start && group !== '0');
    return (end === -1 ? 8 : end) - start;
  });
  const longest = Math.max(...runs);
  if (longest < 2) return groups.join(':');
  const at = runs.indexOf(longest);
  return `${groups.slice(0, at).join(':')}::${groups.slice(at + longest).join(':')}`;
}
