import { parentPort, workerData } from 'node:worker_threads';
import type { EntryOptions } from '../catalog/rule-entry.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findingAsData } from '../diagnostics/diagnostic.ts';
import type { FileOptions } from '../project/build-file.ts';
import type { RuleFile } from '../project/discover.ts';
import type { Project } from '../project/open-project.ts';
import { openProject } from '../project/open-project.ts';
import type { Shared } from './share-files.ts';
import { filesLeft } from './share-files.ts';

/** What is done with each file; the project is opened anew. */
export type FileTask = { readonly configPath: string | undefined; readonly today: string } & (
  | { readonly task: 'test' }
  | ({ readonly task: 'catalog' } & EntryOptions)
  | ({ readonly task: 'build' } & Omit<FileOptions, 'proveWith'>)
);

/** What a thread is given: the files of the whole, and the number of the next one that nobody has taken. */
export type FileShare = FileTask & { readonly files: readonly RuleFile[]; readonly next: Int32Array };

async function workerFor(share: FileShare, project: Project): Promise<(file: RuleFile) => unknown> {
  switch (share.task) {
    case 'build': {
      const { fileBuilder } = await import('../project/build-file.ts');
      const build = fileBuilder(share, project);
      return (file) => {
        const built = build(file);
        return { ...built, found: built.found.map(findingAsData), compiled: built.compiled.map(findingAsData) };
      };
    }
    case 'catalog': {
      const { entryBuilder } = await import('../catalog/rule-entry.ts');
      return entryBuilder(share, project);
    }
    case 'test': {
      const { runRuleTests, withoutMeaning } = await import('../project/run-tests.ts');
      return (file) => {
        const report = withoutMeaning(runRuleTests(file, project.workspace));
        return { ...report, diagnostics: report.diagnostics.map(findingAsData) };
      };
    }
  }
}

// Given by share-files.ts alone.
const share = workerData as FileShare;
let told: Diagnostic[] = [];
const project = openProject({ configPath: share.configPath, today: share.today }, (one) => told.push(one));
const work = await workerFor(share, project);
for (const [at, file] of filesLeft(share.files, share.next)) {
  const shared: Shared<unknown> = { at, done: work(file), told: told.map(findingAsData) };
  parentPort?.postMessage(shared);
  told = [];
}
