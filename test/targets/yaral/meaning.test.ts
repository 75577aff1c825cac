import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditions } from './conditions.ts';
import { judge } from './judge.ts';
import { sampleEvents } from './sample-events.ts';

/** Read from the environment to draw other and more events. */
const seed = Number(process.env['RULEGEN_SEED'] ?? 11);
const numRuns = Number(process.env['RULEGEN_RUNS'] ?? 60);

test.each(conditions)('%s: the text answers as the rule does, but for what is declared', (condition) => {
  const ask = judge(condition);
  if (ask === undefined) return;
  fc.assert(
    fc.property(sampleEvents, (log) => {
      for (const { meant, found, codes, shown } of ask(log))
        if (found !== meant) expect(codes(found ? 'wider' : 'narrower'), shown).not.toEqual([]);
    }),
    { numRuns, seed },
  );
});

/** Rows alone, of one field: in joined conditions, functions and joins a reason may hold on a part that the rest makes idle. */
const alone = conditions.filter((condition) => !/\b(or|and)\b|\n|^(any|all|none|one) |_field |\(/.test(condition));

test.each(alone)('%s: a reason that holds shows', (condition) => {
  const ask = judge(condition);
  if (ask === undefined) return;
  fc.assert(
    fc.property(sampleEvents, (log) => {
      for (const { meant, found, codes, shown } of ask(log))
        if (found === meant) expect([...codes('wider'), ...codes('narrower')], shown).toEqual([]);
    }),
    { numRuns, seed: seed + 1 },
  );
});

test('rows of one element are not met by two elements that each lack a key', () => {
  const ask = judge('any items (kind eq "k" and name eq "n")');
  for (const { meant, found } of ask?.({ items: [{ name: 'n' }, { kind: 'k' }] }) ?? [])
    expect({ meant, found }).toEqual({ meant: false, found: false });
});

test('an empty text or a null among other elements declares nothing that does not show', () => {
  for (const [condition, element] of [
    ['tags eq ""', ''],
    ['tags eq null', null],
  ] as const) {
    const answers = judge(condition)?.({ tags: [element, 'v'] });
    expect(answers?.length).toBe(2);
    for (const { meant, found, codes } of answers ?? [])
      expect({ meant, found, codes: codes('wider') }).toEqual({ meant: false, found: false, codes: [] });
  }
});
