import type { Answer } from '../answer.ts';
import { findingsList } from './show-findings.ts';
import type { TabsInput } from './show-targets.ts';
import { targetTabs } from './show-targets.ts';
import type { VerdictsInput } from './show-verdicts.ts';
import { conditionPart, testsPart, verdictsTable } from './show-verdicts.ts';

/** What the parts of the answer call back. */
export interface AnswerInput extends TabsInput, VerdictsInput {
  /** Marks a range of the rule's text. */
  readonly select: (start: number, end: number) => void;
  /** Takes an event of a test over. */
  readonly take: (event: string) => void;
}

/** The answer, part by part: errors stand first, other findings after what they are about. */
export function answerParts(answer: Answer, input: AnswerInput): readonly HTMLElement[] {
  const isBroken = answer.findings.some(({ severity }) => severity === 'error');
  const findings = findingsList(answer.findings, input.select);
  const parts = [
    isBroken ? findings : undefined,
    verdictsTable(answer, input),
    targetTabs(answer, input),
    isBroken ? undefined : findings,
    conditionPart(answer),
    testsPart(answer.tests, input.take),
  ];
  return parts.filter((part) => part !== undefined);
}
