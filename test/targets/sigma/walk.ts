import { inNetwork, parseIp, parseNetwork } from '../../../src/ir/ip.ts';
import type { Json } from '../../../src/ir/json.ts';
import { isList, isNumber, isObject } from '../../../src/ir/json.ts';

/** A rule file's document, read by a YAML parser. */
export type Read = Readonly<Record<string, unknown>>;

export type Parsed =
  | { kind: 'name'; name: string }
  | { kind: 'of'; quantity: string; pattern: string }
  | { kind: 'and' | 'or'; operands: Parsed[] }
  | { kind: 'not'; operand: Parsed };

/** Parses a condition by the grammar that converters have: `or` binds loosest, then `and`, then `not`. Throws on anything else. */
export function parseCondition(text: string): Parsed {
  const tokens = [...text.matchAll(/\s*([()]|[A-Za-z0-9_*-]+|\S)/g)].map((m) => m[1] ?? '');
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const joined = (kind: 'and' | 'or', next: () => Parsed): Parsed => {
    const operands = [next()];
    while (peek() === kind) {
      at += 1;
      operands.push(next());
    }
    const [only, ...more] = operands;
    return only !== undefined && more.length === 0 ? only : { kind, operands };
  };
  const or = (): Parsed => joined('or', and);
  const and = (): Parsed => joined('and', not);
  const not = (): Parsed => {
    if (peek() !== 'not') return operand();
    at += 1;
    return { kind: 'not', operand: not() };
  };
  const operand = (): Parsed => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = or();
      if (tokens[at++] !== ')') throw new Error(`no ) in ${text}`);
      return inner;
    }
    if (['1', 'any', 'all'].includes(token) && peek() === 'of') {
      const pattern = tokens[at + 1] ?? '';
      at += 2;
      if (!/^[A-Za-z0-9*_]+$/.test(pattern)) throw new Error(`bad pattern ${pattern} in ${text}`);
      return { kind: 'of', quantity: token === 'any' ? '1' : token, pattern };
    }
    if (!/^[A-Za-z0-9_-]+$/.test(token) || ['and', 'or', 'not', 'of'].includes(token.toLowerCase()))
      throw new Error(`unexpected ${token} in ${text}`);
    return { kind: 'name', name: token };
  };
  const result = or();
  if (at < tokens.length) throw new Error(`unexpected ${tokens[at]} in ${text}`);
  return result;
}

/** The identifiers that a condition uses. */
export function namesIn(condition: Parsed, all: readonly string[]): string[] {
  switch (condition.kind) {
    case 'name':
      return [condition.name];
    case 'of':
      return all.filter((name) => matching(condition.pattern, name));
    case 'and':
    case 'or':
      return condition.operands.flatMap((o) => namesIn(o, all));
    case 'not':
      return namesIn(condition.operand, all);
  }
}

/**
 * Whether a rule's detection holds on an event, as a plain walk over pySigma's parsed rule does: text ignoring case, a list as any of its
 * elements, null for what is absent or null, numbers and booleans equal to the text that they print as.
 */
export function matches(detection: Read, event: Json): boolean {
  const names = Object.keys(detection).filter((k) => k !== 'condition');
  const holds = (condition: Parsed): boolean => {
    switch (condition.kind) {
      case 'name':
        if (!(condition.name in detection)) throw new Error(`no selection ${condition.name}`);
        return selection(detection[condition.name], event);
      case 'of': {
        const chosen = names.filter((name) => matching(condition.pattern, name));
        if (chosen.length === 0) throw new Error(`nothing matches ${condition.pattern}`);
        const each = (name: string): boolean => selection(detection[name], event);
        return condition.quantity === 'all' ? chosen.every(each) : chosen.some(each);
      }
      case 'and':
        return condition.operands.every(holds);
      case 'or':
        return condition.operands.some(holds);
      case 'not':
        return !holds(condition.operand);
    }
  };
  return holds(parseCondition(String(detection['condition'])));
}

function matching(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}

function selection(given: unknown, event: Json): boolean {
  if (Array.isArray(given)) return given.some((map) => selection(map, event));
  if (typeof given !== 'object' || given === null) throw new Error('a selection is a map or a list of maps');
  return Object.entries(given).every(([key, value]) => item(key, value, event));
}

