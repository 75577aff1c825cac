import { createHash } from 'node:crypto';
import type { PlainFinding } from '../diagnostics/print-machine.ts';
import { plainFinding } from '../diagnostics/print-machine.ts';
import type { Json } from '../ir/json.ts';
import { printCondition } from '../ir/print.ts';
import type { Exception } from '../ir/rule.ts';
import type { Certainty } from '../mapping/mapping.ts';
import type { FidelityLine, Needs } from '../targets/target.ts';
import type { Unit } from '../unit.ts';

/** `manifest.json` beside the artifacts: what was built from what, how exact it is, and what was refused. No timestamps. */
export interface Manifest {
  readonly tool: { readonly name: 'rulegen'; readonly version: string };
  /** What each reason code below says. */
  readonly reasons: Readonly<Record<string, string>>;
  /** The codes that hold of every unit, beside its own. */
  readonly everywhere: readonly string[];
  readonly units: readonly ManifestUnit[];
  /** Files of a whole environment: an app, a configuration that names all rules. */
  readonly bundles: readonly ManifestBundle[];
}

/** The files that a target has for all rules of an environment together. */
export interface ManifestBundle {
  readonly environment: string | null;
  readonly target: string;
  /** What they were made with: it holds on where rules of an environment that is gone are published switched off. */
  readonly options: Readonly<Record<string, Json>>;
  readonly author?: string;
  readonly artifacts: readonly ManifestArtifact[];
}

export interface ManifestUnit {
  readonly environment: string | null;
  readonly rule: string;
  readonly version: string | null;
  readonly target: string;
  readonly logType: string;
  readonly home: string;
  /** Of a unit with artifacts: false where it is published switched off. */
  readonly enabled?: boolean;
  /** Of a unit with artifacts: false where it raises no alert. */
  readonly alerting?: boolean;
  /** Named lists that its artifacts refer to by name. */
  readonly lists?: readonly string[];
  /** `retired`: its rule is gone (or is published here no more), and its artifacts are switched off for one release. */
  readonly status: Unit['status'] | 'retired';
  /** The id that its artifacts have in the SIEM, a UUID; absent where it never had artifacts. */
  readonly id?: string;
  /** Of a retired unit: the release that publishes it switched off; null until a release is named. */
  readonly release?: string | null;
  /** The rule file as it was read, with its sidecar's text after it. */
  readonly source: { readonly path: string; readonly sha256: string };
  readonly artifacts: readonly ManifestArtifact[];
  /** Of a refused unit: the artifacts of its last good build, which are still on disk. */
  readonly lastGood?: readonly ManifestArtifact[];
  /** `exact`, or the worst that was declared. */
  readonly fidelity: 'exact' | 'representation' | 'loss-waived' | 'refused';
  readonly reasons: readonly ManifestReason[];
  readonly notes: readonly string[];
  readonly assumptions: readonly string[];
  /** What its environment leaves out of the rule; absent where nothing. */
  readonly exceptions?: readonly ManifestException[];
  /** What somebody must set the store up to keep for it. */
  readonly needs?: Needs;
  /** The least sure of the mapping's facts that it rests on; absent where refused. */
  readonly certainty?: Certainty;
  readonly diagnostics: readonly PlainFinding[];
}

/** A way in which the artifact differs from the rule; what its code says stands once, at the manifest's top. */
export type ManifestReason = Omit<FidelityLine, 'says'>;

/** An exception that holds in a unit, with its file below the project's root. */
export interface ManifestException {
  readonly file: string;
  readonly rule: string;
  readonly condition: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly expires: string | null;
}

/** A file below the output folder. */
export interface ManifestArtifact {
  readonly path: string;
  readonly kind: string;
  readonly sha256: string;
  /** `model`: its text was run by our model of the target's language; the unit's assumptions say what that rests on. */
  readonly verified?: 'model';
}

/** The source of a rule as the manifest names it. */
export interface Source {
  readonly path: string;
  readonly sha256: string;
}

