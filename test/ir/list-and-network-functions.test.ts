import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/ir/evaluate.ts';
import type { FunctionName } from '../../src/ir/functions.ts';
import type { Json } from '../../src/ir/json.ts';
import { readValue } from '../../src/ir/read-value.ts';

function call(name: FunctionName, ...args: readonly Json[]): Json | undefined {
  return readValue({ kind: 'call', name, args: args.map((value) => ({ kind: 'literal', value })) }, contextOf({}));
}

describe('range and zip', () => {
  test('a range goes up, down, or nowhere', () => {
    expect(call('range', 0n, 3n)).toEqual([0n, 1n, 2n]);
    expect(call('range', 0n, -3n, -1n)).toEqual([0n, -1n, -2n]);
    expect(call('range', 3n, 0n)).toEqual([]);
  });
  test('a range without an end is missing', () => {
    expect(call('range', 0n, 1n, 0n)).toBeUndefined();
    expect(call('range', 0n, 'x')).toBeUndefined();
    expect(call('range', 0n, 10n ** 12n)).toBeUndefined();
  });
  test('zip goes as far as the shortest list', () => {
    expect(call('zip', [1n, 2n, 3n], ['a', 'b'])).toEqual([
      [1n, 'a'],
      [2n, 'b'],
    ]);
    expect(call('zip', [1n], 'a')).toBeUndefined();
  });
});

describe('networks', () => {
  test.each([
    ['10.0.0.0/8', 'private', true],
    ['10.0.0.0/8', 'global', false],
    ['8.8.8.0/24', 'global', true],
    ['100.64.0.0/10', 'private', false],
    ['100.64.0.0/10', 'global', false],
    // Its ends are private, but not in the same range.
    ['0.0.0.0/0', 'private', false],
    ['0.0.0.0/0', 'global', true],
    ['fe80::/10', 'link_local', true],
    ['224.0.0.0/4', 'multicast', true],
    ['8.8.8.8', 'v4', true],
  ])('%s is %s: %s', (network, kind, expected) => {
    expect(call('network_is', network, kind)).toBe(expected);
  });
  test('host bits are refused, unless loose', () => {
    expect(call('network_is', '10.0.0.1/8', 'valid')).toBeUndefined();
    expect(call('network_is', '10.0.0.1/8', 'private', 'loose')).toBe(true);
    expect(call('network_first', '10.0.0.1/8')).toBeUndefined();
    expect(call('network_first', '10.0.0.1/8', 'loose')).toBe('10.0.0.0');
  });
  test('an address of a number', () => {
    expect(call('ip_text', 167837955n)).toBe('10.1.1.3');
    expect(call('ip_text', true)).toBe('0.0.0.1');
    expect(call('ip_text', 1n, 6n)).toBe('::1');
    expect(call('ip_text', 1n << 32n)).toBe('::1:0:0');
    expect(call('ip_text', -1n)).toBeUndefined();
    expect(call('ip_text', '1')).toBeUndefined();
  });
  test('the ends of a network', () => {
    expect(call('network_last', '10.0.0.0/30')).toBe('10.0.0.3');
    expect(call('network_first', '::1')).toBe('::1');
    expect(call('network_last', 'fe80::/126')).toBe('fe80::3');
    expect(call('network_last', 'x')).toBeUndefined();
  });
});

describe('base64 by encoding', () => {
  test('the same bytes in several encodings', () => {
    expect(call('from_base64', 'YQBiAA==', 'utf-16-le')).toBe('ab');
    expect(call('from_base64', 'YQBiAA==', 'ascii')).toBe('a\0b\0');
    expect(call('from_base64', '/w==', 'latin-1')).toBe('ÿ');
    expect(call('from_base64', '/w==', 'ascii')).toBeUndefined();
    expect(call('from_base64', '/w==')).toBeUndefined();
    expect(call('from_base64', 'YQ==', 'utf-16-le')).toBeUndefined();
  });
});

test('lists are as alike as their elements', () => {
  expect(call('similarity', ['a', 1n], ['a', 1])).toBe(1);
  expect(call('similarity', 'ab', ['a'])).toBeCloseTo(2 / 3);
  expect(call('similarity', 'a', [{}])).toBeUndefined();
});
