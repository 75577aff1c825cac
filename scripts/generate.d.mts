/** The generated files, by path below the repository. */
export function generate(): Promise<Record<string, string>>;