function item(key: string, given: unknown, event: Json): boolean {
  const [field = '', ...modifiers] = key.split('|');
  const wanted: unknown[] = Array.isArray(given) ? given : [given];
  if (wanted.length === 0) throw new Error('an empty list means null');
  const leaves = leavesAt(event, field.split('.'));
  const found = leaves.flatMap(elements);
  if (modifiers.includes('exists')) return leaves.length > 0 === (wanted[0] === true);
  const one = (value: unknown): boolean => {
    if (modifiers.includes('fieldref')) {
      const other = leavesAt(event, String(value).split('.')).flatMap(elements);
      return found.some((a) => other.some((b) => a !== null && same(a, b)));
    }
    if (value === null) return leaves.length === 0 || found.some((f) => f === null);
    return found.some((f) => f !== null && scalar(f, value, modifiers));
  };
  return modifiers.includes('all') ? wanted.every(one) : wanted.some(one);
}

/** What stands at the end of a path, lists on the way being crossed. */
function leavesAt(value: Json | undefined, keys: readonly string[]): Json[] {
  const [key, ...rest] = keys;
  if (key === undefined) return value === undefined ? [] : [value];
  if (isList(value)) return value.flatMap((v) => leavesAt(v, keys));
  return isObject(value) && Object.hasOwn(value, key) ? leavesAt(value[key], rest) : [];
}

function elements(leaf: Json): readonly Json[] {
  return isList(leaf) ? leaf.flatMap(elements) : [leaf];
}

function same(a: Json, b: Json): boolean {
  return (
    (typeof a === typeof b || (isNumber(a) && isNumber(b))) &&
    !isObject(a) &&
    (a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b)))
  );
}

function scalar(found: Json, wanted: unknown, modifiers: readonly string[]): boolean {
  if (isObject(found)) return false;
  const text = typeof found === 'string' ? found : String(found);
  if (typeof wanted === 'boolean') {
    if (modifiers.length > 0) throw new Error('a string modifier on a boolean');
    return text.toLowerCase() === String(wanted);
  }
  if (typeof wanted === 'number' || typeof wanted === 'bigint') {
    if (modifiers.some((m) => !/^[lg]te?$/.test(m))) throw new Error('a string modifier on a number');
    if (typeof found === 'boolean') return false;
    const number = Number(text);
    if (text.trim() === '' || Number.isNaN(number)) return false;
    const bound = Number(wanted);
    if (modifiers.includes('lt')) return number < bound;
    if (modifiers.includes('lte')) return number <= bound;
    if (modifiers.includes('gt')) return number > bound;
    if (modifiers.includes('gte')) return number >= bound;
    return number === bound;
  }
  if (typeof wanted !== 'string') throw new Error('a value is a scalar');
  if (modifiers.some((m) => /^[lg]te?$/.test(m))) throw new Error('an order on text');
  if (modifiers.includes('cidr')) {
    const network = parseNetwork(wanted, true);
    if (network === undefined) throw new Error(`host bits in ${wanted}`);
    const ip = parseIp(text);
    return ip !== undefined && inNetwork(ip, network);
  }
  if (modifiers.includes('re')) {
    const flags = ['i', 'm', 's'].filter((f) => modifiers.includes(f)).join('');
    return new RegExp(wanted, `u${flags}`).test(text);
  }
  const before = modifiers.includes('contains') || modifiers.includes('endswith') ? '[^]*' : '';
  const after = modifiers.includes('contains') || modifiers.includes('startswith') ? '[^]*' : '';
  const pattern = new RegExp(`^${before}${globToRegex(wanted)}${after}$`, 'u');
  if (modifiers.includes('cased')) return pattern.test(text);
  return new RegExp(`^${before}${globToRegex(wanted.toLowerCase())}${after}$`, 'u').test(text.toLowerCase());
}

function globToRegex(glob: string): string {
  return glob.replace(/\\([*?\\])|\*|\?|[\\^$.+()[\]{}|/-]/g, (found, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (found === '*') return '[^]*';
    return found === '?' ? '[^]' : found === '-' ? '-' : `\\${found}`;
  });
}
