import type { Report } from '../../diagnostics/diagnostic.ts';
import { unsupported } from './findings.ts';
import type { LiftedRule, LiftInput } from './lifted.ts';

/** Lifts `rule(event)` and the functions beside it. Undefined after reporting what cannot be lifted. */
export function liftRule(input: LiftInput, report: Report): LiftedRule | undefined {
  report(unsupported(`The Python ${input.module.name}.py`, 'lifting is not there yet', undefined));
  return undefined;
}
