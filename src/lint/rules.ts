import type { LintRule } from './lint-rule.ts';
import { badNetwork } from './rules/bad-network.ts';
import { badRegex } from './rules/bad-regex.ts';
import { blindSpot } from './rules/blind-spot.ts';
import { constantCondition } from './rules/constant-condition.ts';
import { defaultAsKey } from './rules/default-as-key.ts';
import { duplicateRow } from './rules/duplicate-row.ts';
import { expiredWaiver } from './rules/expired-waiver.ts';
import { fieldCase } from './rules/field-case.ts';
import { idleWaiver } from './rules/idle-waiver.ts';
import { missingTests } from './rules/missing-tests.ts';
import { mitreAttack } from './rules/mitre-attack.ts';
import { noSelectiveTerm } from './rules/no-selective-term.ts';
import { oneSidedTests } from './rules/one-sided-tests.ts';
import { redundantRow } from './rules/redundant-row.ts';
import { regexBacktracking } from './rules/regex-backtracking.ts';
import { regexEngine } from './rules/regex-engine.ts';
import { sameDisplayName } from './rules/same-display-name.ts';
import { titleDefault } from './rules/title-default.ts';
import { unknownField } from './rules/unknown-field.ts';
import { untestedRow } from './rules/untested-row.ts';

/** Every lint rule, in the order in which they are documented. */
export const lintRules: readonly LintRule[] = [
  unknownField,
  defaultAsKey,
  fieldCase,
  constantCondition,
  blindSpot,
  duplicateRow,
  redundantRow,
  badNetwork,
  badRegex,
  regexEngine,
  regexBacktracking,
  noSelectiveTerm,
  missingTests,
  oneSidedTests,
  titleDefault,
  untestedRow,
  mitreAttack,
  expiredWaiver,
  idleWaiver,
  sameDisplayName,
];
