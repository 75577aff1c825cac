import type { ShownRow } from '../answer.ts';
import { h } from './dom.ts';

/** Rows of a condition with their answers, as a table. */
export function rowsTable(rows: readonly ShownRow[], caption: string): HTMLElement {
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: 'rows' },
      h('caption', { class: 'off-screen' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Answer', 'Row', 'What the event holds'].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h('tbody', {}, rows.map(rowOf)),
    ),
  );
}

/** Deepest indentation shown. */
const deepest = 6;

function rowOf({ depth, text, answer, saw }: ShownRow): HTMLElement {
  return h(
    'tr',
    { class: `answer-${answer}` },
    h('td', {}, answer),
    h('td', { class: `depth-${Math.min(depth, deepest)}` }, h('code', {}, text)),
    h(
      'td',
      {},
      saw.map((one) => h('code', { class: 'saw' }, one)),
    ),
  );
}
