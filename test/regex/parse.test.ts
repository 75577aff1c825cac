import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backtracks, matcher, parseRegex, RegexGaveUp, translateRegex } from '../../src/regex/index.ts';
import { errorRows, regexRows } from './python-tables.ts';

describe('parseRegex', () => {
  test.each(errorRows)("refuses $pattern as Python does: '$error'", ({ pattern, error, at }) => {
    const read = parseRegex(pattern);
    expect(read).toHaveProperty('error');
    // Python cuts a long escape short in this one message.
    if ('error' in read && !error.startsWith('bad character range')) expect(read.error).toBe(error);
    if ('error' in read && at !== undefined) expect(read.at).toBe(at);
  });

  test('accepts every regex that Python accepts', () => {
    for (const { pattern, flags, ignoreCase } of regexRows)
      expect(parseRegex(pattern, flags, ignoreCase), pattern).not.toHaveProperty('error');
  });

  test('offsets of errors count UTF-16 units, so that they point into the source', () => {
    expect(parseRegex('😀😀(')).toEqual({ error: 'missing ), unterminated subpattern', at: 4 });
  });

  test('refuses counts that Python cannot hold', () => {
    expect(parseRegex('a{4294967295}')).toEqual({ error: 'the repetition number is too large', at: 1 });
    expect(parseRegex('a{4294967294}')).not.toHaveProperty('error');
  });

  test('refuses characters by name and groups nested without end', () => {
    expect(parseRegex('\\N{DASH}')).toHaveProperty('error');
    expect(parseRegex(`${'('.repeat(5000)}${')'.repeat(5000)}`)).toHaveProperty('error');
  });

  test('no text makes the parser, the printers or the analysis throw', () => {
    const piece = fc.constantFrom(
      ...[
        '(',
        ')',
        '(?',
        '(?:',
        '(?P<n>',
        '(?P=n)',
        '(?=',
        '(?<!',
        '(?(1)',
        '(?i)',
        '(?x:',
        '[',
        ']',
        '[^',
        '-',
        '\\',
        '\\1',
        '\\x',
      ],
      ...[
        '\\d',
        '\\W',
        '\\b',
        '\\Z',
        '*',
        '+',
        '?',
        '{',
        '}',
        '{2}',
        '{1,3}',
        '{,}',
        '|',
        '^',
        '$',
        '.',
        ',',
        '#',
        ' ',
        '\n',
        'a',
        'K',
        'é',
      ],
      ...['😀', '\ud800', '\0', '0', '9', '\\8', '\\400', '>', '&', '~', '!'],
    );
    const pattern = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(pattern, fc.boolean(), fc.string({ unit: 'binary', maxLength: 12 }), (source, ignoreCase, text) => {
        parseRegex(source, ['x'], ignoreCase);
        backtracks(source, [], ignoreCase);
        for (const to of ['rust', 're2', 'pcre', 'js'] as const) translateRegex(source, { flags: [], ignoreCase, to });
        const compiled = matcher(source, [], ignoreCase);
        if ('error' in compiled) return;
        try {
          compiled.matches(text);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RegexGaveUp);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
