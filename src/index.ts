/** The public API: read a rule, compile it for targets, prove its texts, without touching the disk. */
export { compileRule, type PlacedRule, type Workspace } from './compile.ts';
export type { Config, Publishing } from './config.ts';
export type { Diagnostic, Report } from './diagnostics/diagnostic.ts';
export { contextOf, evaluate } from './ir/evaluate.ts';
export { normalize } from './ir/normalize.ts';
export { printCondition, printRow, printValue } from './ir/print.ts';
export { type Rule, wholeCondition } from './ir/rule.ts';
export { readConfig } from './source/config-file.ts';
export { readRule } from './source/rule-file.ts';
export { targets } from './targets/index.ts';
export type { Artifact, FidelityLine, Target } from './targets/target.ts';
export type { Unit } from './unit.ts';
export type { Verdict } from './verify/verdict.ts';
export { verify } from './verify/verify-rule.ts';
