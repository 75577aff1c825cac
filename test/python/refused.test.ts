import { expect, test } from 'vitest';
import { positionOf } from '../../src/diagnostics/source.ts';
import { readFixtures, textOf } from './support/fixtures.ts';

const refused = readFixtures('refused');

test.each(refused)('$name is refused at the line that cannot be lifted', ({ folder, rule, diagnostics }) => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const told = errors.map(({ code, span }) => {
    const line = span === undefined ? 0 : positionOf(span.file, span.start).line;
    return `${code} ${span?.file.path.split('/').at(-1)}:${line}\n`;
  });
  expect(rule).toBeUndefined();
  expect(told).toContain(textOf(`${folder}/expected.txt`));
});
