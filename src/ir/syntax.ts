/** Words that cannot stand bare as the first segment of a path in a condition table. */
export const reservedWords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
  'any',
  'all',
  'none',
  'one',
]);

/** Whether a key may stand bare in a path; any other is quoted with backticks. */
export function isBareSegment(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key);
}

/** A key between backticks, with JSON's escapes and `` \` ``. */
export function quoteKey(key: string): string {
  const inside = JSON.stringify(key).slice(1, -1);
  return `\`${inside.replace(/\\"/g, '"').replace(/`/g, '\\`')}\``;
}
