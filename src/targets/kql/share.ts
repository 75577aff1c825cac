import type { KqlExpression, Named } from './ast.ts';
import { column } from './build.ts';
import { stemOf } from './gather.ts';
import { map, partsOf, some } from './map-expression.ts';
import type { MarkOf } from './marks.ts';
import type { Names } from './names.ts';
import { printExpression } from './print.ts';

/** Expressions, with what they compute more than once in columns of its own; a stage reads those of the stages before it. */
export interface Shared {
  readonly expressions: readonly KqlExpression[];
  readonly stages: readonly (readonly Named[])[];
}

/** A text of this many characters is worth a column where it stands twice. */
const long = 48;

/**
 * Takes out of the expressions what is computed of the event more than once and is worth a column. `isTight`: the query is too long, so that
 * whatever is shorter as a column is one, conditions included.
 */
export function shareParts(
  expressions: readonly KqlExpression[],
  names: Names,
  markOf: MarkOf,
  isTight = false,
): Shared {
  const uses = usesIn(expressions, markOf);
  const stages: Named[][] = [];
  const places = new Map<string, number>();
  const columns = new Map<number, KqlExpression>();
  const take = (part: KqlExpression, original: number, within: number): KqlExpression => {
    if (part.kind === 'computed' && part.value.kind === 'computed') return part.value;
    const count = uses.get(original) ?? 0;
    if (count < 2) return part;
    if (!isOfEvent(part)) return isTight && within === 0 && isShorter(part, count) ? computed(part) : part;
    if (isTight ? !isShorter(part, count) : part.kind !== 'call' || !isWorth(part)) return part;
    const known = columns.get(original);
    if (known) return known;
    const name = names.fresh(nameFor(part));
    const place = placeOf(part, places);
    const stage = stages[place] ?? [];
    stage.push({ name, value: part });
    stages[place] = stage;
    places.set(name, place);
    columns.set(original, column(name));
    return column(name);
  };
  const made = expressions.map((e) => map(e, (part, within, before) => take(part, markOf(before), within)));
  return { expressions: made, stages };
}

/** Outside of what is gathered, no element is read: what is computed of lists gets a column after theirs. */
function computed(part: KqlExpression): KqlExpression {
  return { kind: 'computed', value: part };
}

function nameFor(part: KqlExpression): string {
  const suffix =
    part.kind === 'call'
      ? part.name === 'parse_json'
        ? 'Json'
        : part.name === 'split'
          ? 'Parts'
          : 'Value'
      : part.kind === 'path'
        ? 'Value'
        : 'Test';
  return `${stemIn(part).replace(/(?<=.)(?:Json|Parts|Value|Test)\d*$/, '')}${suffix}`;
}

/** What computes no list is called after the first column that it reads. */
function stemIn(e: KqlExpression): string {
  const isList = (e.kind === 'call' && e.name !== 'coalesce') || e.kind === 'path' || e.kind === 'column';
  const stem = isList ? stemOf(e) : 'List';
  if (stem !== 'List') return stem;
  return partsOf(e).reduce((found, part) => (found === 'List' ? stemIn(part) : found), 'List');
}

/** In how many others each part stands; a part of several equal ones counts once. */
function usesIn(expressions: readonly KqlExpression[], markOf: MarkOf): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const seen = new Set<number>();
  const use = (e: KqlExpression): void => {
    const mark = markOf(e);
    uses.set(mark, (uses.get(mark) ?? 0) + 1);
    if (seen.has(mark)) return;
    seen.add(mark);
    partsOf(e).forEach(use);
  };
  expressions.forEach(use);
  return uses;
}

/** The stage that a column belongs to: after all that it reads. */
function placeOf(value: KqlExpression, places: ReadonlyMap<string, number>): number {
  let place = 0;
  some(value, (part) => {
    if (part.kind === 'column') place = Math.max(place, (places.get(part.name) ?? -1) + 1);
    return false;
  });
  return place;
}

const always = new Set(['parse_json', 'iff', 'case']);
/** Conditions stay where they are: a filter reads best whole. */
const conditions = new Set(['isempty', 'isnotempty', 'isnull', 'isnotnull', 'not', 'bag_has_key', 'set_has_element']);

function isWorth(e: Extract<KqlExpression, { kind: 'call' }>): boolean {
  if (always.has(e.name)) return true;
  const last = e.args.at(-1);
  const isCondition =
    conditions.has(e.name) ||
    (e.name === 'coalesce' && last?.kind === 'literal' && last.type === 'bool') ||
    /^ipv[46]_is/.test(e.name);
  return !isCondition && printExpression(e, -1).length >= long;
}

const compound = new Set<KqlExpression['kind']>(['call', 'path', 'binary', 'in', 'and', 'or', 'not']);
/** A column costs its line and a comma. */
const line = 8;

/** Whether the query gets shorter where the expression is written once, and its name as often. */
function isShorter(e: KqlExpression, uses: number): boolean {
  if (!compound.has(e.kind)) return false;
  const size = printExpression(inStages(e), -1).length;
  const name = nameFor(e).length + 1;
  return uses * size > size + line + (uses + 1) * name;
}

/** The expression with columns for what its stages compute. */
function inStages(e: KqlExpression): KqlExpression {
  return map(e, (part) =>
    part.kind === 'gathered' || part.kind === 'computed' ? column(`${stemIn(part)}Value`) : part,
  );
}

/** Reads the event alone: no element of a list, and nothing that a later stage makes. */
function isOfEvent(e: KqlExpression): boolean {
  return !some(e, (part) => part.kind === 'element' || part.kind === 'gathered' || part.kind === 'computed');
}
