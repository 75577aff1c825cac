import type { Code } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Json } from '../ir/json.ts';
import type { Rule, Waiver } from '../ir/rule.ts';
import type { DataModel, LogType } from '../mapping/log-type.ts';
import type { RulesByName } from './names.ts';

/** What lint needs to know of a target: a part of its capabilities. */
export interface LintTarget {
  readonly name: string;
  readonly title: string;
  readonly capabilities: {
    readonly regex: 'rust' | 're2' | 'pcre' | 'sigma';
    readonly needsSelectiveTerm: boolean;
  };
}

/** Everything that lint looks at beside the rule. */
export interface LintContext {
  readonly logType: (name: string) => LogType | undefined;
  readonly model: (logType: string) => DataModel | undefined;
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  /** The targets that are published to. */
  readonly targets: readonly LintTarget[];
  /** Every target there is, for names. */
  readonly targetNames: readonly string[];
  /** The configuration's waivers; `rule` is a glob on RuleIDs. */
  readonly waivers: readonly (Waiver & { readonly rule: string })[];
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The configuration's levels by lint rule. */
  readonly levels: Readonly<Record<string, 'off' | Severity>>;
  /** All rules of the project by name, the linted one among them. */
  readonly rulesByName: RulesByName;
  /** The rules were read with their tests. */
  readonly withTests: boolean;
}

/** The documentation of a lint rule. */
export interface LintDoc {
  /** What it looks for, one or two sentences. */
  readonly what: string;
  readonly why: string;
  /** A fragment of a rule file that it reports. */
  readonly bad: string;
  /** The same, mended. */
  readonly good: string;
}

/** One lint rule. Its name is the code of its findings. */
export interface LintRule {
  readonly name: Code;
  readonly doc: LintDoc;
  readonly check: (rule: Rule, context: LintContext) => readonly Diagnostic[];
}

/** Where a finding stands: the node's own span, else the key's, else the RuleID. */
export function placeIn(
  rule: Rule,
  span: Span | undefined,
  ...keys: readonly string[]
): { span: Span | undefined; rule: string } {
  const fallback = [...keys, 'RuleID'].map((key) => rule.spans.get(key)).find((s) => s !== undefined);
  return { span: span ?? fallback, rule: rule.id };
}
