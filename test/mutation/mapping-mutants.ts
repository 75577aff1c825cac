import type { PlacedRule } from '../../src/compile.ts';
import { compileRule } from '../../src/compile.ts';
import type { Column, FieldEntry, Home } from '../../src/mapping/mapping.ts';
import type { Project } from '../../src/project/open-project.ts';
import type { Artifact, Target } from '../../src/targets/target.ts';
import type { Unit } from '../../src/unit.ts';

/** A fault in a home's data. */
export interface MappingMutant {
  readonly kind: string;
  readonly what: string;
  /** The artifacts that the rule then gives; `undefined`: it is refused. */
  readonly compile: () => readonly Artifact[] | undefined;
}

type Change = readonly [kind: string, column: Column];

/** Faults in the entries of the fields whose columns a unit's text names. */
export function mappingMutantsOf(unit: Unit, placed: PlacedRule, target: Target, project: Project): MappingMutant[] {
  const home = unit.proof?.mapped.home;
  if (home === undefined) return [];
  const text = unit.artifacts.map(({ content }) => content).join('\n');
  const named = [...home.fields].filter(([, entry]) => entry.columns.some(({ name }) => text.includes(name)));
  return named.slice(0, 12).flatMap(([field, entry]) =>
    entry.columns.flatMap((column, i) =>
      changesOf(column, home).map(([kind, changed]): MappingMutant => {
        const columns = entry.columns.map((c, j) => (j === i ? changed : c));
        const mutated: Home = { ...home, fields: new Map(home.fields).set(field, { ...entry, columns }) };
        return {
          kind,
          what: `${field}: ${column.name}`,
          compile: () => compiled(unit, placed, target, project, mutated),
        };
      }),
    ),
  );
}

function changesOf(column: Column, home: Home): Change[] {
  const changes: Change[] = [];
  const other = [...home.fields.values()]
    .flatMap((entry: FieldEntry) => entry.columns)
    .find((c) => c.name !== column.name && c.type === column.type && c.repeated === column.repeated);
  if (other)
    changes.push(['mapping: the column of a neighbour', { ...column, name: other.name, access: other.access }]);
  if (column.values !== undefined) {
    const raw = Object.keys(column.values);
    const stored = Object.values(column.values);
    const turned = Object.fromEntries(raw.map((value, i) => [value, stored[(i + 1) % stored.length] ?? value]));
    if (new Set(stored).size > 1) changes.push(['mapping: values turned round', { ...column, values: turned }]);
  }
  if (column.type === 'string') changes.push(['mapping: text as a number', { ...column, type: 'int' }]);
  if (column.type === 'int' || column.type === 'bool')
    changes.push(['mapping: a typed column as text', { ...column, type: 'string' }]);
  return changes;
}

function compiled(
  unit: Unit,
  placed: PlacedRule,
  target: Target,
  project: Project,
  home: Home,
): readonly Artifact[] | undefined {
  const { workspace, config } = project;
  const environment = config.environments.find(({ name }) => name === unit.environment) ?? config.base;
  const units = compileRule(placed, environment, unit.environment, {
    ...workspace,
    targets: [target],
    mapping: (name, logType) => {
      const found = workspace.mapping(name, logType);
      return found && { ...found, homes: found.homes.map((one) => (one.name === home.name ? home : one)) };
    },
  });
  const made = units.find((one) => one.logType === unit.logType && one.home === unit.home);
  return made?.status === 'built' ? made.artifacts : undefined;
}
