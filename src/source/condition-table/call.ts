import type { Condition } from '../../ir/condition.ts';
import type { ArgumentKind, FunctionName } from '../../ir/functions.ts';
import { argumentCount, argumentKind, functions, specialForms } from '../../ir/functions.ts';
import type { Json } from '../../ir/json.ts';
import { isList } from '../../ir/json.ts';
import type { Value } from '../../ir/value.ts';
import { readBlock } from './condition.ts';
import type { Cursor, Scope } from './cursor.ts';
import { readJson, readObject, startsJson } from './json.ts';
import { nearFunctions } from './synonyms.ts';
import { readArgument, readPath } from './value.ts';

/** Whether a word is the name of a function or special form. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(functions, name) || Object.hasOwn(specialForms, name);
}

/**
 * Reads `name(arguments)`, whose name stands here. After a finding inside, it goes on behind the closing parenthesis with a
 * placeholder; undefined where there is none.
 */
export function readCall(cursor: Cursor, scope: Scope): Value | undefined {
  const token = cursor.next();
  const name = token.kind === 'word' ? token.text : '';
  const open = cursor.index;
  if (!isFunction(name)) {
    cursor.index -= 1;
    cursor.fail('table-unknown-function', { name, near: nearFunctions(name, functionNames) });
    cursor.index += 1;
    return cursor.skipBracket(open) ? placeholder : undefined;
  }
  if (!cursor.isClosed(open)) {
    cursor.failAt(open, 'table-unclosed', { open: '`(`', where: 'with `)`' });
    return undefined;
  }
  cursor.next();
  if (!cursor.enter()) return undefined;
  const call = readForm(cursor, name, { inside: scope.inside, closers: '),' });
  const closed = call !== undefined && readClose(cursor, name);
  cursor.leave();
  if (call !== undefined && closed) return { ...call, span: cursor.spanFrom(token.start) };
  return cursor.skipBracket(open) ? placeholder : undefined;
}

const functionNames = [...Object.keys(functions), ...Object.keys(specialForms)];

/** Stands for a call with a finding, so that the rest of its row is still checked. */
const placeholder: Value = { kind: 'literal', value: null };

function readForm(cursor: Cursor, name: string, scope: Scope): Value | undefined {
  switch (name) {
    case 'if':
      return readIf(cursor, scope);
    case 'first':
      return readFirst(cursor, scope);
    case 'map':
      return readMap(cursor, scope);
    case 'lookup':
      return readLookup(cursor, scope);
    case 'const':
      return hasArgument(cursor, name) ? readJson(cursor) : undefined;
    case 'udm': {
      const model = readText(cursor, name);
      return model === undefined ? undefined : { kind: 'reference', to: { scope: 'model', name: model } };
    }
    case 'exact':
      return readExact(cursor);
    default:
      // readCall has checked the name, and what is no special form is a function.
      return readFunction(cursor, name as FunctionName, scope);
  }
}

/** A path on the event, wherever it stands. */
function readExact(cursor: Cursor): Value | undefined {
  const path = hasArgument(cursor, 'exact') ? readPath(cursor, { inside: 0, closers: ')' }) : undefined;
  if (path?.kind !== 'reference' || path.to.scope !== 'event') return undefined;
  return { kind: 'reference', to: { ...path.to, exact: true } };
}

function readIf(cursor: Cursor, scope: Scope): Value | undefined {
  const condition = readConditionArgument(cursor, 'if', scope);
  const then = condition && readNext(cursor, 'if', scope);
  const otherwise = then && readNext(cursor, 'if', scope);
  return otherwise && { kind: 'if', condition, then, otherwise };
}

function readFirst(cursor: Cursor, scope: Scope): Value | undefined {
  const list = hasArgument(cursor, 'first') ? readArgument(cursor, scope) : undefined;
  if (list === undefined || !readComma(cursor, 'first')) return undefined;
  const where = readConditionArgument(cursor, 'first', { ...scope, inside: scope.inside + 1 });
  return where && { kind: 'first', list, where };
}

function readMap(cursor: Cursor, scope: Scope): Value | undefined {
  const list = hasArgument(cursor, 'map') ? readArgument(cursor, scope) : undefined;
  if (list === undefined || !readComma(cursor, 'map')) return undefined;
  const inner = { ...scope, inside: scope.inside + 1 };
  const where = readConditionArgument(cursor, 'map', inner);
  const value = where && readNext(cursor, 'map', inner);
  return value && { kind: 'map', list, where, value };
}

function readLookup(cursor: Cursor, scope: Scope): Value | undefined {
  const value = hasArgument(cursor, 'lookup') ? readArgument(cursor, scope) : undefined;
  if (value === undefined || !readComma(cursor, 'lookup')) return undefined;
  if (!cursor.is('{')) {
    failArguments(cursor, 'lookup', 'the second argument is an object of constants');
    return undefined;
  }
  const table = readObject(cursor);
  const otherwise = table && readNext(cursor, 'lookup', scope);
  return otherwise && { kind: 'lookup', value, table, otherwise };
}

