import type { Condition } from '../../ir/condition.ts';
import type { FieldStep } from '../../mapping/field-key.ts';
import { parseFieldKey, printFieldKey } from '../../mapping/field-key.ts';
import type { LogType } from '../../mapping/log-type.ts';
import { findField } from '../../mapping/log-type-lookup.ts';
import type { Column, FieldEntry, Home } from '../../mapping/mapping.ts';
import { pathOf } from './path.ts';
import type { Cell } from './row-values.ts';
import { writeSteps } from './row-write.ts';
import { udmField } from './udm.ts';

/** A step of a path; `opens`: it leads into a text that holds JSON. */
export interface ReadStep extends FieldStep {
  readonly opens: boolean;
}

/** One field of the log with the columns that the parser fills from it. */
export interface Filling {
  /** From the event, or from the element of a branch. */
  readonly steps: readonly ReadStep[];
  /** One of them takes a value. */
  readonly cells: readonly Cell[];
  /** Elements at these positions of the first list have an entry of their own. */
  readonly apart: ReadonlyMap<number, readonly string[]>;
}

/** A list whose elements go to columns by what they are. */
export interface Branching {
  readonly steps: readonly ReadStep[];
  readonly branches: readonly { readonly when: Condition; readonly fillings: readonly Filling[] }[];
}

/** A column that tells whether the log has a field. */
export interface Telling {
  readonly steps: readonly ReadStep[];
  readonly cell: Cell;
  readonly absent: string;
  readonly present: string;
}

/** Everything that a home's mapping says about storing an event, read once. */
export interface Plan {
  readonly fillings: readonly Filling[];
  readonly branchings: readonly Branching[];
  readonly tellings: readonly Telling[];
  /** Columns that get a text of the store's own where the log has nothing. */
  readonly fillers: readonly { readonly cell: Cell; readonly text: string }[];
  readonly enriched: readonly Cell[];
  /** Values are kept under their own keys besides. */
  readonly extracts: boolean;
}

/** How a home stores events. */
export function planOf(home: Home, guessed: boolean, schema: LogType | undefined): Plan {
  const usable = ({ certainty }: Pick<Column, 'certainty'>): boolean => guessed || certainty !== 'guessed';
  const cellsOf = ({ columns }: FieldEntry): readonly Cell[] => columns.filter(usable).flatMap(cellOf);
  const branchings: Branching[] = [];
  const tellings: Telling[] = [];
  const fillings: Filling[] = [];
  for (const [key, entry] of home.fields) {
    const bare = parseFieldKey(key) ?? [];
    const steps = readSteps(bare, [], schema);
    if (entry.where.length > 0)
      branchings.push({ steps, branches: entry.where.map((branch) => branchOf(branch, bare)) });
    if (entry.presence && usable(entry.presence.column)) {
      const [cell] = cellOf(entry.presence.column);
      if (cell) tellings.push({ steps, cell, absent: entry.presence.absent, present: entry.presence.present });
    }
    const cells = cellsOf(entry);
    if (cells.length > 0 && !isSaidElsewhere(key, home)) fillings.push({ steps, cells, apart: apartFrom(bare, home) });
  }
  const all = fillings.flatMap((filling) => filling.cells);
  return {
    fillings,
    branchings,
    tellings,
    fillers: all.flatMap((cell) => cell.column.absentAs?.slice(0, 1).map((text) => ({ cell, text })) ?? []),
    enriched: all.filter((cell) => cell.column.enriched),
    extracts: home.native?.asText === true && usable(home.native),
  };

  function branchOf(
    { when, fields }: FieldEntry['where'][number],
    list: readonly FieldStep[],
  ): Branching['branches'][number] {
    return {
      when,
      fillings: [...fields].map(([key, entry]) => ({
        steps: readSteps(parseFieldKey(key) ?? [], [...list, { step: 0, list: false }], schema),
        cells: cellsOf(entry),
        apart: new Map(),
      })),
    };
  }
}

/** The steps of a path below another, each with whether the schema says that it leads into a text. */
function readSteps(
  steps: readonly FieldStep[],
  below: readonly FieldStep[],
  schema: LogType | undefined,
): readonly ReadStep[] {
  return steps.map((step, i) => {
    const before = [...below, ...steps.slice(0, i)].flatMap((part) => (part.list ? [part.step, 0] : [part.step]));
    return { ...step, opens: schema !== undefined && findField(schema, before)?.field?.jsonText === true };
  });
}

function cellOf(column: Column): readonly Cell[] {
  const path = pathOf(column);
  const field = path && udmField(path);
  const steps = path && writeSteps(path);
  if (path === undefined || field === undefined || steps === undefined) return [];
  return [{ column, path, field, steps, many: column.repeated }];
}

/** Fields of elements that the list's branches store, and elements that the list's own column holds. */
function isSaidElsewhere(key: string, home: Home): boolean {
  for (const [other, { where, columns }] of home.fields) {
    if (key === `${other}[]`) return columns.length > 0;
    if (key.startsWith(`${other}[].`) && where.some(({ fields }) => fields.has(key.slice(other.length + 3))))
      return true;
  }
  return false;
}

/** `request.ipChain[0].ip` beside `request.ipChain[].ip`: position → names of the columns of its own entry. */
function apartFrom(steps: readonly FieldStep[], home: Home): ReadonlyMap<number, readonly string[]> {
  const apart = new Map<number, readonly string[]>();
  const list = steps.findIndex((step) => step.list);
  if (list === -1) return apart;
  for (const [key, entry] of home.fields) {
    const other = parseFieldKey(key) ?? [];
    const index = other[list + 1]?.step;
    if (typeof index !== 'number') continue;
    const asList = [
      ...other.slice(0, list),
      ...other.slice(list, list + 1).map((step) => ({ ...step, list: true })),
      ...other.slice(list + 2),
    ];
    if (printFieldKey(asList) === printFieldKey(steps))
      apart.set(
        index,
        entry.columns.map((column) => column.name),
      );
  }
  return apart;
}
