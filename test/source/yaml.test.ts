import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../src/diagnostics/source.ts';
import type { YamlDocument } from '../../src/source/yaml.ts';
import { readYaml } from '../../src/source/yaml.ts';

function read(text: string): { document: YamlDocument | undefined; found: string[] } {
  const diagnostics: Diagnostic[] = [];
  const document = readYaml({ path: 'a.yml', text }, (d) => diagnostics.push(d));
  const found = diagnostics.map((d) => {
    const at = d.span && positionOf(d.span.file, d.span.start);
    return `${at?.line}:${at?.column} ${d.code}`;
  });
  return { document, found };
}

function slice(document: YamlDocument | undefined, path: (string | number)[]): string | undefined {
  const span = document?.spanOf(path);
  return span?.file.text.slice(span.start, span.end);
}

describe('values', () => {
  test('integers keep their digits and stay apart from floats', () => {
    const { document } = read('a: 9223372036854775808\nb: 1\nc: 1.0\nd: 1666275403000.0\n');
    expect(document?.value).toEqual({ a: 9223372036854775808n, b: 1n, c: 1, d: 1666275403000 });
  });

  test('YAML 1.2: yes, on and dates are text; trailing commas in flow are fine', () => {
    const { document } = read('a: yes\nb: on\nc: 2021-11-29\nd: {"x": [1, 2,], "y": "z",}\n');
    expect(document?.value).toEqual({ a: 'yes', b: 'on', c: '2021-11-29', d: { x: [1n, 2n], y: 'z' } });
  });

  test('keys are texts as written, and none of them is special', () => {
    const { document } = read('3.10: a\ntrue: b\n__proto__: c\nconstructor: d\n');
    expect(Object.entries(document?.value ?? {})).toEqual([
      ['3.10', 'a'],
      ['true', 'b'],
      ['__proto__', 'c'],
      ['constructor', 'd'],
    ]);
  });

  test('an alias is the value it names', () => {
    const { document, found } = read('a: &x [1, {b: c}]\nd: *x\n');
    expect(found).toEqual([]);
    expect(document?.value).toEqual({ a: [1n, { b: 'c' }], d: [1n, { b: 'c' }] });
    expect(slice(document, ['d'])).toBe('*x');
    expect(slice(document, ['d', 1, 'b'])).toBe('c');
  });

  test('BOM, CRLF and a document mark', () => {
    const { document, found } = read('\ufeff---\r\na: 1\r\nb: |\r\n  x\r\n  y\r\n');
    expect(found).toEqual([]);
    expect(document?.value).toEqual({ a: 1n, b: 'x\ny\n' });
  });

  test('an empty file is null', () => {
    expect(read('').document?.value).toBeNull();
    expect(read('# only a comment\n').document?.value).toBeNull();
  });
});

describe('places', () => {
  const text = 'CIS:\n  - 3.10\n  - "x: y"\nMore: |\n  one\n  two\n\nLast: {a: 1}\n';
  const { document } = read(text);

  test('spans of values and keys', () => {
    expect(slice(document, ['CIS', 0])).toBe('3.10');
    expect(slice(document, ['CIS', 1])).toBe('"x: y"');
    expect(slice(document, ['More'])).toBe('|\n  one\n  two');
    expect(document?.keySpanOf(['Last', 'a'])).toMatchObject({
      start: text.indexOf('a:'),
      end: text.indexOf('a:') + 1,
    });
  });

  test('a path that leads nowhere gives its nearest ancestor', () => {
    expect(document?.spanOf(['CIS', 9, 'x'])).toMatchObject({ start: 0, end: 3 });
    expect(document?.spanOf(['Nothing'])).toMatchObject({ start: 0, end: 4 });
  });

  test('the source of a scalar', () => {
    expect(document?.sourceOf(['CIS', 0])).toBe('3.10');
    expect(document?.sourceOf(['CIS'])).toBeUndefined();
  });
});

