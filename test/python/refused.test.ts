import { expect, test } from 'vitest';
import { positionOf } from '../../src/diagnostics/source.ts';
import { readFixtures, textOf } from './support/fixtures.ts';

const refused = readFixtures('refused');

test.each(refused)('$name is refused at the line that cannot be lifted', ({ folder, rule, diagnostics }) => {
  const expected = textOf(`${folder}/expected.txt`);
  const told = diagnostics.map(({ code, span }) => {
    const line = span === undefined ? 0 : positionOf(span.file, span.start).line;
    return `${code} ${span?.file.path.split('/').at(-1)}:${line}\n`;
  });
  expect(told).toContain(expected);
  // A function beside rule(event) leaves the rule itself standing, unless alerts are grouped or counted by it.
  const isAlert = expected.startsWith('python-alert');
  expect(rule === undefined).toBe(!isAlert || diagnostics.some(({ severity }) => severity === 'error'));
});
