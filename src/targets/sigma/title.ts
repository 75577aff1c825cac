import type { Profile } from './options.ts';

/** Words that SigmaHQ's check of titles allows in lower case. */
const small = new Set('a an and as at by for from in new of on or over the through to via with without'.split(' '));

/** Characters that a title may have. */
export const longestTitle: Readonly<Record<Profile, number>> = { sigmahq: 120, spec: 256 };

/** A text on one line, without what YAML or UTF-8 could not carry. */
export function oneLine(text: string): string {
  return wellFormed(text)
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
}

/** The text with halves of surrogate pairs replaced, which UTF-8 cannot carry. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/**
 * The rule's name as a Sigma title. SigmaHQ's: at most 120 characters, no "Detects" in front, no full stop at the end, no word all in
 * lower case but small ones; the specification's: at most 256 characters.
 */
export function titleOf(displayName: string, id: string, profile: Profile, most = longestTitle[profile]): string {
  const given = oneLine(displayName) || oneLine(id);
  if (profile === 'spec') return shorten(given, most);
  const bare = given.replace(/^detects?\s+(?=\S)/i, '').replace(/(?<=[^.\s])\s*\.+$/, '');
  return shorten(bare.split(' ').map(capital).join(' '), most);
}

/** A title with words behind it, within the limit. */
export function titleWith(title: string, suffix: string, profile: Profile): string {
  return shorten(title, longestTitle[profile] - suffix.length) + suffix;
}

/** What tells a unit from the rule's others, as a title's end. */
export function apartIn(apart: string, profile: Profile): string {
  return ` (${profile === 'spec' ? apart : apart.split(' ').map(capital).join(' ')})`;
}

function capital(word: string, at: number): string {
  if (word !== word.toLowerCase() || !/^\p{Ll}/u.test(word) || /[._/]/.test(word)) return word;
  if (small.has(word) && at > 0) return word;
  const [first = '', ...rest] = Array.from(word);
  return first.toUpperCase() + rest.join('');
}

function shorten(text: string, limit: number): string {
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const cut = characters.slice(0, limit - 1).join('');
  return `${cut.replace(/\s+\S*$/, '')}…`;
}
