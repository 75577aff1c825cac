import { didYouMean, entry } from '../entry.ts';

/** Codes about files, configuration, output and our own faults. */
export const projectCatalogue = {
  'internal-error': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => `rulegen itself failed: ${p.detail}`,
    why: 'This is a fault of rulegen, not of your rule.',
    fix: 'Please report it with the rule that shows it; the other rules were processed.',
  }),
  'file-unreadable': entry<{ path: string; detail: string }>({
    severity: 'error',
    message: (p) => `${p.path} cannot be read: ${p.detail}`,
    why: 'What cannot be read is not built, and nobody would notice that it is missing.',
    fix: 'Check the path and its permissions.',
  }),
  'file-too-large': entry<{ path: string; bytes: number; limit: number }>({
    severity: 'error',
    message: (p) => `${p.path} has ${p.bytes} bytes; a file of this kind may have ${p.limit}.`,
    why: 'A file of this size is a log or an accident, not a rule.',
    fix: 'Keep rules small; give large sample events to the test command from files of their own.',
  }),
  'file-binary': entry<{ path: string }>({
    severity: 'error',
    message: (p) => `${p.path} is not UTF-8 text.`,
    why: 'Guessing an encoding would change values that the rule compares.',
    fix: 'Save the file as UTF-8.',
  }),
  'no-rules': entry<{ paths: string }>({
    severity: 'error',
    message: (p) => `No rule files under ${p.paths}.`,
    why: 'A build of nothing would look like success.',
    fix: 'Name a folder or file that holds rules (*.yml with AnalysisType: rule), or set `rules:` in rulegen.yml.',
  }),
  'files-skipped': entry<{ kinds: string }>({
    severity: 'info',
    message: (p) => `No rules, and skipped: ${p.kinds}.`,
    why: 'A folder was asked for, and not all that it holds is rules.',
    fix: 'Name a file itself to hear why it is no rule.',
  }),
  'unknown-target': entry<{ name: string; known: readonly string[]; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no target "${p.name}".`,
    why: 'Only the targets that rulegen knows can be built.',
    fix: (p) => didYouMean(p.near, `Choose from: ${p.known.join(', ')}.`),
  }),
  'unknown-environment': entry<{ name: string; known: readonly string[]; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `The configuration names no environment "${p.name}".`,
    why: 'Each environment has targets and homes of its own.',
    fix: (p) =>
      didYouMean(
        p.near,
        p.known.length > 0 ? `Choose from: ${p.known.join(', ')}.` : 'Add it under `environments:` in rulegen.yml.',
      ),
  }),
  'unknown-list': entry<{ name: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no list "${p.name}".`,
    why: 'A row on a list that does not exist can never match.',
    fix: (p) => didYouMean(p.near, `Add lists/${p.name}.txt with one value a line.`),
  }),
  'exception-environment': entry<{ name: string; known: readonly string[]; near: readonly string[] }>({
    severity: 'warning',
    message: (p) => `exceptions/${p.name}/ is for no environment of the configuration.`,
    why: 'Its exceptions hold nowhere.',
    fix: (p) =>
      didYouMean(
        p.near,
        p.known.length > 0
          ? `Name the folder for one of ${p.known.join(', ')}, or put the files directly into exceptions/.`
          : 'Put the files directly into exceptions/, or add the environment to rulegen.yml.',
      ),
  }),
  'exception-unknown-rule': entry<{ rule: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) =>
      p.rule.includes('*')
        ? `No RuleID matches the exception's ${p.rule}.`
        : `There is no rule ${p.rule} to except from.`,
    why: 'The exception leaves nothing out: its author still gets the alerts.',
    fix: (p) => didYouMean(p.near, 'Correct the RuleID, or remove the exception.'),
  }),
  'expired-exception': entry<{ rule: string; expires: string }>({
    severity: 'error',
    message: (p) => `The exception for ${p.rule} held until ${p.expires}.`,
    why: 'It is no longer applied: the rule matches such events again.',
    fix: 'Remove it, or agree on a new date.',
  }),
  'undated-exception': entry<{ rule: string }>({
    severity: 'warning',
    message: (p) => `The exception for ${p.rule} never expires.`,
    why: 'Exceptions outlive their reasons, and each is a place to hide.',
    fix: 'Say `expires: YYYY-MM-DD`, or switch this finding off in the configuration.',
  }),
  'exception-hides-test': entry<{ test: string; rule: string; place: string; environment: string | undefined }>({
    severity: 'info',
    message: (p) =>
      `The test "${p.test}" of ${p.rule} no longer matches${p.environment === undefined ? '' : ` in ${p.environment}`}: ${p.place} leaves it out.`,
    why: 'What the author wants found is not found there.',
    fix: 'See that the exception takes in no more than it must.',
  }),
  'unknown-log-type': entry<{ name: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `The log type "${p.name}" is not known.`,
    why: 'Without its schema neither field names nor columns can be checked.',
    fix: (p) =>
      `${didYouMean(p.near, '')} Make its schema from sample events: rulegen new log-type ${p.name} --from samples.json. Or name it under openLogTypes in rulegen.yml to do without.`.trim(),
  }),
  'bad-log-type-name': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" is no name of a log type.`,
    why: 'The name becomes the name of files, and rules list it under LogTypes.',
    fix: 'Use words of letters, digits, hyphens and underscores, joined by dots, such as Acme.Audit: 100 characters at most.',
  }),
  'log-type-exists': entry<{ name: string; path: string }>({
    severity: 'error',
    message: (p) => `There is a log type ${p.name} already: ${p.path}.`,
    why: 'A second schema would lie over it, and rules would be checked against the samples alone.',
    fix: 'Add to that schema what the samples show, or choose another name.',
  }),
  'file-exists': entry<{ path: string }>({
    severity: 'error',
    message: (p) => `${p.path} is there already.`,
    why: 'Nothing is ever overwritten here, and none of the files is written without the others.',
    fix: 'Remove or rename it, choose another name or another folder with --out, or look at the texts with --dry-run.',
  }),
  'no-sample-events': entry<{ files: readonly string[] }>({
    severity: 'error',
    message: (p) => `No event was found in ${p.files.join(', ')}.`,
    why: 'Fields and their types are read off events.',
    fix: 'Give files with events as JSON: one object, a list of them, or one a line (NDJSON).',
  }),
  'scheduled-rule': entry({
    severity: 'error',
    message: 'The rule looks at the rows of a scheduled query, not at events.',
    why: 'A SIEM would need the query and its table as well; neither is carried over.',
    fix: "Leave the rule out of the build; its tests run all the same with 'rulegen test'.",
  }),
  'home-facts': entry<{ target: string; home: string; problem: string }>({
    severity: 'error',
    message: (p) => `The home ${p.home} of ${p.target}: ${p.problem}`,
    why: 'The home decides the table or source that the artifact reads.',
    fix: 'Correct the mapping file.',
  }),
  'target-options': entry<{ target: string; problem: string }>({
    severity: 'error',
    message: (p) => `The options of ${p.target}: ${p.problem}`,
    why: 'An option that is not understood would be silently ignored.',
    fix: 'Correct `options:` in rulegen.yml.',
  }),
  'duplicate-rule': entry<{ id: string; other: string }>({
    severity: 'error',
    message: (p) => `The RuleID "${p.id}" is also used in ${p.other}.`,
    why: 'Ids name artifacts and alerts: two rules with one id would overwrite each other.',
    fix: 'Give one of them another RuleID.',
  }),
  'former-name-taken': entry<{ name: string; other: string }>({
    severity: 'error',
    message: (p) => `The former RuleID "${p.name}" is the name of another rule, in ${p.other}.`,
    why: 'Artifacts keep the id and the file name of the first RuleID: two rules would overwrite each other. The rule was not built.',
    fix: 'Take the name out of `Formerly`, or give the other rule another RuleID.',
  }),
  'artifact-changed': entry<{ path: string }>({
    severity: 'warning',
    message: (p) => `${p.path} was changed since it was built, and is published no more: it was left as it is.`,
    why: 'Only files as rulegen wrote them are switched off or removed.',
    fix: 'Remove it where it is of no use any more; it is not looked at again.',
  }),
  'diff-base': entry<{ name: string; detail: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" cannot be compared with: ${p.detail}.`,
    why: 'A comparison needs another state: a commit, a folder with rules, or a folder with artifacts and their manifest.json.',
    fix: 'Name one that is there. A shallow clone has few commits: fetch the branch first (actions/checkout: fetch-depth: 0).',
  }),
  'environment-left-out': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `The environment "${p.name}" is left out: its configuration is wrong.`,
    why: 'The others go on; it keeps the artifacts of its last good build.',
    fix: 'Correct what is reported of it.',
  }),
  'deployed-unread': entry<{ path: string; target: string; why: string }>({
    severity: 'error',
    message: (p) => `${p.path} of the export cannot be read for ${p.target}: ${p.why}.`,
    why: 'What it holds would count as missing.',
    fix: 'Export it again, or take the file out of the folder.',
  }),
  'deployed-nothing': entry<{ folder: string }>({
    severity: 'error',
    message: (p) => `${p.folder} holds no rules of any SIEM.`,
    why: 'Nothing was compared.',
    fix: 'Give a folder with savedsearches.conf, analytics rules (YAML, or JSON of ARM), .yaral files with rule_config.yaml, or Sigma rules.',
  }),
  'version-not-bumped': entry<{ keys: readonly string[]; before: string | undefined; after: string | undefined }>({
    severity: 'error',
    message: (p) =>
      `The logic changed (${p.keys.join(', ')}), and the version ${
        p.after === undefined
          ? 'is not given'
          : p.after === p.before
            ? `is still ${p.after}`
            : `went from ${p.before} to ${p.after}`
      }.`,
    why: 'Who reads an alert, or a rule in the SIEM, tells by the version which logic it has.',
    fix: 'Raise `Version:` of the rule.',
  }),
  'same-artifact': entry<{ path: string; others: string }>({
    severity: 'error',
    message: (p) => `${p.path} would also be written by ${p.others}.`,
    why: 'Two rules cannot share a file; neither was written.',
    fix: 'Change a RuleID so that the file names differ (letters, digits and underscores count).',
  }),
  'name-marked': entry<{ stem: string; shared: boolean }>({
    severity: 'warning',
    message: (p) => `The artifacts are named ${p.stem}, which ends in a mark of the RuleID.`,
    why: (p) =>
      p.shared
        ? 'Another rule would have the same file name: letters, digits and underscores count.'
        : 'The file name would be longer than SIEMs and their checks take.',
    fix: 'Change the RuleID where the name matters; `Formerly` keeps the ids that artifacts have.',
  }),
  'too-many-needs': entry<{ of: string; count: number; limit: number }>({
    severity: 'warning',
    message: (p) =>
      `${p.of} would have to keep ${p.count} fields for the rules of this build, and it keeps ${p.limit}.`,
    why: 'A rule that reads a field which is not kept never matches, or misses what it excludes.',
    fix: 'Publish fewer of these rules into that home; the manifest lists the fields of each (`needs`).',
  }),
  'unsafe-path': entry<{ path: string }>({
    severity: 'error',
    message: (p) => `The artifact path "${p.path}" would leave the output folder.`,
    why: 'Input must never decide where on disk rulegen writes.',
    fix: 'Rename the folder or the rule.',
  }),
  'bundle-incomplete': entry<{ path: string }>({
    severity: 'warning',
    message: (p) => `${p.path} is not there, and was left out of what is made of all rules.`,
    why: 'A partial build takes the other rules as they are on disk.',
    fix: 'Build all rules.',
  }),
  'target-bundle': entry<{ target: string; environment: string | null; says: string; source: string }>({
    severity: 'warning',
    message: (p) => `${p.target}${p.environment === null ? '' : ` (environment ${p.environment})`}: ${p.says}`,
    why: (p) =>
      p.source === ''
        ? 'It concerns the files that are made of all rules together.'
        : `The limit is documented: ${p.source}.`,
    fix: 'Change the rule, the configuration or the file that is named.',
  }),
  'write-failed': entry<{ path: string; detail: string }>({
    severity: 'error',
    message: (p) => `${p.path} cannot be written: ${p.detail}`,
    why: 'The artifacts on disk are still those of the last good build.',
    fix: 'Check permissions and free space, then build again.',
  }),
  'catalog-foreign-file': entry<{ path: string }>({
    severity: 'error',
    message: (p) => `${p.path} was not written by a catalogue, and is left as it is.`,
    why: 'A catalogue overwrites and removes only what its own `catalog.json` lists.',
    fix: 'Give --out a folder of its own, or move the file.',
  }),
  'out-of-date': entry<{ path: string; how: string }>({
    severity: 'error',
    message: (p) => `${p.path} ${p.how}.`,
    why: 'What is on disk is not what the rules say.',
    fix: 'Run `rulegen build` and commit the result.',
  }),
  'test-failed': entry<{ test: string; expected: boolean; detail: string }>({
    severity: 'error',
    message: (p) =>
      `The test "${p.test}" expects ${p.expected ? 'a match' : 'no match'}, and the rule gives ${p.expected ? 'none' : 'one'}.${p.detail}`,
    why: 'Either the condition or the test says something that its author did not mean.',
    fix: 'Correct the condition, the log or ExpectedResult.',
  }),
  'alerts-test-failed': entry<{ test: string; detail: string }>({
    severity: 'error',
    message: (p) => `The test "${p.test}" expects other alerts: ${p.detail}.`,
    why: "A key's window opens with its first match by arrival, has a fixed length and raises one alert, when the threshold is reached.",
    fix: 'Correct Threshold, DedupPeriodMinutes, GroupBy or AlertTitle, or the Events and ExpectedAlerts of the test.',
  }),
  'test-undecided': entry<{ test: string; detail: string }>({
    severity: 'error',
    message: (p) => `The test "${p.test}" has no verdict: ${p.detail}.`,
    why: 'A regex that may never end would stop the detection as well.',
    fix: 'Write the regex without back-references or nested repeats, or shorten the text in the log.',
  }),
  'too-few-tests': entry<{ count: number; minimum: number; missing: string }>({
    severity: 'error',
    message: (p) => `The rule has ${p.count} tests; ${p.minimum} are wanted${p.missing}.`,
    why: 'A rule that is not tested in both directions may be silently dead or match everything.',
    fix: 'Add tests under `Tests:`, some with ExpectedResult true and some with false.',
  }),
};
