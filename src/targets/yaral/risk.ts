import type { SeverityLevel } from '../../ir/rule.ts';

/** The scores of Google's style guide for community rules. https://github.com/chronicle/detection-rules */
export const riskScores: Readonly<Record<SeverityLevel, number>> = {
  Info: 10,
  Low: 35,
  Medium: 65,
  High: 85,
  Critical: 95,
};
