import { inNetwork, parseIp, parseNetwork } from '../../../src/ir/ip.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isList, isNumber, isObject, parseJson, printJson } from '../../../src/ir/json.ts';
import type { KqlExpression, KqlQuery, KqlStage } from '../../../src/targets/kql/ast.ts';

/**
 * A small model of the engine: what Microsoft's documentation says of the operators and functions that the target prints, with
 * null where KQL has null. Dynamic values are JSON; a row is a record of columns.
 */
export type Row = Readonly<Record<string, Json>>;

/** The row that the sample table holds for an event: text columns passed tostring(), others were converted. */
export function rowOf(event: JsonObject): Row {
  const at = (key: string): Json => event[key] ?? null;
  return {
    S: toText(at('s')),
    'odd-name': toText(at('t')),
    N: toWhole(at('n')),
    M: toWhole(at('m')),
    R: toReal(at('r')),
    Id: toReal(at('id')),
    B: toBoolean(at('b')),
    Flag: toBoolean(at('flag')),
    Digits: toText(at('digits')),
    Ip: toText(at('ip')),
    J: at('j'),
    W: at('w') === null ? '' : printJson(at('w')),
    O: at('o'),
    Tags: at('tags'),
    Labels: at('labels') === null ? '' : printJson(at('labels')),
    Items: at('items'),
  };
}

/** Whether the query's filters keep the row. */
export function keeps(query: KqlQuery, row: Row): boolean {
  return run(query.stages, [row], query).length > 0;
}

/** The rows after the stages, those about arrival and the alert's grouping left aside. */
export function run(stages: readonly KqlStage[], rows: readonly Row[], query: KqlQuery): readonly Row[] {
  return stages.reduce<readonly Row[]>((current, stage) => runStage(stage, current, query), rows);
}

function runStage(stage: KqlStage, rows: readonly Row[], query: KqlQuery): readonly Row[] {
  switch (stage.kind) {
    case 'where':
      return rows.filter((row) => stage.conditions.every((c) => isArrival(c) || evaluate(c, row, query) === true));
    case 'extend':
      return rows.map((row) => {
        const made = stage.columns.map(({ name, value }) => [name, evaluate(value, row, query)] as const);
        return { ...row, ...Object.fromEntries(made) };
      });
    case 'mv-apply':
      return rows.flatMap((row) => {
        const list = evaluate(stage.item.value, row, query);
        const items = isList(list) ? list : list === null ? [null] : isObject(list) ? [list] : [list];
        if (items.length === 0) return [];
        const inner = items.map((item) => ({ ...row, [stage.item.name]: item }));
        return run(stage.body, inner, query).map((made) => ({ ...row, ...made }));
      });
    case 'mv-expand':
      return rows.flatMap((row) => {
        const list = evaluate(stage.item.value, row, query);
        return (isList(list) ? list : [list]).map((item) => ({ ...row, [stage.item.name]: item }));
      });
    case 'summarize': {
      const [first] = rows;
      const made = stage.columns.map(({ name, value }) => [name, aggregate(value, rows, query)] as const);
      return [{ ...keepOuter(first, stage), ...Object.fromEntries(made) }];
    }
    case 'project-away':
    case 'sort':
      return rows;
  }
}

/** Inside `mv-apply`, the columns around stay; the element does not. */
function keepOuter(row: Row | undefined, _stage: KqlStage): Row {
  return row ?? {};
}

function aggregate(e: KqlExpression, rows: readonly Row[], query: KqlQuery): Json {
  if (e.kind !== 'call') throw new Error(`no aggregate: ${e.kind}`);
  const [value, where] = e.args;
  if (value === undefined) throw new Error(`${e.name} without arguments`);
  switch (e.name) {
    case 'countif':
      return BigInt(rows.filter((row) => evaluate(value, row, query) === true).length);
    case 'make_list_if':
      return rows
        .filter((row) => where !== undefined && evaluate(where, row, query) === true)
        .map((row) => evaluate(value, row, query))
        .filter((v) => v !== null);
    case 'make_set': {
      const marks = new Map<string, Json>();
      for (const row of rows) {
        const item = evaluate(value, row, query);
        if (item !== null) marks.set(printJson(item), item);
      }
      return [...marks.values()];
    }
    default:
      throw new Error(`unknown aggregate ${e.name}`);
  }
}

function isArrival(e: KqlExpression): boolean {
  return e.kind === 'binary' && e.left.kind === 'call' && e.left.name === 'ingestion_time';
}

