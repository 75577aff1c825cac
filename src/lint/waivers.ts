import { matchesGlob } from '../glob.ts';
import type { Rule, Waiver } from '../ir/rule.ts';
import type { LintContext } from './lint-rule.ts';

/** A waiver with where it was written. */
export interface PlacedWaiver extends Waiver {
  readonly from: 'rule' | 'configuration';
}

/** The waivers that speak of a rule: its own and the configuration's. */
export function waiversOf(rule: Rule, context: LintContext): PlacedWaiver[] {
  return [
    ...rule.waivers.map((waiver) => ({ ...waiver, from: 'rule' as const })),
    ...context.waivers
      .filter((waiver) => matchesGlob(waiver.rule, rule.id))
      .map((waiver) => ({ ...waiver, from: 'configuration' as const })),
  ];
}
