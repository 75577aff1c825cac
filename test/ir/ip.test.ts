import { describe, expect, test } from 'vitest';
import { inNetwork, ipIs, networksOf, parseIp, parseNetwork, printNetwork } from '../../src/ir/ip.ts';
import { ipKinds } from '../../src/ir/operators.ts';
import { readRows } from '../regex/python-tables.ts';

interface Address {
  readonly version: 4 | 6;
  readonly value: string;
  readonly kinds: readonly string[];
}

const rows = readRows('../ir/python-address.jsonl');
const addresses = rows.filter((row) => row[0] === 'address').map((row) => row.slice(1) as [string, Address | null]);
const networks = rows
  .filter((row) => row[0] === 'network')
  .map((row) => row.slice(1) as [string, { version: number; value: string; prefix: number } | null, boolean]);
const insides = rows.filter((row) => row[0] === 'inside').map((row) => row.slice(1) as [string, string[]]);

describe("as Python's ipaddress", () => {
  test.each(addresses)('address %j', (text, expected) => {
    const ip = parseIp(text);
    if (expected === null || ip === undefined) {
      expect(ip).toBe(expected ?? undefined);
      return;
    }
    expect({ version: ip.version, value: String(ip.value) }).toEqual({
      version: expected.version,
      value: expected.value,
    });
    const kinds = ipKinds.filter((kind) => kind !== 'v4' && kind !== 'v6' && kind !== 'valid');
    expect(kinds.filter((kind) => ipIs(kind, ip))).toEqual(kinds.filter((kind) => expected.kinds.includes(kind)));
    expect(['v4', 'v6', 'valid'].filter((kind) => ipIs(kind as 'v4', ip))).toEqual([`v${expected.version}`, 'valid']);
  });

  test.each(networks)('network %j', (text, expected, strict) => {
    const network = parseNetwork(text);
    const shape = network && { version: network.version, value: String(network.value), prefix: network.prefix };
    expect(shape).toEqual(expected ?? undefined);
    expect(parseNetwork(text, true) !== undefined).toBe(strict);
  });

  test.each(insides)('addresses inside %j', (text, expected) => {
    const network = parseNetwork(text);
    const inside = addresses
      .map(([address]) => address)
      .filter((address) => {
        const ip = parseIp(address);
        return ip !== undefined && network !== undefined && inNetwork(ip, network);
      });
    expect(inside).toEqual(expected);
  });
});

describe('kinds', () => {
  test('3fff::/20 (RFC 9637) is private, which Python says since 3.13.1', () => {
    const ip = parseIp('3fff:fff::1');
    expect(ip && [ipIs('private', ip), ipIs('global', ip)]).toEqual([true, false]);
  });

  test('carrier-grade NAT is neither private nor global', () => {
    const ip = parseIp('100.64.0.1');
    expect(ip && [ipIs('private', ip), ipIs('global', ip)]).toEqual([false, false]);
  });

  test('ranges read back as the networks that they print', () => {
    for (const kind of ipKinds) {
      const { include, exclude, except } = networksOf(kind);
      for (const text of [...include, ...exclude, ...except]) {
        const network = parseNetwork(text, true);
        expect(network && printNetwork(network)).toBe(text);
      }
    }
  });

  test('the ranges say what ipIs says', () => {
    const inside = (text: string, ranges: readonly string[]): boolean =>
      ranges.some((range) => {
        const [ip, network] = [parseIp(text), parseNetwork(range)];
        return ip !== undefined && network !== undefined && inNetwork(ip, network);
      });
    for (const kind of ipKinds) {
      const { include, exclude, except } = networksOf(kind);
      for (const [text] of addresses) {
        const ip = parseIp(text);
        if (ip === undefined) continue;
        const said = inside(text, include) && (!inside(text, exclude) || inside(text, except));
        expect(said, `${text} ${kind}`).toBe(ipIs(kind, ip));
      }
    }
  });

  test('IPv4-mapped ranges can be left out', () => {
    expect(networksOf('loopback')).toEqual({
      include: ['127.0.0.0/8', '::1/128', '::ffff:127.0.0.0/104'],
      exclude: [],
      except: [],
    });
    expect(networksOf('loopback', { mapped: false }).include).toEqual(['127.0.0.0/8', '::1/128']);
  });
});

test('huge and hostile texts are no addresses', () => {
  for (const text of [
    ':'.repeat(100_000),
    '1.'.repeat(100_000),
    '1:'.repeat(100_000),
    '9'.repeat(100_000),
    '%'.repeat(100_000),
  ])
    expect(parseIp(text)).toBeUndefined();
  expect(parseNetwork(`1.2.3.4/${'9'.repeat(100_000)}`)).toBeUndefined();
});
