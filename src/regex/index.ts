export type { Matcher } from './matcher.ts';
export { matcher, RegexGaveUp } from './matcher.ts';
export { parseRegex } from './parse.ts';
export type { Regex, RegexError, RegexFlag, RegexNode } from './tree.ts';
export { wildcardMatches, wildcardToNode } from './wildcard.ts';
