import type { Answer, ShownArtifact, ShownReason, ShownTarget, ShownTextVerdict, ShownUnit } from '../answer.ts';
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
  const all = targets.map((target) => ({
    id: target.name,
    label: target.title,
    state: target.state,
    panel: panelOf(
      target,
      (event?.texts ?? []).filter((text) => text.target === target.name),
      say,
    ),
  }));
  return h(
    'section',
    { 'aria-labelledby': 'targets-title' },
    h('h2', { id: 'targets-title' }, 'What each SIEM gets'),
    tabs('SIEMs', all, open, opened),
  );
}

function panelOf(target: ShownTarget, verdicts: readonly ShownTextVerdict[], say: TabsInput['say']): readonly Child[] {
  return target.units.flatMap((unit) => [
    unit.home === '' ? undefined : h('h3', {}, 'Home ', h('code', {}, unit.home)),
    ...unitParts(unit, say),
    ...verdicts
      .filter(({ home, rows }) => home === unit.home && rows.length > 0)
      .map((verdict) =>
        h(
          'details',
          {},
          h('summary', {}, 'How each row of the text answered on the event'),
          rowsTable(verdict.rows, `Rows of ${unit.home}`),
        ),
      ),
  ]);
}

function unitParts(unit: ShownUnit, say: TabsInput['say']): readonly Child[] {
  return [
    h('p', {}, unit.says),
    ...unit.artifacts.map((artifact) => artifactBox(artifact, say)),
    reasonsList(unit.reasons),
    listOf('What it leaves out', unit.notes),
    listOf('What it takes for granted', unit.assumptions),
  ];
}

function artifactBox({ path, content }: ShownArtifact, say: TabsInput['say']): HTMLElement {
  return h(
    'figure',
    { class: 'artifact' },
    h(
      'figcaption',
      {},
      h('code', {}, path),
      copyButton({ shown: 'Copy', label: `Copy ${path}`, text: () => content }, say),
    ),
    h('pre', { tabindex: '0', 'aria-label': path }, h('code', {}, content)),
  );
}

function reasonsList(reasons: readonly ShownReason[]): Child {
  if (reasons.length === 0) return undefined;
  const losses = reasons.filter((reason) => reason.class === 'loss');
  const others = reasons.filter((reason) => reason.class !== 'loss');
  return h(
    'details',
    { class: 'reasons', open: losses.length > 0 },
    h('summary', {}, `How it may differ from the rule (${reasons.length})`),
    h('ul', {}, [...losses, ...others].map(reasonItem)),
  );
}

function reasonItem({ direction, scope, code, says, row, waived, ...reason }: ShownReason): HTMLElement {
  const about = scope === 'alert' ? 'alerts' : 'matches';
  const effect = direction === 'wider' ? `more ${about}` : `fewer ${about}`;
  return h(
    'li',
    {},
    h('strong', {}, reason.class === 'loss' ? `Loss, ${effect}: ` : `Possibly ${effect}: `),
    says,
    row === undefined ? undefined : h('code', { class: 'row' }, row),
    waived === undefined ? undefined : h('span', { class: 'waived' }, ` Accepted: ${waived}`),
    h('span', { class: 'quiet' }, ` (${code})`),
  );
}

function listOf(title: string, texts: readonly string[]): Child {
  if (texts.length === 0) return undefined;
  return h(
    'details',
    {},
    h('summary', {}, `${title} (${texts.length})`),
    h(
      'ul',
      {},
      texts.map((text) => h('li', {}, text)),
    ),
  );
}
