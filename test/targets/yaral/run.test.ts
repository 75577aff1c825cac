import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { read, ruleAround } from './reading.ts';

const matches = (events: string, event: JsonObject, more = {}): boolean =>
  read(ruleAround(events, more)).matches(event);

/** A rule of one outcome, and the value that it gives of one event. */
function outcome(value: string, event: JsonObject, events = '$e.metadata.log_type = ""'): Json | undefined {
  const program = read(ruleAround(events, { outcome: `$x = ${value}` }));
  return program.results([{ row: event, time: 0, ingest: 0 }], 0)[0]?.columns['x'];
}

const ips = (...ip: string[]): JsonObject => ({ principal: { ip } });
const abouts = (...about: JsonObject[]): JsonObject => ({ about });

describe('unset fields read as zero values', () => {
  test.each([
    ['$e.target.url = ""', true],
    ['$e.target.url != "a"', true],
    ['$e.target.port = 0', true],
    ['$e.target.port < 1', true],
    ['$e.network.is_proxy = false', true],
    ['$e.principal.platform = "UNKNOWN_PLATFORM"', true],
    ['$e.principal.ip[0] = ""', true],
    ['$e.additional.fields["k"] = ""', true],
    ['any $e.principal.ip = ""', false],
    ['not any $e.principal.ip = "x"', true],
    ['strings.contains($e.target.url, "")', true],
    ['strings.starts_with($e.target.url, "")', false],
    ['strings.ends_with($e.target.url, "")', false],
    ['re.capture($e.target.url, `(a)`) = ""', true],
    ['not $e.target.url = /a/', true],
    ['net.ip_in_range_cidr($e.target.url, "0.0.0.0/0")', false],
  ])('%s: %s', (row, wanted) => expect(matches(row, {})).toBe(wanted));
});

describe('repeated fields', () => {
  test('without a modifier a row asks whether some copy satisfies it, and != whether some element differs', () => {
    expect(matches('$e.principal.ip = "b"', ips('a', 'b'))).toBe(true);
    expect(matches('$e.principal.ip != "b"', ips('a', 'b'))).toBe(true);
    expect(matches('$e.principal.ip != "b"', ips('b', 'b'))).toBe(false);
    expect(matches('all $e.principal.ip != "b"', ips('a', 'b'))).toBe(false);
    expect(matches('not any $e.principal.ip = "b"', ips('a', 'c'))).toBe(true);
    expect(matches('not all $e.principal.ip = "b"', ips('a', 'b'))).toBe(true);
  });

  test('rows without a modifier hold on one copy, rows with any apart', () => {
    const apart = abouts({ hostname: 'a', url: 'x' }, { hostname: 'b', url: 'y' });
    expect(matches('$e.about.hostname = "a"\n$e.about.url = "y"', apart)).toBe(false);
    expect(matches('$e.about.hostname = "b"\n$e.about.url = "y"', apart)).toBe(true);
    expect(matches('any $e.about.hostname = "a"\nany $e.about.url = "y"', apart)).toBe(true);
  });

  test('several lists make every combination, a list in a list only its own', () => {
    const event: JsonObject = {
      principal: { ip: ['1', '2'] },
      target: { ip: ['2', '3'] },
      security_result: [
        { action: ['ALLOW'], summary: 'a' },
        { action: ['BLOCK', 'FAIL'], summary: 'b' },
      ],
    };
    expect(matches('$e.principal.ip = $e.target.ip', event)).toBe(true);
    expect(matches('$e.principal.ip = $e.target.ip\n$e.principal.ip = "1"', event)).toBe(false);
    expect(matches('$e.security_result.action = "FAIL"\n$e.security_result.summary = "b"', event)).toBe(true);
    expect(matches('$e.security_result.action = "FAIL"\n$e.security_result.summary = "a"', event)).toBe(false);
  });

  test('an index reads the event as it was, in and out of bounds', () => {
    expect(matches('$e.principal.ip[1] = "b"\n$e.principal.ip = "a"', ips('a', 'b'))).toBe(true);
    expect(matches('$e.principal.ip[7] = ""', ips('a', 'b'))).toBe(true);
    expect(matches('$e.about[1].hostname = "b"', abouts({ hostname: 'a' }, { hostname: 'b' }))).toBe(true);
  });

  test('a key reads the first label of that name; any reads keys and values of all', () => {
    const labels = [
      { key: 'k', value: 'first' },
      { key: 'k', value: 'second' },
      { key: 'other', value: 'x' },
    ];
    const event: JsonObject = { target: { resource: { attribute: { labels } } } };
    expect(matches('$e.target.resource.attribute.labels["k"] = "first"', event)).toBe(true);
    expect(matches('$e.target.resource.attribute.labels["k"] = "second"', event)).toBe(false);
    expect(matches('any $e.target.resource.attribute.labels.value = "second"', event)).toBe(true);
    expect(matches('any $e.target.resource.attribute.labels.key = /^oth/', event)).toBe(true);
  });

  test('arrays.length counts all elements and makes no copies', () => {
    expect(matches('arrays.length($e.principal.ip) = 2', ips('a', 'b'))).toBe(true);
    expect(matches('arrays.length($e.principal.ip) > 0', {})).toBe(false);
  });
});

