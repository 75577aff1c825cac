export type { Engine } from './engine.ts';
export type { Matcher } from './matcher.ts';
export { matcher, RegexGaveUp } from './matcher.ts';
export { parseRegex } from './parse.ts';
export type { Translated, Translation, Untranslatable } from './translate.ts';
export { translateRegex } from './translate.ts';
export type { Regex, RegexError, RegexFlag, RegexNode } from './tree.ts';
export { wildcardMatches, wildcardToNode, wildcardToRegex } from './wildcard.ts';