/** An expression on a row; null is KQL's null. */
export function evaluate(e: KqlExpression, row: Row, query: KqlQuery): Json {
  const go = (part: KqlExpression): Json => evaluate(part, row, query);
  switch (e.kind) {
    case 'column': {
      const found = query.lets.find((list) => list.name === e.name);
      if (found) return found.values.map((v) => evaluate(v, row, query));
      if (!(e.name in row)) throw new Error(`no column ${e.name}`);
      return row[e.name] ?? null;
    }
    case 'literal':
      if (e.type === 'timespan') return BigInt(e.seconds);
      return e.value;
    case 'null':
      return e.type === 'string' ? '' : null;
    case 'regex':
      return e.pattern;
    case 'list':
      return e.values.map(go);
    case 'path':
      return e.steps.reduce<Json>((value, step) => {
        if (typeof step === 'number') return isList(value) ? (value.at(step) ?? null) : null;
        return isObject(value) && Object.hasOwn(value, step) ? (value[step] ?? null) : null;
      }, go(e.of));
    case 'and': {
      const values = e.operands.map(go);
      return values.includes(false) ? false : values.includes(null) ? null : true;
    }
    case 'or': {
      const values = e.operands.map(go);
      return values.includes(true) ? true : values.includes(null) ? null : false;
    }
    case 'not': {
      const value = go(e.operand);
      return value === null ? null : value !== true;
    }
    case 'in': {
      const subject = go(e.subject);
      const list = e.list.values.length > 0 ? e.list.values.map(go) : go({ kind: 'column', name: e.list.name });
      const found = isList(list) && list.some((v) => same(subject, v, e.ignoreCase));
      return found !== e.negated;
    }
    case 'binary':
      return binary(e.operator, go(e.left), go(e.right));
    case 'call':
      return callFunction(e.name, e.args, go);
    case 'element':
    case 'gathered':
    case 'computed':
    case 'star':
      throw new Error(`${e.kind} is no part of a finished query`);
  }
}

function same(a: Json, b: Json, ignoreCase = false): boolean {
  if (a === null || b === null) return false;
  if (isNumber(a) && isNumber(b)) return !(a < b) && !(a > b);
  if (typeof a === 'string' && typeof b === 'string') return ignoreCase ? fold(a) === fold(b) : a === b;
  if (typeof a !== typeof b) throw new Error(`compares ${typeof a} with ${typeof b}`);
  return a === b;
}

const fold = (text: string): string => text.toLowerCase();

function binary(operator: string, a: Json, b: Json): Json {
  switch (operator) {
    case '==':
      return a === null && b === null ? null : same(a, b);
    case '!=':
      return a === null && b === null ? null : !same(a, b);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (a === null || b === null) return null;
      if (!isNumber(a) || !isNumber(b)) throw new Error(`orders ${typeof a} and ${typeof b}`);
      return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
    }
    case '-':
    case '+': {
      if (a === null || b === null) return null;
      const [x, y] = [Number(a), Number(b)];
      return BigInt(operator === '+' ? x + y : x - y);
    }
    default:
      return textBinary(operator, text(a), text(b));
  }
}

function text(value: Json): string {
  if (typeof value !== 'string') throw new Error(`wants a text, got ${value === null ? 'null' : typeof value}`);
  return value;
}

function textBinary(operator: string, a: string, b: string): boolean {
  const negated = operator.startsWith('!');
  const plain = negated ? operator.slice(1) : operator;
  const holds = (): boolean => {
    switch (plain) {
      case '=~':
      case '~':
        return fold(a) === fold(b);
      case 'contains_cs':
        return a.includes(b);
      case 'contains':
        return fold(a).includes(fold(b));
      case 'startswith_cs':
        return a.startsWith(b);
      case 'startswith':
        return fold(a).startsWith(fold(b));
      case 'endswith_cs':
        return a.endsWith(b);
      case 'endswith':
        return fold(a).endsWith(fold(b));
      case 'matches regex':
        return rust(b).test(a);
      default:
        throw new Error(`unknown operator ${operator}`);
    }
  };
  return holds() !== negated;
}

/** Rust's regex as JavaScript's, for the constructs that these tests use. */
function rust(pattern: string): RegExp {
  const flags = /^\(\?([is]+)\)/.exec(pattern);
  const body = (flags ? pattern.slice(flags[0].length) : pattern)
    .replaceAll('\\z', '$')
    .replace(/\\x\{([0-9a-fA-F]+)\}/g, (_, hex: string) => `\\u{${hex}}`);
  return new RegExp(body, `u${flags?.[1] ?? ''}`);
}

