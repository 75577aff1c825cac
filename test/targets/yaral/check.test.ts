import { describe, expect, test } from 'vitest';
import { findings, ruleAround } from './reading.ts';

const fine = '$e.target.url = "x"';

describe('rows', () => {
  test.each([
    ['$e.target.port = "80"', '5:5 a value of type int is compared with one of type string'],
    ['$e.target.url = 80', '5:5 a value of type string is compared with one of type int'],
    ['$e.network.is_proxy = "true"', '5:5 a value of type bool is compared with one of type string'],
    ['$e.target.port = /8/', '5:5 a regex is asked of a field of type int'],
    ['$e.target.url > "a"', '5:5 texts have no order'],
    ['$e.target.user = "a"', '5:5 a message is compared, which only its fields can be'],
    ['$e.target.nowhere = "x"', '5:5 target.nowhere is no field of the Unified Data Model'],
    ['$e.security_result.action = "Allow"', '5:33 "Allow" is no name of this enum'],
    ['$e.principal.platform = "LINUX" nocase', '5:5 an enum takes no nocase'],
    ['$e.principal.platform = /LINUX/', '5:5 a regex is asked of a field of type enum'],
    ['any $e.target.url = "x"', '5:5 "any" asks target.url, which is no list'],
    ['any $e.additional.fields["k"] = "x"', '5:5 "any" stands beside a key'],
    ['$e.security_result[0].detection_fields["k"] = "x"', '5:5 an index stands beside a key'],
    ['any $e.principal.ip = $e.target.url', '5:5 any or all stands in a comparison of fields'],
    ['($e.target.port - 1) / 2 > 1', '5:5 a row may not begin with arithmetic in parentheses'],
    ['strings.to_lower($e.target.url)', '5:5 a value stands where a row belongs'],
    ['strings.contains($e.target.url) ', '5:5 strings.contains takes 2 to 2 arguments and has 1'],
    ['re.regex($e.target.url, `(?=x)`)', '5:29 RE2 refuses the pattern: invalid perl operator: (?=x'],
    ['re.capture($e.target.url, `(a)(b)`) = "x"', '5:31 re.capture takes one capturing group and has 2'],
    ['$e.target.url != $v', '5:22 $v is not defined'],
    ['if($e.target.port = 1, "a", "b") = "a"', '5:5 if has no place in events'],
  ])('%s', (row, wanted) => {
    expect(findings(ruleAround(`${row}\n${fine}`))).toContain(wanted);
  });

  test('a comparison of constants is refused: it means nothing', () => {
    expect(findings(ruleAround(`${fine}\n"a.b" = "x"`))).toEqual(['6:5 two constants are compared']);
  });

  test.each([
    fine,
    '$e.target.port = 80 or $e.target.port >= 1.5',
    '1 < ($e.target.port - 1) / 2',
    '$e.security_result.severity >= "HIGH"',
    'not any $e.principal.ip = "1"\nall $e.principal.ip != "2"',
    '$u = $e.target.url\n$u = $e.src.url',
    'any $e.security_result.detection_fields.value = /x/ nocase',
    'strings.contains(strings.to_lower(any $e.principal.ip), "x")',
  ])('%s: nothing to say', (row) => expect(findings(ruleAround(row))).toEqual([]));
});

describe('sections', () => {
  const found = (more: Parameters<typeof ruleAround>[1], events = fine) =>
    findings(ruleAround(events, more)).map((finding) => finding.replace(/^\d+:\d+ /, ''));

  test('outcome', () => {
    const many = Array.from({ length: 21 }, (_, i) => `$v${i} = ${i}`).join('\n');
    expect(found({ outcome: many })).toEqual(['a rule has at most 20 outcome variables, and this one 21']);
    expect(found({ outcome: '$a = 1\n$a = 2' })).toEqual(['a stands twice in outcome']);
    expect(found({ outcome: '$ip = $e.principal.ip' })).toEqual([
      'a field of several values needs a function over them in the outcome',
    ]);
    expect(found({ outcome: '$n = max(1)\n$m = max($n)' })).toEqual(['max takes no outcome variable']);
    expect(found({ outcome: '$ip = array_distinct($e.principal.ip)\n$p = $e.target.port' })).toEqual([]);
  });

  test('match', () => {
    const bound = `${fine}\n$u = $e.target.hostname`;
    expect(found({ match: '$u over 1h' }, bound)).toEqual([]);
    expect(found({ match: '$u over 30s' }, bound)).toEqual(['a match window lasts from one minute to 48 hours']);
    expect(found({ match: '$u over 3d' }, bound)).toEqual(['a match window lasts from one minute to 48 hours']);
    expect(found({ match: '$u over 1h', outcome: '$p = $e.target.port' }, bound)).toEqual([
      'a field of several values needs a function over them in the outcome',
    ]);
    expect(found({ match: '$u over 1h', outcome: '$p = $u' }, bound)).toEqual([
      '$u needs a function over its values in the outcome',
    ]);
    expect(found({ match: '$u over 1h', options: 'suppression_window = 1h' }, bound)).toEqual([
      'the suppression window must last longer than the match window',
    ]);
  });

  test('condition and options', () => {
    expect(found({ outcome: '$a = 1', condition: '$a > 0' })).toEqual(['the condition does not mention $e']);
    expect(found({ options: 'allow_zero_values = 5m' })).toEqual(['allow_zero_values takes no such value']);
    expect(found({ options: 'dedup = true' })).toEqual(['there is no option dedup']);
    expect(findings(ruleAround(fine, { options: 'suppression_window = 1h' }), 'warning').join()).toContain(
      'without $suppression_key',
    );
  });
});
