import { expect, test } from 'vitest';
import { differences, rows } from './harness.ts';

test.each([
  'many starts_with "10."',
  'many ends_with ".amazonaws.com"',
  'many contains "amazonaws"',
  'many eq "cloudtrail.amazonaws.com"',
  'many in ["10.0.0.1", "cloudtrail.amazonaws.com"]',
  'many regex "^10"',
  'trim(many) starts_with "10."',
])('%s: UDM keeps addresses alone, so a text row is declared in both directions', (row) => {
  expect(rows(row)).not.toContain('refused');
  expect(differences(row)).toEqual(expect.arrayContaining(['+unparsed-value', '-unparsed-value']));
});

test('what is no address reads as nothing', () => {
  expect(differences('many is_null')).toContain('+unparsed-value');
  expect(differences('many is_null')).not.toContain('-unparsed-value');
  expect(differences('many truthy')).toContain('-unparsed-value');
  expect(differences('many in ["10.0.0.1", null]')).toContain('+unparsed-value');
});

test.each(['many eq "10.0.0.1"', 'many in ["10.0.0.1", "::1"]', 'many cidr "10.0.0.0/8"', 'many ip_is "private"'])(
  '%s: rows about addresses are exact',
  (row) => {
    expect(differences(row)).toEqual([]);
  },
);

test('other texts are kept as they are', () => {
  expect(differences('s ends_with ".amazonaws.com"')).toEqual([]);
});
