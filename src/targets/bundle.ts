import type { Json } from '../ir/json.ts';
import type { Artifact } from './target.ts';

/** Makes the files of an environment that belong to no one rule: an app, a configuration that names all rules, tables of lists. */
export type Bundler = (input: BundleInput) => Bundle;

/** All that one target publishes in one environment. */
export interface BundleInput {
  readonly environment: string | undefined;
  /** The configuration's section of the target, for this environment. */
  readonly options: Readonly<Record<string, Json>>;
  readonly author: string | undefined;
  /** Sorted by RuleID; those of earlier builds that a partial build leaves standing are among them. */
  readonly units: readonly BundleUnit[];
  /** Paths of files that an earlier build wrote for a rule and that no rule has any more: they are removed. */
  readonly removed: readonly string[];
  /** Named lists that artifacts refer to by name, sorted by it. */
  readonly lists: readonly NamedList[];
  /** The text of a file below the target's folder as it is on disk; undefined where there is none. */
  readonly existing: (path: string) => string | undefined;
  /** Renders `templates/<target>/<name>.hbs` over data. */
  readonly render: (template: string, data: Readonly<Record<string, unknown>>) => string;
}

/** What is published of one rule in one home. */
export interface BundleUnit {
  readonly rule: string;
  readonly version: string | undefined;
  readonly logType: string;
  readonly home: string;
  readonly enabled: boolean;
  /** False: a signal, which raises no alert. */
  readonly alerting: boolean;
  /** Its rule is gone: its artifacts say that it is switched off, for one release. */
  readonly retired: boolean;
  /** Those that an earlier build wrote for a rule that is refused now are among them. */
  readonly artifacts: readonly PublishedFile[];
}

/** A file of a rule, below the target's folder. */
export interface PublishedFile extends Pick<Artifact, 'path' | 'kind'> {
  /** Its text; undefined where it is not there, which is reported. */
  readonly read: () => string | undefined;
}

/** A list of `in_list`. */
export interface NamedList {
  readonly name: string;
  /** What artifacts call it: letters, digits and underscores. Its values are under the column `value` (Sentinel: `SearchKey`). */
  readonly table: string;
  readonly values: readonly Json[];
}

/** A file of a package; `path` with forward slashes. */
export interface Member {
  readonly path: string;
  readonly content: string;
}

/** A file of the whole environment. */
export interface BundleFile {
  /** Path below the target's folder, forward slashes. */
  readonly path: string;
  readonly kind: string;
  /** A text, or the files of a package (`.tgz`), which is made where it is written. */
  readonly content: string | readonly Member[];
  /** Where others write into the file too: our part of it, whose digest the manifest keeps. */
  readonly own?: string | undefined;
}

/** What a target makes of an environment. */
export interface Bundle {
  /**
   * Every file that is to be there: what an earlier build made and this one does not is removed. Undefined: something is wrong, and
   * the files of the last build stay.
   */
  readonly files: readonly BundleFile[] | undefined;
  /** Paths that are left as they are on disk, since what is there cannot be read. */
  readonly untouched?: readonly string[] | undefined;
  readonly findings: readonly BundleFinding[];
}

/** Something that is wrong with an environment as a whole. */
export interface BundleFinding {
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence or two. */
  readonly says: string;
  /** The vendor's page or schema that states it. */
  readonly source?: string | undefined;
  readonly rule?: string | undefined;
}
