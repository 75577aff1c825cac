import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import { translateRegex, wildcardToRegex } from '../../regex/index.ts';
import type { YaralAnswer } from './answer.ts';
import { because, blurred } from './answer.ts';
import { holdsText, matches } from './match-text.ts';
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
  return translated(
    subject,
    pattern,
    translateRegex(pattern, { flags, ignoreCase, to: 're2', acrossLines: true }),
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
    test,
    scope,
  );
}

function translated(
  subject: Subject,
  source: string,
  translation: ReturnType<typeof translateRegex> | ReturnType<typeof wildcardToRegex>,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (hasLoneSurrogate(source)) return { unsupported: 'the pattern is no valid Unicode, so it cannot be written' };
  if ('unsupported' in translation) return translation;
  const answer: YaralAnswer = { ast: matches(subject, onOneLine(acrossLines(translation.pattern)), false) };
  return translation.differs === undefined ? answer : blurred(answer, because('regex-dialect', test, scope));
}

function acrossLines(pattern: string): string {
  return /^\(\?[a-z]*s[a-z]*\)/.test(pattern) ? pattern : `(?s)${pattern}`;
}
