import { parentPort, workerData } from 'node:worker_threads';
import { findingAsData } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from '../project/discover.ts';
import { openProject } from '../project/open-project.ts';
import type { VerifiedFile } from '../project/verify-project.ts';
import { verifyFiles } from '../project/verify-project.ts';

/** What a thread is asked to verify: files of the whole, the project opened anew. */
export interface Share {
  readonly configPath: string | undefined;
  readonly today: string;
  readonly targets: readonly string[];
  readonly environments: readonly string[];
  readonly files: readonly RuleFile[];
}

// Given by verify-threads.ts alone.
const share = workerData as Share;
// Findings of the configuration were told by the thread that asks.
const project = openProject({ configPath: share.configPath, today: share.today }, () => undefined);
await verifyFiles(share.files, share, project, ({ verdicts, found }, index) => {
  const file: VerifiedFile = {
    verdicts: verdicts.map((one) => ({ ...one, diagnostics: one.diagnostics.map(findingAsData) })),
    found: found.map(findingAsData),
  };
  parentPort?.postMessage({ file, index });
});
