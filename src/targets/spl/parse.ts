import { parseExpression } from './parse-expression.ts';
import { parseSearch } from './parse-search.ts';
import type { Aggregation, Command, Search } from './syntax.ts';
import { NotRead, Tokens } from './tokens.ts';

const mode = 'search';

/** Reads a search. Throws `NotRead` at what it does not know. */
export function parseSplunkSearch(text: string): Search {
  const tokens = new Tokens(text);
  tokens.eat(mode, 'SEARCH');
  const base = parseSearch(tokens);
  const commands: Command[] = [];
  while (tokens.eat(mode, '|')) commands.push(parseCommand(tokens));
  if (tokens.peek(mode).kind !== 'end')
    throw new NotRead(`${tokens.shown(mode)} after the search`, tokens.peek(mode).at);
  return { base, commands };
}

function parseCommand(tokens: Tokens): Command {
  const token = tokens.take(mode);
  if (token.kind === 'macro') return { kind: 'macro', name: token.text };
  const line = tokens.text.slice(0, token.at).split('\n').length;
  switch (token.text.toLowerCase()) {
    case 'search':
      return { kind: 'search', term: parseSearch(tokens), line };
    case 'where':
      return { kind: 'where', condition: parseExpression(tokens), line };
    case 'eval':
      return parseEval(tokens);
    case 'spath':
      return parseSpath(tokens);
    case 'lookup':
      return parseLookup(tokens, token.at);
    case 'rename':
      return parseRename(tokens);
    case 'fillnull': {
      const { value = '0' } = options(tokens, ['value']);
      return { kind: 'fillnull', value, fields: names(tokens) };
    }
    case 'mvexpand':
      return { kind: 'mvexpand', field: word(tokens) };
    case 'fields':
    case 'table': {
      const remove = token.text === 'fields' && tokens.eat(mode, '-');
      return { kind: token.text === 'table' ? 'table' : 'fields', remove, names: names(tokens) };
    }
    case 'sort':
      return parseSort(tokens);
    case 'dedup':
      return { kind: 'dedup', fields: names(tokens) };
    case 'head':
      return { kind: 'head', count: Number(isWord(tokens) ? word(tokens) : '10') };
    case 'bin':
    case 'bucket':
      return parseBin(tokens);
    case 'regex': {
      const field = word(tokens);
      const negated = tokens.eat(mode, '!=');
      if (!negated) tokens.expect(mode, '=');
      return { kind: 'regex', field, negated, pattern: tokens.take('expression').text };
    }
    case 'stats':
    case 'streamstats':
    case 'eventstats':
      return parseStats(tokens, token.text);
    case 'convert':
      return parseConvert(tokens);
    default:
      throw new NotRead(`the command ${token.text}`, token.at);
  }
}

function parseEval(tokens: Tokens): Command {
  const assignments = [];
  do {
    const name = tokens.take('expression');
    if (name.kind !== 'name' && name.kind !== 'field')
      throw new NotRead(`${JSON.stringify(name.text)} as a field of eval`, name.at);
    tokens.expect('expression', '=');
    assignments.push({ name: name.text, value: parseExpression(tokens) });
  } while (tokens.eat('expression', ','));
  return { kind: 'eval', assignments };
}

function parseSpath(tokens: Tokens): Command {
  const given = options(tokens, ['input', 'path', 'output']);
  const path = given['path'] ?? (isWord(tokens) ? word(tokens) : undefined);
  if (path === undefined) throw new NotRead('spath without a path', tokens.peek(mode).at);
  return { kind: 'spath', input: given['input'] ?? '_raw', path, output: given['output'] ?? path };
}

/** One field looked up, and that column given back. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Lookup */
function parseLookup(tokens: Tokens, at: number): Command {
  const table = word(tokens);
  const column = word(tokens);
  const field = tokens.eat(mode, 'AS') ? word(tokens) : column;
  tokens.expect(mode, 'OUTPUT');
  const given = word(tokens);
  if (given !== column) throw new NotRead(`a lookup of ${column} that gives ${given}`, at);
  return { kind: 'lookup', table, column, field, output: tokens.eat(mode, 'AS') ? word(tokens) : given, at };
}

function parseRename(tokens: Tokens): Command {
  const pairs: [string, string][] = [];
  do {
    const from = word(tokens);
    tokens.expect(mode, 'AS');
    pairs.push([from, word(tokens)]);
  } while (tokens.eat(mode, ','));
  return { kind: 'rename', pairs };
}

