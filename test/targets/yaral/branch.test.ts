import { expect, test } from 'vitest';
import { compile, section, table } from './harness.ts';
import { findings } from './reading.ts';

function okta(condition: string, more = '') {
  const found = compile(table(condition, more, 'Okta.SystemLog'));
  if (found.content !== '') expect(findings(found.content)).toEqual([]);
  return found;
}

const named = (where: string) => `AlertTitle: 'Token {default(first(target, ${where}).displayName, "none")}'`;
const title = (where: string) =>
  section(okta('eventType eq "x"', named(where)).text, 'outcome').find((line) => line.startsWith('$title'));

test('a title names an element of a kind that only implies the branch, and only where the kind is that one', () => {
  expect(title('type eq "Token"')).toBe(
    '$title = strings.concat("Token ", strings.coalesce(if($first_about_resource_resource_subtype = "Token", $first_about_resource_name, ""), "none"))',
  );
  expect(title('type in ["Token", "Role"]')).toContain('resource_subtype = "Token" or $first_about');
});

test('a kind that the branch stands for needs no row of its own', () => {
  expect(title('type eq "AppInstance"')).toBe(
    '$title = strings.concat("Token ", strings.coalesce($e.target.application, "none"))',
  );
});

test('kinds of several branches, another case, or a negation choose no branch', () => {
  for (const where of ['type in ["Token", "User"]', 'type ieq "token"', 'type ne "User"', 'displayName eq "Token"'])
    expect(title(where), where).toBeUndefined();
});

test('rows on elements of such a kind stay on one element', () => {
  const found = okta('any target (type eq "Token" and displayName eq "ci")');
  expect(section(found.text, 'events').slice(3)).toEqual([
    '$e.about.resource.resource_subtype = "Token"',
    '$e.about.resource.name = "ci"',
  ]);
  expect(found.compiled.fidelity.wider.map((reason) => reason.code)).not.toContain('same-element-lost');
  expect(okta('none target (type eq "Token" and displayName eq "ci")').compiled.refusals).not.toEqual([]);
  expect(section(okta('eventType eq "x"\nnone target (type eq "Token")').text, 'events').at(-1)).toBe(
    'not any $e.about.resource.resource_subtype = "Token"',
  );
});

test('the value of the first such element is no row of YARA-L', () => {
  const found = okta('first(target, type eq "Token").displayName eq "ci"');
  expect(found.compiled.refusals.map((refusal) => refusal.why).join()).toContain('in the outcome only');
});
