import type { Span } from '../../diagnostics/source.ts';
import { libraryModule } from './library/index.ts';
import type { PythonModule, PythonSources } from './modules.ts';
import { isFault } from './modules.ts';
import { moduleScope } from './scope.ts';
import { runBlock } from './statement.ts';
import type { Machine, ModuleSym, Scope, Sym } from './sym.ts';

/** Loads the modules of a checkout, each once for a rule. */
export interface ModuleLoader {
  readonly load: (machine: Machine, module: PythonModule) => Loaded;
  readonly find: (machine: Machine, name: string, span: Span) => Sym;
}

export interface Loaded {
  readonly scope: Scope;
  readonly module: ModuleSym;
}

export function makeModuleLoader(sources: PythonSources): ModuleLoader {
  const loaded = new Map<string, Loaded>();
  const known = new Map<string, Sym>();
  const load = (machine: Machine, module: PythonModule): Loaded => {
    const had = loaded.get(module.file.path);
    if (had !== undefined) return had;
    return machine.atStart(() => {
      const scope = moduleScope(machine, module.file);
      const made: Loaded = {
        scope,
        module: {
          kind: 'module',
          name: module.name,
          members: (name) => {
            const found = machine.variable(scope.frame, name);
            return found?.kind === 'unbound' ? undefined : found;
          },
        },
      };
      loaded.set(module.file.path, made);
      runBlock(machine, scope, module.body);
      return made;
    });
  };
  const find = (machine: Machine, name: string, span: Span): Sym => {
    const had = known.get(name);
    if (had !== undefined) return had;
    const module = sources.module(name);
    if (module !== undefined) {
      const found: Sym = isFault(module)
        ? {
            kind: 'unknown',
            fault: {
              construct: `the module ${name}`,
              why: `it is not valid Python: ${module.fault}`,
              span: module.span,
            },
          }
        : load(machine, module).module;
      known.set(name, found);
      return found;
    }
    const library = libraryModule(name);
    const found = library ?? foreign(machine, name, span);
    // Where it is caught, it matters whether the module is there.
    if (library === undefined && machine.inTry()) {
      const fault = { construct: `the module ${name}`, why: 'whether Panther has it is not written here', span };
      machine.raise(machine.terms.unlifted(fault), 'ImportError');
    }
    known.set(name, found);
    return found;
  };
  return { load, find };
}

/** A module that is neither in the checkout nor of the library: importing it is fine, using it is not. */
function foreign(machine: Machine, name: string, span: Span): ModuleSym {
  return {
    kind: 'module',
    name,
    members: (member) =>
      machine.unknown(
        `${name}.${member}`,
        `the module ${name} is not in the checkout, and rulegen does not know it`,
        span,
      ),
  };
}
