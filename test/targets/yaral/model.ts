import { RE2JS } from 're2js';
import { inNetwork, parseIp, parseNetwork } from '../../../src/ir/ip.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isList, isObject } from '../../../src/ir/json.ts';
import { yaral } from '../../../src/targets/yaral/index.ts';
import type { Expression, ParsedRule } from './grammar.ts';

/** An event as UDM holds it: unset is absent. */
export type Udm = { readonly [key: string]: Udm | readonly Udm[] | string | number | boolean };
type Scalar = string | number | boolean;

/** The sample log's event as the sample mapping says that UDM holds it. `null` and missing leave nothing. */
export function udmOf(log: JsonObject): Udm {
  const of = (key: string): Json | undefined => log[key] ?? undefined;
  const textOf = (value: Json | undefined): string => (value === undefined || value === null ? '' : String(value));
  const listOf = (key: string): Udm[] => {
    const items = of(key);
    return isList(items) ? items.map((item) => (isObject(item) ? (item as Udm) : {})) : [];
  };
  const one = (key: string): string[] => (textOf(of(key)) === '' ? [] : [textOf(of(key))]);
  const tags = of('tags');
  const items = listOf('items');
  const kept = (item: Udm, key: string): string => textOf(item[key] as Json | undefined);
  return {
    metadata: { log_type: 'SAMPLE', vendor_name: 'Maker', product_name: 'Thing' },
    target: {
      url: textOf(of('s')),
      ip: one('other') as never,
      hostname: of('filled') === undefined ? 'n/a' : textOf(of('filled')),
      port: Number(of('n') ?? 0),
      resource: { name: textOf(of('j')) },
      user: { group_identifiers: (isList(tags) ? tags.map((t) => textOf(t)) : []) as never },
      application: kept(items.at(-1) ?? {}, 'sole'),
    },
    principal: {
      user: { userid: textOf(of('t')) },
      ip: one('many') as never,
      port: Number(of('m') ?? 0),
      platform: textOf(of('e')) || 'UNKNOWN_PLATFORM',
      location: { region_coordinates: { latitude: Number(of('f') ?? 0) } },
    },
    network: { is_proxy: of('b') === true },
    additional: { fields: { 'a "b': textOf(of('key')), nt: textOf(of('nt')), bt: textOf(of('bt')) } },
    security_result: [
      {
        detection_fields: { k: textOf(of('label')) },
        category_details: one('piece').flatMap((piece) => piece.split(',')) as never,
        action: (of('es') === 'yes' ? ['ALLOW'] : of('es') === 'no' ? ['BLOCK'] : []) as never,
      },
    ],
    about: items.map((item) => ({ resource: { resource_subtype: kept(item, 'kind'), name: kept(item, 'name') } })),
    intermediary: items.map((item) => ({ user: { userid: kept(item, 'owner') } })),
  };
}

type Path = Extract<Expression, { kind: 'path' }>;
/** Which element of each list a copy of the event has, by the list's path. */
type Copy = ReadonlyMap<string, number>;

/** Whether the rows of a rule hold on an event: on some copy of it, with one element of each list that is asked without a modifier. */
export function holds(rule: ParsedRule, event: Udm, allOfNothing: boolean): boolean {
  const rows = rule.events.filter(
    (row) => !(row.kind === 'compare' && row.left.kind === 'path' && row.left.variable !== 'e'),
  );
  const paths = rows.flatMap((row) => unmodified(row));
  let copies: Copy[] = [new Map()];
  for (const path of paths) copies = copies.flatMap((copy) => copiesFor(path, event, copy));
  return copies.some((copy) => rows.every((row) => truth(row, { event, copy, allOfNothing })));
}

interface Context {
  readonly event: Udm;
  readonly copy: Copy;
  readonly allOfNothing: boolean;
}

