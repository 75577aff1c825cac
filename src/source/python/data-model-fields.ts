import type { Span } from '../../diagnostics/source.ts';
import { parseJsonPath } from '../data-model-file.ts';
import type { Asking } from './by-log-type.ts';
import { ModelAsked } from './by-log-type.ts';
import { choice } from './choice.ts';
import type { ModuleLoader } from './module-loader.ts';
import type { PythonDataModel, PythonSources } from './modules.ts';
import { isFault } from './modules.ts';
import type { Args, DataSym, Machine, Sym } from './sym.ts';
import { none } from './sym.ts';
import { data, hasType, noneSym } from './values.ts';

/** Where fields of the data model are looked up. */
export interface Models {
  readonly sources: PythonSources;
  readonly loader: ModuleLoader;
  readonly event: DataSym;
  readonly asking: Asking;
}

/**
 * `event.udm(name)`: the field that the data model of the event's log type gives the name, a path or a function; without
 * a model, the field `p_udm.<name>`.
 */
export function askModel(machine: Machine, models: Models, args: Args, span: Span): Sym {
  const { asking, sources } = models;
  const [name] = args.positional;
  if (name?.kind !== 'const' || typeof name.value !== 'string')
    return machine.unknown('event.udm() of a computed name', 'which field it is depends on the event', span);
  if (asking.logType === undefined) throw new ModelAsked();
  const model = asking.logType === null ? undefined : sources.dataModel(asking.logType);
  if (model !== undefined && 'fault' in model)
    return machine.unknown(`the data model of ${asking.logType}`, model.fault, model.span);
  const value = fieldOf(machine, models, model, name.value, span);
  const otherwise = args.named.get('default') ?? args.positional[1];
  if (otherwise === undefined || (otherwise.kind === 'const' && otherwise.value === null)) return value;
  return choice(machine, hasType(machine, value, none), otherwise, value);
}

function fieldOf(
  machine: Machine,
  { loader, event }: Models,
  model: PythonDataModel | undefined,
  name: string,
  span: Span,
): Sym {
  const mapping = model?.mappings.get(name);
  const { terms } = machine;
  if (model === undefined || mapping === undefined) return data(machine, terms.steps(event.value, ['p_udm', name]));
  if ('path' in mapping) {
    const path = parseJsonPath(mapping.path);
    if (path === undefined)
      return machine.unknown(`the data model's path ${mapping.path}`, 'it may lead to several places', span);
    return data(machine, terms.reference({ scope: 'event', path, exact: true }));
  }
  if (model.module === undefined || isFault(model.module))
    return machine.unknown(`the data model's function ${mapping.method}`, 'its Python file is missing', span);
  const { module } = loader.load(machine, model.module);
  const method = module.members(mapping.method);
  if (method === undefined) {
    machine.raise(terms.yes, 'AttributeError');
    return noneSym;
  }
  return machine.call(method, { positional: [event], named: new Map() }, span);
}
