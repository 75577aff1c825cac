import type { SigmaAtom, SigmaExpression } from './ast.ts';
import { atom, keyOf } from './ast.ts';
import type { ConditionExpression } from './condition.ts';

/** Named selections and the condition over them. */
export interface Detection {
  readonly selections: readonly Selection[];
  readonly condition: ConditionExpression;
}

/** One map, or a list of maps any of which must hold; the atoms of one map must all hold and differ in their keys. */
export interface Selection {
  readonly name: string;
  readonly maps: readonly (readonly SigmaAtom[])[];
}

/**
 * Lays an expression out as SigmaHQ's rules are: what must hold in `selection`, alternatives as a list of maps, what must not hold
 * in `filter_main_*`, and the rest as cases in the condition.
 */
export function layOut(expression: SigmaExpression): Detection {
  const maps: SigmaAtom[][] = [];
  const alternatives: (readonly SigmaAtom[])[][] = [];
  const filters: (readonly SigmaAtom[])[] = [];
  const others: SigmaExpression[] = [];
  for (const conjunct of expression.kind === 'and' ? expression.operands : [expression]) {
    const listed = conjunct.kind === 'or' ? eachAsMap(conjunct.operands) : undefined;
    const excluded = conjunct.kind === 'not' ? excludedMaps(conjunct.operand) : undefined;
    if (conjunct.kind === 'atom') place(conjunct, maps);
    else if (listed) alternatives.push([...listed]);
    else if (excluded) filters.push(...excluded);
    else others.push(conjunct);
  }
  const layout = new Layout();
  const parts = [
    ...layout.required([...maps.map((map) => [map]), ...alternatives]),
    ...others.map((other) => layout.cases(other)),
    ...layout.excluded(filters),
  ];
  const [only, ...more] = parts;
  const condition: ConditionExpression =
    only !== undefined && more.length === 0 ? only : { kind: 'and', operands: parts.flatMap(flattened) };
  return { selections: layout.selections, condition };
}

/** Names selections as they are added. */
class Layout {
  readonly selections: Selection[] = [];

  /** Selections that must all hold: one is `selection`, several are `selection_*`. */
  required(selections: readonly (readonly (readonly SigmaAtom[])[])[]): ConditionExpression[] {
    const [only, ...more] = selections;
    if (only === undefined) return [];
    if (more.length === 0) return [this.add('selection', only)];
    selections.forEach((maps, i) => {
      const plain = i === 0 && maps.length === 1 && (maps[0]?.length ?? 0) > 1;
      this.add(`selection_${plain ? 'main' : hintOf(maps)}`, maps);
    });
    return [{ kind: 'of', quantity: 'all', pattern: 'selection_*' }];
  }

  /** Maps none of which may hold. */
  excluded(filters: readonly (readonly SigmaAtom[])[]): ConditionExpression[] {
    for (const map of filters) this.add(`filter_main_${hintOf([map])}`, [map]);
    if (filters.length === 0) return [];
    return [{ kind: 'not', operand: { kind: 'of', quantity: '1', pattern: 'filter_main_*' } }];
  }

  /** An expression that no selection or filter alone can say. */
  cases(expression: SigmaExpression): ConditionExpression {
    const map = asMap(expression);
    const maps = map ? [map] : expression.kind === 'or' ? eachAsMap(expression.operands) : undefined;
    if (maps) return this.add(`case_${hintOf(maps)}`, maps);
    if (expression.kind === 'atom') return this.add(`case_${hintOf([[expression]])}`, [[expression]]);
    if (expression.kind === 'not') return { kind: 'not', operand: this.cases(expression.operand) };
    if (expression.kind === 'or') return { kind: 'or', operands: expression.operands.map((o) => this.cases(o)) };
    const together: SigmaAtom[][] = [];
    const others: SigmaExpression[] = [];
    for (const operand of expression.operands) {
      if (operand.kind === 'atom') place(operand, together);
      else others.push(operand);
    }
    return {
      kind: 'and',
      operands: [
        ...together.map((atoms) => this.add(`case_${hintOf([atoms])}`, [atoms])),
        ...others.map((o) => this.cases(o)),
      ],
    };
  }

  private add(wanted: string, maps: readonly (readonly SigmaAtom[])[]): ConditionExpression {
    let name = wanted;
    for (let n = 2; this.selections.some((s) => s.name === name); n++) name = `${wanted}_${n}`;
    this.selections.push({ name, maps });
    return { kind: 'name', name };
  }
}

function flattened(part: ConditionExpression): readonly ConditionExpression[] {
  return part.kind === 'and' ? part.operands : [part];
}

/** Puts an atom into the first map that has its key free, or where two lists of parts can become one with `all`. */
function place(wanted: SigmaAtom, maps: SigmaAtom[][]): void {
  for (const map of maps) {
    const at = map.findIndex((a) => mergeAll(a, wanted) !== undefined);
    const known = map[at];
    const merged = known && mergeAll(known, wanted);
    if (merged && !map.some((a, i) => i !== at && keyOf(a) === keyOf(merged))) {
      map[at] = merged;
      return;
    }
    if (!map.some((a) => keyOf(a) === keyOf(wanted))) {
      map.push(wanted);
      return;
    }
  }
  maps.push([wanted]);
}

/** Two rows that a field contains a text, as one row that it contains all of them. */
function mergeAll(known: SigmaAtom, wanted: SigmaAtom): SigmaAtom | undefined {
  if (known.field !== wanted.field) return undefined;
  const plain = (a: SigmaAtom): string => a.modifiers.filter((m) => m !== 'all').join('|');
  if (!known.modifiers.includes('contains') || plain(known) !== plain(wanted)) return undefined;
  const conjunctive = (a: SigmaAtom): boolean => a.values.length === 1 || a.modifiers.includes('all');
  if (!conjunctive(known) || !conjunctive(wanted)) return undefined;
  const merged = atom(known.field, [...known.modifiers, 'all'], [...known.values, ...wanted.values]);
  return merged.values.length > 1 ? merged : known;
}

/** The atoms of one map; undefined where the expression is more than a conjunction of atoms with different keys. */
function asMap(expression: SigmaExpression): readonly SigmaAtom[] | undefined {
  if (expression.kind === 'atom') return [expression];
  if (expression.kind !== 'and') return undefined;
  const maps: SigmaAtom[][] = [];
  for (const operand of expression.operands) {
    if (operand.kind !== 'atom') return undefined;
    place(operand, maps);
  }
  const [only, ...more] = maps;
  return more.length === 0 ? only : undefined;
}

function eachAsMap(operands: readonly SigmaExpression[]): readonly (readonly SigmaAtom[])[] | undefined {
  const maps = operands.map(asMap);
  return maps.every((map) => map !== undefined) ? maps : undefined;
}

/** The maps that a negation excludes, each on its own. */
function excludedMaps(expression: SigmaExpression): readonly (readonly SigmaAtom[])[] | undefined {
  return eachAsMap(expression.kind === 'or' ? expression.operands : [expression]);
}

/** A part of a name, from the last key of the first field. */
function hintOf(maps: readonly (readonly SigmaAtom[])[]): string {
  const field = maps[0]?.[0]?.field ?? '';
  const last = field.split('.').at(-1) ?? '';
  const words = last.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return (
    words
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 40) || 'field'
  );
}
