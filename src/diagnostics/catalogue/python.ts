import { didYouMean, entry } from '../entry.ts';

/** Codes about lifting rules out of Python. */
export const pythonCatalogue = {
  'python-unsupported': entry<{ construct: string; why: string }>({
    severity: 'error',
    message: (p) => `${p.construct} cannot be lifted: ${p.why}.`,
    why: 'A guess at what the rule means would match other events than Panther does.',
    fix: 'Write this part in another way, or the whole detection as a table under Condition:.',
  }),
  'python-alert-unsupported': entry<{ function: string; construct: string; why: string }>({
    severity: 'warning',
    message: (p) => `In ${p.function}(), ${p.construct} cannot be lifted: ${p.why}.`,
    why: 'This part of the alert is left out; which events match is not touched by it.',
    fix: 'Write this part in another way, or in YAML (AlertTitle, GroupBy, AlertContext, DynamicSeverities).',
  }),
  'python-syntax': entry<{ fault: string }>({
    severity: 'error',
    message: (p) => `The file cannot be read: ${p.fault}.`,
    why: 'Panther could not run it either, and what it does is unknown.',
    fix: 'Mend the file at this place.',
  }),
  'python-file-missing': entry<{ file: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `The rule's Python ${JSON.stringify(p.file)} is not beside it.`,
    why: 'Without the Python nobody knows what the rule matches.',
    fix: (p) => didYouMean(p.near, 'Name a file of the same folder, or write the detection under Condition:.'),
  }),
  'lift-disagrees': entry<{ test: string; expected: boolean; detail: string }>({
    severity: 'error',
    message: (p) => `The rule's Python as it was read answers ${!p.expected} on the test "${p.test}".${p.detail}`,
    why: 'Where a rule and its own test differ, either the test fails in Panther too, or the Python was misread.',
    fix: "Run Panther's own test of the rule. If it passes there, please report this; else mend the rule or the test.",
  }),
  'two-conditions-differ': entry<{ test: string; condition: boolean }>({
    severity: 'error',
    message: (p) =>
      `On the test "${p.test}" the rule's own condition answers ${p.condition}, and the Python beside it ${!p.condition}.`,
    why: 'Panther runs the Python and the artifacts come from the condition: they would find different events.',
    fix: 'Change one of them, or remove one.',
  }),
  'mocks-unsupported': entry<{ test: string; detail: string }>({
    severity: 'warning',
    message: (p) => `The test "${p.test}" cannot be run: with its mocks, ${p.detail}`,
    why: 'The mocks replace a part of the Python, and what they leave cannot be lifted.',
    fix: 'Write a test without mocks.',
  }),
};
