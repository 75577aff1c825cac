import { contextOf, evaluate, within } from '../../ir/evaluate.ts';
import { ipIs, parseIp } from '../../ir/ip.ts';
import type { Json, JsonObject } from '../../ir/json.ts';
import { isList, isObject, parseJson, printJson } from '../../ir/json.ts';
import type { Home } from '../../mapping/mapping.ts';
import type { Reads, Row, Store, TimedEvent } from '../runner.ts';
import type { PathPart } from './ast.ts';
import type { Branching, Filling, Plan, ReadStep } from './row-plan.ts';
import { planOf } from './row-plan.ts';
import type { Cell } from './row-values.ts';
import { storedValues, timestamp } from './row-values.ts';
import type { Draft, Elements, Keep } from './row-write.ts';
import { write } from './row-write.ts';

/** What the mapping of a home says, read once a home: a pure function's answers. */
const plans = new WeakMap<Home, Map<boolean, Plan>>();

/** The UDM event that the home's parser makes of an event of the log, by the mapping alone. Unset fields are absent. */
export function makeRow({ event, time }: TimedEvent, store: Store, reads?: Reads): Row {
  const plan = reads === undefined ? planFor(store) : planReading(planFor(store), reads);
  const { source } = store.home;
  const metadata: Draft = { event_timestamp: timestamp(time) };
  for (const [key, name] of [
    ['logType', 'log_type'],
    ['vendor', 'vendor_name'],
    ['product', 'product_name'],
  ] as const)
    if (typeof source[key] === 'string') metadata[name] = source[key];
  const root: Draft = { metadata };
  const ofElements: ByElement = new Map();
  for (const filling of plan.fillings)
    fill(root, filling, event, 'first', (element) => elementsFor(ofElements, element));
  for (const branching of plan.branchings) branch(root, branching, event);
  for (const { steps, cell, absent, present } of plan.tellings) {
    if (readDraft(root, cell.path).length > 0) continue;
    const there = valuesAt(event, steps).some(({ value }) => value !== null && value !== '');
    write(root, cell.steps, there ? present : absent, 'first', undefined);
  }
  for (const { cell, text } of plan.fillers)
    if (readDraft(root, cell.path).length === 0) write(root, cell.steps, text, 'first', undefined);
  everyElementHasTheLabels(root);
  if (plan.extracts) extract(root, event);
  if (store.enriched) enrich(root, plan.enriched);
  // A draft holds JSON and drafts only.
  return root as Row;
}

function planFor({ home, guessed, schema }: Store): Plan {
  const known = plans.get(home) ?? new Map<boolean, Plan>();
  plans.set(home, known);
  const plan = known.get(guessed) ?? planOf(home, guessed, schema);
  known.set(guessed, plan);
  return plan;
}

/** The part of a plan that is looked at, worked out once for each question. */
const parts = new WeakMap<Reads, Map<Plan, Plan>>();

/** What fills the outermost messages that are looked at: how one is filled depends on no other. */
function planReading(plan: Plan, reads: Reads): Plan {
  const known = parts.get(reads) ?? new Map<Plan, Plan>();
  parts.set(reads, known);
  const isRead = ({ path: [noun] }: Cell): boolean => noun?.kind === 'field' && reads(noun.name);
  const fills = ({ cells }: Filling): boolean => cells.some(isRead);
  const part: Plan = known.get(plan) ?? {
    fillings: plan.fillings.filter(fills),
    branchings: plan.branchings.filter(({ branches }) => branches.some(({ fillings }) => fillings.some(fills))),
    tellings: plan.tellings.filter(({ cell }) => isRead(cell)),
    fillers: plan.fillers.filter(({ cell }) => isRead(cell)),
    enriched: plan.enriched.filter(isRead),
    extracts: plan.extracts && reads('extracted'),
  };
  known.set(plan, part);
  return part;
}

/** The messages that belong to the elements of the log's lists, by the way to each element. */
type ByElement = Map<string, Elements>;

/** All fields of one element of a list fill the same messages; a field outside of lists has none of its own. */
function elementsFor(known: ByElement, element: string | undefined): Elements | undefined {
  if (element === undefined) return undefined;
  const elements = known.get(element) ?? new Map();
  known.set(element, elements);
  return elements;
}

function fill(
  root: Draft,
  filling: Filling,
  from: Json,
  keep: Keep,
  elementsOf: (element: string | undefined) => Elements | undefined,
): void {
  for (const { value, position, element } of valuesAt(from, filling.steps)) {
    if (value === null) continue;
    const isApart = position !== undefined && filling.apart.size > 0;
    if (isApart && filling.apart.has(position)) continue;
    const taken = isApart ? [...filling.apart.values()].flat() : [];
    const cells = isApart ? filling.cells.filter((cell) => !taken.includes(cell.column.name)) : filling.cells;
    const cell = cellFor(cells.length > 0 ? cells : filling.cells, value);
    if (cell === undefined) continue;
    for (const stored of storedValues(cell, value)) write(root, cell.steps, stored, keep, elementsOf(element));
  }
}

