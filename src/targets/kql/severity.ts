import type { SeverityLevel } from '../../ir/rule.ts';

/** Sentinel's severities; it has none above High. https://learn.microsoft.com/azure/sentinel/create-analytics-rules */
export function severityName(level: SeverityLevel): 'Informational' | 'Low' | 'Medium' | 'High' {
  switch (level) {
    case 'Info':
      return 'Informational';
    case 'Low':
    case 'Medium':
    case 'High':
      return level;
    case 'Critical':
      return 'High';
  }
}
