import type { Ip, Network } from '../ip.ts';
import { inNetwork, ipIs, networksOf, parseNetwork, printNetwork } from '../ip.ts';
import type { IpKind } from '../operators.ts';
import { ipKinds } from '../operators.ts';
import type { FunctionRow, Given } from './row.ts';
import { row } from './row.ts';

/** What reads networks. */
export const networkFunctions = {
  network_is: row(
    ['value', 'text', 'text?'],
    'Whether an IP network written in a text (`10.0.0.0/8`) is of a kind of `ip_is`, as Python\'s `ip_network` says; with "loose" host bits may be set. Missing where it is no network.',
    ([text, kind, loose]) => {
      const network = networkIn(text, loose);
      const known = ipKinds.find((one) => one === kind);
      return network === undefined || known === undefined ? undefined : networkIs(known, network);
    },
  ),
  ip_text: row(
    ['value', 'integer?'],
    'The IP address that Python makes of an integer (or boolean), as text, of version 6 where that is asked for; missing for anything else.',
    ([value, version]) => {
      const number = typeof value === 'boolean' ? BigInt(value) : value;
      if (typeof number !== 'bigint' || number < 0n || number >= 1n << 128n) return undefined;
      return printAddress({ version: version !== 6n && number < 1n << 32n ? 4 : 6, value: number });
    },
  ),
  network_first: row(
    ['value', 'text?'],
    'The first address of an IP network written in a text, as text; with "loose" host bits may be set.',
    ([text, loose]) => endOf(text, loose, 0),
  ),
  network_last: row(
    ['value', 'text?'],
    'The last address of an IP network written in a text, as text; with "loose" host bits may be set.',
    ([text, loose]) => endOf(text, loose, 1),
  ),
} as const satisfies Record<string, FunctionRow>;

function networkIn(text: Given, loose: Given): Network | undefined {
  return typeof text === 'string' ? parseNetwork(text, loose !== 'loose') : undefined;
}

/** The first and the last address. */
function endsOf(network: Network): readonly [Ip, Ip] {
  const bits = network.version === 4 ? 32 : 128;
  return [network, { ...network, value: network.value | ((1n << BigInt(bits - network.prefix)) - 1n) }];
}

function endOf(text: Given, loose: Given, which: 0 | 1): Given {
  const network = networkIn(text, loose);
  return network && printAddress(endsOf(network)[which]);
}

function printAddress(ip: Ip): string {
  return printNetwork({ ...ip, prefix: 0 }).replace(/\/0$/, '');
}

/** A network is of most kinds where its first and last addresses are; those of private ones must be in the same range. */
function networkIs(kind: IpKind, network: Network): boolean {
  const ends = endsOf(network);
  if (kind === 'private') return isPrivate(ends);
  if (kind === 'global') return !isPrivate(ends) && !isShared(ends);
  return ends.every((end) => ipIs(kind, end));
}

function isPrivate(ends: readonly Ip[]): boolean {
  const { include, exclude } = networksOf('private');
  const holds = (range: string, end: Ip): boolean => {
    const network = parseNetwork(range);
    return network !== undefined && inNetwork(end, network);
  };
  return (
    include.some((range) => ends.every((end) => holds(range, end))) &&
    exclude.every((range) => ends.every((end) => !holds(range, end)))
  );
}

/** Carrier-grade NAT is neither private nor global. */
function isShared(ends: readonly Ip[]): boolean {
  const shared = parseNetwork('100.64.0.0/10');
  return shared !== undefined && ends.every((end) => inNetwork(end, shared));
}
