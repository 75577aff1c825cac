import { describe, expect, it } from 'vitest';
import { printJson } from '../../../src/ir/json.ts';
import { readWithLogs, takeLogs } from '../../../src/source/rule/test-logs.ts';
import { readYaml } from '../../../src/source/yaml.ts';

/** The value and findings of a text, read with its logs apart and as plain YAML. */
function both(text: string): readonly [apart: unknown, plain: unknown, logs: number] {
  const file = { path: 'a.yml', text };
  const reads = [readWithLogs, (...[of, , report]: Parameters<typeof readWithLogs>) => readYaml(of, report)] as const;
  const [apart, plain] = reads.map((read) => {
    const found: string[] = [];
    const document = read(file, text, ({ message }) => found.push(message));
    return { value: document && printJson(document.value), found };
  });
  return [apart, plain, takeLogs(text).logs.size];
}

const tests = (...logs: string[]): string =>
  `Tests:\n${logs.map((log) => `  - Name: x\n    Log: ${log}\n`).join('')}End: 1\n`;

describe('logs that are JSON', () => {
  it.each<[string, string, number]>([
    ['on one line', tests('{"a": 1, "b": [true, null, 1.0, 1e3, -2]}'), 1],
    ['on several lines', tests('{\n      "a": {\n        "b": "c"\n      }\n    }'), 1],
    ['on the next line', 'Tests:\n  - Log:\n      { "a": 1 }\n    Name: x\n', 1],
    ['with lines as on Windows', tests('{\r\n      "a": 1\r\n    }'), 1],
    ['with commas at the end', tests('{"a": [1, 2,], "b": {"c": 3,},}'), 1],
    ['with integers beyond 2^53', tests('{"a": 12345678901234567890}'), 1],
    ['with escapes', tests('{"a": "\\u00e9\\n\\"\\ud83d\\ude00 {", "__proto__": 1}'), 1],
    ['several of them', tests('{}', '{"a": 1}', '{"a": 2}'), 3],
    ['with a comment behind', tests('{"a": 1} # why'), 1],
  ])('are read as YAML reads them: %s', (_, text, logs) => {
    const [apart, plain, taken] = both(text);
    expect(taken).toBe(logs);
    expect(apart).toEqual(plain);
    expect(apart).toMatchObject({ found: [] });
  });

  it.each<[string, string]>([
    ['plain keys', tests('{a: 1}')],
    ['single quotes', tests("{'a': 'b'}")],
    ['comments', tests('{"a": 1, # one\n     "b": 2}')],
    ['tabs', tests('{\n\t"a": 1}')],
    ['a key that stands twice', tests('{"a": 1, "a": 2}')],
    ['a number without end', tests('{"a": 1e999}')],
    ['an unclosed mapping', tests('{"a": 1')],
    ['something behind', tests('{"a": 1} x')],
    ['a block that only shows a log', 'Description: |\n  Log: {"a": 1}\nTests:\n  - Log: {"b": 1}\n'],
    ['an anchor', tests('&a {"a": 1}', '*a')],
    ['a log that is a block', tests('\n      a: 1')],
  ])('are left to YAML: %s', (_, text) => {
    const [apart, plain] = both(text);
    expect(apart).toEqual(plain);
  });

  it('keep every offset', () => {
    const text = tests('{\n  "a": 1\n    }', '{"b": [1]}');
    const { rest } = takeLogs(text);
    expect(rest).toHaveLength(text.length);
    expect(rest.indexOf('End: 1')).toBe(text.indexOf('End: 1'));
    const document = readWithLogs({ path: 'a.yml', text }, text, () => {});
    const span = document?.spanOf(['Tests', 1, 'Log']);
    expect(span && text.slice(span.start, span.end)).toBe('{"b": [1]}');
  });
});
