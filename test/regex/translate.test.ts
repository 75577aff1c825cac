import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import type { Engine, RegexFlag } from '../../src/regex/index.ts';
import { translateRegex } from '../../src/regex/index.ts';
import { regexRows } from './python-tables.ts';

function translate(pattern: string, to: Engine, flags: readonly RegexFlag[] = [], ignoreCase = false) {
  return translateRegex(pattern, { flags, ignoreCase, to });
}

function patternOf(source: string, to: Engine, flags: readonly RegexFlag[] = [], ignoreCase = false): string {
  const translated = translate(source, to, flags, ignoreCase);
  return 'pattern' in translated ? translated.pattern : translated.unsupported;
}

/** The texts that a declared difference may concern: see the reason `regex-dialect`. */
const isUnusual = (text: string): boolean => /[^\x20-\x7e]/.test(text);

describe('what is written means what Python means', () => {
  test('RE2, run by re2js', () => {
    let asked = 0;
    for (const { pattern, flags, ignoreCase, text, matches } of regexRows) {
      const translated = translate(pattern, 're2', flags, ignoreCase);
      if ('unsupported' in translated) continue;
      const answer = RE2JS.compile(translated.pattern).matcher(text).find();
      if (answer !== matches && translated.differs !== undefined && isUnusual(text)) continue;
      expect(answer, `${pattern} as ${translated.pattern} on ${JSON.stringify(text)}`).toBe(matches);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(350);
  });

  test('JavaScript, without any difference', () => {
    let asked = 0;
    for (const { pattern, flags, ignoreCase, text, matches } of regexRows) {
      const translated = translate(pattern, 'js', flags, ignoreCase);
      if ('unsupported' in translated) continue;
      expect(translated.differs).toBeUndefined();
      const answer = new RegExp(translated.pattern, 'u').test(text);
      expect(answer, `${pattern} as ${translated.pattern} on ${JSON.stringify(text)}`).toBe(matches);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(450);
  });

  test('RE2 across lines: (?s) comes first and dots keep their meaning', () => {
    for (const { pattern, flags, ignoreCase, text, matches } of regexRows) {
      const translated = translateRegex(pattern, { flags, ignoreCase, to: 're2', acrossLines: true });
      if ('unsupported' in translated || (translated.differs !== undefined && isUnusual(text))) continue;
      expect(translated.pattern).toMatch(/^\(\?i?s\)/);
      expect(RE2JS.compile(translated.pattern).matcher(text).find(), pattern).toBe(matches);
    }
  });
});

describe('spelling', () => {
  test.each<[string, Engine, string]>([
    ['^foo$', 'rust', '^foo\\n?\\z'],
    ['^foo$', 're2', '^foo\\n?\\z'],
    ['^foo$', 'pcre', '^foo\\Z'],
    ['foo\\Z', 'rust', 'foo\\z'],
    ['(?m)^a$', 'rust', '(?m:^)a(?m:$)'],
    ['(?m)^a$', 'pcre', '(?<![^\\n])a(?![^\\n])'],
    ['\\d\\w\\s', 'rust', '\\d[\\p{L}\\p{N}_][\\s\\x1c-\\x1f]'],
    ['\\d\\w', 're2', '\\p{Nd}[\\p{L}\\p{N}_]'],
    ['[^\\W_]', 're2', '[\\p{L}\\p{Nd}\\p{Nl}\\p{No}]'],
    ['[\\W_]', 're2', '(?:[^\\p{L}\\p{N}_]|[_])'],
    ['[\\s\\S]', 'rust', '(?s:.)'],
    ['[a&&b~~c]', 'rust', '[a\\&\\&b\\~\\~c]'],
    ['(?i)ab', 'rust', '(?i)ab'],
    ['(?i:ab)c', 'rust', '(?i:ab)c'],
    ['(?P<user>a)', 'rust', '(?P<user>a)'],
    ['(?x) a b # c', 're2', 'ab'],
    ['\\$\\{x\\}', 'pcre', '\\x24\\{x\\}'],
    ['(?<=a)b(?=c)', 'rust', 'abc'],
    ['a\\u2028\\x07', 'rust', 'a\\x{2028}\\x07'],
    ['a{,3}b{2}c{1,}', 're2', 'a{0,3}b{2}c+'],
    ['(?>a|b)c++(d)\\1', 'pcre', '(?>a|b)c++(d)\\g{1}'],
    ['C:\\\\Windows\\\\', 'rust', 'C:\\\\Windows\\\\'],
  ])('%s for %s is %s', (source, to, expected) => {
    expect(patternOf(source, to)).toBe(expected);
  });

  test('anchoring', () => {
    expect(patternOf('a|b', 'rust', ['match'])).toBe('^(?:a|b)');
    expect(patternOf('a|b', 'rust', ['full'])).toBe('^(?:a|b)\\z');
    expect(patternOf('^a$', 'rust', ['full'])).toBe('^a\\z');
    expect(patternOf('a.b', 're2', ['s'], true)).toBe('(?is)a.b');
  });

  test('groups are counted', () => {
    expect(translate('(a)(?:b)(?P<c>d)', 'rust')).toMatchObject({ groups: 2 });
  });
});

describe('what an engine lacks', () => {
  test.each<[string, Engine, string]>([
    ['a(?!b)', 'rust', "Rust's regex has no look-around."],
    ['(?<!a)b', 're2', 'RE2 has no look-around.'],
    ['(a)\\1', 're2', 'RE2 has no back-references.'],
    ['(?>a)b', 'rust', "Rust's regex has no atomic groups."],
    ['a++', 're2', 'RE2 has no possessive quantifiers.'],
    ['(a)?(?(1)b)', 're2', 'RE2 has no conditional groups.'],
    ['a{1001}', 're2', 'RE2 repeats at most 1000 times.'],
    ['(a{40}){40}', 're2', 'RE2 repeats at most 1000 times.'],
    ['(', 'rust', "The regex is not Python's: missing ), unterminated subpattern at offset 0."],
  ])('%s for %s', (source, to, sentence) => {
    expect(patternOf(source, to)).toBe(sentence);
  });

  test('differences are said, and only where they are', () => {
    const differs = (source: string, to: Engine, ignoreCase = false): string | undefined => {
      const translated = translate(source, to, [], ignoreCase);
      return 'differs' in translated ? translated.differs : undefined;
    };
    expect(differs('\\bcmd\\b', 're2')).toBe('The \\b of RE2 knows ASCII words only.');
    expect(differs('\\d', 'pcre')).toBe('The classes of PCRE (\\d, \\w, \\s) know ASCII only.');
    expect(differs('a$b', 'rust')).toBe("Python's $ also matches before a line feed that ends the text.");
    expect(differs('windows', 'rust', true)).toBe("Ignoring case, Python's i also matches İ and ı.");
    expect(differs('cmd', 'rust', true)).toBeUndefined();
    expect(differs('^[a-z]+\\d+\\.exe$', 'rust')).toBeUndefined();
    expect(differs('^[a-z0-9]+$', 'pcre')).toBeUndefined();
  });
});
