import { parentPort, workerData } from 'node:worker_threads';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findingAsData } from '../diagnostics/diagnostic.ts';
import { loadRunners } from '../project/ask-rule.ts';
import { findRule } from '../project/find-rule.ts';
import { openProject } from '../project/open-project.ts';
import { replayOwn, replayTexts } from '../project/replay-rule.ts';
import { readTimedEvents } from '../project/timed-events.ts';
import type { ReplayedTarget, ReplayShare } from './replay-threads.ts';
import { targetsLeft } from './replay-threads.ts';

// Given by replay-threads.ts alone.
const share = workerData as ReplayShare;
// What is found before a text is run, the thread that asks finds as well.
const unheard = (): void => undefined;
const project = openProject({ configPath: share.configPath, today: share.today }, unheard);
const placed = findRule(share.name, project, unheard);
if (placed !== undefined) {
  const { stream } = readTimedEvents(share.files, placed.rule, share.delay, project, unheard);
  const { environment } = share;
  const publishing = project.config.environments.find(({ name }) => name === environment) ?? project.config.base;
  const own = replayOwn(placed, stream, { project, publishing });
  for (const target of targetsLeft(share)) {
    const told: Diagnostic[] = [];
    const runners = await loadRunners([target], project);
    const asking = { project, publishing, environment, runners, report: (one: Diagnostic) => told.push(one) };
    const texts = replayTexts(own, asking);
    const ran: ReplayedTarget = { target, texts, told: told.map(findingAsData) };
    parentPort?.postMessage(ran);
  }
}
