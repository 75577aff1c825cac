import type { Json } from '../ir/json.ts';
import { printFieldKey } from './field-key.ts';
import type { Field, LogType, Mapping } from './log-type.ts';
import type { Column, Entity, FieldEntry, Home } from './mapping.ts';
import type { Variant } from './variant.ts';
import { variantsOf } from './variant.ts';

/** The name of the home that every log type has: its raw events, under the log's own names. */
export const genericName = 'generic';

/** What a target says of its generic home, for one log type and the options of one environment. */
export interface GenericHome {
  readonly title: string;
  readonly source: Home['source'];
  /** Nothing says that events are ever stored so: it is used only where guesses are opted in to. */
  readonly guessed: boolean;
  /** Fields are named after their paths, with nothing before them. */
  readonly native: boolean;
  readonly fields: ReadonlyMap<string, FieldEntry>;
}

/** Makes a generic home. `schema` is undefined for a log type of which only the name is known. */
export type Generic = (about: {
  readonly logType: string;
  readonly schema: LogType | undefined;
  readonly options: Readonly<Record<string, Json>>;
}) => GenericHome;

/** Why no document is cited: the layout is the project's own, for whoever brings the events in. */
export const genericCite = 'no vendor: events are to be brought in so';

/** A column of a generic home. */
export function genericColumn(name: string, more: Partial<Column> = {}): Column {
  return {
    name,
    type: 'string',
    access: [],
    holds: 'value',
    repeated: false,
    enriched: false,
    certainty: 'generic',
    cite: genericCite,
    ...more,
  };
}

/** The fields of a schema that are reached without crossing a list, objects as well as what is below them, by their keys. */
export function plainFields(schema: LogType | undefined): readonly { keys: readonly string[]; field: Field }[] {
  const below = (fields: readonly Field[], above: readonly string[]): { keys: string[]; field: Field }[] =>
    fields.flatMap((field) => {
      const keys = [...above, field.name];
      return [{ keys, field }, ...below(field.fields, keys)];
    });
  return below(schema?.fields ?? [], []);
}

/** How a mapping file spells a path of keys. */
export function keyFor(keys: readonly string[]): string {
  return printFieldKey(keys.map((step) => ({ step, list: false })));
}

/** What making the generic home of one log type in one target needs. */
export interface GenericInput {
  readonly target: string;
  readonly generic: Generic;
  readonly logType: string;
  readonly schema: LogType | undefined;
  /** The mapping file of the target, where there is one. */
  readonly mapping: Mapping | undefined;
  readonly entities: readonly Entity[];
  /** What the target makes of default homes besides. */
  readonly variant?: Variant | undefined;
}

/**
 * The homes of a log type with variants and the generic one after those of the mapping file, which is the default where there are none.
 * A home of a file that has its name goes before it.
 */
export function withGeneric({ target, generic, logType, schema, mapping, entities, variant }: GenericInput): Mapping {
  if (mapping?.homes.some(({ name }) => name === genericName)) return mapping;
  const homes = mapping?.homes ?? [];
  const file = mapping?.file ?? schema?.file ?? { path: '', text: '' };
  const make = (options: Readonly<Record<string, Json>>): Home => {
    const { title, source, guessed, native, fields } = generic({ logType, schema, options });
    return {
      name: genericName,
      title,
      default: homes.length === 0 && !guessed,
      source,
      native: native ? { prefix: '', certainty: 'generic', cite: genericCite } : undefined,
      lag: { minutes: 60, certainty: 'guessed', cite: 'No figure is known of events that are brought in so.' },
      fields,
      entities,
      file,
    };
  };
  const all = [...homes, ...variantsOf(homes, variant), make({})];
  return { ...mapping, logType, target, homes: all, file, generic: make };
}

/** A home as the configuration wants it: the generic one may stand in a table or behind a macro of another name. */
export function configuredHome(home: Home, mapping: Mapping, options: Readonly<Record<string, Json>>): Home {
  return home.name === genericName && mapping.generic ? mapping.generic(options) : home;
}