/** Of several columns one takes the value: an address with a domain goes where addresses are kept, anything else elsewhere. */
function cellFor(cells: readonly Cell[], value: Json): Cell | undefined {
  if (cells.length < 2) return cells[0];
  const isMail = (cell: Cell): boolean => nameOf(cell) === 'email_addresses';
  const asMail = typeof value === 'string' && /^[^@\s]+@[^@\s]+$/.test(value);
  return cells.find((cell) => isMail(cell) === asMail) ?? cells[0];
}

function nameOf({ path }: Cell): string {
  const last = path.findLast((part) => part.kind === 'field');
  return last?.kind === 'field' ? last.name : '';
}

/** Every element of the list goes to the columns of the first branch that it satisfies; of several, the last one's single values stay. */
function branch(root: Draft, { steps, branches }: Branching, event: JsonObject): void {
  const context = contextOf(event);
  for (const { value } of valuesAt(event, steps)) {
    for (const item of isList(value) ? value : []) {
      const own = branches.find(({ when }) => evaluate(when, within(context, { value: item, exact: false })));
      const elements: Elements = new Map();
      for (const filling of own?.fillings ?? []) fill(root, filling, item, 'last', () => elements);
    }
  }
}

/** Extractors keep every value outside of lists as a text, under its keys. */
function extract(root: Draft, event: JsonObject): void {
  const fields: Draft = {};
  const visit = (value: Json, keys: readonly string[]): void => {
    if (isObject(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...keys, key]);
    if (value === null || value === '' || typeof value === 'object') return;
    const key = keys.join('.');
    if (!Object.hasOwn(fields, key)) fields[key] = typeof value === 'string' ? value : printJson(value);
  };
  visit(event, []);
  if (Object.keys(fields).length > 0) root['extracted'] = { fields };
}

interface Found {
  readonly value: Json;
  /** The position in the first list on the way. */
  readonly position: number | undefined;
  /** The way to the element of the innermost list; undefined where there is no list. */
  readonly element: string | undefined;
}

/** The values at the end of a path. A text on the way is opened where the log type says that it holds JSON. */
function valuesAt(from: Json, steps: readonly ReadStep[]): readonly Found[] {
  const found: Found[] = [];
  addValues(from, steps, { start: 0, position: undefined, element: undefined }, found);
  return found;
}

function addValues(
  from: Json,
  steps: readonly ReadStep[],
  { start, position, element }: Omit<Found, 'value'> & { readonly start: number },
  found: Found[],
): void {
  let value: Json | undefined = from;
  for (let i = start; i < steps.length; i++) {
    const step = steps[i];
    if (step === undefined) return;
    value = childOf(step.opens && typeof value === 'string' ? opened(value) : value, step.step);
    if (value === undefined) return;
    if (!step.list) continue;
    const list = JSON.stringify([element, ...steps.slice(start, i + 1).map((on) => on.step)]);
    for (const [at, item] of isList(value) ? value.entries() : [])
      addValues(item, steps, { start: i + 1, position: position ?? at, element: `${list}${at}` }, found);
    return;
  }
  found.push({ value, position, element });
}

function childOf(value: Json, step: string | number): Json | undefined {
  if (typeof step === 'number') return isList(value) ? value.at(step) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function opened(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return parseJson(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** A label of a security result stands in each of its elements, so that a row on its absence has one answer. */
function everyElementHasTheLabels(root: Draft): void {
  const results = root['security_result'];
  if (!Array.isArray(results) || results.length < 2) return;
  // Elements of a list of messages are objects.
  const messages = results as Draft[];
  const labels = messages.flatMap((message) => (message['detection_fields'] as Json[] | undefined) ?? []);
  if (labels.length > 0) for (const message of messages) message['detection_fields'] = labels;
}

const places: Readonly<Record<string, Json>> = {
  city: 'Zurich',
  state: 'Zurich',
  country_or_region: 'Switzerland',
  name: 'Zurich',
  latitude: 47.37,
  longitude: 8.54,
};

/** GeoIP: the location of a public address, where the log itself gives none. */
function enrich(root: Draft, cells: readonly Cell[]): void {
  for (const cell of cells) {
    const [noun] = cell.path;
    const { field } = cell;
    if (noun?.kind !== 'field' || readDraft(root, cell.path).length > 0) continue;
    const addresses = readDraft(root, [noun, { kind: 'field', name: 'ip' }]);
    if (!addresses.some(isPublic)) continue;
    const place = places[nameOf(cell)];
    if (typeof place === (field.type === 'float' ? 'number' : 'string') && place !== undefined)
      write(root, cell.steps, place, 'first', undefined);
  }
}

function isPublic(value: unknown): boolean {
  const ip = typeof value === 'string' ? parseIp(value) : undefined;
  return ip !== undefined && ipIs('global', ip);
}

function readDraft(root: Draft, path: readonly PathPart[]): readonly unknown[] {
  let found: readonly unknown[] = [root];
  for (const part of path) {
    found = found.flatMap((value) => {
      if (part.kind === 'index') return [value];
      const name = part.kind === 'field' ? part.name : part.key;
      const next =
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Readonly<Record<string, unknown>>)[name]
          : undefined;
      return Array.isArray(next) ? next : next === undefined ? [] : [next];
    });
  }
  return found;
}