describe('texts, patterns, numbers', () => {
  const url = (value: string): JsonObject => ({ target: { url: value } });

  test('equality minds case unless nocase stands behind it', () => {
    expect(matches('$e.target.url = "A"', url('a'))).toBe(false);
    expect(matches('$e.target.url = "A" nocase', url('a'))).toBe(true);
    expect(matches('$e.target.url != "A" nocase', url('a'))).toBe(false);
    expect(matches('$e.target.url = /^A/ nocase', url('ab'))).toBe(true);
    expect(matches('re.regex($e.target.url, `^A`) nocase', url('ab'))).toBe(true);
    expect(matches('strings.contains($e.target.url, "A")', url('a'))).toBe(false);
  });

  test('patterns are searched for, on the first line only unless (?s) says otherwise', () => {
    expect(matches('$e.target.url = /b/', url('abc'))).toBe(true);
    expect(matches('$e.target.url = /c/', url('a\nc'))).toBe(false);
    expect(matches('$e.target.url = /(?s)c/', url('a\nc'))).toBe(true);
    expect(matches('$e.target.url = /a\\/b/', url('a/b'))).toBe(true);
  });

  test('not binds tighter than and, and than or, and lines bind loosest', () => {
    const event: JsonObject = { target: { url: 'a', port: 1n } };
    expect(matches('$e.target.url = "x" and $e.target.port = 2 or $e.target.port = 1', event)).toBe(true);
    expect(matches('not $e.target.url = "x" and $e.target.port = 2', event)).toBe(false);
    expect(matches('$e.target.url = "a" or $e.target.port = 1\n$e.target.port = 2', event)).toBe(false);
  });

  test('numbers are calculated and compared by value; enums are ordered by number', () => {
    const event: JsonObject = { target: { port: 7n }, security_result: [{ severity: 'HIGH' }] };
    expect(matches('1 < ($e.target.port - 1) / 4', event)).toBe(true);
    expect(matches('$e.target.port % 4 = 3', event)).toBe(true);
    expect(matches('$e.target.port > 0 - 3', event)).toBe(true);
    expect(matches('$e.security_result.severity >= "MEDIUM"', event)).toBe(true);
    expect(matches('$e.security_result.severity >= "CRITICAL"', event)).toBe(false);
  });
});

