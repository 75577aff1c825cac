import type { LintRule } from './lint-rule.ts';
import { fieldCase } from './rules/field-case.ts';
import { unknownField } from './rules/unknown-field.ts';

/** Every lint rule, in the order in which they are documented. */
export const lintRules: readonly LintRule[] = [unknownField, fieldCase];
