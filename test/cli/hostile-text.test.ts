import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleText, scratch } from '../support/command-line.ts';

/** Texts that break out of some format: quotes, line breaks, placeholders, comment ends, other scripts. */
const hostile: Readonly<Record<string, string>> = {
  quotes: `a "b" 'c' \`d\` \\`,
  tokens: '$result.user$ $token$ %s {0}',
  mustache: '{{x}} {{{y}}} {{#each z}}',
  comments: '*/ // /* -- # <!-- --> ```',
  brackets: '[macro] | delete ; | where 1==1',
  scripts: '😀 שלום ‮abc‬ é',
  splunk: '`drop` * ? \\* \\"',
};

const folder = scratch(
  Object.fromEntries(
    Object.entries(hostile).map(([name, text]) => [
      `rules/${name}.yml`,
      ruleText(
        `Hostile.${name}`,
        `displayMessage eq ${JSON.stringify(text)}`,
        `Description: ${JSON.stringify(`${text}\n${text}`)}\nDisplayName: ${JSON.stringify(text)}\n`,
      ),
    ]),
  ),
);
let err = '';
beforeAll(() => {
  err = folder.run(['build', '--target', 'sigma', 'kql', 'spl', 'yaral']).err;
});

it.each(Object.entries(hostile))('%s reach the artifacts whole, or are refused by name', (name, text) => {
  const stem = `hostile_${name}`;
  const files = folder.list('dist').filter((path) => path.includes(stem));
  const refused = new Set([...err.matchAll(/rules\/(\w+)\.yml:\d+:\d+ error\[[\w-]+\] ([\w, ]+)/g)].map((m) => m[1]));
  if (!refused.has(name)) expect(files.length).toBe(8);
  const sigma = files.find((path) => path.startsWith('dist/sigma/'));
  if (sigma) expect(parse(folder.read(sigma)).title.toLowerCase()).toContain(text.toLowerCase());
  const sentinel = files.find((path) => path.startsWith('dist/kql/') && path.endsWith('.yaml'));
  if (sentinel) {
    const rule = parse(folder.read(sentinel));
    expect(rule.query.trim()).toBe(folder.read(sentinel.replace(/yaml$/, 'kql')).trim());
  }
  const stanza = files.find((path) => path.endsWith('savedsearches.conf'));
  if (stanza) {
    const stanzas = folder
      .read(stanza)
      .replace(/\\\n/g, ' ')
      .split('\n')
      .filter((line) => line.startsWith('['));
    expect(stanzas.length).toBeLessThanOrEqual(1);
  }
});
