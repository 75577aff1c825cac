import { pythonText } from './compare.ts';
import type { Context } from './evaluate.ts';
import { elementsOf, evaluate, within } from './evaluate.ts';
import { functions } from './functions.ts';
import type { Json } from './json.ts';
import { isList, isNumber, isObject, parseJson } from './json.ts';
import { follow, walkDeep } from './lookup.ts';
import type { Reference } from './path.ts';
import type { Call, Value } from './value.ts';

/** What a value is on an event; undefined: missing. */
export function readValue(value: Value, context: Context): Json | undefined {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'reference':
      return readReference(value.to, context);
    case 'at':
      return follow(readValue(value.of, context), value.steps, isExact(value.of, context));
    case 'if':
      return readValue(evaluate(value.condition, context) ? value.then : value.otherwise, context);
    case 'first':
      return elementsOf(value.list, context).find((element) => evaluate(value.where, within(context, element)))?.value;
    case 'map':
      return elementsOf(value.list, context).flatMap((element) => {
        const inner = within(context, element);
        return evaluate(value.where, inner) ? [readValue(value.value, inner) ?? null] : [];
      });
    case 'lookup': {
      const key = readValue(value.value, context);
      const found = value.table.find(([name]) => name === key);
      return found === undefined ? readValue(value.otherwise, context) : found[1];
    }
    case 'call':
      return callFunction(value, context);
  }
}

/** Whether keys below a value are matched exactly: it comes from parsed JSON text or a data model. */
export function isExact(value: Value, context: Context): boolean {
  switch (value.kind) {
    case 'reference':
      if (value.to.scope === 'element') return context.elements[value.to.depth]?.exact ?? false;
      return value.to.scope === 'model' || value.to.exact === true;
    case 'at':
      return isExact(value.of, context);
    case 'map':
      return isExact(value.value, context);
    case 'first':
      return isExact(value.list, context);
    case 'call':
      if (value.name === 'parse_json') return true;
      return (
        (value.name === 'default' || value.name === 'if_missing') && value.args.some((arg) => isExact(arg, context))
      );
    case 'if':
      return isExact(value.then, context) || isExact(value.otherwise, context);
    case 'lookup':
    case 'literal':
      return true;
  }
}

function readReference(to: Reference, context: Context): Json | undefined {
  switch (to.scope) {
    case 'event':
      return follow(context.event, to.path, to.exact === true);
    case 'element': {
      const element = context.elements[to.depth];
      return element === undefined ? undefined : follow(element.value, to.path, element.exact);
    }
    case 'model': {
      const path = context.model.get(to.name);
      return path === undefined ? undefined : follow(context.event, path, true);
    }
  }
}

function callFunction(call: Call<Reference, never>, context: Context): Json | undefined {
  const args = call.args.map((arg) => readValue(arg, context));
  const [first, second, third] = args;
  const text = typeof first === 'string' ? first : undefined;
  switch (call.name) {
    case 'default':
      return first ?? second;
    case 'if_missing':
      return first === undefined ? second : first;
    case 'len':
      return length(first);
    case 'lower':
      return text?.toLowerCase();
    case 'upper':
      return text?.toUpperCase();
    case 'trim':
      return text?.trim();
    case 'split':
      return text !== undefined && typeof second === 'string' && second !== '' ? text.split(second) : undefined;
    case 'parse_json':
      return text === undefined ? undefined : tryParseJson(text);
    case 'to_number':
      return isNumber(first) ? first : text === undefined ? undefined : numberIn(text);
    case 'str':
      return pythonText(first);
    case 'concat':
      return args.map(pythonText).join('');
    case 'slice':
      return slice(first, bound(second), bound(third));
    case 'deep_walk':
      return deepWalk(first, second, third);
    default:
      return functions[call.name].compute(args, () => false);
  }
}

function length(value: Json | undefined): bigint | undefined {
  if (typeof value === 'string') return BigInt([...value].length);
  if (isList(value)) return BigInt(value.length);
  if (isObject(value)) return BigInt(Object.keys(value).length);
  return undefined;
}

function tryParseJson(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The number that Python's `int()` or `float()` reads in a text, surrounding white space allowed. */
function numberIn(text: string): bigint | number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return BigInt(trimmed.replace(/^\+/, ''));
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

function bound(value: Json | undefined): number | undefined {
  return typeof value === 'bigint' ? Number(value) : undefined;
}

function slice(value: Json | undefined, start: number | undefined, end: number | undefined): Json | undefined {
  if (typeof value === 'string') return [...value].slice(start, end).join('');
  return isList(value) ? value.slice(start, end) : undefined;
}

function deepWalk(value: Json | undefined, keys: Json | undefined, otherwise: Json | undefined): Json | undefined {
  if (!isList(keys)) return undefined;
  const found: Json[] = [];
  const seen = new Set<string>();
  for (const item of walkDeep(
    value,
    keys.filter((key) => typeof key === 'string'),
  )) {
    const mark = `${typeof item}:${pythonText(item)}`;
    if (!seen.has(mark)) found.push(item);
    seen.add(mark);
  }
  const [only, ...more] = found;
  if (only === undefined) return otherwise ?? null;
  return more.length === 0 ? only : found;
}
