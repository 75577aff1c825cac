import { beforeAll, describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../../src/ir/evaluate.ts';
import { parseJson, printJson } from '../../src/ir/json.ts';
import { wholeCondition } from '../../src/ir/rule.ts';
import { differences, type PythonAnswer } from './support/answers.ts';
import { readFixtures, readModels } from './support/fixtures.ts';
import { pathInPython, startPython } from './support/python.ts';

/** Mutated events for each fixture, beside its own. */
const mutants = 60;

const fixtures = readFixtures('fixtures');

describe('A real Python agrees with what was lifted from it', () => {
  const answers = new Map<string, PythonAnswer[]>();

  beforeAll(async () => {
    const ask = await startPython();
    const rules = fixtures.flatMap(({ name, folder, rule }) =>
      rule === undefined
        ? []
        : [{ id: name, path: pathInPython(`${folder}/rule.py`), logs: rule.tests.map(({ log }) => log) }],
    );
    const logTypes = [...new Set(fixtures.flatMap(({ rule }) => rule?.logTypes ?? []))];
    const request = printJson({ rules, models: readModels(logTypes), mutants: BigInt(mutants) });
    // The oracle answers a list of such objects; its keys are not checked again.
    const said = parseJson(ask('oracle', 'ask', request)) as unknown as readonly PythonAnswer[];
    for (const answer of said) answers.set(answer.id, [...(answers.get(answer.id) ?? []), answer]);
    // A slow machine takes its time to start Python.
  }, 180_000);

  test.each(fixtures)('$name', ({ name, rule, diagnostics }) => {
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    if (rule === undefined) return expect.fail('it was not lifted');
    const asked = answers.get(name) ?? [];
    expect(asked.length).toBeGreaterThan(rule.tests.length);
    expect(asked.some(({ matched }) => matched)).toBe(true);
    expect(asked.some(({ matched }) => !matched)).toBe(true);
    expect(asked.flatMap((answer) => differences(rule, answer, contextOf(answer.event))).slice(0, 5)).toEqual([]);
    for (const { under, log, expected, name: title } of rule.tests) {
      expect(under).not.toBe('unknown');
      const judged = under === undefined || under === 'unknown' ? rule : { ...rule, ...under };
      expect(evaluate(wholeCondition(judged), contextOf(log)), title).toBe(expected);
    }
  });
});
