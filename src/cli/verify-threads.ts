import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RuleFile } from '../project/discover.ts';
import type { VerifiedFile } from '../project/verify-project.ts';
import type { Share } from './verify-worker.ts';

/** Rules for which a thread of its own is worth its start, and the most threads: each holds some 300 MB. */
const rulesPerThread = 50;
const mostThreads = 3;

/** How many threads verify so many rules; 1: this one alone. */
export function threadsFor(rules: number): number {
  return Math.max(1, Math.min(availableParallelism(), mostThreads, Math.floor(rules / rulesPerThread)));
}

/** Verifies rule files on several threads. The outcome is in the order of the files, whatever thread was first. */
export async function verifyOnThreads(
  files: readonly RuleFile[],
  threads: number,
  share: Omit<Share, 'files'>,
  told: () => void,
): Promise<readonly VerifiedFile[]> {
  const outcome: VerifiedFile[] = [];
  const shares = Array.from({ length: threads }, (_, thread) =>
    files.flatMap((file, at) => (at % threads === thread ? [{ file, at }] : [])),
  );
  await Promise.all(
    shares.map(
      (own) =>
        new Promise<void>((resolve, reject) => {
          const data: Share = { ...share, files: own.map(({ file }) => file) };
          const worker = new Worker(new URL('./verify-worker.js', import.meta.url), { workerData: data });
          worker.on('message', ({ file, index }: { file: VerifiedFile; index: number }) => {
            const at = own[index]?.at;
            if (at !== undefined) outcome[at] = file;
            told();
          });
          worker.on('error', reject);
          worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))));
        }),
    ),
  );
  return outcome;
}
