import { didYouMean, entry } from '../entry.ts';

/** Codes about reading any YAML file. */
export const yamlCatalogue = {
  'yaml-syntax': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => `This is not YAML: ${p.detail}`,
    why: 'A file that cannot be read holds no rule.',
    fix: 'Mend the YAML at this place.',
  }),
  'yaml-duplicate-key': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `The key "${p.key}" stands twice in one mapping.`,
    why: 'One of the two would be lost without a word.',
    fix: 'Keep one of them.',
  }),
  'yaml-several-documents': entry({
    severity: 'error',
    message: 'The file holds several YAML documents.',
    why: 'A file describes one thing; what stands after the second `---` would be lost.',
    fix: 'Put each document into a file of its own.',
  }),
  'yaml-alias': entry<{ name: string; problem: string }>({
    severity: 'error',
    message: (p) => `The alias *${p.name} ${p.problem}.`,
    why: 'A value that never ends, or fills the memory, cannot be read.',
    fix: 'Write the value out where it is needed.',
  }),
  'yaml-too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: (p) => `The YAML is nested more than ${p.limit} levels deep.`,
    why: 'No rule or log needs that; a reader would run out of stack.',
    fix: 'Flatten the value.',
  }),
  'yaml-no-json': entry<{ what: string }>({
    severity: 'error',
    message: (p) => `Events and rules are JSON, which has no place for ${p.what}.`,
    why: 'Panther and the SIEMs would read it differently, or not at all.',
    fix: 'Write a text, number, boolean, null, list or mapping with text keys.',
  }),
  'yaml-too-large': entry<{ size: string; limit: string }>({
    severity: 'error',
    message: (p) => `The file has ${p.size}; the limit is ${p.limit}.`,
    why: 'Rules are small; a file of that size is something else or would stall the build.',
    fix: 'Move it out of the rules folder, or shorten the logs of its tests.',
  }),
  'not-text': entry<{ code: string }>({
    severity: 'error',
    message: (p) => `The file is no text: it holds the control character ${p.code}.`,
    why: 'YAML forbids such characters; the file is binary or damaged.',
    fix: 'Save it as UTF-8 text, or write the character as an escape in double quotes: "\\x00".',
  }),
};

/** Codes about the shape of any file that has a schema. */
export const schemaCatalogue = {
  'unknown-key': entry<{ key: string; near: readonly string[]; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no key "${p.key}" here.`,
    why: 'A key that nobody reads is most often a misspelt one, and its value would be lost without a word.',
    fix: (p) => didYouMean(p.near, `Remove it. Known here: ${p.known.join(', ') || 'none'}.`),
  }),
  'missing-key': entry<{ key: string; where: string }>({
    severity: 'error',
    message: (p) => `${p.where} lacks the key "${p.key}".`,
    why: 'It has no default that would be right for everyone.',
    fix: (p) => `Add "${p.key}:".`,
  }),
  'wrong-type': entry<{ key: string; wanted: string; got: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" must be ${p.wanted}; this is ${p.got}.`,
    why: 'A value of another type would be read as something else, or not at all.',
    fix: (p) => `Write ${p.wanted}.`,
  }),
  'not-one-of': entry<{ key: string; value: string; near: readonly string[]; allowed: readonly string[] }>({
    severity: 'error',
    message: (p) => `"${p.value}" is no value of "${p.key}".`,
    why: 'Only the listed values mean something; upper and lower case count.',
    fix: (p) => didYouMean(p.near, `One of: ${p.allowed.join(', ')}.`),
  }),
  'bad-value': entry<{ key: string; detail: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" ${p.detail}.`,
    why: 'The value has the right type but cannot be used.',
    fix: 'Correct the value.',
  }),
};

