import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Artifact, FidelityLine } from './targets/target.ts';

/** One rule, for one target, in one home, in one environment: the unit of artifact, fidelity and manifest. */
export interface Unit {
  readonly environment: string | undefined;
  readonly rule: string;
  readonly target: string;
  readonly logType: string;
  readonly home: string;
  /** `built`; `refused` (errors among the diagnostics); `accepted`: refused, and the configuration accepts that. */
  readonly status: 'built' | 'refused' | 'accepted';
  readonly artifacts: readonly Artifact[];
  readonly fidelity: readonly FidelityLine[];
  readonly notes: readonly string[];
  readonly assumptions: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
