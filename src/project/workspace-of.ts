import type { Workspace } from '../compile.ts';
import type { Config } from '../config.ts';
import { isOpenLogType } from '../config.ts';
import type { Template } from '../envelope/formats.ts';
import type { Json } from '../ir/json.ts';
import { withGeneric } from '../mapping/generic.ts';
import type { DataModel, LogType, Mapping } from '../mapping/log-type.ts';
import type { Entity } from '../mapping/mapping.ts';
import { targets } from '../targets/index.ts';

/** The data files of a workspace, wherever they are kept; each is asked for once. */
export interface DataFiles {
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  readonly logType: (name: string) => LogType | undefined;
  readonly model: (name: string) => DataModel | undefined;
  readonly mapping: (target: string, logType: string) => Mapping | undefined;
  /** Whether there is such a file, readable or not. */
  readonly hasMapping: (target: string, logType: string) => boolean;
  /** Looks at a mapping that is used beside its schema. */
  readonly checkMapping: (mapping: Mapping, schema: LogType) => void;
  readonly mappingNames: (target: string) => readonly string[];
  /** Throws `EnvelopeError`. */
  readonly template: (target: string, name: string) => Template;
}

/** The workspace of some data files: everything is read when first asked for, and every log type has its generic homes. */
export function workspaceOf(files: DataFiles, config: Config, today: string): Workspace {
  const logType = once((name: string) => (isName(name) ? files.logType(name) : undefined));
  const mappingFile = twice((target: string, name: string) => (isName(name) ? files.mapping(target, name) : undefined));
  // Who acts in an event does not depend on where it is stored: those of the target's own file, else of any.
  const entitiesOf = (name: string, first: string): readonly Entity[] => {
    for (const target of [first, ...targets.map((t) => t.name)]) {
      const entities = mappingFile(target, name)?.homes[0]?.entities ?? [];
      if (entities.length > 0) return entities;
    }
    return [];
  };
  return {
    targets,
    config,
    today,
    lists: files.lists,
    logType,
    model: once((name: string) => (isName(name) ? files.model(name) : undefined)),
    mapping: twice((target: string, name: string): Mapping | undefined => {
      const owner = targets.find((t) => t.name === target);
      const mapping = mappingFile(target, name);
      // In place of a file that cannot be read nothing stands in: where the events are would not be what the file says.
      if (mapping === undefined && isName(name) && files.hasMapping(target, name)) return undefined;
      const schema = logType(name);
      if (owner === undefined || (schema === undefined && !(isName(name) && isOpenLogType(config, name))))
        return mapping;
      if (mapping && schema) files.checkMapping(mapping, schema);
      const { generic, variant } = owner;
      const entities = entitiesOf(name, target);
      return withGeneric({ target, generic, variant, logType: name, schema, mapping, entities });
    }),
    mapped: once((target: string) => files.mappingNames(target).filter((name) => !mappingFile(target, name)?.noHome)),
    template: twice(files.template),
  };
}

/** Names become file names: nothing else is ever looked up. */
function isName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) && !name.includes('..');
}

function once<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const had = made.get(key);
    if (had !== undefined || made.has(key)) return had as T; // the map holds exactly what `make` gave for this key
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

function twice<T>(make: (a: string, b: string) => T): (a: string, b: string) => T {
  const joined = once((key: string) => {
    const [a = '', b = ''] = key.split('\u0000');
    return make(a, b);
  });
  return (a, b) => joined(`${a}\u0000${b}`);
}
