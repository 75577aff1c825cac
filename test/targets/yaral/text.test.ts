import { expect, test } from 'vitest';
import type { Expression } from '../../../src/targets/yaral/syntax.ts';
import { bare } from '../../../src/targets/yaral/syntax.ts';
import { compile, differences, rows, table } from './harness.ts';
import { findings, parse, read, rowOf } from './reading.ts';

const nasty = [
  ...[
    '"',
    '\\',
    '\\"',
    '`',
    "'",
    '/',
    '*/',
    '//',
    '$e',
    '$',
    '%',
    '#e',
    '{{x}}',
    '{{{x}}}',
    '}',
    '\t',
    '|',
    'a" or "b',
  ],
  ...[
    '\n',
    '\r\n',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '😀',
    'é',
    '\ufeff',
    ' x ',
    '.*',
    '[',
    '(?s)',
  ],
];

test.each(nasty)('%j as a value stays that value, in equality and as a part', (value) => {
  for (const operator of ['eq', 'contains', 'starts_with', 'ends_with', 'icontains', 'ieq']) {
    const { content } = compile(table(`s ${operator} ${JSON.stringify(value)}`));
    const program = read(content);
    expect(findings(content)).toEqual([]);
    expect(program.matches(rowOf({ s: value }))).toBe(true);
    expect(program.matches(rowOf({ s: `${value}?`.replace(value, '') }))).toBe(false);
  }
});

test.each(nasty)('%j in titles, outputs, metadata and names does no harm', (value) => {
  const found = compile(
    table(
      's eq "a"',
      `Description: ${JSON.stringify(`rule foo ${value}`)}
Reference: ${JSON.stringify(`https://example.com/${value}`)}
Runbook: ${JSON.stringify(`${value}\n}\nrule evil { condition: $e }`)}
AlertTitle: ${JSON.stringify(`${value.replace(/[{}]/g, '$&$&')} {t}`)}
AlertContext:
  ${JSON.stringify(`k${value}`)}: t`,
    ),
  );
  const rule = parse(found.content);
  expect(findings(found.content)).toEqual([]);
  expect(rule.name).toBe('test_rule');
  expect(/rule(\s+)([A-Za-z0-9_]+)/.exec(found.content)?.[2]).toBe('test_rule');
  expect(rule.outcome.length).toBeGreaterThan(2);
});

test('a text that is no Unicode is refused, never mangled', () => {
  for (const operator of ['eq', 'contains', 'wildcard', 'regex'])
    expect(rows(`s ${operator} "a\\ud800b"`)).toMatch(/^refused: .*Unicode/);
});

test('a regex keeps its meaning across lines, with Python flags, and is refused where RE2 lacks it', () => {
  expect(rows('s regex "a.b"')).toBe('re.regex($e.target.url, `(?s)a[^\\n]b`)');
  expect(rows('s regex "a.b" [s, full]')).toBe('re.regex($e.target.url, `(?s)^a.b\\z`)');
  expect(rows('s regex "(a)\\\\1"')).toMatch(/^refused: /);
  expect(rows('s regex "a(?!b)c?"')).toMatch(/^refused: /);
  expect(rows('s regex "("')).toMatch(/^refused: /);
});

test('rows keep their grouping: or in parentheses, implicit and by line', () => {
  expect(rows('s eq "a" or t eq "b"\nn eq 1')).toBe(
    '($e.target.url = "a" or $e.principal.user.userid = "b")\n$e.target.port = 1',
  );
  const nested = parse(compile(table('s eq "a" or (t eq "b" and (n eq 1 or b is_true))')).content).events.at(-1);
  expect(shape(nested)).toBe('(1 or (1 and (1 or 1)))');
});

function shape(found: Expression | undefined): string {
  const node = found && bare(found);
  if (node?.kind === 'and' || node?.kind === 'or') return `(${node.operands.map(shape).join(` ${node.kind} `)})`;
  return node?.kind === 'not' ? `not ${shape(node.operand)}` : '1';
}

test('no element equals, some element differs: the documented forms', () => {
  expect(rows('many ne "1"')).toBe('not any $e.principal.ip = "1"');
  expect(rows('any tags (@ ne "1")')).toBe('any $e.target.user.group_identifiers != "1"');
  expect(rows('all tags (@ eq "1")')).toBe('not any $e.target.user.group_identifiers != "1"');
  expect(rows('any items (kind eq "k" and name eq "n")')).toBe(
    '$e.about.resource.resource_subtype = "k"\n$e.about.resource.name = "n"',
  );
  expect(rows('none items (kind eq "k" and name eq "n")')).toMatch(/^refused: /);
  expect(differences('any items (kind eq "k" and owner eq "n")')).toEqual(['+same-element-lost']);
  expect(rows('any items (kind eq "k" and name eq "n")\nany items (kind eq "l" and name eq "m")')).toMatch(
    /^refused: rows on one element of about can be asked once/,
  );
});

test('what no page says is assumed aloud', () => {
  const assumed = (condition: string) => compile(table(condition)).compiled.assumptions;
  expect(assumed('s eq "a"')).toEqual([]);
  expect(assumed('s ieq "a"')).toEqual(["`nocase` compares as Python's lower() does."]);
  expect(assumed('many ne "a"')).toEqual(['`not any` holds where no element does, an empty list included.']);
  expect(assumed('label ne "a"').join()).toContain('one element of the message whose label');
  expect(assumed('many ip_is "global"\ns ip_is "global"').join()).toContain('`and` and `or`');
});
