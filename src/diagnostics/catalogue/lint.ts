import type { Entry } from '../entry.ts';
import { didYouMean, entry } from '../entry.ts';

/** Codes of the lint rules, one each under the rule's own name, and those about lint itself. */
export const lintCatalogue = {
  'unknown-field': entry<{
    field: string;
    logTypes: readonly string[];
    effect: string;
    near: readonly string[];
    throughText: boolean;
  }>({
    severity: 'error',
    message: (p) =>
      p.throughText
        ? `${p.field} leads into a text that holds JSON: ${p.effect}`
        : `No event of ${p.logTypes.join(' or ')} has ${p.field}: ${p.effect}`,
    why: 'A detection on a field that never exists is blind, or fires on everything, and nobody notices.',
    fix: (p) =>
      p.throughText
        ? 'Read the text first: parse_json(field).key.'
        : didYouMean(p.near, 'Correct the path, or add the field to the schema under log-types/.'),
  }),
  'default-as-key': entry<{ field: string; key: string; effect: string }>({
    severity: 'warning',
    message: (p) => `${JSON.stringify(p.key)} is looked up as a key of ${p.field}: ${p.effect}`,
    why: 'No event has such a key, so the value is lost even where the field is there.',
    fix: (p) =>
      `Pass it as the default: default=${JSON.stringify(p.key)} in Python, default(${p.field}, …) in a table.`,
  }),
  'field-case': entry<{ field: string; canonical: string }>({
    severity: 'warning',
    message: (p) => `The log writes ${p.field} as ${p.canonical}.`,
    why: 'Panther finds a key whose case differs, but other tools and readers of the rule do not.',
    fix: (p) => `Write ${p.canonical}.`,
  }),
  'blind-spot': entry<{ when: string }>({
    severity: 'info',
    message: (p) => `The Python raises where \`${p.when}\`, so such events never match.`,
    why: 'Whoever leaves a field out passes unseen: an exception is no alert.',
    fix: 'Give the field a default, or test first that it is there.',
  }),
  'constant-condition': entry<{ what: string; value: boolean; because: string }>({
    severity: 'error',
    message: (p) => `${p.what} is always ${p.value}${p.because}.`,
    why: (p) =>
      p.value
        ? 'What always holds selects nothing: the rule matches more than it seems to.'
        : 'What never holds is a blind spot that looks like a detection.',
    fix: 'Correct the value or the field; rows that exclude each other belong into an `or`.',
  }),
  'duplicate-row': entry<{ row: string }>({
    severity: 'warning',
    message: (p) => `${p.row} stands here twice.`,
    why: 'The second adds nothing; most often another field or value was meant.',
    fix: 'Remove one of them, or correct it.',
  }),
  'redundant-row': entry<{ row: string; other: string; joined: 'and' | 'or' }>({
    severity: 'warning',
    message: (p) =>
      p.joined === 'and'
        ? `\`${p.row}\` holds wherever \`${p.other}\` does.`
        : `\`${p.row}\` adds nothing to \`${p.other}\`.`,
    why: 'A row without effect suggests a check that is not made.',
    fix: 'Remove it, or correct the row that was meant.',
  }),
  'mitre-attack': entry<{ problem: string; fix: string }>({
    severity: 'warning',
    message: (p) => p.problem,
    why: 'Coverage reports and the SIEMs sort detections by these ids; Sentinel refuses a technique outside its tactic.',
    fix: (p) => p.fix,
  }),
  'missing-tests': entry<Record<string, never>>({
    severity: 'warning',
    message: 'The rule has no tests.',
    why: 'Nobody has shown that it matches what it should and leaves alone what it should.',
    fix: 'Add Tests: with at least one event that matches and one that does not.',
  }),
  'one-sided-tests': entry<{ expected: boolean; count: number }>({
    severity: 'warning',
    message: (p) =>
      p.count === 1
        ? `The rule's only test expects ${p.expected}.`
        : `All ${p.count} tests of the rule expect ${p.expected}.`,
    why: (p) => `A condition that is always ${p.expected} would pass them.`,
    fix: (p) => `Add a test with ExpectedResult: ${!p.expected}.`,
  }),
  'title-default': entry<{ word: string; count: number }>({
    severity: 'warning',
    message: (p) => `The title shows ${p.word} on each of the ${p.count} events that should match.`,
    why: 'What the placeholder stands for is never found, so the alert does not say whom it is about.',
    fix: 'Correct the path in the title, or add the field to the tests.',
  }),
  'untested-row': entry<{ rows: readonly string[]; forced: 'both' | 'true' | 'false' }>({
    severity: 'warning',
    message: (p) => {
      const rows = p.rows.map((row) => `\`${row}\``).join(', ');
      if (p.forced === 'both') return `No test depends on ${rows}.`;
      return `Every test would still pass if ${rows} ${p.rows.length === 1 ? 'were' : 'were, one at a time,'} always ${p.forced}.`;
    },
    why: 'A mistake in such a row would not be noticed.',
    fix: (p) =>
      p.forced === 'false'
        ? 'Add a test that comes out as it should only because of this row.'
        : 'Add a test whose event differs from a matching one in this row alone.',
  }),
  'bad-regex': entry<{ pattern: string; problem: string }>({
    severity: 'error',
    message: (p) => `The regex ${p.pattern} cannot be read: ${p.problem}`,
    why: 'Panther would raise on every event, and no SIEM takes it.',
    fix: "Write it in the syntax of Python's `re`.",
  }),
  'regex-engine': entry<{ pattern: string; target: string; problem: string }>({
    severity: 'warning',
    message: (p) => `${p.target} cannot take the regex ${p.pattern}: ${p.problem}`,
    why: 'The rule will be refused for that target.',
    fix: 'Say it without look-around and back-references: two rows, one negated, often do.',
  }),
  'regex-backtracking': entry<{ pattern: string; problem: string }>({
    severity: 'warning',
    message: (p) => `The regex ${p.pattern} may never end: ${p.problem}`,
    why: "Whoever can write the text can stall the engine (Python's and Splunk's backtrack), and the detection with it.",
    fix: 'Let each repeat begin with something that the one before cannot match: `(?:a+b)*` instead of `(?:a+)*`.',
  }),
  'bad-network': entry<{ network: string; problem: string; fix: string }>({
    severity: 'error',
    message: (p) => `${p.network} ${p.problem}.`,
    why: 'The row would never hold, or hold for other addresses than it seems to.',
    fix: (p) => p.fix,
  }),
  'no-selective-term': entry<{ target: string }>({
    severity: 'warning',
    message: (p) => `The condition asks for no particular text or value, so in ${p.target} it reads every event.`,
    why: 'Searches there are fast only where a term that must occur narrows them; without one a schedule may not keep up.',
    fix: 'Add a row that every match satisfies, such as `eventType in […]`.',
  }),
  'expired-waiver': entry<{ code: string; target: string; expires: string }>({
    severity: 'error',
    message: (p) => `The waiver of ${p.code} for ${p.target} held until ${p.expires}.`,
    why: 'What it accepted is no longer accepted: the build refuses the rule for that target.',
    fix: 'Mend the rule, or agree on a new date.',
  }),
  'idle-waiver': entry<{ problem: string; near: readonly string[]; known: string }>({
    severity: 'warning',
    message: (p) => `The waiver waives nothing: ${p.problem}.`,
    why: 'What it was written for is refused in spite of it, or is long gone.',
    fix: (p) => didYouMean(p.near, p.known),
  }),
  'same-display-name': entry<{ name: string; others: readonly string[] }>({
    severity: 'warning',
    message: (p) =>
      `${p.others.join(' and ')} ${p.others.length === 1 ? 'has' : 'have'} the DisplayName "${p.name}" too.`,
    why: 'Analysts cannot tell their alerts apart, and SIEMs that name searches by their title keep one of them.',
    fix: 'Give each rule a name of its own.',
  }),
  'unknown-lint': entry<{ name: string; near: readonly string[]; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no lint rule "${p.name}".`,
    why: 'It would switch nothing off, and what it was meant for is reported again.',
    fix: (p) => didYouMean(p.near, `Known: ${p.known.join(', ')}.`),
  }),
  'idle-suppression': entry<{ lint: string }>({
    severity: 'warning',
    message: (p) => `${p.lint} finds nothing in this rule.`,
    why: 'A suppression that is left behind hides the next mistake.',
    fix: 'Remove it.',
  }),
  'suppression-reason': entry<{ lint: string }>({
    severity: 'error',
    message: (p) => `The suppression of ${p.lint} gives no reason.`,
    why: 'The next reader cannot judge whether it still holds.',
    fix: 'Say in Reason: why the finding is fine here.',
  }),
} satisfies Record<string, Entry<never>>;
