import { deepest } from '../../fidelity/json-as-text.ts';
import type { Json } from '../../ir/json.ts';
import { isNumber } from '../../ir/json.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import { hasCase } from './values.ts';

/** A regex on a text that holds JSON, or (`negated`) that it does not match. */
export interface JsonPattern {
  readonly pattern: string;
  readonly negated: boolean;
}

/** The regex for a row on the value at some keys of an object that a text holds; false where nothing meets it, undefined where none says it. */
export function jsonPattern(
  test: MappedTest,
  keys: readonly string[],
  constants: readonly Json[],
): JsonPattern | false | undefined {
  const asksKey = keys.length === 0 && test.operator === 'contains';
  if (asksKey && !test.ignoreCase) return keyAmong(constants);
  const to = pathTo(keys);
  if (to === undefined) return undefined;
  const at = (value: string): JsonPattern => ({ pattern: `${to}${value}`, negated: false });
  switch (test.operator) {
    case 'is_null':
      return { ...at(notNull), negated: true };
    case 'missing':
      return { ...at(keys.length === 0 ? anything : ''), negated: true };
    case 'truthy':
      return at(truthy);
    case 'is_true':
      return at('true');
    case 'is_false':
      return at('false');
    case 'type_is':
      return anyOf(
        at,
        constants.map((type) => openings.get(String(type))),
      );
    case 'eq':
    case 'in':
      if (constants.length === 1 && constants[0] === null) return { ...at(notNull), negated: true };
      return anyOf(
        at,
        constants.map((constant) => equal(constant, test.ignoreCase)),
      );
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return keys.length === 0
        ? undefined
        : anyOf(
            at,
            texts(constants, test).map((text) => part(test.operator, text)),
          );
    default:
      return undefined;
  }
}

const anything = '["\\[{tfn0-9-]';
const notNull = '[^n ]';
const truthy = '(?:true|"[^"]|-?(?:0\\.0*)?[1-9]|\\[\\s*[^\\]\\s]|\\{\\s*[^}\\s])';
const openings: ReadonlyMap<string, string> = new Map([
  ['string', '"'],
  ['object', '\\{'],
  ['list', '\\['],
  ['boolean', '[tf]'],
  ['null', 'n'],
]);
/** The rest of a text in quotes, as far as a row leaves it open. */
const some = '[^"\\\\]*(?:\\\\.[^"\\\\]*)*';

/** The way to a value: each key in its own object, past objects that lie before it. */
function pathTo(keys: readonly string[]): string | undefined {
  const names = keys.map((key) => quoted(key, false));
  if (names.some((name) => name === undefined)) return undefined;
  return `^ *${names.map((name) => `\\{${past(deepest - 1)}"${name}" *: *`).join('')}`;
}

function past(depth: number): string {
  return depth === 0 ? '[^{}]*' : `[^{}]*(?:\\{${past(depth - 1)}\\}[^{}]*)*`;
}

function keyAmong(constants: readonly Json[]): JsonPattern | undefined {
  const names = constants.map((key) => (typeof key === 'string' ? quoted(key, false) : undefined));
  if (names.length === 0 || names.some((name) => name === undefined)) return undefined;
  return { pattern: `^ *\\{${past(deepest - 1)}"${oneOf(names)}" *:`, negated: false };
}

function anyOf(
  at: (value: string) => JsonPattern,
  values: readonly (string | undefined)[],
): JsonPattern | false | undefined {
  if (values.some((value) => value === undefined)) return undefined;
  return values.length === 0 ? false : at(oneOf(values));
}

function oneOf(values: readonly (string | undefined)[]): string {
  return values.length === 1 ? (values[0] ?? '') : `(?:${values.join('|')})`;
}

function equal(constant: Json, ignoreCase: boolean): string | undefined {
  if (typeof constant === 'string') {
    const text = quoted(constant, ignoreCase);
    return text === undefined ? undefined : `"${text}"`;
  }
  const isOne = constant === true || (isNumber(constant) && Number(constant) === 1);
  if (isOne) return '(?:true|1[^0-9.eE])';
  if (constant === false || (isNumber(constant) && Number(constant) === 0)) return '(?:false|-?0[^0-9.eE])';
  return typeof constant === 'bigint' ? `${constant}[^0-9.eE]` : undefined;
}

/** The texts among the operands: others are never part of a text. */
function texts(constants: readonly Json[], { ignoreCase }: MappedTest): readonly (string | undefined)[] {
  return constants.filter((one) => typeof one === 'string').map((text) => quoted(text, ignoreCase));
}

function part(operator: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (operator === 'starts_with') return `"${text}`;
  return operator === 'ends_with' ? `"${some}${text}"` : `"${some}${text}`;
}

/** A text as JSON writes it and a regex asks for it; undefined where writers differ. */
function quoted(text: string, ignoreCase: boolean): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(text)) return undefined;
  return [...text].map((one) => character(one, ignoreCase)).join('');
}

function character(one: string, ignoreCase: boolean): string {
  if (one === '/') return '\\\\?/';
  if (one === '"' || one === '\\') return `\\\\\\${one}`;
  if (ignoreCase && hasCase(one)) return `[${one.toLowerCase()}${one.toUpperCase()}]`;
  return /[\^$.*+?()[\]{}|-]/.test(one) ? `\\${one}` : one;
}
