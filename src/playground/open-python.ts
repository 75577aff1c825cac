import type { SourceFile } from '../diagnostics/source.ts';
import { readPythonDataModel } from '../source/python/data-model.ts';
import type { RulePython } from '../source/python/modules.ts';
import { parsePython } from '../source/python/parse.ts';
import type { PackedLogType } from './packed.ts';

/** The one Python file of the playground: whatever file the rule names is this text, and there is no checkout around it. */
export function openPython(text: string, logTypes: ReadonlyMap<string, PackedLogType>): RulePython {
  const fileNamed = (path: string): SourceFile => ({ path, text });
  return {
    beside: (filename) =>
      text.trim() === '' ? undefined : parsePython(fileNamed(filename), filename.replace(/\.py$/, '')),
    neighbours: () => [],
    sources: {
      module: () => undefined,
      dataModel: (logType) => {
        const model = logTypes.get(logType)?.model;
        const file = model === undefined ? undefined : { path: `data-models/${logType}.yml`, text: model };
        return file && readPythonDataModel(file, logType, () => undefined);
      },
    },
  };
}
