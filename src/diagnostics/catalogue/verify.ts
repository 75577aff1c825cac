import { entry } from '../entry.ts';

/** Codes about proving artifacts by running them. */
export const verifyCatalogue = {
  'undeclared-difference': entry<{
    case: string;
    target: string;
    home: string;
    wanted: boolean;
    text: boolean;
    more: number;
  }>({
    severity: 'error',
    message: (p) =>
      `On ${p.case} the ${p.target} text for ${p.home} ${p.text ? 'matches' : 'does not match'} and the rule ${p.wanted ? 'does' : 'does not'}${p.more > 0 ? ` (and on ${p.more} more)` : ''}.`,
    why: 'No declared reason explains the difference, so the artifact does not say what the rule says.',
    fix: 'This is a fault of rulegen or of a mapping: `rulegen verify` shows the smallest event and both sides row by row. Please report it.',
  }),
  'undeclared-alerts': entry<{ case: string; target: string; key: string; wanted: number; text: number }>({
    severity: 'error',
    message: (p) => `On ${p.case} the ${p.target} artifact raises ${p.text} alerts for ${p.key}, the rule ${p.wanted}.`,
    why: 'No declared reason explains the difference in alerts over time.',
    fix: 'This is a fault of rulegen or of a schedule in the configuration. Please report it with the stream shown.',
  }),
  'undeclared-span': entry<{
    case: string;
    target: string;
    key: string;
    end: 'first' | 'last';
    wanted: string;
    text: string;
  }>({
    severity: 'error',
    message: (p) =>
      `On ${p.case} the ${p.target} alert for ${p.key} has its ${p.end} event at ${p.text}, the rule's at ${p.wanted}.`,
    why: 'No declared reason explains that the alert is about other events.',
    fix: 'This is a fault of rulegen or of a schedule in the configuration. Please report it with the stream shown.',
  }),
  'own-test-flips': entry<{ test: string; target: string; text: boolean; codes: string }>({
    severity: 'error',
    message: (p) =>
      `${p.test} flips on ${p.target}: its text ${p.text ? 'matches' : 'does not match'} the event (${p.codes}).`,
    why: "The difference is declared, but it changes the verdict of the rule's own test, so the rule does something else there.",
    fix: 'Change the rule or the test so that the target can tell, or waive the reason for this target with the consequences in mind.',
  }),
  'text-not-covered': entry<{ target: string; construct: string; artifact: string; line: number; column: number }>({
    severity: 'error',
    message: (p) =>
      `The ${p.target} text cannot be run: not covered: ${p.construct} at ${p.artifact}:${p.line}:${p.column}.`,
    why: 'What the reader does not know is not proven, and a guess would be no proof.',
    fix: 'Leave the construct out of templates and edits, or verify the artifact on the SIEM itself.',
  }),
  'text-finding': entry<{ target: string; message: string; artifact: string; line: number; column: number }>({
    severity: 'error',
    message: (p) => `The ${p.target} text is wrong at ${p.artifact}:${p.line}:${p.column}: ${p.message}`,
    why: 'The SIEM would reject the text, or take it and never find anything.',
    fix: 'If a template or option put it there, change that; else this is a fault of rulegen: please report it.',
  }),
} as const;
