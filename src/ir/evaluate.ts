import { matcher, wildcardMatches } from '../regex/index.ts';
import { equal, equalIgnoringCase, fold, isTruthy, order } from './compare.ts';
import type { Condition, Quantified, Test } from './condition.ts';
import { inNetwork, ipIs, parseIp, parseNetwork } from './ip.ts';
import type { Json, JsonObject } from './json.ts';
import { isList, isNumber, isObject } from './json.ts';
import type { Exact } from './lookup.ts';
import { child } from './lookup.ts';
import type { IpKind } from './operators.ts';
import { exactIn, readValue } from './read-value.ts';
import type { Work } from './recall.ts';
import { recall, startWork } from './recall.ts';
import type { Value } from './value.ts';

/** What a rule is evaluated against. */
export interface Context {
  readonly event: JsonObject;
  /** Named lists of `in_list`; an unknown list has no entries. */
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  /** The log type's data model: name → path, matched exactly. */
  readonly model: ReadonlyMap<string, readonly (string | number)[]>;
  /** The elements of the quantifiers around, innermost first. */
  readonly elements: readonly Element[];
  /** Remembers what nodes are in this context. Never part of what they are. */
  readonly work: Work;
}

export interface Element {
  readonly value: Json;
  /** How the keys below it match: see `read-value.ts`. */
  readonly exact: Exact;
}

/** A context for one event. */
export function contextOf(event: JsonObject, more: Partial<Omit<Context, 'event' | 'work'>> = {}): Context {
  return { event, lists: new Map(), model: new Map(), elements: [], work: startWork(), ...more };
}

/** The meaning of a condition: the definition that every target is measured against. */
export function evaluate(condition: Condition, context: Context): boolean {
  switch (condition.kind) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'and':
    case 'or':
    case 'not':
    case 'quantifier':
    case 'test':
      return recall(condition, context, evaluateNode);
  }
}

function evaluateNode(condition: Exclude<Condition, { kind: 'true' | 'false' }>, context: Context): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.operands.every((operand) => evaluate(operand, context));
    case 'or':
      return condition.operands.some((operand) => evaluate(operand, context));
    case 'not':
      return !evaluate(condition.operand, context);
    case 'quantifier':
      return evaluateQuantifier(condition, context);
    case 'test':
      return evaluateTest(condition, context);
  }
}

/** The elements that a list value has on an event; what is not a list counts as empty. */
export function elementsOf(list: Value, context: Context): readonly Element[] {
  const items = readValue(list, context);
  const exact = exactIn(list, context);
  return isList(items) ? items.map((value) => ({ value, exact })) : [];
}

/** The context in which a quantifier's condition is evaluated for one element. */
export function within(context: Context, element: Element): Context {
  return { ...context, elements: [element, ...context.elements], work: startWork() };
}

function evaluateQuantifier(quantified: Quantified<import('./path.ts').Reference, never>, context: Context): boolean {
  const elements = elementsOf(quantified.list, context);
  const holds = (element: Element): boolean => evaluate(quantified.where, within(context, element));
  switch (quantified.quantifier) {
    case 'any':
      return elements.some(holds);
    case 'all':
      return elements.every(holds);
    case 'none':
      return !elements.some(holds);
    case 'one':
      return elements.filter(holds).length === 1;
  }
}

function evaluateTest(test: Test, context: Context): boolean {
  const subject = readValue(test.subject, context);
  switch (test.operator) {
    case 'is_null':
      return subject === undefined || subject === null;
    case 'missing':
      return subject === undefined;
    case 'type_is':
      return subject !== undefined && test.operands.some((operand) => hasType(subject, readValue(operand, context)));
    case 'truthy':
      return isTruthy(subject);
    case 'is_true':
      return subject === true;
    case 'is_false':
      return subject === false;
    default:
      break;
  }
  if (test.operator === 'in_list') {
    return subject !== undefined && subject !== null && inNamedList(test, subject, context);
  }
  return test.operands.some((operand) => holds(test, subject, operand, context));
}

function inNamedList(test: Test, subject: Json, context: Context): boolean {
  const [name] = test.operands;
  if (name?.kind !== 'literal' || typeof name.value !== 'string') return false;
  const same = test.ignoreCase ? equalIgnoringCase : equal;
  return (context.lists.get(name.value) ?? []).some((entry) => same(subject, entry));
}

/** Whether a row holds for one of its operands. */
function holds(test: Test, subject: Json | undefined, operandValue: Value, context: Context): boolean {
  const operand = readValue(operandValue, context);
  if (subject === undefined || subject === null) {
    const wantsNull =
      (test.operator === 'eq' || (test.operator === 'in' && operandValue.kind === 'literal')) &&
      (operand ?? null) === null;
    return wantsNull;
  }
  if (operand === undefined) return false;
  const same = test.ignoreCase ? equalIgnoringCase : equal;
  switch (test.operator) {
    case 'eq':
      return same(subject, operand);
    case 'in':
      if (operandValue.kind === 'literal') return same(subject, operand);
      return isList(operand) && operand.some((item) => same(subject, item));
    case 'contains':
      return contains(test, subject, operand, exactIn(test.subject, context));
    case 'has':
      return isList(subject) && subject.some((item) => same(item, operand));
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return inOrder(test.operator, order(subject, operand));
    case 'starts_with':
    case 'ends_with':
    case 'wildcard':
    case 'regex':
    case 'cidr':
    case 'ip_is':
      return typeof subject === 'string' && typeof operand === 'string' && textHolds(test, subject, operand);
    default:
      return false;
  }
}

function contains(test: Test, subject: Json, operand: Json, exact: Exact): boolean {
  if (typeof subject === 'string') {
    if (typeof operand !== 'string') return false;
    return test.ignoreCase ? fold(subject).includes(fold(operand)) : subject.includes(operand);
  }
  if (isList(subject)) return subject.some((item) => (test.ignoreCase ? equalIgnoringCase : equal)(item, operand));
  return (
    isObject(subject) &&
    typeof operand === 'string' &&
    child(subject, operand, test.ignoreCase ? false : exact) !== undefined
  );
}

function textHolds(test: Test, subject: string, operand: string): boolean {
  const [text, wanted] = test.ignoreCase ? [fold(subject), fold(operand)] : [subject, operand];
  switch (test.operator) {
    case 'starts_with':
      return text.startsWith(wanted);
    case 'ends_with':
      return text.endsWith(wanted);
    case 'wildcard':
      return wildcardMatches(operand, subject, test.ignoreCase);
    case 'regex': {
      const compiled = matcher(operand, test.flags, test.ignoreCase);
      return 'matches' in compiled && compiled.matches(subject);
    }
    case 'cidr': {
      const ip = parseIp(subject);
      const network = parseNetwork(operand);
      return ip !== undefined && network !== undefined && inNetwork(ip, network);
    }
    case 'ip_is': {
      const ip = parseIp(subject);
      return ip !== undefined && ipIs(operand as IpKind, ip);
    }
    default:
      return false;
  }
}

function inOrder(operator: 'lt' | 'lte' | 'gt' | 'gte', sign: number | undefined): boolean {
  if (sign === undefined) return false;
  switch (operator) {
    case 'lt':
      return sign < 0;
    case 'lte':
      return sign <= 0;
    case 'gt':
      return sign > 0;
    case 'gte':
      return sign >= 0;
  }
}

function hasType(value: Json, type: Json | undefined): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'number':
      return isNumber(value);
    case 'integer':
      return typeof value === 'bigint';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return isList(value);
    case 'object':
      return isObject(value);
    case 'null':
      return value === null;
    default:
      return false;
  }
}