/** Codes about Panther rules: identity, body, metadata, alert, tests. */
export const ruleCatalogue = {
  'unsupported-analysis-type': entry<{ type: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `rulegen reads rules; this file is ${p.type}.`,
    why: 'Other analyses do not look at single events, so their meaning cannot be carried over.',
    fix: (p) => didYouMean(p.near, 'Move the file out of the rules folders, or exclude it in the configuration.'),
  }),
  'python-body': entry<{ file: string }>({
    severity: 'error',
    message: (p) => `The detection is the Python body ${p.file}, which is not at hand.`,
    why: 'Without the body nobody knows what the rule matches.',
    fix: 'Write the detection as a table under Condition:, here or in the sidecar <stem>.rulegen.yml.',
  }),
  'python-body-ignored': entry<{ file: string; used: string }>({
    severity: 'warning',
    message: (p) => `The artifacts come from ${p.used}; the Python body ${p.file} is not looked at.`,
    why: 'Panther runs the body: the two must mean the same, and nothing checks it here.',
    fix: "Change both together, and let the rule's tests cover the difference.",
  }),
  'two-conditions': entry({
    severity: 'error',
    message: 'The rule has both a Condition and a Detection.',
    why: 'Two detections of one rule can differ, and one of them would be ignored.',
    fix: 'Keep one of them.',
  }),
  'no-condition': entry({
    severity: 'error',
    message: 'The rule has no detection.',
    why: 'Without one it would match nothing, or everything.',
    fix: 'Add Condition: with a table, or Detection: with match expressions.',
  }),
  'key-in-both': entry<{ key: string; other: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" stands both here and in ${p.other}.`,
    why: 'One of the two would be ignored.',
    fix: 'Keep one of them.',
  }),
  'bad-rule-id': entry<{ id: string; problem: string }>({
    severity: 'error',
    message: (p) => `The RuleID ${JSON.stringify(p.id)} ${p.problem}.`,
    why: 'File names, saved searches and rule names are made from it.',
    fix: 'Use letters, digits, dots, hyphens and underscores, such as Okta.Support.Reset.',
  }),
  'bad-display-name': entry<{ characters: string }>({
    severity: 'warning',
    message: (p) => `Panther refuses ${p.characters} in a DisplayName.`,
    why: 'The artifacts can carry them, but the upload to Panther would fail.',
    fix: 'Leave them out.',
  }),
  'duplicate-entry': entry<{ key: string; value: string }>({
    severity: 'warning',
    message: (p) => `"${p.value}" stands twice in ${p.key}.`,
    why: 'The repetition changes nothing, and Panther refuses the file for it.',
    fix: 'Remove one of them.',
  }),
  'duplicate-name': entry<{ key: string; value: string }>({
    severity: 'error',
    message: (p) => `The name "${p.value}" stands twice in ${p.key}.`,
    why: 'Names tell the entries apart.',
    fix: 'Rename one of them.',
  }),
  'bad-mitre': entry<{ value: string; suggestion: string | undefined }>({
    severity: 'warning',
    message: (p) => `"${p.value}" is no MITRE ATT&CK entry.`,
    why: 'SIEMs show tactics and techniques by their ids; this entry is kept in the report but tagged nowhere.',
    fix: (p) =>
      p.suggestion === undefined
        ? 'Write tactic and technique, such as TA0001:T1199 or TA0006:T1098.001.'
        : `Did you mean "${p.suggestion}"?`,
  }),
  'bad-framework': entry<{ framework: string }>({
    severity: 'warning',
    message: (p) => `"${p.framework}" is an id of MITRE ATT&CK, not the name of a framework.`,
    why: 'Reports holds frameworks, and under each its ids; this entry is tagged nowhere.',
    fix: 'Write "MITRE ATT&CK:" and below it entries such as TA0004:T1548.',
  }),
  'dedup-period': entry<{ minutes: string; used: number }>({
    severity: 'warning',
    message: (p) => `DedupPeriodMinutes ${p.minutes} is read as ${p.used}.`,
    why: 'Panther ignores 0 and takes at least 5 minutes.',
    fix: (p) => `Write ${p.used}.`,
  }),
  'bad-date': entry<{ key: string; value: string }>({
    severity: 'error',
    message: (p) => `"${p.value}" is no date for ${p.key}.`,
    why: 'Dates are compared and copied into artifacts.',
    fix: 'Write year, month and day, such as 2025-01-31.',
  }),
  'unknown-reason': entry<{ code: string; near: readonly string[]; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no difference with the code "${p.code}".`,
    why: 'A waiver that names nothing accepts nothing, and the build would fail for the loss that it means.',
    fix: (p) => didYouMean(p.near, `Codes: ${p.known.join(', ')}.`),
  }),
};

/** Codes about Simple Detections. */
export const detectionCatalogue = {
  'detection-form': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => p.detail,
    why: 'Match expressions have a few closed forms; anything else means nothing to Panther either.',
    fix: 'Write {Key|DeepKey|KeyPath, Condition, Value|Values}, or All, Any, OnlyOne or None with a list of expressions.',
  }),
  'unknown-match-condition': entry<{ name: string; near: readonly string[]; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no Condition "${p.name}".`,
    why: 'Its meaning would have to be guessed.',
    fix: (p) => didYouMean(p.near, `Known: ${p.known.join(', ')}.`),
  }),
  'detection-value': entry<{ condition: string; wanted: string; got: string }>({
    severity: 'error',
    message: (p) => `${p.condition} takes ${p.wanted}; this has ${p.got}.`,
    why: 'The comparison would never hold, or always.',
    fix: (p) => `Give it ${p.wanted}.`,
  }),
  'detection-enrichment': entry({
    severity: 'error',
    message: 'The expression reads an enrichment table of Panther.',
    why: 'The table lives in Panther; no other SIEM can look into it.',
    fix: 'Compare with a named list under lists/ (in_list), or leave the expression out.',
  }),
  'detection-none': entry({
    severity: 'warning',
    message: 'None with several expressions is read as "not one of them holds".',
    why: 'Panther\'s documentation also allows "not all of them hold".',
    fix: 'Write one None per expression for the first reading, or None around one All for the second.',
  }),
  'detection-wildcard': entry<{ path: string }>({
    severity: 'warning',
    message: (p) =>
      `A comparison with ${p.path} is read as "some element compares so" (a negated one as "no element").`,
    why: 'Panther does not document what a comparison with several values means.',
    fix: 'Say it with Condition: AnyElement, AllElements, NoElement or OnlyOneElement and Expressions.',
  }),
  'detection-too-large': entry<{ what: string; limit: number }>({
    severity: 'error',
    message: (p) => `${p.what} unfolds to more than ${p.limit} comparisons.`,
    why: '"Exactly one" is spelt out case by case, so its size grows with the square of its expressions.',
    fix: 'Use fewer expressions, or split the rule.',
  }),
  'bad-key-path': entry<{ path: string; problem: string }>({
    severity: 'error',
    message: (p) => `The path "${p.path}" ${p.problem}.`,
    why: 'It would point at another field, or at none.',
    fix: 'Write a.b, a[0].b, a[*].b, or a["key.with.dots"].',
  }),
};
