import { outcomeWords } from '../../catalog/unit-view.ts';
import type { Answer, ShownEvent, ShownTarget, ShownTest, ShownVerdict } from '../answer.ts';
import { button, h } from './dom.ts';
import { rowsTable } from './show-rows.ts';

/** What the table of verdicts takes beside the answer. */
export interface VerdictsInput {
  /** Targets whose texts are not run yet, with how much must be loaded first. */
  readonly unloaded: ReadonlyMap<string, string>;
  readonly loadRunner: (target: string) => void;
}

/** One row for the rule and one for each target: what is made, and what the event gives. */
export function verdictsTable(answer: Answer, input: VerdictsInput): HTMLElement | undefined {
  const { rule, targets, event } = answer;
  if (rule === undefined || targets.length === 0) return undefined;
  const isAsked = event?.rule !== undefined;
  return h(
    'section',
    { 'aria-labelledby': 'verdicts-title' },
    h('h2', { id: 'verdicts-title' }, rule.name),
    h('p', { class: 'none' }, rule.alert),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Verdicts' },
      h(
        'table',
        { class: 'verdicts' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['', 'Says the rule', 'On the event'].map((name) => headCell(name)),
          ),
        ),
        h(
          'tbody',
          {},
          h('tr', {}, h('th', { scope: 'row' }, 'The rule itself'), h('td', {}, ''), eventCell(event?.rule, isAsked)),
          targets.map((target) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, target.title),
              h('td', {}, h('b', { class: `o ${target.outcome}` }, outcomeWords[target.outcome])),
              textCell(target, event, input),
            ),
          ),
        ),
      ),
    ),
    event?.title === undefined ? undefined : h('p', {}, h('b', {}, 'Title of the alert: '), event.title),
    event?.key === undefined ? undefined : h('p', {}, h('b', {}, 'Grouped by: '), event.key),
  );
}

function headCell(name: string): HTMLElement {
  return name === '' ? h('td') : h('th', { scope: 'col' }, name);
}

function eventCell(verdict: ShownVerdict | undefined, isAsked: boolean): HTMLElement {
  if (!isAsked || verdict === undefined) return h('td', { class: 'none' }, 'no event');
  return h('td', {}, mark(verdict));
}

function textCell({ name, outcome }: ShownTarget, event: ShownEvent | undefined, input: VerdictsInput): HTMLElement {
  if (event?.rule === undefined) return h('td', { class: 'none' }, 'no event');
  if (outcome === 'refused') return h('td', { class: 'none' }, 'there is no text');
  const size = input.unloaded.get(name);
  if (size !== undefined) return h('td', {}, loadButton(name, size, input));
  const texts = event.texts.filter(({ target }) => target === name);
  return h(
    'td',
    {},
    texts.map((text) => h('div', {}, texts.length > 1 ? `${text.home}: ` : undefined, mark(text))),
  );
}

function loadButton(name: string, size: string, { loadRunner }: VerdictsInput): HTMLElement {
  const made = button(`Run it too (loads ${size})`, load, { class: 'load' });
  function load(): void {
    // A second press would load it a second time.
    made.setAttribute('disabled', '');
    loadRunner(name);
  }
  return made;
}

function mark({ matched, says }: ShownVerdict): HTMLElement {
  const kind = matched === undefined ? 'none' : matched ? 'yes' : 'no';
  return h('span', { class: `verdict ${kind}` }, says);
}

/** The condition as a table, and how its rows answered where there is an event. */
export function conditionPart({ rule, event }: Answer): HTMLElement | undefined {
  if (rule === undefined) return undefined;
  const rows = event?.rule?.rows ?? [];
  return h(
    'section',
    { 'aria-labelledby': 'condition-title' },
    h('h2', { id: 'condition-title' }, 'Condition'),
    h('pre', { tabindex: '0', 'aria-label': 'The condition as a table' }, h('code', {}, rule.table)),
    rows.length === 0
      ? undefined
      : h(
          'details',
          { open: true },
          h('summary', {}, 'How each row answered on the event'),
          rowsTable(rows, 'Rows of the rule'),
        ),
  );
}

/** The rule's own tests; each event can be taken over. */
export function testsPart(tests: readonly ShownTest[], take: (event: string) => void): HTMLElement | undefined {
  if (tests.length === 0) return undefined;
  return h(
    'section',
    { 'aria-labelledby': 'tests-title' },
    h('h2', { id: 'tests-title' }, 'Tests of the rule'),
    h(
      'ul',
      { class: 'tests' },
      tests.map((test) => testItem(test, take)),
    ),
  );
}

const testKinds = { passed: 'good', failed: 'bad', skipped: 'none' } as const;

function testItem({ name, status, expects, detail, event }: ShownTest, take: (event: string) => void): HTMLElement {
  return h(
    'li',
    {},
    h('span', { class: `v ${testKinds[status]}` }, status),
    ` ${name}: expects ${expects}. `,
    event === undefined
      ? undefined
      : button('Use its event', () => take(event), { class: 'link', 'aria-label': `Use its event: ${name}` }),
    detail === '' ? undefined : h('pre', {}, detail),
  );
}
