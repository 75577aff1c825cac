import { targets } from '../../targets/index.ts';
import type { TextRunner } from '../../targets/runner.ts';
import type { Answer, Question } from '../answer.ts';
import { examine } from '../examine.ts';
import type { Example, Pack } from '../packed.ts';
import { byId, copyButton } from './dom.ts';
import { openInputs } from './inputs.ts';
import { loadScript } from './parts.ts';
import { readHash, writeHash } from './share.ts';
import { openShelf } from './shelf.ts';
import { answerParts } from './show-answer.ts';
import { statusOf } from './status.ts';

/** Milliseconds without a keystroke after which the texts are looked at. */
const pause = 300;

/** Characters of an address that browsers and those who pass it on surely take. */
const longestHash = 60_000;

const status = byId('status', HTMLElement);
const results = byId('results', HTMLElement);
const runners = new Map<string, TextRunner>();
let openTab: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let turn = 0;

const say = (words: string): void => {
  status.textContent = words;
};

async function start(): Promise<void> {
  // The day decides only whether a waiver has expired.
  const data = await openShelf(new Date().toISOString().slice(0, 10));
  const { vendors } = data.pack;
  const inputs = openInputs(data.pack.examples, useExample, changed);

  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => tryRun(), pause);
  }
  function useExample({ rule, python }: Example): void {
    inputs.write({ rule, python, event: '' });
    tryRun(true);
  }
  function tryRun(withFirstTest = false): void {
    run(withFirstTest).catch((error: unknown) => say(`That failed: ${wordsOf(error)}.`));
  }
  async function run(withFirstTest = false): Promise<void> {
    turn += 1;
    const mine = turn;
    const question = inputs.read();
    const { shelf, workspace } = await data.bring(question.rule);
    if (question.event.trim() !== '' || withFirstTest) await loadLight(vendors);
    if (mine !== turn) return;
    let answer = examine(question, shelf, workspace, runners);
    const first = answer.tests.find(({ event, expects }) => event !== undefined && expects === 'a match');
    if (withFirstTest && first?.event !== undefined) {
      inputs.write({ ...question, event: first.event });
      answer = examine(inputs.read(), shelf, workspace, runners);
    }
    show(answer);
    await keep(inputs.read());
  }
  async function loadHeavy(name: string): Promise<void> {
    say(`Loading ${vendors[name]} MB …`);
    try {
      await loadScript(`${rulegenParts.base}vendor-${name}.js`);
      await loadRunner(name);
    } catch (error) {
      await run();
      say(`It cannot be loaded: ${wordsOf(error)}.`);
      return;
    }
    await run();
    status.focus();
  }
  function show(answer: Answer): void {
    const unloaded = Object.entries(vendors).filter(([name]) => !runners.has(name));
    const parts = answerParts(answer, {
      unloaded: new Map(unloaded.map(([name, size]) => [name, `${size} MB`])),
      loadRunner: (name) => void loadHeavy(name),
      select: inputs.select,
      take: inputs.writeEvent,
      open: openTab,
      opened: (target) => {
        openTab = target;
      },
      say,
    });
    results.replaceChildren(...parts);
    say(statusOf(answer));
  }

  byId('share', HTMLElement).append(
    copyButton({ shown: 'Copy link', label: 'Copy link to these texts', text: () => location.href }, say),
  );
  addEventListener('hashchange', () => void readHash(location.hash).then((question) => question && write(question)));
  function write(question: Question): void {
    inputs.write(question);
    tryRun();
  }
  const shared = await readHash(location.hash);
  const [first] = data.pack.examples;
  if (shared) write(shared);
  else if (first) useExample(first);
}

async function loadLight(vendors: Pack['vendors']): Promise<void> {
  for (const { name } of targets) if (!(name in vendors) && !runners.has(name)) await loadRunner(name);
}

async function loadRunner(name: string): Promise<void> {
  const target = targets.find((one) => one.name === name);
  if (target) runners.set(name, await target.runner());
}

/** Keeps the texts in the address, without a step in the history for each keystroke. */
async function keep(question: Question): Promise<void> {
  const hash = await writeHash(question);
  if (hash === location.hash) return;
  history.replaceState(null, '', hash.length > longestHash ? location.pathname : hash);
}

start().catch((error: unknown) => {
  say(`The playground could not start: ${wordsOf(error)}.`);
});

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
