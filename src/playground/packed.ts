/** The data files of one log type, as text. */
export interface PackedLogType {
  readonly schema: string;
  readonly model: string | undefined;
  /** By target. */
  readonly mappings: Readonly<Record<string, string>>;
}

/** A rule to start from. */
export interface Example {
  readonly title: string;
  readonly rule: string;
  readonly python: string;
}

/** What the playground brings beside the log types, which come one by one. */
export interface Pack {
  readonly logTypes: readonly string[];
  /** The named lists, as text. */
  readonly lists: Readonly<Record<string, string>>;
  readonly examples: readonly Example[];
  /** The targets whose runner takes a vendor's script, `vendor-<target>.js`, with its size in MB: too large to be loaded unasked. */
  readonly vendors: Readonly<Record<string, number>>;
}
