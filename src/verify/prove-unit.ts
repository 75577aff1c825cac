import type { Unit } from '../unit.ts';
import { casesOf } from './border-cases.ts';
import type { Verifying } from './verify.ts';
import { verifyUnit } from './verify.ts';

/** A built unit marked as verified; refused where its text differs from the rule without a declared reason. */
export function proveUnit(unit: Unit, verifying: Verifying): Unit {
  if (unit.status !== 'built') return unit;
  const cases = casesOf(verifying.rule, unit.logType, verifying.workspace, unit.proof?.mapped.home.when);
  const verdict = verifyUnit(unit, cases, verifying);
  const diagnostics = [...unit.diagnostics, ...verdict.diagnostics];
  if (diagnostics.some((found) => found.severity === 'error'))
    return { ...unit, status: 'refused', artifacts: [], proof: undefined, diagnostics };
  return { ...unit, diagnostics, verified: { by: 'model', assumptions: verdict.assumptions } };
}
