import type { Answer } from '../answer.ts';

/** The outcome in one or two sentences, for the live region. */
export function statusOf({ rule, findings, targets, event }: Answer): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const built = targets.filter(({ units }) => units.some(({ outcome }) => outcome !== 'refused')).length;
  const made =
    rule === undefined
      ? `The rule cannot be read: ${count(errors, 'error')}.`
      : targets.length === 0
        ? `${rule.id} is not compiled: ${count(errors, 'error')}.`
        : `${rule.id} is there for ${built} of ${targets.length} SIEMs.`;
  return event === undefined ? made : `${made} ${event.fault ?? event.rule?.says ?? ''}`.trim();
}

function count(number: number, word: string): string {
  return number === 1 ? `1 ${word}` : `${number} ${word}s`;
}
