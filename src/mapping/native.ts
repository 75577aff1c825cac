/** One key of a path, for homes that name their columns after paths. */
export interface NativePart {
  readonly key: string;
  /** The key holds a list and the path continues in (or ends at) its elements. */
  readonly list: boolean;
}
