import { colour, languageOf } from '../../catalog/colour.ts';
import { type Difference, outcomeWords, type UnitView } from '../../catalog/unit-view.ts';
import type { Answer, ShownTarget, ShownTextVerdict } from '../answer.ts';
import type { Child } from './dom.ts';
import { copyButton, h } from './dom.ts';
import { rowsTable } from './show-rows.ts';
import { tabs } from './tabs.ts';

/** What the tabs of the targets take beside the answer. */
export interface TabsInput {
  readonly open: string | undefined;
  readonly opened: (target: string) => void;
  readonly say: (words: string) => void;
}

/** A tab for each target: its files, how they compare with the rule, and how they answered on the event. */
export function targetTabs({ targets, event }: Answer, { open, opened, say }: TabsInput): HTMLElement | undefined {
  if (targets.length === 0) return undefined;
  const texts = event?.texts ?? [];
  const all = targets.map((target) => {
    const own = texts.filter((text) => text.target === target.name);
    const state = outcomeWords[target.outcome];
    return { id: target.name, label: target.title, state, panel: panelOf(target, own, say) };
  });
  return h(
    'section',
    { 'aria-labelledby': 'targets-title' },
    h('h2', { id: 'targets-title' }, 'In each SIEM'),
    tabs('SIEM', all, open, opened),
  );
}

function panelOf(target: ShownTarget, texts: readonly ShownTextVerdict[], say: TabsInput['say']): readonly Child[] {
  return target.units.map((unit) => {
    const verdict = texts.find(({ home, rows }) => home === unit.home && rows.length > 0);
    return h('div', { class: 'unit' }, unitParts(unit, say), verdict && rowsOf(verdict, unit));
  });
}

function rowsOf({ rows }: ShownTextVerdict, { home }: UnitView): HTMLElement {
  const summary = h('summary', {}, 'How each row of the text answered on the event');
  return h('details', {}, summary, rowsTable(rows, `Rows of ${home}`));
}

function unitParts(unit: UnitView, say: TabsInput['say']): readonly Child[] {
  const { outcome, sentence, logType, home } = unit;
  const place = [logType, home].filter((part) => part !== '').join(' in ');
  return [
    h('p', {}, h('b', { class: `o ${outcome}` }, outcomeWords[outcome]), ` ${sentence} `, h('small', {}, place)),
    unit.certainty === undefined ? undefined : h('p', {}, unit.certainty),
    ...unit.artifacts.map(({ path, content }) => artifactBox(path, content, say)),
    differencesList(unit.differences),
    unit.needs === undefined ? undefined : h('p', {}, unit.needs),
    listOf('Problems', unit.problems),
    listOf('Not carried over', unit.notes),
    listOf('What that rests on', unit.assumptions),
  ];
}

function artifactBox(path: string, content: string, say: TabsInput['say']): HTMLElement {
  const code = h('code');
  // The markup is made of escaped text and marks alone.
  code.innerHTML = colour(content, languageOf(path)).text;
  const copy = copyButton({ shown: 'Copy', label: `Copy ${path}`, text: () => content }, say);
  return h(
    'figure',
    { class: 'artifact' },
    h('figcaption', {}, h('code', {}, path), copy),
    h('pre', { tabindex: '0', 'aria-label': path, role: 'region' }, code),
  );
}

function differencesList(all: readonly Difference[]): Child {
  if (all.length === 0) return undefined;
  const isAccepted = all.some(({ waived }) => waived !== undefined);
  return h(
    'details',
    { open: isAccepted },
    h('summary', {}, `How it differs from the rule (${all.length})`),
    h(
      'ul',
      {},
      [...all].sort((a, b) => Number(b.waived !== undefined) - Number(a.waived !== undefined)).map(differenceItem),
    ),
  );
}

function differenceItem({ effect, says, code, rows, waived }: Difference): HTMLElement {
  return h(
    'li',
    {},
    h('b', {}, `${effect}. `),
    `${says} `,
    h('code', {}, code),
    rows.length === 0
      ? undefined
      : h(
          'ul',
          {},
          rows.map((row) => h('li', {}, h('code', {}, row))),
        ),
    waived === undefined ? undefined : h('p', { class: 'waived' }, `Accepted: ${waived}`),
  );
}

function listOf(title: string, texts: readonly string[]): Child {
  if (texts.length === 0) return undefined;
  const list = h(
    'ul',
    {},
    texts.map((text) => h('li', {}, text)),
  );
  return h('details', {}, h('summary', {}, `${title} (${texts.length})`), list);
}
