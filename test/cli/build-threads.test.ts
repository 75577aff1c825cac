import { expect, it } from 'vitest';
import { ruleText, scratch } from '../support/command-line.ts';

const ids = Array.from({ length: 130 }, (_, i) => `Many.Rule.${String(i).padStart(3, '0')}`);
const inPython = ids.filter((_, i) => i % 4 === 0);
const doubled = ids.slice(1, 3);
const tests = 'Tests:\n  - {Name: one, ExpectedResult: true, Log: {eventType: a.b}}\n';
const python = (id: string): string => `AnalysisType: rule
RuleID: ${id}
Enabled: true
LogTypes: [Okta.SystemLog]
Severity: High
Filename: ${id}.py
`;

// The clock is in no event: each rule in Python is refused at its third line, whatever thread reads it.
const files = ids.flatMap((id) =>
  inPython.includes(id)
    ? [
        [`rules/${id}.yml`, python(id)],
        [
          `rules/${id}.py`,
          'import time\ndef rule(event):\n    return event.get("eventType") == "a" and time.time() > 5\n',
        ],
      ]
    : [[`rules/${id}.yml`, ruleText(id, 'eventType eq "a.b"', tests)]],
);
const folder = scratch({
  ...Object.fromEntries(files),
  ...Object.fromEntries(doubled.map((id) => [`rules/again/${id}.yml`, ruleText(id)])),
});
const good = ids.filter((id) => !inPython.includes(id) && !doubled.includes(id));

interface Found {
  readonly code: string;
  readonly rule?: string;
  readonly line?: number;
}

it('builds many rules on several threads: every artifact, and every finding at its place', () => {
  const ran = folder.run(['build', '-t', 'spl', '--format', 'json']);
  const { diagnostics } = JSON.parse(ran.out) as { diagnostics: Found[] }; // held to the published schema elsewhere
  const of = (code: string): Found[] => diagnostics.filter((found) => found.code === code);
  expect(of('python-unsupported').map((found) => [found.rule, found.line])).toEqual(inPython.map((id) => [id, 3]));
  expect(of('duplicate-rule').map((found) => found.rule)).toEqual([...doubled, ...doubled]);
  const searches = folder.list('dist/spl').filter((path) => path.endsWith('.spl'));
  expect(searches).toEqual(good.map((id) => `dist/spl/${id.toLowerCase().replaceAll('.', '_')}.spl`));
  expect(folder.list('dist').filter((path) => path.endsWith('.part'))).toEqual([]);
});

it('tests many rules on several threads, in the order of the rules', () => {
  const ran = folder.run(['test', '--format', 'json']);
  const { rules, summary } = JSON.parse(ran.out) as { rules: { path: string }[]; summary: object }; // as above
  expect(rules.map(({ path }) => path)).toEqual(folder.list('rules').filter((path) => path.endsWith('.yml')));
  expect(summary).toMatchObject({ lifted: good.length, refused: inPython.length + 2 * doubled.length });
});
