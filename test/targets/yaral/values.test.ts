import { expect, test } from 'vitest';
import { compile, table } from './harness.ts';

test.each([
  ['bs is_true', 'any $e.security_result.severity = "HIGH"'],
  ['bs truthy', 'any $e.security_result.severity = "HIGH"'],
  ['bs is_false', 'any $e.security_result.severity = "LOW"'],
  ['bs eq false', 'any $e.security_result.severity = "LOW"'],
])('%s is asked by the value that the store keeps for it', (condition, row) => {
  const { compiled, content } = compile(table(condition));
  expect(compiled.refusals).toEqual([]);
  expect(content.split('\n').map((line) => line.trim())).toContain(row);
});

test('a boolean of which no stored value is known is refused', () => {
  expect(compile(table('es is_true')).compiled.refusals).toHaveLength(1);
});

test('a number kept as one text of several is told by its digits', () => {
  const { compiled, content } = compile(table('nl gt 50'));
  expect(compiled.refusals).toEqual([]);
  expect(content).toContain('`(?s)^(?:51|5[2-9]|[6-9][0-9]|[1-9][0-9]{2,})$`');
  expect(compile(table('nl lt 50')).compiled.refusals).toHaveLength(1);
});
