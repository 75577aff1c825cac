import type { Gathered, KqlExpression, KqlStage, Named } from './ast.ts';
import { call, column, isIn, path, text } from './build.ts';
import { hasElements } from './gather.ts';
import type { Names } from './names.ts';
import { printExpression } from './print.ts';

/** A place in a pipeline where `mv-apply` stages may be put, and the elements that are bound there, innermost first. */
export interface Level {
  readonly elements: readonly string[];
  readonly names: Names;
  readonly applies: Apply[];
}

/** One `mv-apply` to come: the same list is gone through once, however many things are gathered from it. */
interface Apply {
  readonly mark: string;
  readonly item: Named;
  readonly before: readonly KqlStage[];
  readonly inner: Level;
  readonly columns: Named[];
}

/** The top of a pipeline. */
export function topLevel(names: Names): Level {
  return { elements: [], names, applies: [] };
}

/** The expression over plain columns, with what it gathers put into the level's stages to come. */
export function hoist(e: KqlExpression, level: Level): KqlExpression {
  const go = (part: KqlExpression): KqlExpression => hoist(part, level);
  switch (e.kind) {
    case 'element':
      return column(level.elements[e.depth] ?? `element${e.depth}`);
    case 'gathered':
      return column(gather(e, level));
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
  return level.applies.splice(0).map((apply) => ({
    kind: 'mv-apply',
    item: apply.item,
    body: [...apply.before, ...takeStages(apply.inner), { kind: 'summarize', columns: apply.columns, by: [] }],
  }));
}

function gather(e: Gathered, level: Level): string {
  const list = hoist(e.list, level);
  const apply = e.take.kind === 'walk' ? walkApply(list, e.take.keys, e.stem, level) : applyOf(list, e.stem, level);
  const value = aggregate(e, apply);
  const mark = printExpression(value);
  const known = apply.columns.find((named) => printExpression(named.value) === mark);
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
  return findOrAdd(filled, stem, [], level);
}

/** Each key is read off every element, lists on the way are expanded. */
function walkApply(list: KqlExpression, keys: readonly string[], stem: string, level: Level): Apply {
  const start = call('iff', hasElements(list), list, call('pack_array', list));
  const item = level.names.fresh(`${stem}Item`);
  const here = column(item);
  const before = keys.flatMap((key): KqlStage[] => [
    { kind: 'extend', columns: [{ name: item, value: path(here, [key]) }] },
    {
      kind: 'extend',
      columns: [
        {
          name: item,
          value: call('iff', isIn(call('gettype', here), [text('array')]), here, call('pack_array', here)),
        },
      ],
    },
    { kind: 'mv-expand', item: { name: item, value: here } },
  ]);
  return add({ name: item, value: start }, `walk ${JSON.stringify(keys)}`, before, level);
}

function findOrAdd(list: KqlExpression, stem: string, before: readonly KqlStage[], level: Level): Apply {
  const mark = printExpression(list);
  const found = level.applies.find((apply) => apply.mark === mark);
  return found ?? add({ name: level.names.fresh(`${stem}Item`), value: list }, mark, before, level);
}

function add(item: Named, mark: string, before: readonly KqlStage[], level: Level): Apply {
  const inner: Level = { elements: [item.name, ...level.elements], names: level.names, applies: [] };
  const apply: Apply = { mark, item, before, inner, columns: [] };
  level.applies.push(apply);
  return apply;
}
