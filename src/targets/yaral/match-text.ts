import { fold } from '../../ir/compare.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { YaralExpression, YaralTerm } from './ast.ts';
import { call, compare, predicate, text } from './build.ts';
import type { Subject } from './subject.ts';
import { hasLoneSurrogate, isWritable, literalPattern } from './text.ts';

/** A row that a text matches an RE2 pattern somewhere. Inside a quantifier it is a comparison, since those can be asked of one element. */
export function matches(subject: Subject, pattern: string, nocase: boolean): YaralExpression {
  return subject.element
    ? compare(subject.term, '=', { kind: 'regex', pattern }, nocase)
    : predicate('re.regex', [subject.term, { kind: 'raw', pattern }], nocase);
}

/** A row that a text equals another. What cannot stand between quotes is asked as a regex. */
export function equalsText(subject: Subject, value: string, nocase: boolean): YaralExpression | Unsupported {
  if (hasLoneSurrogate(value)) return noUnicode;
  if (isWritable(value)) return compare(subject.term, '=', text(value), nocase);
  return matches(subject, `(?s)^${literalPattern(value)}$`, nocase);
}

/** A row that a text equals one of very many: one alternation, since the number of `or`s in a rule is limited. */
export function equalsOneOf(
  subject: Subject,
  values: readonly string[],
  nocase: boolean,
): YaralExpression | Unsupported {
  if (values.some(hasLoneSurrogate)) return noUnicode;
  return matches(subject, `(?s)^(?:${values.map(literalPattern).join('|')})$`, nocase);
}

type Part = 'contains' | 'starts_with' | 'ends_with';

/** A row that a text holds another, not empty, at the given place. */
export function holdsText(
  subject: Subject,
  part: Part,
  value: string,
  ignoreCase: boolean,
): YaralExpression | Unsupported {
  if (hasLoneSurrogate(value)) return noUnicode;
  if (subject.element || !isWritable(value)) return matches(subject, patternOf(part, value), ignoreCase);
  return ignoreCase
    ? predicate(`strings.${part}`, [lowered(subject.term), text(fold(value))])
    : predicate(`strings.${part}`, [subject.term, text(value)]);
}

/** The term in lower case. */
export function lowered(term: YaralTerm): YaralTerm {
  return call('strings.to_lower', [term]);
}

/** Without `(?s)` only the first line of a value is looked at. */
function patternOf(part: Part, value: string): string {
  const literal = literalPattern(value);
  return `(?s)${part === 'starts_with' ? '^' : ''}${literal}${part === 'ends_with' ? '$' : ''}`;
}

const noUnicode: Unsupported = { unsupported: 'the text is no valid Unicode, so it cannot be written' };
