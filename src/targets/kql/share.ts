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

/** Takes out of the expressions what is computed of the event more than once and is worth a column. */
export function shareParts(expressions: readonly KqlExpression[], names: Names, markOf: MarkOf): Shared {
  const uses = usesIn(expressions, markOf);
  const stages: Named[][] = [];
  const places = new Map<string, number>();
  const columns = new Map<number, KqlExpression>();
  const take = (part: KqlExpression, original: number): KqlExpression => {
    if ((uses.get(original) ?? 0) < 2 || part.kind !== 'call' || !isOfEvent(part) || !isWorth(part)) return part;
    const known = columns.get(original);
    if (known) return known;
    const suffix = part.name === 'parse_json' ? 'Json' : part.name === 'split' ? 'Parts' : 'Value';
    const name = names.fresh(`${stemOf(part).replace(/(?<=.)(?:Json|Parts|Value)\d*$/, '')}${suffix}`);
    const place = placeOf(part, places);
    const stage = stages[place] ?? [];
    stage.push({ name, value: part });
    stages[place] = stage;
    places.set(name, place);
    columns.set(original, column(name));
    return column(name);
  };
  const made = expressions.map((e) => map(e, (part, _, before) => take(part, markOf(before))));
  return { expressions: made, stages };
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

/** Reads the event alone: no element of a list, and nothing that a later stage makes. */
function isOfEvent(e: KqlExpression): boolean {
  return !some(e, (part) => part.kind === 'element' || part.kind === 'gathered' || part.kind === 'computed');
}
