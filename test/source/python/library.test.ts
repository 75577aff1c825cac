import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isList, isObject, parseJson, printJson } from '../../../src/ir/json.ts';
import { readValue } from '../../../src/ir/read-value.ts';
import { liftRule } from '../../../src/source/python/lift-rule.ts';
import type { LiftedRule } from '../../../src/source/python/lifted.ts';
import { isFault } from '../../../src/source/python/modules.ts';
import { parsePython } from '../../../src/source/python/parse.ts';

/** What CPython answers to each piece of code on each of the events: written by library.py. */
const cases = read('library.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => objectIn(parseJson(line)));
const events = listIn(parseJson(read('library-events.json'))).map(objectIn);
const imports = read('library-imports.txt');

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function objectIn(json: Json | undefined): JsonObject {
  if (json === undefined || !isObject(json)) throw new Error('not an object');
  return json;
}

function listIn(json: Json | undefined): readonly Json[] {
  if (json === undefined || !isList(json)) throw new Error('not a list');
  return json;
}

/** A rule that runs the code, and shows its value in the alert's context. */
function lift(code: string): LiftedRule | readonly string[] {
  const body = code.includes('return ') ? code : `return ${code}`;
  const text = [
    imports,
    'def f(event):',
    ...body.split('\n').map((line) => `    ${line}`),
    'def rule(event):\n    f(event)\n    return True',
    'def alert_context(event):\n    return {"v": f(event)}',
  ].join('\n');
  const module = parsePython({ path: 'f.py', text }, 'f');
  if (isFault(module)) throw new Error(module.fault);
  const told: string[] = [];
  const sources = { module: () => undefined, dataModel: () => undefined };
  const given = {
    id: 'Any',
    displayName: 'Any',
    description: undefined,
    logTypes: [],
    mocks: [],
    partial: false,
    withAlert: true,
  };
  const lifted = liftRule({ module, sources, severity: 'Info', ...given }, (found) => told.push(found.message));
  return lifted ?? told;
}

function answer(lifted: LiftedRule, event: JsonObject, isSet: boolean): string {
  const context = contextOf(event);
  if (!evaluate(lifted.condition, context) || evaluate(lifted.raises, context)) return 'raises';
  const output = lifted.alert.outputs?.find(({ name }) => name === 'v');
  return said(output === undefined ? 'nothing' : (readValue(output.value, context) ?? null), isSet);
}

function said(value: Json, isSet: boolean): string {
  return printJson(isSet && isList(value) ? value.map((item) => printJson(item)).sort() : value);
}

describe('the library answers as CPython does', () => {
  test.each(cases.map((one) => [String(one['code']), one] as const))('%s', (code, { answers }) => {
    const lifted = lift(code);
    if (!('condition' in lifted)) throw new Error(lifted.join('\n'));
    const wrong = listIn(answers).flatMap((given, i) => {
      const expected = objectIn(given);
      const isSet = expected['set'] !== undefined;
      const value = expected['set'] ?? expected['is'];
      const event = events[i] ?? {};
      const [actual, wanted] = [answer(lifted, event, isSet), value === undefined ? 'raises' : said(value, isSet)];
      return actual === wanted ? [] : [{ event: printJson(event), actual, wanted }];
    });
    expect(wrong).toEqual([]);
  });
});
