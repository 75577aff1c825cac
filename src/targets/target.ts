import type { Fidelity } from '../fidelity/reason.ts';
import type { Quantifier } from '../ir/condition.ts';
import type { Json } from '../ir/json.ts';
import type { Operator } from '../ir/operators.ts';
import { operators } from '../ir/operators.ts';
import type { SeverityLevel } from '../ir/rule.ts';
import type { Lowering, Refusal, Unsupported } from '../lower/lowering.ts';
import type { Generic } from '../mapping/generic.ts';
import type { Home, MappedRule } from '../mapping/mapping.ts';
import type { NativePart } from '../mapping/native.ts';
import type { Variant } from '../mapping/variant.ts';
import type { Bundler } from './bundle.ts';
import type { DeployedReader } from './deployed.ts';
import type { TextRunner } from './runner.ts';

/** Facts of a target's language, read by lint, documentation and contract tests. */
export interface Capabilities {
  /** What a field that the log lacks looks like. */
  readonly missingField: 'null' | 'empty-value' | 'absent';
  /** Plain equality of text. */
  readonly equality: 'case-sensitive' | 'ignores-case';
  /** The engine whose regex syntax the target takes. */
  readonly regex: 'rust' | 're2' | 'pcre' | 'sigma';
  /** How far it can speak about the elements of a list. */
  readonly arrays: 'same-element' | 'any-element';
  /** It reads objects that a home keeps as lists of name/value elements (`pairs` in mappings). */
  readonly nameValueLists?: true | undefined;
  /** Searches without a positive, selective term scan everything there. */
  readonly needsSelectiveTerm: boolean;
  /** The version of MITRE ATT&CK that the target's own checks know; 18 where nothing is said. The configuration wins. */
  readonly attackVersion?: 18 | 19 | undefined;
}

/** What a target's compilation may depend on beside the rule: all of it from configuration, none from the machine. */
export interface Settings {
  /** The configuration's `targets.<name>` section for this environment: each target validates its own keys. */
  readonly options: Readonly<Record<string, Json>>;
  readonly author: string | undefined;
  /** Version of MITRE ATT&CK that tags and techniques are written in. */
  readonly attackVersion: 18 | 19;
  /** How often the search runs. */
  readonly everyMinutes: number;
  readonly lagMinutes: number;
  readonly enabled: boolean;
  /** The rule's severity after the environment's override. */
  readonly severity: SeverityLevel;
  /** File name without extension, made from the rule's id (and home, where a rule has several): `okta_support_reset`. */
  readonly stem: string;
  /** The rule file's folder below its rules folder, forward slashes, `""` at the top: `okta`. */
  readonly folder: string;
  /** UUIDv5 of the RuleID (per home, where a rule has several). */
  readonly uuid: string;
}

/** A limit of the SIEM that a rule meets: what does not fit, and what was done about it, a sentence. */
export interface Limit {
  readonly says: string;
  /** The vendor's page or schema that states it. */
  readonly source: string;
  /** The key of the rule file that it is about; the RuleID where absent. */
  readonly key?: string | undefined;
  /** `warning` where something of the rule is lost or another time is kept, else `info`. */
  readonly severity: 'warning' | 'info';
}

/** A rule lowered whole: condition and alert. */
export interface LoweredRule<Query> {
  /** Absent where anything was refused. */
  readonly query: Query | undefined;
  readonly fidelity: Fidelity;
  /** How the alerts in time differ, beyond the condition: windows, keys, suppression. */
  readonly alertFidelity: Fidelity;
  readonly refusals: readonly Refusal[];
  /** Content (a title's part, an output field, a metadata text) that the target cannot carry: shown, never gated. */
  readonly notes: readonly string[];
  /** Documented limits of the SIEM that the rule meets: each is reported by a build. */
  readonly limits?: readonly Limit[] | undefined;
  /** What of a quota that all rules share the rule uses: names of `Target.quotas`. */
  readonly uses?: readonly string[] | undefined;
  /** The store's tables of lists that the text reads: `MappedTest.table`. */
  readonly tables?: readonly string[] | undefined;
  /** What the text relies on without a citable fact, each a sentence. */
  readonly assumptions: readonly string[];
  readonly needs?: Needs | undefined;
}

