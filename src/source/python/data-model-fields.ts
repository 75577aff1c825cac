import type { Span } from '../../diagnostics/source.ts';
import { parseJsonPath } from '../data-model-file.ts';
import { choice } from './choice.ts';
import type { LiftInput } from './lifted.ts';
import type { ModuleLoader } from './module-loader.ts';
import type { PythonDataModel } from './modules.ts';
import { isFault } from './modules.ts';
import type { Args, DataSym, Machine, Sym } from './sym.ts';
import { none } from './sym.ts';
import { data, hasType, noneSym } from './values.ts';

/**
 * `event.udm(name)`: the field that the data model of the event's log type gives the name, a path or a function; without
 * a model, the field `p_udm.<name>`. Which model is decided by the event's `p_log_type`.
 */
export function askModel(
  machine: Machine,
  input: LiftInput,
  loader: ModuleLoader,
  event: DataSym,
  args: Args,
  span: Span,
): Sym {
  const { terms } = machine;
  const [name] = args.positional;
  if (name?.kind !== 'const' || typeof name.value !== 'string')
    return machine.unknown('event.udm() of a computed name', 'which field it is depends on the event', span);
  const logType = terms.steps(event.value, ['p_log_type']);
  let value: Sym = data(machine, terms.steps(event.value, ['p_udm', name.value]));
  for (const one of [...input.logTypes].reverse()) {
    const model = input.sources.dataModel(one);
    if (model === undefined) continue;
    if ('fault' in model) return machine.unknown(`the data model of ${one}`, model.fault, model.span);
    const field = name.value;
    const when = terms.test(logType, 'eq', [terms.literal(one)]);
    const rest = value;
    const [own] = machine.branch(
      when,
      () => fieldOf(machine, model, field, loader, event, span),
      () => undefined,
    );
    value = own === undefined ? rest : choice(machine, when, own, rest);
  }
  const otherwise = args.named.get('default') ?? args.positional[1];
  if (otherwise === undefined || (otherwise.kind === 'const' && otherwise.value === null)) return value;
  return choice(machine, hasType(machine, value, none), otherwise, value);
}

function fieldOf(
  machine: Machine,
  model: PythonDataModel,
  name: string,
  loader: ModuleLoader,
  event: DataSym,
  span: Span,
): Sym {
  const mapping = model.mappings.get(name);
  const { terms } = machine;
  if (mapping === undefined) return data(machine, terms.steps(event.value, ['p_udm', name]));
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
