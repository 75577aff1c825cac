import { characters } from './given.ts';

/** Letters whose form at the start of a word is neither their upper nor their lower case. */
const digraphs: Readonly<Record<string, string>> = { Ǆ: 'ǅ', Ǉ: 'ǈ', Ǌ: 'ǋ', Ǳ: 'ǲ' };

/** Python's `title()`: a letter after one that has case is put in lower case, any other in title case. */
export function titleCase(text: string): string {
  const all = characters(text);
  return all
    .map((character, i) => (hasCase(all[i - 1]) ? lowerInside(character, all[i + 1]) : atStart(character)))
    .join('');
}

/** Python's `capitalize()`. */
export function capitalize(text: string): string {
  const [first = ''] = characters(text);
  return atStart(first) + (first + text.slice(first.length)).toLowerCase().slice(first.toLowerCase().length);
}

function hasCase(character: string | undefined): boolean {
  return character !== undefined && /\p{Cased}/u.test(character);
}

/** A sigma that ends a word has a form of its own. */
function lowerInside(character: string, next: string | undefined): string {
  return character === 'Σ' && !hasCase(next) ? 'ς' : character.toLowerCase();
}

/** Title case: of a letter that becomes several, only the first that has case is large. Georgian letters stay as they are. */
function atStart(character: string): string {
  if (/[\u10d0-\u10ff]/.test(character)) return character;
  const upper = character.toUpperCase();
  const [first = '', ...rest] = characters(upper);
  return digraphs[upper] ?? (hasCase(first) ? first + rest.join('').toLowerCase() : upper);
}
