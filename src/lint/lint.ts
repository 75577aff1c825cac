import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Rule, Suppression } from '../ir/rule.ts';
import type { LintContext } from './lint-rule.ts';
import { placeIn } from './lint-rule.ts';
import { lintRules } from './rules.ts';

/** Codes about suppressions: they have levels, and cannot be suppressed themselves. */
const aboutLint = ['unknown-lint', 'idle-suppression', 'suppression-reason'] as const;

/** Codes about exceptions, which are in no rule file: they have levels too. */
const aboutExceptions = ['undated-exception'] as const;

/** The names that `lint:` in the configuration may give a level to. */
export const lintNames: readonly string[] = [...lintRules.map((rule) => rule.name), ...aboutLint, ...aboutExceptions];

/** Every finding of every lint rule on one rule, after the configuration's levels and the file's suppressions. */
export function lintRule(rule: Rule, context: LintContext): Diagnostic[] {
  const active = lintRules.filter((lint) => context.levels[lint.name] !== 'off');
  const found = active.flatMap((lint) => lint.check(rule, context));
  const kept = found.filter((one) => !rule.suppressions.some((s) => suppresses(s, one)));
  return [...kept, ...checkSuppressions(rule, found, context)].flatMap((one) => levelled(one, context));
}

/** Findings about the names under `lint:` of the configuration. */
export function checkLevels(levels: LintContext['levels']): Diagnostic[] {
  return Object.keys(levels)
    .filter((name) => !lintNames.includes(name))
    .map((name) => diagnostic('unknown-lint', { name, near: nearNames(name, lintNames), known: lintNames }));
}

function suppresses(suppression: Suppression, found: Diagnostic): boolean {
  return suppression.lint === found.code && suppression.reason.trim() !== '';
}

function checkSuppressions(rule: Rule, found: readonly Diagnostic[], context: LintContext): Diagnostic[] {
  const names = lintRules.map((lint) => lint.name);
  return rule.suppressions.flatMap((suppression): Diagnostic[] => {
    const { lint, reason, span } = suppression;
    const place = placeIn(rule, span, 'Suppress');
    const name = names.find((known) => known === lint);
    if (name === undefined)
      return [diagnostic('unknown-lint', { name: lint, near: nearNames(lint, names), known: names }, place)];
    if (reason.trim() === '') return [diagnostic('suppression-reason', { lint }, place)];
    const unread = name === 'untested-row' && !context.withTests;
    const idle = context.levels[name] !== 'off' && !unread && !found.some((one) => one.code === name);
    return idle ? [diagnostic('idle-suppression', { lint }, place)] : [];
  });
}

function levelled(found: Diagnostic, context: LintContext): Diagnostic[] {
  const level = context.levels[found.code];
  if (level === 'off') return [];
  return [level === undefined ? found : { ...found, severity: level }];
}
