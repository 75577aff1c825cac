import type { Workspace } from '../compile.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { EnvelopeError, type Template } from '../envelope/formats.ts';
import type { Mapping } from '../mapping/log-type.ts';
import { parseList } from '../project/parse-list.ts';
import { workspaceOf } from '../project/workspace-of.ts';
import { readConfig } from '../source/config-file.ts';
import { readDataModel } from '../source/data-model-file.ts';
import { readLogType } from '../source/log-type-file.ts';
import { readMapping } from '../source/mapping-file.ts';
import { targets } from '../targets/index.ts';
import type { Pack, PackedLogType } from './packed.ts';

/** What a workspace in memory is made of. */
export interface Shelf {
  readonly pack: Pack;
  /** The log types that have been brought so far. */
  readonly logTypes: ReadonlyMap<string, PackedLogType>;
  /** By target and name: `spl/savedsearches.conf`. */
  readonly templates: ReadonlyMap<string, Template>;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** The package's own log types, mappings and templates as a workspace, with nothing configured. */
export function openWorkspace({ pack, logTypes, templates, today }: Shelf, report: Report): Workspace {
  const names = targets.map((target) => target.name);
  const file = (path: string, text: string | undefined): SourceFile | undefined =>
    text === undefined ? undefined : { path, text };
  return workspaceOf(
    {
      lists: new Map(Object.entries(pack.lists).map(([name, text]) => [name, parseList(text)])),
      logType: (name) => {
        const found = file(`log-types/${name}.yml`, logTypes.get(name)?.schema);
        return found && readLogType(found, report);
      },
      model: (name) => {
        const found = file(`data-models/${name}.yml`, logTypes.get(name)?.model);
        return found && readDataModel(found, report);
      },
      mapping: (target, name): Mapping | undefined => {
        const found = file(`targets/${target}/${name}.yaml`, logTypes.get(name)?.mappings[target]);
        return found && readMapping(found, target, report);
      },
      hasMapping: (target, name) => logTypes.get(name)?.mappings[target] !== undefined,
      // The package's own files are held against their schemas by its tests.
      checkMapping: () => {},
      mappingNames: () => pack.logTypes,
      template: (target, name) => {
        const template = templates.get(`${target}/${name}`);
        if (template === undefined) throw new EnvelopeError(`there is no template templates/${target}/${name}.hbs`);
        return template;
      },
    },
    readConfig(undefined, report, names),
    today,
  );
}
