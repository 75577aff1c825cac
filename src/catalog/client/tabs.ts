/** Turns the panels into tabs: arrow keys move, Home and End go to the ends, an address with a panel's id opens it. */
export function startTabs(): void {
  const list = document.querySelector('[role="tablist"]');
  if (list === null) return;
  const tabs = Array.from(list.querySelectorAll('[role="tab"]'));
  const panelOf = (tab: PageElement): PageElement | null =>
    document.getElementById(tab.getAttribute('aria-controls') ?? '');
  const choose = (chosen: PageElement, focus: boolean): void => {
    for (const tab of tabs) {
      const is = tab === chosen;
      tab.setAttribute('aria-selected', String(is));
      tab.setAttribute('tabindex', is ? '0' : '-1');
      const panel = panelOf(tab);
      if (panel) panel.hidden = !is;
    }
    if (focus) chosen.focus();
  };
  for (const tab of tabs) {
    const panel = panelOf(tab);
    panel?.setAttribute('role', 'tabpanel');
    panel?.setAttribute('aria-labelledby', tab.id);
    panel?.setAttribute('tabindex', '0');
    tab.addEventListener('click', () => choose(tab, false));
    tab.addEventListener('keydown', (event) => {
      const next = neighbour(tabs, tabs.indexOf(tab), event.key ?? '');
      if (next === undefined) return;
      event.preventDefault();
      choose(next, true);
    });
  }
  const byAddress = (): boolean => {
    const wanted = tabs.find((tab) => `#${tab.getAttribute('aria-controls')}` === location.hash);
    if (wanted === undefined) return false;
    choose(wanted, false);
    panelOf(wanted)?.scrollIntoView();
    return true;
  };
  list.hidden = false;
  const [first] = tabs;
  if (first && !byAddress()) choose(first, false);
  addEventListener('hashchange', byAddress);
}

function neighbour(tabs: readonly PageElement[], at: number, key: string): PageElement | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
  const to = steps[key];
  return to === undefined ? undefined : tabs.at(to % tabs.length);
}
