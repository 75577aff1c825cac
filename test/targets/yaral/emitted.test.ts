import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadLists } from '../../../src/project/load-lists.ts';
import { yaral } from '../../../src/targets/yaral/index.ts';
import { conditions } from './conditions.ts';
import { compile, file, lists, place, table } from './harness.ts';
import { findings, parse } from './reading.ts';

const root = new URL('../../../', import.meta.url);

test.each(conditions)('%s is refused, or emitted as a rule that Google would compile', (condition) => {
  const { compiled, content } = compile(table(condition), { lists });
  if (compiled.refusals.length > 0) {
    expect(compiled.refusals.every((r) => r.why.length > 0 && r.row.length > 0)).toBe(true);
    return;
  }
  expect(findings(content)).toEqual([]);
});

/** Whether Google has a parser for the rule's first log type. */
function hasHome(rule: string): boolean {
  const [, logType] = /^LogTypes:\s*(?:\[|-)\s*([\w.]+)/m.exec(rule) ?? [];
  const mapping = `targets/yaral/${logType}.yaml`;
  return existsSync(new URL(mapping, root)) && !/^noHome:/m.test(file(mapping).text);
}

test('every rule of ours is refused, or emitted as a rule that Google would compile, in a file of its name', () => {
  const own = loadLists(new URL('.', root).pathname, [], () => undefined).everywhere;
  let emitted = 0;
  for (const vendor of readdirSync(new URL('rules', root))) {
    for (const name of readdirSync(new URL(`rules/${vendor}`, root)).filter(
      (n) => n.endsWith('.yml') && !n.includes('.rulegen.'),
    )) {
      const { text } = file(`rules/${vendor}/${name}`);
      if (!hasHome(text)) continue;
      const { compiled, content, path } = compile(text, { lists: own });
      if (compiled.refusals.length > 0) continue;
      emitted += 1;
      const rule = parse(content);
      expect([name, ...findings(content)]).toEqual([name]);
      expect(`rules/${rule.name}.yaral`).toBe(path);
      expect(/rule(\s+)([A-Za-z0-9_]+)/.exec(content)?.[2]).toBe(rule.name);
    }
  }
  expect(emitted).toBeGreaterThan(5);
});

test.each(['Okta.SystemLog', 'AWS.CloudTrail', 'GitHub.Audit'])('the UDM columns of %s exist as described', (name) => {
  expect(yaral.checkHome(place(name).home)).toEqual([]);
});
