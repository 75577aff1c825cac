import type { Field } from './log-type.ts';

/** What a log type calls its keys. */
export interface SchemaNames {
  /** Lower case → the cases in which the key is listed. */
  readonly cases: ReadonlyMap<string, readonly string[]>;
  /** Pairs of keys of one object that differ by case alone, each both ways, in the order of the schema. */
  readonly twins: readonly (readonly [string, string])[];
}

const known = new WeakMap<readonly Field[], SchemaNames>();

/** The names of a schema's fields, gathered once for each schema. */
export function schemaNames(fields: readonly Field[]): SchemaNames {
  const names = known.get(fields) ?? gather(fields);
  known.set(fields, names);
  return names;
}

function gather(fields: readonly Field[]): SchemaNames {
  const cases = new Map<string, Set<string>>();
  const twins: (readonly [string, string])[] = [];
  const visit = (siblings: readonly Field[]): void => {
    const here = new Map<string, string[]>();
    for (const { name } of siblings) {
      const lower = name.toLowerCase();
      cases.set(lower, (cases.get(lower) ?? new Set()).add(name));
      here.set(lower, [...(here.get(lower) ?? []), name]);
    }
    for (const { name } of siblings)
      for (const other of here.get(name.toLowerCase()) ?? []) if (other !== name) twins.push([name, other]);
    for (const { fields: inner, element } of siblings) {
      visit(inner);
      if (element !== undefined) visit([element]);
    }
  };
  visit(fields);
  return { cases: new Map([...cases].map(([lower, names]) => [lower, [...names]])), twins };
}
