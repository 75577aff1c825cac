import type { Gathered, KqlExpression, KqlStage, Named } from './ast.ts';
import { call, column, isIn, path, text } from './build.ts';
import { hasElements, stemOf } from './gather.ts';
import type { MarkOf } from './marks.ts';
import type { Names } from './names.ts';

/** A place in a pipeline where `mv-apply` stages may be put, and the elements that are bound there, innermost first. */
export interface Level {
  readonly elements: readonly string[];
  readonly names: Names;
  readonly markOf: MarkOf;
  readonly pending: Pending[];
  /** The columns that its stages make or have made, by the mark of what they hold. */
  readonly made: Map<number, string>;
}

type Pending = Apply | Extension;

/** One column that is computed because it is read more than once. */
interface Extension {
  readonly kind: 'extend';
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
export function topLevel(names: Names, markOf: MarkOf): Level {
  return { elements: [], names, markOf, pending: [], made: new Map() };
}

/** The expression over plain columns, with what it gathers put into the level's stages to come. */
export function hoist(e: KqlExpression, level: Level): KqlExpression {
  const done = new Map<KqlExpression, KqlExpression>();
  const go = (part: KqlExpression): KqlExpression => {
    const made = done.get(part) ?? hoistPart(part, level, go);
    done.set(part, made);
    return made;
  };
  return go(e);
}

function hoistPart(e: KqlExpression, level: Level, go: (part: KqlExpression) => KqlExpression): KqlExpression {
  switch (e.kind) {
    case 'element':
      return column(level.elements[e.depth] ?? `element${e.depth}`);
    case 'gathered':
      return column(gather(e, level, go));
    case 'computed':
      return column(compute(e, level, go));
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

/** The stages that the level's expressions need before them; nothing is to come of it afterwards. */
export function takeStages(level: Level): readonly KqlStage[] {
  return level.pending.splice(0).map((pending): KqlStage => {
    if (pending.kind === 'extend') return { kind: 'extend', columns: [pending.column] };
    const { item, before, inner, columns } = pending;
    return { kind: 'mv-apply', item, body: [...before, ...takeStages(inner), { kind: 'summarize', columns, by: [] }] };
  });
}

type Go = (part: KqlExpression) => KqlExpression;

function compute(e: Extract<KqlExpression, { kind: 'computed' }>, level: Level, go: Go): string {
  const value = go(e.value);
  const mark = level.markOf(e);
  const known = level.made.get(mark);
  if (known !== undefined) return known;
  const name = level.names.fresh(`${stemOf(e.value)}Value`);
  level.pending.push({ kind: 'extend', column: { name, value } });
  level.made.set(mark, name);
  return name;
}

function gather(e: Gathered, level: Level, go: Go): string {
  const known = level.made.get(level.markOf(e));
  if (known !== undefined) return known;
  const list = go(e.list);
  const apply = applyFor(e, list, level);
  const name = level.names.fresh(`${e.stem}${suffix(e)}`);
  apply.columns.push({ name, value: aggregate(e, apply) });
  level.made.set(level.markOf(e), name);
  return name;
}

function suffix(e: Gathered): string {
  switch (e.take.kind) {
    case 'count':
      return e.take.as;
    case 'filter':
      return 'Matches';
    case 'collect':
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
    case 'collect':
      return call('make_list_with_nulls', hoist(e.take.value, apply.inner));
    case 'walk':
      return call('make_set', column(apply.item.name));
  }
}

function applyFor({ take, stem }: Gathered, list: KqlExpression, level: Level): Apply {
  switch (take.kind) {
    case 'count':
    case 'filter':
      return findOrAdd(filled(list), stem, 'all', () => [], level);
    case 'collect': {
      const { where } = take;
      const only = (inner: Level): readonly KqlStage[] => {
        const condition = hoist(where, inner);
        return [...takeStages(inner), { kind: 'where', conditions: [condition] }];
      };
      return findOrAdd(filled(list), stem, `only ${level.markOf(where)}`, only, level);
    }
    case 'walk': {
      const start = call('iff', hasElements(list), list, call('pack_array', list));
      const { keys } = take;
      return findOrAdd(start, stem, JSON.stringify(keys), (_, item) => walkStages(item, keys), level);
    }
  }
}

/** `mv-apply` has no row for an empty list, and the event would vanish with it: one null element stands in. */
function filled(list: KqlExpression): KqlExpression {
  return call('iff', hasElements(list), list, { kind: 'literal', type: 'dynamic', value: [null] });
}

/** Each key is read off every element, lists on the way are expanded. */
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
  way: string,
  before: (inner: Level, item: string) => readonly KqlStage[],
  level: Level,
): Apply {
  const mark = `${level.markOf(list)} ${way}`;
  const found = level.pending.find((p) => p.kind === 'apply' && p.mark === mark);
  if (found?.kind === 'apply') return found;
  const item = level.names.fresh(`${stem}Item`);
  const inner: Level = { ...topLevel(level.names, level.markOf), elements: [item, ...level.elements] };
  const made: Apply = {
    kind: 'apply',
    mark,
    item: { name: item, value: list },
    before: before(inner, item),
    inner,
    columns: [],
  };
  level.pending.push(made);
  return made;
}
