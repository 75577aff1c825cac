import { escapeText, Html } from './html.ts';
import { languages } from './languages.ts';

/** A language whose texts are coloured; `plain` has no colours. */
export type Language = keyof typeof languages | 'plain';

/** One kind of token: its class, and what it looks like. */
export type TokenRule = readonly [kind: 'c' | 's' | 'k' | 'n' | 'f' | '', pattern: RegExp];

/** A text as markup with its comments (c), strings (s), keywords (k), numbers (n) and names (f) marked. The shown text is the text itself. */
export function colour(text: string, language: Language): Html {
  if (language === 'plain') return new Html(escapeText(text));
  const rules = languages[language];
  let out = '';
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const [kind, end] = tokenAt(text, at, rules);
    if (kind !== '') {
      out += escapeText(text.slice(plainFrom, at));
      out += `<i class="${kind}">${escapeText(text.slice(at, end))}</i>`;
      plainFrom = end;
    }
    at = end;
  }
  return new Html(out + escapeText(text.slice(plainFrom)));
}

function tokenAt(text: string, at: number, rules: readonly TokenRule[]): readonly [TokenRule[0], number] {
  for (const [kind, pattern] of rules) {
    pattern.lastIndex = at;
    if (pattern.test(text) && pattern.lastIndex > at) return [kind, pattern.lastIndex];
  }
  return ['', at + 1];
}

/** The language of a file by its name. */
export function languageOf(path: string): Language {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const known: Readonly<Record<string, Language>> = {
    yml: 'yaml',
    yaml: 'yaml',
    json: 'yaml',
    py: 'python',
    spl: 'spl',
    conf: 'conf',
    kql: 'kql',
    yaral: 'yaral',
  };
  return known[ending] ?? 'plain';
}
