import type { Gathered, KqlExpression, KqlStage, Named } from './ast.ts';
import { call, column, isIn, path, text } from './build.ts';
import { hasElements } from './gather.ts';
import type { Names } from './names.ts';
import { printExpression } from './print.ts';

/** A place in a pipeline where `mv-apply` stages may be put, and the elements that are bound there, innermost first. */
export interface Level {
  readonly elements: readonly string[];
  readonly names: Names;
  readonly pending: Pending[];
}

type Pending = Apply | Extension;

/** One column that is computed because it is read more than once. */
interface Extension {
  readonly kind: 'extend';
  readonly mark: string;
  readonly column: Named;
}

/** One `mv-apply` to come: the same list is gone through once, however many things are gathered from it. */
interface Apply {
  readonly kind: 'apply';
  readonly mark: string;
  readonly item: Named;
  readonly before: readonly KqlStage[];
  readonly inner: Level;
  readonly columns: Named[];
}

/** The top of a pipeline. */
export function topLevel(names: Names): Level {
  return { elements: [], names, pending: [] };
}

/** The expression over plain columns, with what it gathers put into the level's stages to come. */
export function hoist(e: KqlExpression, level: Level): KqlExpression {
  const go = (part: KqlExpression): KqlExpression => hoist(part, level);
  switch (e.kind) {
    case 'element':
      return column(level.elements[e.depth] ?? `element${e.depth}`);
    case 'gathered':
      return column(gather(e, level));
    case 'computed':
      return column(compute(hoist(e.value, level), level));
    case 'path':
      return path(go(e.of), e.steps);
    case 'call':
      return { ...e, args: e.args.map(go) };
    case 'binary':
      return { ...e, left: go(e.left), right: go(e.right) };
    case 'in':
      return { ...e, subject: go(e.subject) };
    case 'and':
    case 'or':
      return { ...e, operands: e.operands.map(go) };
    case 'not':
      return { ...e, operand: go(e.operand) };
    case 'column':
    case 'literal':
    case 'null':
    case 'regex':
    case 'list':
    case 'star':
      return e;
  }
}

/** The stages that the level's expressions need before them; the level is empty again afterwards. */
export function takeStages(level: Level): readonly KqlStage[] {
  return level.pending.splice(0).map((pending): KqlStage => {
    if (pending.kind === 'extend') return { kind: 'extend', columns: [pending.column] };
    const { item, before, inner, columns } = pending;
    return { kind: 'mv-apply', item, body: [...before, ...takeStages(inner), { kind: 'summarize', columns, by: [] }] };
  });
}

function compute(value: KqlExpression, level: Level): string {
  const mark = printExpression(value, -1);
  const known = level.pending.find((p) => p.kind === 'extend' && p.mark === mark);
  if (known?.kind === 'extend') return known.column.name;
  const name = level.names.fresh('Computed');
  level.pending.push({ kind: 'extend', mark, column: { name, value } });
  return name;
}

function gather(e: Gathered, level: Level): string {
  const list = hoist(e.list, level);
  const apply = e.take.kind === 'walk' ? walkApply(list, e.take.keys, e.stem, level) : applyOf(list, e.stem, level);
  const value = aggregate(e, apply);
  const mark = printExpression(value, -1);
  const known = apply.columns.find((named) => printExpression(named.value, -1) === mark);
  if (known) return known.name;
  const name = level.names.fresh(`${e.stem}${suffix(e)}`);
  apply.columns.push({ name, value });
  return name;
}

function suffix(e: Gathered): string {
  switch (e.take.kind) {
    case 'count':
      return e.take.as;
    case 'filter':
      return 'Matches';
    case 'walk':
      return 'Values';
  }
}

function aggregate(e: Gathered, apply: Apply): KqlExpression {
  switch (e.take.kind) {
    case 'count':
      return call('countif', hoist(e.take.where, apply.inner));
    case 'filter':
      return call('make_list_if', column(apply.item.name), hoist(e.take.where, apply.inner));
    case 'walk':
      return call('make_set', column(apply.item.name));
  }
}

/** `mv-apply` has no row for an empty list, and the event would vanish with it: one null element stands in. */
function applyOf(list: KqlExpression, stem: string, level: Level): Apply {
  const filled = call('iff', hasElements(list), list, { kind: 'literal', type: 'dynamic', value: [null] });
  return findOrAdd(filled, stem, printExpression(filled, -1), () => [], level);
}

/** Each key is read off every element, lists on the way are expanded. */
function walkApply(list: KqlExpression, keys: readonly string[], stem: string, level: Level): Apply {
  const start = call('iff', hasElements(list), list, call('pack_array', list));
  return findOrAdd(
    start,
    stem,
    `${printExpression(start, -1)} ${JSON.stringify(keys)}`,
    (item) => walkStages(item, keys),
    level,
  );
}

function walkStages(item: string, keys: readonly string[]): readonly KqlStage[] {
  const here = column(item);
  const asList = call('iff', isIn(call('gettype', here), [text('array')]), here, call('pack_array', here));
  return keys.flatMap((key): KqlStage[] => [
    { kind: 'extend', columns: [{ name: item, value: path(here, [key]) }] },
    { kind: 'extend', columns: [{ name: item, value: asList }] },
    { kind: 'mv-expand', item: { name: item, value: here } },
  ]);
}

function findOrAdd(
  list: KqlExpression,
  stem: string,
  mark: string,
  before: (item: string) => readonly KqlStage[],
  level: Level,
): Apply {
  const found = level.pending.find((p) => p.kind === 'apply' && p.mark === mark);
  if (found?.kind === 'apply') return found;
  const item = level.names.fresh(`${stem}Item`);
  const inner: Level = { elements: [item, ...level.elements], names: level.names, pending: [] };
  const made: Apply = {
    kind: 'apply',
    mark,
    item: { name: item, value: list },
    before: before(item),
    inner,
    columns: [],
  };
  level.pending.push(made);
  return made;
}
