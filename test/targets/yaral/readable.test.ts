import { expect, test } from 'vitest';
import { compile, rows, section, table } from './harness.ts';

test.each([
  ['s wildcard "v*"', 'strings.starts_with($e.target.url, "v")'],
  ['s wildcard "*v"', 'strings.ends_with($e.target.url, "v")'],
  ['s wildcard "*v*"', 'strings.contains($e.target.url, "v")'],
  ['s iwildcard "*V*"', 'strings.contains(strings.to_lower($e.target.url), "v")'],
  ['s regex "^a\\\\.b/"', 'strings.starts_with($e.target.url, "a.b/")'],
])('%s is the function that says it', (row, said) => {
  expect(rows(row)).toBe(said);
});

test.each(['s wildcard "v*w"', 's wildcard "v?"', 's wildcard "*v?*"', 's wildcard "*"', 's wildcard "**v"'])(
  '%s stays a regex',
  (row) => {
    expect(rows(row)).toContain('re.regex');
  },
);

test.each([
  's regex "^a.b"',
  's regex "^a" [i]',
  's regex "^a" [full]',
  's regex "^a$"',
  's regex "^a|b"',
  's regex "a"',
])('%s is asked across lines', (row) => {
  expect(rows(row)).toMatch(/`\(\?i?s\)/);
});

test('nested groups that do not fit on a line are broken like the outer ones', () => {
  const values = ['one', 'two', 'three'].map((word) => `"a rather long value of the field, number ${word}"`);
  const text = compile(table(`n eq 1 or (s in [${values.join(', ')}] and not (t eq "x" or n eq 2))`)).text;
  expect(section(text, 'events').slice(3)).toEqual([
    '(',
    '  $e.target.port = 1 or',
    '  (',
    '    (',
    '      $e.target.url = "a rather long value of the field, number one" or',
    '      $e.target.url = "a rather long value of the field, number two" or',
    '      $e.target.url = "a rather long value of the field, number three"',
    '    ) and',
    '    not ($e.principal.user.userid = "x" or $e.target.port = 2)',
    '  )',
    ')',
  ]);
});

test('keys of a lookup that share a result share an if', () => {
  const title = 'AlertTitle: \'{lookup(s, {"a": "x", "b": "y", "c": "x"}, "z")}\'';
  expect(compile(table('n eq 1', title)).text).toContain(
    'if($e.target.url = "a" or $e.target.url = "c", "x", if($e.target.url = "b", "y", "z"))',
  );
});

test('a target of which the rule does not speak is no output; one that it reads or shows is', () => {
  const okta = (condition: string, more = '') => compile(table(condition, more, 'Okta.SystemLog')).text;
  expect(okta('eventType eq "x"')).not.toContain('target');
  expect(okta('eventType eq "x"\nany target (type eq "User" and displayName eq "A")')).toContain(
    '$target_user_userid = $e.target.user.userid',
  );
  expect(okta('eventType eq "x"', `AlertContext:\n  who: 'first(target, type eq "User").displayName'`)).toContain(
    '$target_user_userid = $e.target.user.userid',
  );
});