function unmodified(node: Expression): Path[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.flatMap(unmodified);
    case 'not':
    case 'nocase':
      return unmodified(node.operand);
    case 'compare':
    case 'minus':
      return [...unmodified(node.left), ...unmodified(node.right)];
    case 'call':
      return node.name === 'arrays.length' ? [] : node.args.flatMap(unmodified);
    case 'path':
      return node.modifier === undefined && !node.steps.some((step) => typeof step === 'number') ? [node] : [];
    default:
      return [];
  }
}

function copiesFor(path: Path, event: Udm, copy: Copy): Copy[] {
  let copies: Copy[] = [copy];
  let walked = '';
  for (const step of path.steps) {
    walked += `.${keyOf(step)}`;
    const at = walked;
    copies = copies.flatMap((known) => {
      const list = known.has(at) ? undefined : read(event, at, known);
      return Array.isArray(list) && list.length > 0 ? list.map((_, i) => new Map([...known, [at, i]])) : [known];
    });
  }
  return copies;
}

function keyOf(step: Path['steps'][number]): string {
  return typeof step === 'object' ? step.key : String(step);
}

/** What stands at a path in a copy; a list where the copy has chosen no element of it. */
function read(event: Udm, walked: string, copy: Copy): unknown {
  let value: unknown = event;
  let at = '';
  for (const key of walked.slice(1).split('.')) {
    at += `.${key}`;
    value = isObject(value as Json) ? (value as Udm)[key] : undefined;
    const chosen = copy.get(at);
    if (Array.isArray(value) && chosen !== undefined) value = value[chosen];
  }
  return value;
}

/** All values at a path, across lists; an index chooses, and an unset field has none. */
function valuesOf(path: Path, context: Context, across: boolean): Scalar[] {
  let values: unknown[] = [context.event];
  let at = '';
  for (const step of path.steps) {
    at += `.${keyOf(step)}`;
    if (typeof step === 'number') {
      values = values.slice(step, step + 1);
      continue;
    }
    const chosen = across ? undefined : context.copy.get(at);
    values = values.flatMap((value) => {
      const next = isObject(value as Json) ? (value as Udm)[keyOf(step)] : undefined;
      if (!Array.isArray(next)) return next === undefined ? [] : [next];
      return chosen === undefined ? next : next.slice(chosen, chosen + 1);
    });
  }
  return values as Scalar[];
}

/** The value that an unset field of that path reads as. */
function zeroOf(path: Path): Scalar {
  const last = path.steps.filter((step) => typeof step === 'string').at(-1);
  if (last === 'port' || last === 'latitude') return 0;
  if (last === 'is_proxy') return false;
  return last === 'action' ? 'UNKNOWN_ACTION' : '';
}

function truth(node: Expression, context: Context): boolean {
  switch (node.kind) {
    case 'and':
      return node.operands.every((operand) => truth(operand, context));
    case 'or':
      return node.operands.some((operand) => truth(operand, context));
    case 'not':
      return !truth(node.operand, context);
    case 'nocase':
    case 'compare':
    case 'call':
      return overModified(node, context);
    default:
      throw new Error(`${node.kind} is no row`);
  }
}

/** A row with `any` or `all`: asked of each value of that field. */
function overModified(node: Expression, context: Context): boolean {
  const modified = modifiedIn(node);
  if (modified === undefined) return plainTruth(node, context, undefined);
  const asked = valuesOf(modified, context, true).map((value) => plainTruth(node, context, value));
  if (modified.modifier === 'any') return asked.some(Boolean);
  return asked.length === 0 ? context.allOfNothing : asked.every(Boolean);
}

function modifiedIn(node: Expression): Path | undefined {
  switch (node.kind) {
    case 'path':
      return node.modifier ? node : undefined;
    case 'compare':
    case 'minus':
      return modifiedIn(node.left) ?? modifiedIn(node.right);
    case 'call':
      return node.args.map(modifiedIn).find((path) => path !== undefined);
    case 'nocase':
      return modifiedIn(node.operand);
    default:
      return undefined;
  }
}

