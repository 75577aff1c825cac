import type { Diagnostic, Severity } from './diagnostics/diagnostic.ts';
import type { SourceFile, Span } from './diagnostics/source.ts';
import { matchesGlob } from './glob.ts';
import type { Json } from './ir/json.ts';
import type { Exception, SeverityLevel, Waiver } from './ir/rule.ts';

/** `rulegen.yml`, read. Every key may be left out; every environment may override what concerns publishing. */
export interface Config {
  readonly file: SourceFile | undefined;
  /** Folders that hold rules, relative to the configuration; default `rules`. */
  readonly rules: readonly string[];
  readonly out: string;
  /** What a build without environments publishes. */
  readonly base: Publishing;
  /** Named environments, each complete (its own keys over the base's). Empty: one unnamed build. */
  readonly environments: readonly Environment[];
  /** Those that are left out of them, with what is wrong. Where all are wrong, none is here: then the configuration is. */
  readonly wrongEnvironments?: readonly WrongEnvironment[] | undefined;
  readonly lint: Readonly<Record<string, 'off' | Severity>>;
  readonly minimumTests: number;
  /** Log types, by glob, that need no schema: fields are read as rules write them, their types unknown. */
  readonly openLogTypes: readonly string[];
}

/** How rules are published: to which targets, into which homes, how often, by whom. */
export interface Publishing {
  readonly targets: readonly string[];
  /** target → log type → home. */
  readonly homes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** target → options of that target (profile, index macro, app label …), validated by the target. */
  readonly options: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly author: string | undefined;
  /** ATT&CK version by target; `default` for the rest. */
  readonly attackVersion: Readonly<Record<string, 18 | 19>>;
  readonly everyMinutes: number;
  /** Minutes by RuleID glob, over `everyMinutes`; the first that fits counts. */
  readonly schedule: Readonly<Record<string, number>>;
  /** log type → greatest lag in minutes, over the home's own. */
  readonly lag: Readonly<Record<string, number>>;
  /** Rules to publish by RuleID glob; undefined: all. `disabled` publishes a rule switched off. */
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[];
  readonly disabled: readonly string[];
  readonly severity: Readonly<Record<string, SeverityLevel>>;
  readonly waivers: readonly (Waiver & { readonly rule: string })[];
  /** Refusals that are known and accepted, so that CI can be green and honest. */
  readonly acceptedRefusals: readonly AcceptedRefusal[];
  /** What it leaves out of rules, from `exceptions/`; expired ones too. */
  readonly exceptions?: readonly Exception[] | undefined;
  /** Its own lists over those that hold everywhere, by name. */
  readonly lists?: ReadonlyMap<string, readonly Json[]> | undefined;
  /** Mapping entries marked `guessed` may be used: target names. */
  readonly guessed: readonly string[];
  /** Namespace URL of the UUIDv5 ids. */
  readonly idNamespace: string;
}

export interface Environment extends Publishing {
  readonly name: string;
  /** Its key in the configuration. */
  readonly span?: Span | undefined;
}

/** An environment that cannot be published as it is written: it is left out, and the others go on. */
export interface WrongEnvironment {
  readonly name: string;
  readonly findings: readonly Diagnostic[];
}

/** `{ rule, target, reason }`, each a glob but the reason. */
export interface AcceptedRefusal {
  readonly rule: string;
  readonly target: string;
  readonly reason: string;
  readonly span?: Span | undefined;
}

/** Whether rules may read a log type that has no schema. */
export function isOpenLogType({ openLogTypes }: Pick<Config, 'openLogTypes'>, name: string): boolean {
  return openLogTypes.some((glob) => matchesGlob(glob, name));
}
