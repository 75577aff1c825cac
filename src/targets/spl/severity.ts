import type { SeverityLevel } from '../../ir/rule.ts';

/** Panther's levels in Enterprise Security's words. */
export const severityWords: Readonly<Record<SeverityLevel, string>> = {
  Info: 'informational',
  Low: 'low',
  Medium: 'medium',
  High: 'high',
  Critical: 'critical',
};

/** A risk score in the middle of the band that Enterprise Security gives each severity (to 20, 40, 60, 80, 100). */
export const riskScores: Readonly<Record<SeverityLevel, number>> = {
  Info: 10,
  Low: 30,
  Medium: 50,
  High: 70,
  Critical: 90,
};

/** `alert.severity` of savedsearches.conf: 1 debug to 6 fatal. */
export const alertSeverities: Readonly<Record<SeverityLevel, number>> = {
  Info: 2,
  Low: 3,
  Medium: 3,
  High: 4,
  Critical: 5,
};
