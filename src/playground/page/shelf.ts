import Handlebars from 'handlebars/runtime';
import { rendering } from '../../envelope/compiled.ts';
import type { Template } from '../../envelope/formats.ts';
import type { Workspace } from '../../workspace.ts';
import { logTypesIn } from '../examine.ts';
import type { Shelf } from '../open-workspace.ts';
import { openWorkspace } from '../open-workspace.ts';
import type { Pack, PackedLogType } from '../packed.ts';

/** A template as `precompileTemplate` writes it. */
type Compiled = Parameters<typeof Handlebars.template>[0];

/** The data of the playground, brought as it is needed. */
export interface DataShelf {
  readonly pack: Pack;
  /** Brings the log types that a text speaks of. */
  readonly bring: (text: string) => Promise<{ readonly shelf: Shelf; readonly workspace: Workspace }>;
}

/** Brings what every rule needs. */
export async function openShelf(today: string): Promise<DataShelf> {
  // The parts are written by `pack.ts`.
  const pack = (await rulegenParts.load('data-pack')) as unknown as Pack;
  const specifications = (await rulegenParts.load('data-templates')) as Record<string, Compiled>;
  const templates = new Map(Object.entries(specifications).map(([name, made]) => [name, templateOf(name, made)]));
  let shelf: Shelf = { pack, logTypes: new Map(), templates, today };
  let workspace = openWorkspace(shelf, () => {});
  return {
    pack,
    bring: async (text) => {
      const missing = logTypesIn(text, pack.logTypes).filter((name) => !shelf.logTypes.has(name));
      const brought = await Promise.all(
        missing.map(async (name): Promise<[string, PackedLogType]> => {
          return [name, (await rulegenParts.load(`data-${name}`)) as unknown as PackedLogType];
        }),
      );
      if (brought.length > 0) {
        shelf = { ...shelf, logTypes: new Map([...shelf.logTypes, ...brought]) };
        workspace = openWorkspace(shelf, () => {});
      }
      return { shelf, workspace };
    },
  };
}

function templateOf(name: string, made: Compiled): Template {
  const handlebars = Handlebars.create();
  return rendering(`templates/${name}.hbs`, handlebars, handlebars.template(made));
}