function parseSort(tokens: Tokens): Command {
  const keys = [];
  let limit = 10_000;
  if (/^\d+$/.test(tokens.peek(mode).text)) limit = Number(word(tokens));
  while (isWord(tokens)) {
    const text = word(tokens);
    if (text === '-' || text === '+') keys.push({ name: word(tokens), down: text === '-' });
    else keys.push({ name: text.replace(/^[-+]/, ''), down: text.startsWith('-') });
    tokens.eat(mode, ',');
  }
  return { kind: 'sort', keys, limit: limit === 0 ? Number.POSITIVE_INFINITY : limit };
}

function parseBin(tokens: Tokens): Command {
  const before = options(tokens, ['span']);
  const field = word(tokens);
  const after = options(tokens, ['span']);
  const span = /^(\d+)(s|m|h|d)$/.exec(before['span'] ?? after['span'] ?? '');
  if (!span) throw new NotRead('bin without a span of seconds, minutes, hours or days', tokens.peek(mode).at);
  const as = tokens.eat(mode, 'AS') ? word(tokens) : field;
  return { kind: 'bin', field, seconds: Number(span[1]) * (units[span[2] ?? 's'] ?? 1), as };
}

/** Seconds of Splunk's units of time. */
export const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function parseStats(tokens: Tokens, kind: string): Command {
  const given = options(tokens, ['time_window', 'window', 'global', 'current']);
  const aggregates: Aggregation[] = [];
  while (isWord(tokens) && !/^by$/i.test(tokens.peek(mode).text)) {
    aggregates.push(parseAggregation(tokens));
    tokens.eat(mode, ',');
  }
  const by = tokens.eat(mode, 'BY') ? names(tokens) : [];
  const time = /^(\d+)([smhdw])$/.exec(given['time_window'] ?? '');
  return {
    kind: kind === 'stats' ? 'stats' : kind === 'streamstats' ? 'streamstats' : 'eventstats',
    aggregates,
    by,
    timeWindow: time ? Number(time[1]) * (units[time[2] ?? 's'] ?? 1) : undefined,
    window: given['window'] === undefined ? undefined : Number(given['window']),
  };
}

const calls = [
  'count',
  'c',
  'sum',
  'min',
  'max',
  'avg',
  'values',
  'list',
  'dc',
  'distinct_count',
  'earliest',
  'latest',
  'first',
  'last',
];

function parseAggregation(tokens: Tokens): Aggregation {
  const token = tokens.take(mode);
  const call = token.text.toLowerCase();
  if (!calls.includes(call)) throw new NotRead(`the aggregate ${token.text}`, token.at);
  let field: string | undefined;
  if (tokens.eat(mode, '(')) {
    if (!tokens.eat(mode, ')')) {
      field = word(tokens);
      if (field === 'eval') throw new NotRead('an aggregate of eval(…)', token.at);
      tokens.expect(mode, ')');
    }
  }
  const as = tokens.eat(mode, 'AS') ? word(tokens) : field === undefined ? call : `${call}(${field})`;
  return { call: call === 'c' ? 'count' : call === 'distinct_count' ? 'dc' : call, field, as };
}

function parseConvert(tokens: Tokens): Command {
  options(tokens, ['timeformat']);
  const fields: string[] = [];
  while (isWord(tokens)) {
    const token = tokens.take(mode);
    if (token.text.toLowerCase() !== 'ctime') throw new NotRead(`convert with ${token.text}`, token.at);
    tokens.expect(mode, '(');
    fields.push(word(tokens));
    tokens.expect(mode, ')');
    tokens.eat(mode, ',');
  }
  return { kind: 'convert', fields };
}

function isWord(tokens: Tokens): boolean {
  const { kind } = tokens.peek(mode);
  return kind === 'name' || kind === 'string';
}

function word(tokens: Tokens): string {
  const token = tokens.take(mode);
  if (token.kind === 'name' || token.kind === 'string') return token.text;
  throw new NotRead(`${JSON.stringify(tokens.text.slice(token.at, token.end))} where a name is expected`, token.at);
}

function names(tokens: Tokens): string[] {
  const found: string[] = [];
  while (isWord(tokens)) {
    found.push(word(tokens));
    tokens.eat(mode, ',');
  }
  return found;
}

/** `key=value` pairs before a command's other arguments. */
function options(tokens: Tokens, known: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  while (known.includes(tokens.peek(mode).text)) {
    const key = tokens.take(mode);
    if (!tokens.eat(mode, '=')) throw new NotRead(`the option ${key.text} without a value`, key.at);
    found[key.text] = word(tokens);
  }
  return found;
}
