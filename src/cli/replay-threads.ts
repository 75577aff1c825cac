import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ReplayedText } from '../project/replay-rule.ts';

/** Bytes of events for which a thread of its own is worth its start, and the most threads: each holds all events. */
const bytesPerThread = 4_000_000;
const mostThreads = 3;

/** What a thread is asked: a rule by its name, the events to read, and the number of targets that are taken. */
export interface ReplayShare {
  readonly configPath: string | undefined;
  readonly today: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly delay: number;
  readonly environment: string | undefined;
  readonly targets: readonly string[];
  readonly next: Int32Array;
}

/** The texts of a target, run. */
export interface ReplayedTarget {
  readonly target: string;
  readonly texts: readonly ReplayedText[];
  readonly told: readonly Diagnostic[];
}

/** Threads that run the texts of targets that nobody has taken yet; `ended` gives what they ran. */
export function startReplayThreads(share: ReplayShare): { readonly ended: Promise<readonly ReplayedTarget[]> } {
  const most = Math.min(availableParallelism(), mostThreads, share.targets.length);
  const others = Math.min(most - 1, Math.floor(sizeOf(share.files) / bytesPerThread));
  const ended = Array.from({ length: Math.max(0, others) }, () => {
    const ran: ReplayedTarget[] = [];
    const worker = new Worker(new URL('./replay-worker.js', import.meta.url), { workerData: share });
    return new Promise<readonly ReplayedTarget[]>((resolve, reject) => {
      worker.on('message', (one: ReplayedTarget) => ran.push(one));
      worker.on('error', reject);
      worker.on('exit', (code) => (code === 0 ? resolve(ran) : reject(new Error(`a thread ended with ${code}`))));
    });
  });
  return { ended: Promise.all(ended).then((all) => all.flat()) };
}

/** The targets that no thread has taken yet, one after the other. */
export function* targetsLeft({ targets, next }: Pick<ReplayShare, 'targets' | 'next'>): Generator<string> {
  for (;;) {
    const target = targets[Atomics.add(next, 0, 1)];
    if (target === undefined) return;
    yield target;
  }
}

/** Bytes of files that each thread can read; none where one of them can be read only once, or not at all. */
function sizeOf(files: readonly string[]): number {
  const sizes = files.map((path) => {
    const found = path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? found.size : 0;
  });
  return sizes.includes(0) ? 0 : sizes.reduce((sum, size) => sum + size, 0);
}
