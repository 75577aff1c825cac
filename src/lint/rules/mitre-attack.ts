import type { AttackProblem } from '../../attack/index.ts';
import { checkAttack } from '../../attack/index.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/entry.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** MITRE ATT&CK ids that do not exist, are gone, or do not belong together. */
export const mitreAttack: LintRule = {
  name: 'mitre-attack',
  doc: {
    what: 'A tactic or technique id that MITRE ATT&CK does not know, one that was revoked or deprecated, or a technique that does not serve its tactic.',
    why: 'Coverage reports count it nowhere or in the wrong place, and Sentinel refuses a technique outside its tactic.',
    bad: 'Reports:\n  MITRE ATT&CK:\n    - TA0040:T1199',
    good: 'Reports:\n  MITRE ATT&CK:\n    - TA0001:T1199',
  },
  check: (rule) =>
    rule.metadata.attack.flatMap((entry) =>
      checkAttack(entry).map((problem) =>
        diagnostic('mitre-attack', textsOf(problem), placeIn(rule, entry.span, 'Reports')),
      ),
    ),
};

function textsOf(problem: AttackProblem): { problem: string; fix: string } {
  const look = 'Look it up on https://attack.mitre.org.';
  switch (problem.kind) {
    case 'malformed':
      return {
        problem: `"${problem.text}" is no pair of a tactic and a technique.`,
        fix: didYouMean(problem.near, 'Write TA0001:T1199.'),
      };
    case 'unknown-tactic':
      return { problem: `MITRE ATT&CK has no tactic ${problem.id}.`, fix: didYouMean(problem.near, look) };
    case 'unknown-technique':
      return { problem: `MITRE ATT&CK has no technique ${problem.id}.`, fix: didYouMean(problem.near, look) };
    case 'revoked':
    case 'deprecated':
      return {
        problem: `MITRE ATT&CK has ${problem.kind} ${problem.id} (${problem.name}).`,
        fix: `Choose the technique that took its place: https://attack.mitre.org/techniques/${problem.id.replace('.', '/')}.`,
      };
    case 'mismatch': {
      const serves = problem.serves.map((tactic) => `${tactic.id} (${tactic.name})`).join(', ');
      return {
        problem: `${problem.technique} (${problem.name}) does not serve ${problem.tactic}.`,
        fix: `It serves ${serves}.`,
      };
    }
  }
}