function plainTruth(node: Expression, context: Context, one: Scalar | undefined): boolean {
  if (node.kind === 'nocase' && node.operand.kind === 'call') return call(node.operand, context, one, true) === true;
  if (node.kind === 'call') return call(node, context, one, false) === true;
  if (node.kind !== 'compare') throw new Error(`${node.kind} is no row`);
  const left = value(node.left, context, one);
  if (node.right.kind === 'regex') {
    const found = RE2JS.compile(node.right.value.replace(/\\\//g, '/'), node.nocase ? RE2JS.CASE_INSENSITIVE : 0)
      .matcher(String(left))
      .find();
    return found === (node.operator === '=');
  }
  const right = value(node.right, context, one);
  if (typeof left !== typeof right) throw new Error(`${typeof left} against ${typeof right}`);
  const fold = (v: Scalar): Scalar => (node.nocase && typeof v === 'string' ? v.toLowerCase() : v);
  switch (node.operator) {
    case '=':
      return fold(left) === fold(right);
    case '!=':
      return fold(left) !== fold(right);
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

function value(node: Expression, context: Context, one: Scalar | undefined): Scalar {
  switch (node.kind) {
    case 'string':
    case 'raw':
    case 'number':
    case 'bool':
      return node.value;
    case 'minus':
      return Number(value(node.left, context, one)) - Number(value(node.right, context, one));
    case 'path':
      if (node.modifier !== undefined && one !== undefined) return one;
      return valuesOf(node, context, false)[0] ?? zeroOf(node);
    case 'call': {
      const result = call(node, context, one, false);
      if (Array.isArray(result)) throw new Error(`${node.name} gives a list`);
      return result as Scalar;
    }
    default:
      throw new Error(`${node.kind} is no value`);
  }
}

function call(
  node: Extract<Expression, { kind: 'call' }>,
  context: Context,
  one: Scalar | undefined,
  nocase: boolean,
): Scalar | string[] {
  const [first, second] = node.args;
  const arg = (i: number): string => String(value(node.args[i] as Expression, context, one));
  const regex = (): RE2JS => RE2JS.compile(arg(1), nocase ? RE2JS.CASE_INSENSITIVE : 0);
  switch (node.name) {
    case 'arrays.length':
      return valuesOf(first as Path, context, true).length;
    case 'arrays.index_to_str':
      return (
        (call(first as Extract<Expression, { kind: 'call' }>, context, one, false) as string[])[
          Number(value(second as Expression, context, one))
        ] ?? ''
      );
    case 'strings.split':
      return arg(0).split(arg(1));
    case 'strings.contains':
      return arg(0).includes(arg(1));
    case 'strings.starts_with':
      return arg(0) !== '' && arg(1) !== '' && arg(0).startsWith(arg(1));
    case 'strings.ends_with':
      return arg(0) !== '' && arg(1) !== '' && arg(0).endsWith(arg(1));
    case 'strings.to_lower':
      return arg(0).toLowerCase();
    case 'strings.to_upper':
      return arg(0).toUpperCase();
    case 'strings.length':
      return [...arg(0)].length;
    case 'strings.concat':
      return node.args.map((_, i) => arg(i)).join('');
    case 'strings.coalesce':
      return node.args.map((_, i) => arg(i)).find((text) => text !== '') ?? '';
    case 're.regex':
      return regex().matcher(arg(0)).find();
    case 're.capture': {
      const matcher = regex().matcher(arg(0));
      return matcher.find() ? (matcher.group(1) ?? '') : '';
    }
    case 're.replace':
      return regex().matcher(arg(0)).replaceAll(arg(2));
    case 'cast.as_float':
      return Number(arg(0)) || 0;
    case 'cast.as_string':
      return arg(0);
    case 'net.ip_in_range_cidr': {
      const ip = parseIp(arg(0));
      const network = parseNetwork(arg(1));
      return ip !== undefined && network !== undefined && inNetwork(ip, network);
    }
    default:
      throw new Error(`${yaral.name}: no model of ${node.name}`);
  }
}
