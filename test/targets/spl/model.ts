import { inNetwork, parseIp, parseNetwork } from '../../../src/ir/ip.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isList, isObject, parseJson, printFloat, printJson } from '../../../src/ir/json.ts';
import type { SearchExpression, SplExpression, SplQuery } from '../../../src/targets/spl/ast.ts';

/**
 * A small model of eval, for these tests alone: what the facts and the target's own assumptions say of null, text, numbers,
 * multivalues and JSON functions.
 */
export type Cell = null | boolean | number | string | readonly string[];
export type Row = ReadonlyMap<string, Cell>;

/** The fields that extraction makes of an event, and `_raw`. */
export function rowOf(event: JsonObject, fillers: Readonly<Record<string, string>> = {}): Map<string, Cell> {
  const found = new Map<string, string[]>();
  const add = (name: string, text: string): void => {
    found.set(name, [...(found.get(name) ?? []), text]);
  };
  const walk = (name: string, value: Json): void => {
    if (isList(value)) for (const item of value) walk(`${name}{}`, item);
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) walk(name === '' ? key : `${name}.${key}`, item);
    else add(name, textOf(value));
  };
  walk('', event);
  for (const [name, text] of Object.entries(fillers)) if (!found.has(name)) add(name, text);
  const row = new Map<string, Cell>([...found].map(([name, texts]) => [name, cellOf(texts)]));
  row.set('_raw', printJson(event));
  return row;
}

/** Whether a base search finds an event: ignoring case, any value of a field. */
export function finds(search: SearchExpression, row: Row): boolean {
  switch (search.kind) {
    case 'macro':
      return true;
    case 'and':
      return search.operands.every((operand) => finds(operand, row));
    case 'or':
      return search.operands.some((operand) => finds(operand, row));
    case 'term': {
      if (search.field === 'sourcetype') return true;
      const texts = search.field === undefined ? [String(row.get('_raw'))] : manyOf(row.get(search.field) ?? null);
      return search.values.some((value) =>
        texts.some((text) => {
          const [a, b] = [text.toLowerCase(), value.toLowerCase()];
          if (search.field === undefined || search.around === 'both') return a.includes(b);
          if (search.around === 'after') return a.startsWith(b);
          return search.around === 'before' ? a.endsWith(b) : a === b;
        }),
      );
    }
  }
}

/** Whether the search keeps an event: every `where` before the first aggregation. */
export function keeps(query: SplQuery, row: Map<string, Cell>): boolean {
  const cells = new Map(row);
  for (const command of query.commands) {
    if (command.kind === 'spath') cells.set(command.output, spath(cells.get('_raw') ?? null, command.path));
    else if (command.kind === 'eval')
      for (const { name, value } of command.assignments) cells.set(name, run(value, cells));
    else if (command.kind === 'where') {
      if (run(command.condition, cells) !== true) return false;
    } else break;
  }
  return true;
}

/** The row as it stands when aggregation begins. */
export function evaluated(query: SplQuery, row: Map<string, Cell>): Map<string, Cell> {
  const cells = new Map(row);
  for (const command of query.commands) {
    if (command.kind === 'spath') cells.set(command.output, spath(cells.get('_raw') ?? null, command.path));
    if (command.kind === 'eval') for (const { name, value } of command.assignments) cells.set(name, run(value, cells));
  }
  return cells;
}

export function run(expression: SplExpression, row: Row): Cell {
  switch (expression.kind) {
    case 'field':
    case 'hoisted':
      return row.get(expression.name) ?? null;
    case 'string':
      return expression.value;
    case 'number':
      return Number(expression.value);
    case 'concat': {
      const parts = expression.parts.map((part) => run(part, row));
      return parts.some((part) => part === null) ? null : parts.map(String).join('');
    }
    case 'arithmetic': {
      const [a, b] = [numeric(run(expression.left, row)), numeric(run(expression.right, row))];
      return a === null || b === null ? null : expression.operator === '+' ? a + b : a - b;
    }
    case 'compare':
      return compareCells(run(expression.left, row), expression.operator, run(expression.right, row));
    case 'not': {
      const value = run(expression.operand, row);
      return value === null ? null : value !== true;
    }
    case 'and': {
      const all = expression.operands.map((operand) => run(operand, row));
      return all.some((v) => v === false) ? false : all.some((v) => v === null) ? null : true;
    }
    case 'or': {
      const all = expression.operands.map((operand) => run(operand, row));
      return all.some((v) => v === true) ? true : all.some((v) => v === null) ? null : false;
    }
    case 'call':
      return call(expression.name, expression.args, row);
  }
}