/** Fields that are kept for a text only where somebody sets the store up to. */
export interface Needs {
  /** What keeps them, as a sentence begins: `An extractor of GCP_CLOUDAUDIT`. */
  readonly of: string;
  readonly fields: readonly string[];
  /** How many it can keep for all texts together. */
  readonly atMost: number;
}

/** One line on fidelity, ready to print: `wider: case-insensitive (eventType eq "x"): …`. */
export interface FidelityLine {
  readonly direction: 'wider' | 'narrower';
  readonly scope: 'condition' | 'alert';
  readonly code: string;
  readonly class: 'representation' | 'loss';
  readonly row: string | undefined;
  readonly says: string;
  readonly waived: string | undefined;
}

export interface WrapInput<Query> {
  readonly rule: MappedRule;
  readonly query: Query;
  /** The printed query. */
  readonly text: string;
  readonly settings: Settings;
  readonly fidelity: readonly FidelityLine[];
  /** Renders `templates/<target>/<name>.hbs` (or the user's overlay of it) over data. */
  readonly render: (template: string, data: Readonly<Record<string, unknown>>) => string;
}

/** A file to publish. */
export interface Artifact {
  /** Path below the target's folder, forward slashes: `okta/okta_support_reset.spl`. */
  readonly path: string;
  readonly kind: string;
  readonly content: string;
}

/** Something of which an environment of the SIEM has only so much for all rules together. */
export interface Quota {
  /** What rules use, as `LoweredRule.uses` names it, in the plural: `multi-event rules`. */
  readonly of: string;
  readonly most: number;
  /** Where that number holds: a tier, a workspace. */
  readonly where: string;
  readonly source: string;
}

/** What one target is: facts, a lowering, a printer, an envelope. `defineTarget` hides the AST types. */
export interface TargetDefinition<Ast, Query> {
  readonly name: string;
  readonly title: string;
  readonly capabilities: Capabilities;
  /** How a field of a `native` home is spelt: keys, with `true` after each key whose value is a list that the path goes on into. */
  readonly nativeName: (parts: readonly NativePart[], prefix: string) => string;
  /** The home of any log type, for events that are brought in as they are. */
  readonly generic: Generic;
  /** What it makes of the default homes of a log type besides, for configurations to choose. */
  readonly variant?: Variant | undefined;
  readonly lowering: Lowering<Ast>;
  /** Problems in the home's own facts or in the configuration's options for this target, a sentence each. */
  /** Texts can name a table that holds the entries of a list (`MappedTest.table`). */
  readonly readsLists?: true | undefined;
  /** Whether a rule and what its InlineFilters and exceptions take from it are published apart (`MappedRule.parts`). */
  readonly splitsExceptions?: ((options: Readonly<Record<string, Json>>) => boolean) | undefined;
  readonly checkHome: (home: Home) => readonly string[];
  readonly checkOptions: (options: Readonly<Record<string, Json>>) => readonly string[];
  /** What all rules of an environment share. */
  readonly quotas?: ((options: Readonly<Record<string, Json>>) => readonly Quota[]) | undefined;
  readonly lower: (rule: MappedRule, settings: Settings) => LoweredRule<Query>;
  readonly print: (query: Query) => string;
  readonly wrap: (input: WrapInput<Query>) => readonly Artifact[];
  /** Loads what makes the files of a whole environment, where it has such. */
  readonly bundler?: (() => Promise<Bundler>) | undefined;
  /** Reads exports of what runs. */
  readonly deployed?: (() => Promise<DeployedReader>) | undefined;
  /** What is still published of a rule that is gone, for one release: its artifacts switched off, at the same paths. */
  readonly retire?: ((artifacts: readonly Artifact[]) => readonly Artifact[]) | undefined;
  /** Loads what makes its rows and runs its text. Never called by a plain build. */
  readonly runner: () => Promise<TextRunner>;
  /** Reading a text takes a vendor's own parser of tens of megabytes: only what asks for proof does it. */
  readonly heavyRunner?: true | undefined;
}

