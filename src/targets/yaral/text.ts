const unwritable = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g;
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Whether a text can stand between double quotes: one line, with no escapes but `\\`, `\"` and `\t`.
 * https://docs.cloud.google.com/chronicle/docs/yara-l/expressions
 */
export function isWritable(value: string): boolean {
  return value.search(unwritable) === -1 && !hasLoneSurrogate(value);
}

/** A text in UTF-16 that is no Unicode text, so no log in UTF-8 can hold it. */
export function hasLoneSurrogate(value: string): boolean {
  return value.search(loneSurrogates) !== -1;
}

/** A double-quoted string. Total: what `isWritable` refuses becomes a space, so that no text can end its line. */
export function quote(value: string): string {
  const oneLine = isWritable(value) ? value : value.replace(unwritable, ' ').replace(loneSurrogates, '\ufffd');
  return `"${oneLine.replace(/["\\]/g, '\\$&').replace(/\t/g, '\\t')}"`;
}

/** The RE2 pattern that matches a text literally, with what cannot be written on one line as escapes. */
export function literalPattern(value: string): string {
  return onOneLine(value.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
}

/**
 * The same RE2 pattern written on one line and without a back-quote, so that it fits both `/…/` and `` `…` ``: characters that
 * would end either become escapes, which RE2 reads alike inside and outside classes.
 */
export function onOneLine(pattern: string): string {
  return pattern.replace(/\\?([`\u0000-\u001f\u007f-\u009f\u2028\u2029])/g, (_, c: string) => escapeOf(c));
}

function escapeOf(c: string): string {
  return `\\x{${c.charCodeAt(0).toString(16)}}`;
}

/** A pattern between slashes: a slash inside is escaped. */
export function slashed(pattern: string): string {
  return `/${pattern.replace(/\\[\s\S]|\//g, (c) => (c === '/' ? '\\/' : c))}/`;
}
