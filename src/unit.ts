import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Fidelity } from './fidelity/reason.ts';
import type { Exception } from './ir/rule.ts';
import type { Certainty, MappedRule } from './mapping/mapping.ts';
import type { Artifact, FidelityLine, Needs, Settings } from './targets/target.ts';

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
  readonly needs?: Needs | undefined;
  /** The least sure of the mapping's facts that it rests on; absent where refused. */
  readonly certainty?: Certainty | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What its environment leaves out of the rule; absent where nothing. */
  readonly exceptions?: readonly Exception[] | undefined;
  /** Named lists that its artifacts refer to by name, sorted; absent where none. */
  readonly lists?: readonly string[] | undefined;
  /** What of its target's quotas it uses; absent where it uses none or is switched off. */
  readonly uses?: readonly string[] | undefined;
  /** The text was run on the rule's tests and border cases, by our model of the target's language; what that rests on. */
  readonly verified?: { readonly by: 'model'; readonly assumptions: readonly string[] } | undefined;
  /** What proving the text needs; absent where refused. */
  readonly proof?: UnitProof | undefined;
}

/** The reasons themselves (with their rows) behind the fidelity lines, and what the rule was compiled with. */
export interface UnitProof {
  readonly mapped: MappedRule;
  readonly settings: Settings;
  readonly fidelity: Fidelity;
  readonly alertFidelity: Fidelity;
}
