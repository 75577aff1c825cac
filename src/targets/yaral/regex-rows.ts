import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import { matcher, translateRegex, wildcardMatches, wildcardToRegex } from '../../regex/index.ts';
import type { YaralAnswer } from './answer.ts';
import { because, blurred, narrowed, widened } from './answer.ts';
import { and } from './build.ts';
import { holdsText, matches } from './match-text.ts';
import { isSet } from './null-rows.ts';
import type { Subject } from './subject.ts';
import { hasLoneSurrogate, onOneLine } from './text.ts';

/** A row that a text matches a Python regex: RE2, asked across lines, since without `(?s)` only a value's first line is looked at. */
export function sayRegex(subject: Subject, pattern: string, test: MappedTest, scope: Scope): YaralAnswer {
  const { flags, ignoreCase } = test;
  const start = /^\^((?:[\w /:@,=-]|\\[./-])+)$/.exec(pattern)?.[1];
  if (start !== undefined && flags.length === 0 && !ignoreCase && !subject.element) {
    const row = holdsText(subject, 'starts_with', start.replace(/\\(.)/g, '$1'), false);
    return 'unsupported' in row ? row : { ast: row };
  }
  const found = matcher(pattern, flags, ignoreCase);
  return translated(
    subject,
    pattern,
    translateRegex(pattern, { flags, ignoreCase, to: 're2', acrossLines: true }),
    'matches' in found && found.matches(''),
    test,
    scope,
  );
}

/** A row that a whole text matches a wildcard. */
export function sayWildcard(subject: Subject, pattern: string, test: MappedTest, scope: Scope): YaralAnswer {
  const [, before, literal = '', after] = /^(\*?)([^*?[\]]+)(\*?)$/.exec(pattern) ?? [];
  const part = before && after ? 'contains' : after ? 'starts_with' : before ? 'ends_with' : undefined;
  if (part !== undefined && !subject.element && !(test.ignoreCase && /[^\x20-\x7e]/.test(literal))) {
    const row = holdsText(subject, part, literal, test.ignoreCase);
    return 'unsupported' in row ? row : { ast: row };
  }
  return translated(
    subject,
    pattern,
    wildcardToRegex(pattern, { ignoreCase: test.ignoreCase, to: 're2' }),
    wildcardMatches(pattern, '', test.ignoreCase),
    test,
    scope,
  );
}

function translated(
  subject: Subject,
  source: string,
  translation: ReturnType<typeof translateRegex> | ReturnType<typeof wildcardToRegex>,
  takesEmpty: boolean,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (hasLoneSurrogate(source)) return { unsupported: 'the pattern is no valid Unicode, so it cannot be written' };
  if ('unsupported' in translation) return translation;
  const plain: YaralAnswer = { ast: matches(subject, onOneLine(acrossLines(translation.pattern)), false) };
  const answer = takesEmpty ? ofSetField(plain, subject, test, scope) : plain;
  return translation.differs === undefined ? answer : blurred(answer, because('regex-dialect', test, scope));
}

/** An unset field reads as the empty text, which the pattern takes: only a set one is asked. An unset list has no element to ask. */
function ofSetField(
  { ast }: Extract<YaralAnswer, { readonly ast: unknown }>,
  subject: Subject,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  const empty = because('null-stored-as-empty', test, scope);
  if (subject.element && !subject.many) return widened({ ast }, empty);
  const set = subject.many ? undefined : isSet(subject);
  return narrowed({ ast: set === undefined ? ast : and([set, ast]) }, empty);
}

function acrossLines(pattern: string): string {
  return /^\(\?[a-z]*s[a-z]*\)/.test(pattern) ? pattern : `(?s)${pattern}`;
}
