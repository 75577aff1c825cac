import type { KqlExpression, KqlStage, Named, ValueList } from './ast.ts';
import { column } from './build.ts';
import { map } from './map-expression.ts';
import type { Names } from './names.ts';

/** Lists longer than this, in values, stand in a `let` above the query, and so do watchlists. */
const longest = 24;

/** The stages with their long lists named, and the lists. */
export function nameLists(
  stages: readonly KqlStage[],
  names: Names,
): { readonly lets: readonly ValueList[]; readonly stages: readonly KqlStage[] } {
  const lets = new Map<string, ValueList>();
  const named = (list: ValueList): ValueList | undefined => {
    if (list.values.length <= longest && list.watchlist === undefined) return undefined;
    const mark = JSON.stringify(list, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    const known = lets.get(mark) ?? { ...list, name: names.fresh(identifier(list.name)) };
    lets.set(mark, known);
    return known;
  };
  const change = (e: KqlExpression): KqlExpression => {
    if (e.kind === 'list') {
      const known = named(e);
      return known ? column(known.name) : e;
    }
    if (e.kind !== 'in') return e;
    const known = named(e.list);
    return known ? { ...e, list: { ...known, values: [] } } : e;
  };
  return { stages: stages.map((stage) => mapStage(stage, (e) => map(e, change))), lets: [...lets.values()] };
}

function identifier(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]+/g, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `List_${plain}`;
}

function mapStage(stage: KqlStage, change: (e: KqlExpression) => KqlExpression): KqlStage {
  const named = (columns: readonly Named[]): Named[] => columns.map((c) => ({ ...c, value: change(c.value) }));
  switch (stage.kind) {
    case 'where':
      return { ...stage, conditions: stage.conditions.map(change) };
    case 'extend':
      return { ...stage, columns: named(stage.columns) };
    case 'summarize':
      return { ...stage, columns: named(stage.columns), by: named(stage.by) };
    case 'mv-apply':
      return {
        ...stage,
        item: { ...stage.item, value: change(stage.item.value) },
        body: stage.body.map((inner) => mapStage(inner, change)),
      };
    case 'mv-expand':
      return { ...stage, item: { ...stage.item, value: change(stage.item.value) } };
    case 'project-away':
    case 'sort':
      return stage;
  }
}