describe('placed text', () => {
  const styles: [string, string][] = [
    ['plain', 'k: alpha beta gamma\n'],
    ['plain over lines', 'k: alpha\n  beta\n\n  gamma\n'],
    ['single quotes', "k: 'alpha ''beta'' gamma'\n"],
    ['double quotes', 'k: "alpha \\"beta\\" \\u0041\\x42\\U0001F600 gamma"\n'],
    ['double quotes over lines', 'k: "alpha\n  beta \\\n   ga\\\n   mma"\n'],
    ['literal', 'k: |\n    alpha\n      beta\n\n    gamma\n'],
    ['literal with header', 'k: |2- # note\n   alpha\n  beta\n  gamma\n'],
    ['folded', 'k: >-\n  alpha\n  beta\n\n  gamma\n'],
    ['literal with CRLF', 'k: |\r\n  alpha\r\n  beta\r\n  gamma\r\n'],
  ];
  for (const [name, text] of styles) {
    test(name, () => {
      const placed = read(text).document?.placedText(['k']);
      for (const word of ['alpha', 'beta', name === 'double quotes over lines' ? 'mma' : 'gamma']) {
        expect(placed?.at(placed.text.indexOf(word))).toBe(text.indexOf(word));
      }
    });
  }

  test('no string, no placed text', () => {
    const { document } = read('a: 1\nb: [x]\n');
    expect(document?.placedText(['a'])).toBeUndefined();
    expect(document?.placedText(['b'])).toBeUndefined();
    expect(document?.placedText(['c'])).toBeUndefined();
  });

  test('never outside the node, never backwards, and on the character itself unless it is white space or an escape', () => {
    const styled = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    const words = fc.array(fc.constantFrom('a', 'bc', ' ', '\n', '"', "'", '\\', '\t', 'é', '😀', '#', ': ', '  '), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, styled, (parts, style) => {
        const text = `before: x\n${stringify({ k: parts.join('') }, { defaultStringType: style as 'PLAIN', lineWidth: 30 })}after: y\n`;
        const { document } = read(text);
        const placed = document?.placedText(['k']);
        const span = document?.spanOf(['k']);
        if (!placed || !span) throw new Error('not read');
        const value = placed.text;
        const end = text.indexOf('\nafter:') + 1;
        let before = span.start;
        for (let offset = 0; offset <= value.length; offset++) {
          const at = placed.at(offset);
          expect(at).toBeGreaterThanOrEqual(before);
          expect(at).toBeLessThanOrEqual(end);
          if (
            offset < value.length &&
            /\S/.test(value[offset] ?? '') &&
            text[at] !== '\\' &&
            !/[\ud800-\udfff]/.test(value[offset] ?? '')
          )
            expect(text[at]).toBe(value[offset]);
          before = at;
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('what cannot be read', () => {
  const cases: [string, string, string[]][] = [
    ['a syntax error', 'a: [1, 2\nb: 3\n', ['2:1 yaml-syntax']],
    ['a tab as indentation', 'a:\n\tb: 1\n', ['2:1 yaml-syntax']],
    ['a repeated key', 'a: 1\nb: {c: 1, c: 2}\na: 3\n', ['2:11 yaml-duplicate-key', '3:1 yaml-duplicate-key']],
    ['keys that JSON would merge', '1: a\n"1": b\n', ['2:1 yaml-duplicate-key']],
    ['several documents', 'a: 1\n---\nb: 2\n', ['2:1 yaml-several-documents']],
    ['a cycle', 'a: &x\n  b: *x\n', ['2:6 yaml-alias']],
    ['an alias without an anchor', 'a: *nowhere\n', ['1:4 yaml-alias']],
    ['an unknown tag', 'a: !!python/object:os.system x\n', ['1:4 yaml-syntax']],
    ['a known tag that is no JSON', 'a: !!binary aGk=\n', ['1:4 yaml-syntax']],
    ['infinity', 'a: .inf\n', ['1:4 yaml-no-json']],
    ['a key that is a list', '? [a]\n: 1\n', ['1:3 yaml-no-json']],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', ['3:3 yaml-no-json']],
    ['binary rubbish', 'a: b\n\0\u0001PK', ['2:1 not-text']],
  ];
  for (const [name, text, expected] of cases) {
    test(name, () => {
      const { document, found } = read(text);
      expect(found).toEqual(expected);
      expect(document).toBeUndefined();
    });
  }

  test('an alias bomb ends quickly', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const { document, found } = read(lines.join('\n'));
    expect(document).toBeUndefined();
    expect(found).toEqual([expect.stringContaining('yaml-alias')]);
  });

  test.each(['[', '{a: ', '- ', 'a:\n'])('nesting without end: %j', (unit) => {
    const text =
      unit === 'a:\n' ? Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n') : unit.repeat(50_000);
    const { document, found } = read(text);
    expect(document).toBeUndefined();
    expect(found.length).toBeGreaterThan(0);
  });

  test('a file beyond the limit', () => {
    const { document, found } = read(`a: ${'x'.repeat(5_000_001)}`);
    expect(document).toBeUndefined();
    expect(found).toEqual(['1:1 yaml-too-large']);
  });

  test('a file of nothing but entries', () => {
    expect(read(`a: [${'1,'.repeat(600_000)}]`).found).toEqual(['1:1 yaml-too-large']);
    expect(read('- '.repeat(600_000)).found).toEqual(['1:1 yaml-too-large']);
  });

  test('thousands of aliases, and of keys that are looked up, are read', () => {
    expect(read(`a: &a [1]\nb: [${'*a,'.repeat(60_000)}]`).found).toEqual(['2:30005 yaml-alias']);
    const { document } = read(Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`).join('\n'));
    for (let i = 0; i < 20_000; i++) expect(document?.spanOf([`k${i}`])).toBeDefined();
  });

  test('thousands of keys are read', () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `k${i}: ${i}`).join('\n');
    expect(read(text).found).toEqual([]);
  });
});