function call(name: string, args: readonly SplExpression[], row: Row): Cell {
  const [first, second, third] = args;
  const at = (arg: SplExpression | undefined): Cell => (arg === undefined ? null : run(arg, row));
  switch (name) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case 'isnull':
      return at(first) === null;
    case 'isnotnull':
      return at(first) !== null;
    case 'if':
      return at(first) === true ? at(second) : at(third);
    case 'case':
      for (let i = 0; i + 1 < args.length; i += 2) if (at(args[i]) === true) return at(args[i + 1]);
      return null;
    case 'coalesce':
      return args.map(at).find((value) => value !== null) ?? null;
    case 'mvfilter': {
      const names = [...new Set([...fieldNames(first)])];
      if (names.length !== 1) throw new Error(`mvfilter names ${names.join(', ')}`);
      return filter(names[0] ?? '', row, (each) => first !== undefined && run(first, each) === true);
    }
    case 'mvmap': {
      if (first?.kind !== 'field' && first?.kind !== 'hoisted') throw new Error('mvmap needs a field');
      const mapped = manyOf(row.get(first.name) ?? null).map(
        (value) => second && run(second, new Map(row).set(first.name, value)),
      );
      return cellOf(mapped.filter((value): value is string => typeof value === 'string'));
    }
    case 'mvappend':
      return cellOf(args.flatMap((arg) => manyOf(at(arg))));
    default:
      return simple(name, args.map(at));
  }
}

function simple(name: string, args: readonly Cell[]): Cell {
  const [value = null, second = null, third = null] = args;
  switch (name) {
    case 'in':
      return value === null ? null : args.slice(1).some((one) => compareCells(value, '==', one) === true);
    case 'match':
      return value === null ? null : regex(String(second)).test(textOfCell(value));
    case 'lower':
      return value === null ? null : textOfCell(value).toLowerCase();
    case 'upper':
      return value === null ? null : textOfCell(value).toUpperCase();
    case 'len':
      return value === null ? null : [...textOfCell(value)].length;
    case 'tonumber':
      return value === null ? null : numeric(value);
    case 'tostring':
      return value === null ? null : String(value);
    case 'nullif':
      return value === null || compareCells(value, '==', second) === true ? null : value;
    case 'substr': {
      if (value === null) return null;
      const from = Number(second) - 1;
      return [...textOfCell(value)].slice(from, third === null ? undefined : from + Number(third)).join('');
    }
    case 'replace':
      return value === null ? null : textOfCell(value).replace(regex(String(second), 'g'), String(third));
    case 'split':
      return value === null ? null : cellOf(textOfCell(value).split(String(second)));
    case 'mvcount':
      return value === null ? null : manyOf(value).length;
    case 'mvdedup':
      return value === null ? null : cellOf([...new Set(manyOf(value))]);
    case 'mvjoin':
      return value === null ? null : manyOf(value).join(String(second));
    case 'mvindex': {
      if (value === null) return null;
      const many = manyOf(value);
      if (third === null) return many.at(Number(second)) ?? null;
      const end = Number(third) < 0 ? many.length + Number(third) : Number(third);
      return cellOf(many.slice(Number(second), end + 1));
    }
    case 'max':
      return Math.max(...args.map((arg) => numeric(arg) ?? Number.NEGATIVE_INFINITY));
    case 'json_valid':
      return value !== null && parsed(value) !== undefined;
    case 'json_extract':
      return jsonCell(steps(parsed(value), String(second)));
    case 'spath':
      return spath(value, String(second));
    case 'cidrmatch': {
      const ip = parseIp(textOfCell(second));
      const network = parseNetwork(textOfCell(value));
      return ip !== undefined && network !== undefined && inNetwork(ip, network);
    }
    default:
      throw new Error(`the model knows no ${name}`);
  }
}

