import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Findings } from '../diagnostics/report.ts';
import { writePack } from '../playground/pack.ts';
import { filesBelow } from '../project/files.ts';
import { packageRoot } from '../project/package-root.ts';
import { writeSnapshot } from '../project/snapshots.ts';
import { readDataModel } from '../source/data-model-file.ts';
import { readLogType } from '../source/log-type-file.ts';
import { readMapping } from '../source/mapping-file.ts';
import { exitCode } from './exit.ts';

/** Part of `npm run build`: reads every data file of the package once, for all later runs, and puts them up for the playground. Files with
 * findings are left to be read anew. */
export function runSnapshots(): void {
  for (const folder of ['log-types', 'data-models', 'targets']) {
    for (const path of filesBelow(join(packageRoot, folder), ['.yml', '.yaml'])) {
      const parts = path.slice(packageRoot.length + 1).split(/[\\/]/);
      const file = { path: parts.join('/'), text: readFileSync(path, 'utf8') };
      const findings = new Findings();
      const value =
        folder === 'targets'
          ? readMapping(file, parts[1] ?? '', findings.report)
          : folder === 'log-types'
            ? readLogType(file, findings.report)
            : readDataModel(file, findings.report);
      if (value && findings.sorted.length === 0) writeSnapshot(parts, file.text, value);
    }
  }
  writePack(join(packageRoot, 'lib', 'site', 'playground'));
  process.exitCode = exitCode.good;
}
