import type { ShownFinding } from '../answer.ts';
import { button, h } from './dom.ts';

const words = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** The findings, each with the lines that it is about; `select` marks them in the rule's text. */
export function findingsList(
  found: readonly ShownFinding[],
  select: (start: number, end: number) => void,
): HTMLElement {
  const urgent = found.filter(({ severity }) => severity !== 'info');
  const notes = found.filter(({ severity }) => severity === 'info');
  return h(
    'section',
    { 'aria-labelledby': 'findings-title', class: 'findings' },
    h('h2', { id: 'findings-title' }, 'Findings'),
    found.length === 0 ? h('p', { class: 'none' }, 'None: nothing is wrong with the rule.') : undefined,
    urgent.map((one) => findingCard(one, select)),
    notes.length === 0
      ? undefined
      : h(
          'details',
          {},
          h('summary', {}, `Notes (${notes.length})`),
          notes.map((one) => findingCard(one, select)),
        ),
  );
}

function findingCard(one: ShownFinding, select: (start: number, end: number) => void): HTMLElement {
  const { severity, code, message, why, fix, targets, place, frame, range } = one;
  const where = place.replace(/^rule\.yml:(\d+):\d+$/, 'line $1');
  return h(
    'article',
    { class: `finding ${severity}` },
    h(
      'p',
      { class: 'head' },
      h('strong', {}, words[severity]),
      ' ',
      h('code', {}, code),
      targets.length > 0 ? ` ${targets.join(', ')} ` : ' ',
      range
        ? button(where, () => select(range[0], range[1]), {
            class: 'link',
            'aria-label': `${where}: go there in the rule`,
          })
        : where,
    ),
    h('p', {}, message),
    frame === '' ? undefined : h('pre', { class: 'frame', tabindex: '0', 'aria-label': `Where: ${where}` }, frame),
    h('p', {}, h('b', {}, 'Why: '), why),
    h('p', {}, h('b', {}, 'Fix: '), fix),
  );
}
