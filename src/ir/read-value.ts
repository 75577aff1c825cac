import type { Context } from './evaluate.ts';
import { elementsOf, evaluate, within } from './evaluate.ts';
import { madeFrom, ownLists } from './exactness.ts';
import type { Exactness } from './functions/row.ts';
import { functions } from './functions.ts';
import type { Json } from './json.ts';
import type { Exact } from './lookup.ts';
import { follow } from './lookup.ts';
import type { Reference } from './path.ts';
import { recall } from './recall.ts';
import type { Call, Value } from './value.ts';

/** What a value is on an event; undefined: missing. */
export function readValue(value: Value, context: Context): Json | undefined {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'reference':
      return readReference(value.to, context);
    case 'at':
    case 'if':
    case 'first':
    case 'map':
    case 'lookup':
    case 'call':
      return recall(value, context, readComputed);
  }
}

function readComputed(value: Exclude<Value, { kind: 'literal' | 'reference' }>, context: Context): Json | undefined {
  switch (value.kind) {
    case 'at':
      return follow(readValue(value.of, context), value.steps, exactIn(value.of, context));
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

/** Whether an object in a value has its keys matched exactly. Nothing is read until it is asked. */
export function exactIn(value: Value, context: Context): Exactness {
  return (object) => {
    const exact = keysOf(value, context);
    return typeof exact === 'boolean' ? exact : exact(object);
  };
}

/** How keys match below a value: exactly in what came through a data model, else as the event and its objects have it. */
function keysOf(value: Value, context: Context): Exact {
  switch (value.kind) {
    case 'reference':
      if (value.to.scope === 'element') return context.elements[value.to.depth]?.exact ?? false;
      return value.to.scope === 'model' || value.to.exact === true;
    case 'at':
      return keysOf(value.of, context);
    case 'first':
      return keysOf(value.list, context);
    case 'if':
      return keysOf(evaluate(value.condition, context) ? value.then : value.otherwise, context);
    case 'call': {
      const chosen = passedOn(value, context);
      return chosen === undefined ? madeFrom(context) : keysOf(chosen, context);
    }
    case 'map':
    case 'lookup':
    case 'literal':
      return madeFrom(context);
  }
}

/** The argument whose objects a function hands on; undefined where it makes its own. */
function passedOn(call: Call<Reference, never>, context: Context): Value | undefined {
  const [first, second] = call.args;
  if (first === undefined) return undefined;
  switch (call.name) {
    case 'default':
      return (readValue(first, context) ?? null) === null ? second : first;
    case 'if_missing':
      return readValue(first, context) === undefined ? second : first;
    case 'slice':
    case 'reverse':
    case 'sort':
    case 'unique':
    case 'iterate':
    case 'values':
    case 'items':
    case 'item':
    case 'min':
    case 'max':
      return first;
    default:
      return undefined;
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
  const [first] = call.args;
  const isExact = first === undefined ? () => true : exactIn(first, context);
  return functions[call.name].compute(args, isExact, ownLists(context));
}