function callFunction(name: string, args: readonly KqlExpression[], go: (e: KqlExpression) => Json): Json {
  if (name === 'iff' || name === 'case') return choose(args, go);
  const values = args.map(go);
  const [a = null, b = null, c = null] = values;
  switch (name) {
    case 'coalesce':
      return values.find((v) => v !== null && v !== '') ?? values.at(-1) ?? null;
    case 'isempty':
      return a === null || a === '';
    case 'isnotempty':
      return !(a === null || a === '');
    case 'isnull':
      return a === null;
    case 'isnotnull':
      return a !== null;
    case 'tostring':
      return toText(a);
    case 'tolong':
      return toWhole(a);
    case 'toreal':
      return toReal(a);
    case 'tobool':
      return toBoolean(a);
    case 'gettype':
      return typeOf(a);
    case 'tolower':
      return fold(text(a));
    case 'toupper':
      return text(a).toUpperCase();
    case 'trim':
      return text(b).replace(/^\s+|\s+$/gu, '');
    case 'strlen':
      return BigInt([...text(a)].length);
    case 'strcat':
      return values.map(toText).join('');
    case 'strcmp':
      return BigInt(compare(text(a), text(b)));
    case 'split':
      return text(a).split(text(b));
    case 'substring': {
      const start = Number(b);
      return [...text(a)].slice(start, c === null ? undefined : start + Number(c)).join('');
    }
    case 'max_of':
      return a !== null && b !== null && a > b ? a : b;
    case 'array_length':
      return isList(a) ? BigInt(a.length) : null;
    case 'array_slice': {
      if (!isList(a)) return null;
      const from = Number(b) < 0 ? Math.max(0, a.length + Number(b)) : Number(b);
      const to = Number(c) < 0 ? a.length + Number(c) : Number(c);
      return a.slice(from, to + 1);
    }
    case 'set_has_element':
      return isList(a) ? a.some((v) => sameTyped(v, b)) : null;
    case 'bag_keys':
      return isObject(a) ? Object.keys(a) : null;
    case 'bag_has_key':
      return isObject(a) ? Object.hasOwn(a, text(b)) : null;
    case 'pack_array':
      return values;
    case 'parse_json':
      return parse(a);
    case 'ipv4_is_in_range':
      return inRanges(a, [b], 4);
    case 'ipv4_is_in_any_range':
      return inRanges(a, isList(b) ? b : [b], 4);
    case 'ipv6_is_in_range':
      return inRanges(a, [b], 6);
    case 'ipv6_is_in_any_range':
      return inRanges(a, isList(b) ? b : [b], 6);
    default:
      throw new Error(`unknown function ${name}`);
  }
}

function choose(args: readonly KqlExpression[], go: (e: KqlExpression) => Json): Json {
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [when, then] = [args[i], args[i + 1]];
    if (when && then && go(when) === true) return go(then);
  }
  const last = args.at(-1);
  return last === undefined ? null : go(last);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Elements are compared with their types: no number is a text, no boolean a number. */
function sameTyped(a: Json, b: Json): boolean {
  return typeof a === typeof b && same(a, b);
}

/** The engine reads a mask on the address too, and IPv4 in functions for IPv6. */
function inRanges(address: Json, ranges: readonly Json[], version: 4 | 6): Json {
  const ip = parseIp(text(address).split('/')[0] ?? '');
  if (ip === undefined || (version === 4 && ip.version !== 4)) return null;
  return ranges.some((range) => {
    const network = parseNetwork(String(range));
    return network !== undefined && inNetwork(ip, network);
  });
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'boolean') return 'bool';
  return isList(value) ? 'array' : isObject(value) ? 'dictionary' : 'string';
}

function parse(value: Json): Json {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

function toText(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return printJson(value).replaceAll(': ', ':').replaceAll(', ', ',');
}

function toWhole(value: Json): Json {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? BigInt(value.trim()) : null;
}

function toReal(value: Json): Json {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  const isReal = typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value);
  return isReal ? Number(value) : null;
}

function toBoolean(value: Json): Json {
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return Number(value) !== 0;
  if (typeof value !== 'string') return null;
  return /^(true|1)$/i.test(value) ? true : /^(false|0)$/i.test(value) ? false : null;
}