function readFunction(cursor: Cursor, name: FunctionName, scope: Scope): Value | undefined {
  const { least, most, even } = argumentCount(name);
  const args: Value[] = [];
  while (!cursor.is(')')) {
    if (args.length > 0 && !readComma(cursor, name)) return undefined;
    if (args.length >= most) {
      failArguments(cursor, name, `it takes at most ${most}`);
      return undefined;
    }
    const kind = argumentKind(name, args.length);
    const arg = hasArgument(cursor, name) ? readKind(cursor, name, kind, scope) : undefined;
    if (arg === undefined) return undefined;
    args.push(arg);
  }
  if (args.length < least) {
    failArguments(cursor, name, `it takes ${least === most ? '' : 'at least '}${least}, not ${args.length}`);
    return undefined;
  }
  if (even && args.length % 2 === 1) {
    failArguments(cursor, name, 'the last key has no value');
    return undefined;
  }
  return { kind: 'call', name, args };
}

function readKind(cursor: Cursor, name: string, kind: ArgumentKind, scope: Scope): Value | undefined {
  switch (kind) {
    case 'value':
    case 'value?':
    case '...':
    case 'pairs':
      return readArgument(cursor, scope);
    case 'text':
    case 'text?':
      return readFitting(cursor, name, textWords, isText, scope);
    case 'integer':
    case 'integer?':
      return readFitting(cursor, name, 'a whole number or null', (v) => typeof v === 'bigint' || v === null, scope);
    case 'pattern':
      return readConstant(cursor, name, textWords, isText);
    case 'keys':
      return readConstant(
        cursor,
        name,
        'a list of keys in double quotes',
        (v) => isList(v) && v.length > 0 && v.every((key) => typeof key === 'string'),
      );
  }
}

/** A constant of a type, or any computed value. */
function readFitting(
  cursor: Cursor,
  name: string,
  words: string,
  fits: (v: Json) => boolean,
  scope: Scope,
): Value | undefined {
  if (startsJson(cursor)) return readConstant(cursor, name, words, fits);
  const { start } = cursor.peek();
  const value = readArgument(cursor, scope);
  if (value?.kind !== 'literal' || fits(value.value)) return value;
  cursor.failFrom(start, 'table-arguments', { name, problem: `this argument is ${words}`, usage: usageOf(name) });
  return undefined;
}

const textWords = 'a text in double quotes';

function isText(value: Json): boolean {
  return typeof value === 'string';
}

function readConstant(cursor: Cursor, name: string, words: string, fits: (v: Json) => boolean): Value | undefined {
  const start = cursor.peek().start;
  const constant = startsJson(cursor) ? readJson(cursor) : undefined;
  if (constant !== undefined && fits(constant.value)) return constant;
  const parameters = { name, problem: `this argument is ${words}`, usage: usageOf(name) };
  if (constant === undefined) cursor.fail('table-arguments', parameters);
  else cursor.failFrom(start, 'table-arguments', parameters);
  return undefined;
}

function readText(cursor: Cursor, name: string): string | undefined {
  const constant = hasArgument(cursor, name) ? readConstant(cursor, name, textWords, isText) : undefined;
  return constant?.kind === 'literal' && typeof constant.value === 'string' ? constant.value : undefined;
}

function readConditionArgument(cursor: Cursor, name: string, scope: Scope): Condition | undefined {
  return hasArgument(cursor, name) ? readBlock(cursor, scope) : undefined;
}

function readNext(cursor: Cursor, name: string, scope: Scope): Value | undefined {
  return readComma(cursor, name) && hasArgument(cursor, name) ? readArgument(cursor, scope) : undefined;
}

function hasArgument(cursor: Cursor, name: string): boolean {
  if (!cursor.is(')') && !cursor.is(',') && cursor.peek().kind !== 'end') return true;
  failArguments(cursor, name, 'an argument is missing');
  return false;
}

function readComma(cursor: Cursor, name: string): boolean {
  if (cursor.is(',')) {
    cursor.next();
    return true;
  }
  failArguments(cursor, name, cursor.is(')') ? 'an argument is missing' : `expected a comma, not ${cursor.show()}`);
  return false;
}

function readClose(cursor: Cursor, name: string): boolean {
  const closed = cursor.is(')');
  if (closed) cursor.next();
  else failArguments(cursor, name, `expected \`)\`, not ${cursor.show()}`);
  return closed;
}

function failArguments(cursor: Cursor, name: string, problem: string): void {
  cursor.fail('table-arguments', { name, problem, usage: usageOf(name) });
}

/** How a function is written: `slice(value, integer?, integer?)`. */
function usageOf(name: string): string {
  const special: Readonly<Record<string, string>> = specialForms;
  if (Object.hasOwn(special, name)) return special[name] ?? name;
  // What is no special form is a function.
  return `${name}(${functions[name as FunctionName].args.join(', ')}): ${functions[name as FunctionName].meaning}`;
}
