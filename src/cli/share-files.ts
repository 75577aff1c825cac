import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from '../project/discover.ts';
import type { FileShare, FileTask } from './file-worker.ts';

/** Rules for which a thread of its own is worth its start, and the most threads. */
const rulesPerThread = 60;
const mostThreads = 4;

/** Files, and what is done with each of them. */
export interface SharedWork<T> {
  readonly files: readonly RuleFile[];
  readonly share: FileTask;
  /** Does one of them on this thread. */
  readonly own: (file: RuleFile) => T;
  readonly progress: (done: number) => void;
  readonly report: Report;
}

/** What a thread says of one file. */
export interface Shared<T> {
  readonly at: number;
  readonly done: T;
  /** Findings about the project's own files. */
  readonly told: readonly Diagnostic[];
}

/** Does the same with each file, on several threads where there are many; the outcome is in the order of the files. */
export async function shareFiles<T>({ files, share, own, progress, report }: SharedWork<T>): Promise<readonly T[]> {
  const outcome: T[] = [];
  const next = new Int32Array(new SharedArrayBuffer(4));
  const others = Math.min(availableParallelism(), mostThreads, Math.floor(files.length / rulesPerThread)) - 1;
  const ends = Array.from({ length: Math.max(0, others) }, () => {
    const workerData: FileShare = { ...share, files, next };
    const worker = new Worker(new URL('./file-worker.js', import.meta.url), { workerData });
    return new Promise<void>((resolve, reject) => {
      worker.on('message', ({ at, done, told }: Shared<T>) => {
        outcome[at] = done;
        told.forEach(report);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))));
    });
  });
  for (const [at, file] of filesLeft(files, next)) {
    outcome[at] = own(file);
    progress(at + 1);
  }
  await Promise.all(ends);
  return outcome;
}

/** The files that no thread has taken yet, one after the other. */
export function* filesLeft(files: readonly RuleFile[], next: Int32Array): Generator<readonly [number, RuleFile]> {
  for (;;) {
    const at = Atomics.add(next, 0, 1);
    const file = files[at];
    if (file === undefined) return;
    yield [at, file];
  }
}