test.each<[string, Json]>([
  ['strings.concat("a", $e.target.url, "b")', 'axb'],
  ['strings.coalesce($e.src.url, $e.target.url)', 'x'],
  ['strings.length("aé😀")', 3n],
  ['strings.split("a,b,,c")', ['a', 'b', '', 'c']],
  ['arrays.index_to_str(strings.split("a/b", "/"), 1)', 'b'],
  ['arrays.index_to_str(strings.split("a/b", "/"), 5)', ''],
  ['strings.trim("xxaxx", "x")', 'a'],
  ['strings.count_substrings("banana", "an")', 2n],
  ['strings.reverse("abc")', 'cba'],
  ['strings.url_decode("a%20b")', 'a b'],
  ['strings.base64_decode("aGk=")', 'hi'],
  ['re.capture("a=1&b=2", `b=(\\d)`)', '2'],
  ['re.capture_all("a1b2", `[a-z](\\d)`)', ['1', '2']],
  ['re.replace("a-b", `(.)-(.)`, "\\\\2+\\\\1")', 'b+a'],
  ['cast.as_int("42")', 42n],
  ['cast.as_float("x")', 0],
  ['math.floor(2.7)', 2n],
  ['timestamp.get_hour(86399)', 23n],
  ['timestamp.get_day_of_week(0)', 5n],
  ['if($e.target.url = "x", 1, 2)', 1n],
  ['if($e.target.url = "y", 1)', 0n],
  ['arrays.join_string(strings.split("a,b"), "+")', 'a+b'],
  ['bytes.to_base64("hi")', 'aGk='],
])('%s', (value, wanted) => {
  expect(outcome(value, { target: { url: 'x' } }, '$e.target.url = "x"')).toEqual(wanted);
});

describe('sections', () => {
  test('placeholders are bound, joined where used again, and unnested', () => {
    const event: JsonObject = { principal: { ip: ['a', 'b'] }, target: { url: 'b' } };
    expect(matches('$ip = $e.principal.ip\n$ip = $e.target.url', event)).toBe(true);
    expect(matches('$e.principal.ip = $ip\n$ip = "c"', event)).toBe(false);
    expect(outcome('array_distinct($ip)', event, '$ip = $e.principal.ip')).toEqual(['a', 'b']);
  });

  test('outcomes aggregate, see earlier ones, and the condition may ask them', () => {
    const event: JsonObject = { principal: { ip: ['a', 'b', 'a'] }, target: { port: 5n } };
    expect(outcome('count($e.principal.ip)', event)).toBe(3n);
    expect(outcome('count_distinct($e.principal.ip)', event)).toBe(2n);
    expect(outcome('max($e.target.port)', event)).toBe(5n);
    const risky = { outcome: '$a = $e.target.port\n$b = $a + 1', condition: '$e and $b > 5' };
    expect(matches('$e.target.port > 0', event, risky)).toBe(true);
    expect(matches('$e.target.port > 0', { target: { port: 4n } }, risky)).toBe(false);
    const list = { outcome: '$l = array_distinct($e.principal.ip)', condition: '$e and arrays.contains($l, "b")' };
    expect(matches('$e.target.port > 0', event, list)).toBe(true);
  });

  test('an event with an unset match key is dropped, unless zero values are allowed or a function makes the key', () => {
    const match = '$u over 10m';
    const unset: JsonObject = { target: { port: 1n } };
    expect(matches('$e.target.port = 1\n$u = $e.principal.user.userid', unset, { match })).toBe(false);
    expect(
      matches('$e.target.port = 1\n$u = $e.principal.user.userid', unset, {
        match,
        options: 'allow_zero_values = true',
      }),
    ).toBe(true);
    expect(matches('$e.target.port = 1\n$u = strings.to_lower($e.principal.user.userid)', unset, { match })).toBe(true);
  });
});

test('a trace tells of each row what it saw and how it answered', () => {
  const program = read(ruleAround('$e.target.url = "a"\n(any $e.principal.ip = "1" or $e.target.port > 3)'));
  expect(program.trace({ target: { url: 'a' }, principal: { ip: ['2'] } })).toEqual([
    { depth: 0, text: '$e.target.url = "a"', line: 5, answer: 'true', saw: [{ name: '$e.target.url', value: 'a' }] },
    { depth: 0, text: '(any $e.principal.ip = "1" or $e.target.port > 3)', line: 6, answer: 'false', saw: [] },
    {
      depth: 1,
      text: 'any $e.principal.ip = "1"',
      line: 6,
      answer: 'false',
      saw: [{ name: 'any $e.principal.ip', value: ['2'] }],
    },
    { depth: 1, text: '$e.target.port > 3', line: 6, answer: 'false', saw: [{ name: '$e.target.port', value: 0n }] },
  ]);
});
