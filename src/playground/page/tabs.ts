import type { Child } from './dom.ts';
import { h } from './dom.ts';

/** One tab with its panel. */
export interface Tab {
  readonly id: string;
  readonly label: string;
  /** A word on its state, shown beside the label. */
  readonly state: string;
  readonly panel: readonly Child[];
}

/**
 * Tabs as the ARIA practices describe them: arrow keys, Home and End go from tab to tab, Tab goes on into the panel.
 * https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function tabs(
  label: string,
  all: readonly Tab[],
  open: string | undefined,
  opened: (id: string) => void,
): HTMLElement {
  const buttons = all.map((tab) =>
    h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}` },
      `${tab.label} `,
      h('small', {}, tab.state),
    ),
  );
  const panels = all.map((tab) =>
    h('div', { role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}`, tabindex: '0' }, tab.panel),
  );
  const show = (index: number): void => {
    for (const [i, made] of buttons.entries()) {
      made.setAttribute('aria-selected', String(i === index));
      made.tabIndex = i === index ? 0 : -1;
    }
    for (const [i, panel] of panels.entries()) panel.hidden = i !== index;
    const tab = all[index];
    if (tab) opened(tab.id);
  };
  for (const [i, made] of buttons.entries()) {
    made.addEventListener('click', () => show(i));
    made.addEventListener('keydown', (event) => {
      const steps: Readonly<Record<string, number>> = {
        ArrowRight: i + 1,
        ArrowLeft: i - 1,
        Home: 0,
        End: all.length - 1,
      };
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = (step + all.length) % all.length;
      show(next);
      buttons[next]?.focus();
    });
  }
  show(
    Math.max(
      0,
      all.findIndex(({ id }) => id === open),
    ),
  );
  return h('div', {}, h('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, buttons), panels);
}