/** A unit as the manifest keeps it in every environment in which it is the same: `inFolder` puts it into one. */
export function manifestUnit(unit: Unit, source: Source, version: string | undefined): ManifestUnit {
  return {
    environment: null,
    rule: unit.rule,
    version: version ?? null,
    target: unit.target,
    logType: unit.logType,
    home: unit.home,
    status: unit.status,
    ...(unit.proof
      ? { enabled: unit.proof.settings.enabled, alerting: unit.proof.mapped.rule.lifecycle.createAlert }
      : {}),
    ...(unit.proof ? { id: unit.proof.settings.uuid } : {}),
    source,
    artifacts: unit.artifacts.map((a) => ({
      path: a.path,
      kind: a.kind,
      sha256: sha256(a.content),
      ...(unit.verified ? { verified: unit.verified.by } : {}),
    })),
    fidelity: worst(unit),
    reasons: unit.fidelity.map(({ says: _says, ...reason }) => reason),
    notes: unit.notes,
    assumptions: unit.verified?.assumptions ?? unit.assumptions,
    ...(unit.lists ? { lists: unit.lists } : {}),
    ...(unit.exceptions ? { exceptions: unit.exceptions.map(exceptionEntry) } : {}),
    ...(unit.needs ? { needs: unit.needs } : {}),
    ...(unit.certainty ? { certainty: unit.certainty } : {}),
    diagnostics: unit.diagnostics.map(plainFinding),
  };
}

/** A unit's entry in an environment, whose artifacts lie in this folder below the output folder. */
export function inFolder(entry: ManifestUnit, environment: string | undefined, folder: string): ManifestUnit {
  const artifacts = entry.artifacts.map((artifact) => ({ ...artifact, path: `${folder}/${artifact.path}` }));
  return { ...entry, environment: environment ?? null, artifacts };
}

function exceptionEntry({ path, rule, condition, reason, owner, expires }: Exception): ManifestException {
  const said = printCondition(condition);
  return { file: path, rule, condition: said, reason, owner: owner ?? null, expires: expires ?? null };
}

/** Manifest text: sorted, one unit a line, so that a diff shows what changed. */
export function printManifest(manifest: Manifest): string {
  const units = [...manifest.units].sort(byUnit).map((unit) => `    ${JSON.stringify(unit)}`);
  const reasons = Object.entries(manifest.reasons).map(
    ([code, says]) => `    ${JSON.stringify(code)}: ${JSON.stringify(says)}`,
  );
  const head = `  "tool": ${JSON.stringify(manifest.tool)},\n  "reasons": {\n${reasons.join(',\n')}\n  },\n  "everywhere": ${JSON.stringify(manifest.everywhere)},\n`;
  const bundles = [...manifest.bundles].sort(byBundle).map((bundle) => `    ${JSON.stringify(bundle, plainNumbers)}`);
  return `{\n${head}  "units": [\n${units.join(',\n')}\n  ],\n  "bundles": [\n${bundles.join(',\n')}\n  ]\n}\n`;
}

/** Configurations hold whole numbers as `bigint`. */
function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Reads a manifest that this tool wrote; undefined where the text is anything else. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const looksRight =
      typeof value === 'object' && value !== null && 'units' in value && Array.isArray(value.units) && 'tool' in value;
    if (!looksRight) return undefined;
    const manifest = value as Manifest; // written by printManifest; units of any other shape are left out
    const bundles: readonly unknown[] = Array.isArray(manifest.bundles) ? manifest.bundles : [];
    return { ...manifest, units: manifest.units.filter(isUnit), bundles: bundles.filter(isBundle) };
  } catch {
    return undefined;
  }
}

function isBundle(bundle: unknown): bundle is ManifestBundle {
  if (typeof bundle !== 'object' || bundle === null || !('artifacts' in bundle)) return false;
  return (
    'options' in bundle &&
    typeof bundle.options === 'object' &&
    bundle.options !== null &&
    'target' in bundle &&
    'environment' in bundle &&
    Array.isArray(bundle.artifacts) &&
    bundle.artifacts.every(isNamed)
  );
}

/** Whether something of a manifest says where it is. */
function isNamed(one: unknown): boolean {
  return typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string';
}

function isUnit(unit: unknown): boolean {
  if (typeof unit !== 'object' || unit === null || !('artifacts' in unit) || !('source' in unit)) return false;
  const artifacts = [unit.artifacts, 'lastGood' in unit ? unit.lastGood : []].flat();
  const { source } = unit;
  return artifacts.every(isNamed) && isNamed(source);
}

/** Hex SHA-256 of bytes, or of a text's UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function worst(unit: Unit): ManifestUnit['fidelity'] {
  if (unit.status !== 'built') return 'refused';
  if (unit.fidelity.some((line) => line.class === 'loss')) return 'loss-waived';
  return unit.fidelity.length > 0 ? 'representation' : 'exact';
}

function byBundle(a: ManifestBundle, b: ManifestBundle): number {
  const of = ({ environment, target }: ManifestBundle): string => `${environment ?? ''}\u0000${target}`;
  return compare(of(a), of(b));
}

function byUnit(a: ManifestUnit, b: ManifestUnit): number {
  return compare(key(a), key(b));
}

function key(unit: ManifestUnit): string {
  return [unit.environment ?? '', unit.target, unit.rule, unit.logType, unit.home, unit.status].join('\u0000');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
