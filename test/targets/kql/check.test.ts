import { describe, expect, test } from 'vitest';
import { runner } from '../../../src/targets/kql/runner.ts';
import { isNotCovered } from '../../../src/targets/runner.ts';
import type { Artifact } from '../../../src/targets/target.ts';
import { compile, storeOf, table } from './harness.ts';

const made = compile(table('s eq "a"', 'GroupBy: [s]\nAlertContext:\n  - KeyName: who\n    KeyValue: { Key: t }\n'));
const [query, rule] = made.artifacts;
if (query === undefined || rule === undefined) throw new Error('no artifacts');

function findings(artifacts: readonly Artifact[]): readonly string[] {
  const read = runner.read(artifacts, storeOf(made));
  if (isNotCovered(read)) return [`not covered: ${read.construct} at ${read.line}:${read.column}`];
  return read.findings.map((f) => `${f.artifact.replace(/.*\./, '')} ${f.line}:${f.column} ${f.message}`);
}

/** What is found in a query alone. */
function inQuery(text: string): readonly string[] {
  return findings([{ path: 'x/q.kql', kind: 'kql', content: text }]);
}

describe('a query is checked before it runs', () => {
  test('what we write has no findings', () => {
    expect(findings(made.artifacts)).toEqual([]);
  });

  test.each([
    ['Sample_CL\n| where Nope == 1', /^kql 2:9 KS142: /],
    ['Other_CL | where true', /^kql 1:1 KS204: /],
    ['Sample_CL\n| where \'S\' == "a"', /^kql 2:9 This compares constants/],
    ["Sample_CL | where 'odd-name' =~ 'a'", /constants/],
    ["Sample_CL | where 'S' has 'a'", /constants/],
    ["Sample_CL | where 'S' in ('a', 'b')", /constants/],
    ['let wanted = "a"; Sample_CL | where "S" == wanted', /constants/],
    ['Sample_CL | where S == 5', /A string is compared with a long/],
    ['Sample_CL | where N == "5"', /A int is compared with a string/],
    ['Sample_CL | where B in ("true")', /A bool is compared with a string/],
    ['Sample_CL | where TimeGenerated == "2026-01-01"', /A datetime is compared with a string/],
    ['Sample_CL | where isnull(S)', /texts are never null/],
    ['Sample_CL | where S matches regex "(?=x)"', /^kql 1:\d+ The engine does not take this regex/],
    ['let r = @"(a"; Sample_CL | where extract(r, 1, S) == "a"', /does not take this regex/],
    ['Sample_CL | where S matches regex @"(a)\\1"', /does not take this regex/],
    ['Sample_CL | where S > "a"', /KS10\d/],
    ['Sample_CL | where J.flag', /KS141/],
  ])('%s', (text, found) => {
    expect(inQuery(text).join('\n')).toMatch(found);
  });

  test.each([
    'Sample_CL | where S == "a" and N == 5 and J == "a" and J == 5 and B == true',
    'Sample_CL | where TimeGenerated > ago(1h) and ingestion_time() > ago(15m) and R in (1, 2.5)',
    'let wanted = dynamic(["a"]); Sample_CL | where S in (wanted) and S != "" and isempty(S)',
    'Sample_CL | where strlen(S) > 3 and tostring(J.k) == "a" and array_length(Tags) > 0',
    "Sample_CL | where ['odd-name'] =~ 'a'",
    'Sample_CL | where S matches regex @"(?i)^(?P<n>[[:alpha:]]+)\\b\\z"',
  ])('nothing is held against %s', (text) => {
    expect(inQuery(text)).toEqual([]);
  });
});

describe('an analytics rule is checked against the query beside it', () => {
  function inRule(from: string, to: string): readonly string[] {
    const content = rule?.content ?? '';
    expect(content).toContain(from);
    return findings([
      ...made.artifacts.slice(0, 1),
      { path: 'x/r.yaml', kind: 'rule', content: content.replace(from, to) },
    ]);
  }

  test.each([
    ['DedupKey: DedupKey', 'DedupKey: Nope', /customDetails.DedupKey names Nope/],
    ['columnName: S', 'columnName: Nope', /entityMappings names Nope/],
    ['S == "a"', 'S == "b"', /^yaml \d+:1 The query is not that of/],
    ['kind: Scheduled', 'kind: Fusion', /kind is Fusion/],
    ['kind: Scheduled', 'kind: NRT', /A rule of the kind NRT has no queryFrequency/],
    ['severity: Medium', 'severity: Critical', /^yaml 4:11 severity must be one of/],
    ['name: "A test"', `name: ${'é'.repeat(129)}`, /^yaml 2:7 The name has 258 bytes/],
    ['version: 1.0.0', 'version: 1.0', /version must be three numbers/],
    ['  who: Who', '  9who: T', /9who is no key of a custom detail/],
    [
      '  who: Who',
      `  who: Who\n${Array.from({ length: 19 }, (_, i) => `  d${i}: T`).join('\n')}`,
      /at most 20 custom details, not 21/,
    ],
    ['  who: Who', '  who: T.k', /names a column of letters/],
    ['tactics: []', 'tactics:\n  - Stealth', /know no tactic Stealth/],
    ['relevantTechniques: []', 'relevantTechniques:\n  - T1685', /do not know the technique T1685/],
    [
      'relevantTechniques: []',
      'relevantTechniques:\n  - T1199',
      /T1199 stands under none of its tactics: InitialAccess/,
    ],
    ['identifier: Address', 'identifier: Ip', /IP has no identifier Ip/],
    ['lookbackDuration: PT1H', 'lookbackDuration: P8D', /5 minutes to 7 days/],
    [
      'eventGroupingSettings:',
      'alertDetailsOverride:\n  alertDisplayNameFormat: "{{S}}{{T}}{{S}}{{T}}"\neventGroupingSettings:',
      /at most 3 placeholders, not 4/,
    ],
    [
      'eventGroupingSettings:',
      'alertDetailsOverride:\n  alertSeverityColumnName: N\neventGroupingSettings:',
      /needs a column of texts, and N is of type int/,
    ],
  ])('%s → %s', (from, to, found) => {
    expect(inRule(from, to).join('\n')).toMatch(found);
  });
});