/** A target as the rest of the compiler sees it. */
export interface Target {
  readonly name: string;
  readonly title: string;
  readonly capabilities: Capabilities;
  readonly nativeName: (parts: readonly NativePart[], prefix: string) => string;
  readonly generic: Generic;
  readonly variant: Variant | undefined;
  readonly readsLists: boolean;
  readonly splitsExceptions: (options: Readonly<Record<string, Json>>) => boolean;
  readonly checkHome: (home: Home) => readonly string[];
  readonly checkOptions: (options: Readonly<Record<string, Json>>) => readonly string[];
  /** What all rules of an environment share, by the options of this target. */
  readonly quotas: (options: Readonly<Record<string, Json>>) => readonly Quota[];
  /** Whether an operator or quantifier can be said at all: `true`, or why not. */
  readonly says: (what: Operator | Quantifier) => true | string;
  readonly compile: (rule: MappedRule, settings: Settings) => Compiled;
  /** Loads what makes the files of a whole environment; undefined where it has none. */
  readonly bundler: (() => Promise<Bundler>) | undefined;
  /** Reads exports of what runs; absent where there is no such export. */
  readonly deployed: (() => Promise<DeployedReader>) | undefined;
  /** What is still published of a rule that is gone; nothing where the target keeps nothing. */
  readonly retire: (artifacts: readonly Artifact[]) => readonly Artifact[];
  /** Loads what makes its rows and runs its text. Never called by a plain build. */
  readonly runner: () => Promise<TextRunner>;
  /** Reading a text costs much time and memory. */
  readonly heavyRunner: boolean;
}

/** A rule compiled for one target and home, before the gate decides whether artifacts may be written. */
export interface Compiled extends Omit<LoweredRule<unknown>, 'query'> {
  /** The target's AST, for `explain --stage ast`; absent where refused. */
  readonly ast: unknown;
  readonly text: string | undefined;
  /** Wraps the text into artifacts, with the fidelity lines that the gate let through. */
  readonly wrap: (fidelity: readonly FidelityLine[], render: WrapInput<unknown>['render']) => readonly Artifact[];
}

function pairsUnread(
  { fields }: Home,
  { title, capabilities }: Pick<Target, 'title' | 'capabilities'>,
): readonly string[] {
  const keyed = [...fields].filter(([, { columns }]) => columns.some(({ pairs }) => pairs !== undefined));
  if (capabilities.nameValueLists) return [];
  return keyed.map(([field]) => `${title} reads no list of names and values: say \`none\` or a column of ${field}`);
}

/** Hides a target's AST types so that all targets sit in one list. */
export function defineTarget<Ast, Query>(definition: TargetDefinition<Ast, Query>): Target {
  return {
    name: definition.name,
    title: definition.title,
    capabilities: definition.capabilities,
    nativeName: definition.nativeName,
    generic: definition.generic,
    variant: definition.variant,
    readsLists: definition.readsLists === true,
    splitsExceptions: definition.splitsExceptions ?? (() => false),
    checkHome: (home) => [...definition.checkHome(home), ...pairsUnread(home, definition)],
    checkOptions: definition.checkOptions,
    quotas: definition.quotas ?? (() => []),
    bundler: definition.bundler,
    runner: definition.runner,
    deployed: definition.deployed,
    retire: definition.retire ?? (() => []),
    heavyRunner: definition.heavyRunner === true,
    says: (what) => {
      const answer: unknown =
        what in operators
          ? definition.lowering.tests[what as Operator]
          : definition.lowering.quantifiers[what as Quantifier];
      return typeof answer === 'function' ? true : (answer as Unsupported).unsupported;
    },
    compile: (rule, settings) => {
      const { query, ...lowered } = definition.lower(rule, settings);
      const text = query === undefined ? undefined : definition.print(query);
      return {
        ...lowered,
        ast: query,
        text,
        wrap: (fidelity, render) =>
          query === undefined || text === undefined
            ? []
            : definition.wrap({ rule, query, text, settings, fidelity, render }),
      };
    },
  };
}
