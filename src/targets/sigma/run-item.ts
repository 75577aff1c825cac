import { inNetwork, parseIp, parseNetwork } from '../../ir/ip.ts';
import type { Json } from '../../ir/json.ts';
import { isList, isNumber, isObject, printJson } from '../../ir/json.ts';
import type { RegexFlag } from '../../regex/index.ts';
import { matcher, RegexGaveUp } from '../../regex/index.ts';
import type { Row } from '../runner.ts';
import type { Found } from './run-field.ts';
import { findField } from './run-field.ts';
import { textTest } from './run-text.ts';
import type { Item, ItemValue } from './syntax.ts';
import { Uncovered } from './syntax.ts';

/** Whether an item holds on a row. */
export type Ask = (row: Row) => boolean;

/** Whether one value of an item is met by what the row has at the item's field. */
type AskFound = (found: Found, row: Row) => boolean;

/** Compiles `field|modifiers: values`: any of the values, with `all` every one. Throws `Uncovered` for combinations without a meaning. */
export function compileItem(item: Item): Ask {
  const find = findField(item.field);
  const { modifiers } = item;
  const tests = item.values.map((value) => compileValue(item, value));
  const every = modifiers.includes('all');
  const holds: Ask = (row) => {
    const found = find(row);
    return every ? tests.every((test) => test(found, row)) : tests.some((test) => test(found, row));
  };
  return modifiers.includes('neq') ? (row) => !holds(row) : holds;
}

function compileValue({ modifiers }: Item, value: ItemValue): AskFound {
  const has = (name: Item['modifiers'][number]): boolean => modifiers.includes(name);
  const order = modifiers.find((m) => m === 'lt' || m === 'lte' || m === 'gt' || m === 'gte');
  if (value.kind === 'plain') {
    const wanted = value.value;
    if (has('exists')) {
      if (typeof wanted !== 'boolean') throw new Uncovered('exists without true or false', value.place);
      return (found) => found.present === wanted;
    }
    if (order !== undefined && isNumber(wanted)) return anyOf(ordered(order, wanted));
    if (modifiers.some((m) => m !== 'all' && m !== 'neq'))
      throw new Uncovered(`the modifier ${modifiers.join('|')} on ${String(wanted)}`, value.place);
    if (wanted === null) return (found) => found.values.length === 0 || found.values.includes(null);
    return anyOf(typeof wanted === 'boolean' ? isBoolean(wanted) : isSameNumber(wanted));
  }
  if (order !== undefined || has('exists'))
    throw new Uncovered(`the modifier ${modifiers.join('|')} on text`, value.place);
  if (has('fieldref')) {
    const other = findField(value.text);
    return (found, row) => {
      const theirs = other(row).values;
      return found.values.some((a) => a !== null && theirs.some((b) => isSame(a, b)));
    };
  }
  if (has('cidr')) return anyOf(inside(value));
  const test = has('re') ? regexTest(modifiers, value) : textTest(value.text, wayOf(modifiers));
  return anyOf((one) => test(scalarText(one)));
}

function wayOf(modifiers: Item['modifiers']): Parameters<typeof textTest>[1] {
  const contains = modifiers.includes('contains');
  return {
    before: contains || modifiers.includes('endswith'),
    after: contains || modifiers.includes('startswith'),
    cased: modifiers.includes('cased'),
  };
}

/** Any element; null, objects and lists inside a list have no value to compare. */
function anyOf(test: (value: Exclude<Json, null>) => boolean): AskFound {
  return (found) => found.values.some((value) => value !== null && !isObject(value) && !isList(value) && test(value));
}

/** The text that a value of the log is compared as. */
function scalarText(value: Json): string {
  return typeof value === 'string' ? value : printJson(value);
}

function isBoolean(wanted: boolean): (value: Json) => boolean {
  return (value) => scalarText(value).toLowerCase() === String(wanted);
}

function isSameNumber(wanted: bigint | number): (value: Json) => boolean {
  return (value) => {
    const number = numberOf(value);
    return number !== undefined && !(number < wanted) && !(number > wanted);
  };
}

function ordered(order: 'lt' | 'lte' | 'gt' | 'gte', bound: bigint | number): (value: Json) => boolean {
  return (value) => {
    const number = numberOf(value);
    if (number === undefined) return false;
    switch (order) {
      case 'lt':
        return number < bound;
      case 'lte':
        return number <= bound;
      case 'gt':
        return number > bound;
      case 'gte':
        return number >= bound;
    }
  };
}

/** A number, or text that writes one. */
function numberOf(value: Json): bigint | number | undefined {
  if (isNumber(value)) return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function isSame(a: Json, b: Json): boolean {
  if (isNumber(a) && isNumber(b)) return !(a < b) && !(a > b);
  return a === b && !isObject(a) && !isList(a);
}

function inside(value: ItemValue & { readonly kind: 'text' }): (value: Json) => boolean {
  const network = parseNetwork(value.text, true);
  if (network === undefined) throw new Uncovered(`the network ${value.text} (host bits are refused)`, value.place);
  return (found) => {
    const ip = typeof found === 'string' ? parseIp(found) : undefined;
    return ip !== undefined && inNetwork(ip, network);
  };
}

/** Searches anywhere and minds case, in the flavour of Python, which Sigma's own library and checks are written in. */
function regexTest(
  modifiers: Item['modifiers'],
  value: ItemValue & { readonly kind: 'text' },
): (text: string) => boolean {
  const flags = (['m', 's'] as const).filter((flag): flag is RegexFlag & ('m' | 's') => modifiers.includes(flag));
  const compiled = matcher(value.text, flags, modifiers.includes('i'));
  if ('error' in compiled) throw new Uncovered(`a regex that is none (${compiled.error})`, value.place);
  return (text) => {
    try {
      return compiled.matches(text);
    } catch (error) {
      if (error instanceof RegexGaveUp) return false;
      throw error;
    }
  };
}