function* fieldNames(expression: SplExpression | undefined): Generator<string> {
  if (expression === undefined) return;
  if (expression.kind === 'field' || expression.kind === 'hoisted') yield expression.name;
  const parts =
    expression.kind === 'call'
      ? expression.args
      : expression.kind === 'concat'
        ? expression.parts
        : expression.kind === 'and' || expression.kind === 'or'
          ? expression.operands
          : expression.kind === 'not'
            ? [expression.operand]
            : expression.kind === 'compare' || expression.kind === 'arithmetic'
              ? [expression.left, expression.right]
              : [];
  for (const part of parts) yield* fieldNames(part);
}

function filter(name: string, row: Row, keep: (each: Row) => boolean): Cell {
  return cellOf(manyOf(row.get(name) ?? null).filter((value) => keep(new Map(row).set(name, value))));
}

function compareCells(a: Cell, operator: string, b: Cell): boolean | null {
  if (a === null || b === null) return null;
  if (Array.isArray(a) || Array.isArray(b)) return false;
  const [x, y] = [numeric(a), numeric(b)];
  const sign = x !== null && y !== null ? Math.sign(x - y) : orderOf(String(a), String(b));
  switch (operator) {
    case '==':
      return sign === 0;
    case '!=':
      return sign !== 0;
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    default:
      return sign >= 0;
  }
}

function orderOf(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function numeric(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(cell)) return null;
  return Number(cell);
}

function regex(pattern: string, more = ''): RegExp {
  let flags = `u${more}`;
  const source = pattern
    .replace(/^\(\?([is]+)\)/, (_, given: string) => {
      flags += given;
      return '';
    })
    .replace(/\\z/g, '$')
    .replace(/\\Z/g, '(?=\\n?$)')
    .replace(/\(\?P</g, '(?<');
  return new RegExp(source, flags);
}

function spath(cell: Cell, path: string): Cell {
  return cellOf(
    each(
      parsed(cell),
      path.split(/(?=\{)|\./).filter((part) => part !== ''),
    ).map(jsonText),
  );
}

function each(value: Json | undefined, parts: readonly string[]): Json[] {
  const [part, ...rest] = parts;
  if (value === undefined) return [];
  if (part === undefined) return [value];
  if (part === '{}') return isList(value) ? value.flatMap((item) => each(item, rest)) : [];
  return each(step(value, part), rest);
}

function steps(value: Json | undefined, path: string): Json | undefined {
  return path
    .split(/(?=\{)|\./)
    .filter((part) => part !== '')
    .reduce<Json | undefined>(step, value);
}

function step(value: Json | undefined, part: string): Json | undefined {
  const index = /^\{(\d+)\}$/.exec(part);
  if (index) return isList(value) ? value[Number(index[1])] : undefined;
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function parsed(cell: Cell): Json | undefined {
  if (typeof cell !== 'string') return undefined;
  try {
    return parseJson(cell);
  } catch {
    return undefined;
  }
}

function jsonCell(value: Json | undefined): Cell {
  return value === undefined ? null : jsonText(value);
}

function jsonText(value: Json): string {
  return isList(value) || isObject(value) ? printJson(value) : textOf(value);
}

function textOf(value: Json): string {
  if (typeof value === 'number') return printFloat(value);
  return value === null ? 'null' : String(value);
}

function textOfCell(cell: Cell): string {
  return Array.isArray(cell) ? String(cell[0] ?? '') : String(cell);
}

function manyOf(cell: Cell): readonly string[] {
  return cell === null ? [] : Array.isArray(cell) ? cell : [String(cell)];
}

function cellOf(texts: readonly string[]): Cell {
  const [only, ...more] = texts;
  return only === undefined ? null : more.length === 0 ? only : texts;
}
