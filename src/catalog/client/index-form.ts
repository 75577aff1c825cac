import { type CatalogIndex, type Choice, fitting } from './filters.ts';

/** Makes the form of the index filter the list; what is chosen stands in the address, so that it can be sent to others. */
export function startIndex(data: CatalogIndex): void {
  const form = document.getElementById('filters');
  const search = document.getElementById('q');
  const list = document.getElementById('rules');
  const found = document.getElementById('found');
  if (form === null || search === null || list === null || found === null) return;
  const rows = Array.from(list.children);
  const selects = Array.from(form.querySelectorAll('select[data-filter]'));
  const nothing = document.getElementById('nothing');

  const choice = (): Choice =>
    Object.fromEntries([
      ['q', search.value],
      ...selects.map((one): [string, string] => [one.dataset['filter'] ?? '', one.value]),
    ]);
  const show = (): void => {
    const fits = fitting(data, choice());
    let count = 0;
    fits.forEach((fit, i) => {
      const row = rows[i];
      if (fit) count += 1;
      if (row && row.hidden === fit) row.hidden = !fit;
    });
    found.textContent = count === rows.length ? `${count} rules` : `${count} of ${rows.length} rules`;
    if (nothing) nothing.hidden = count > 0;
  };
  const note = (): void => {
    const chosen = Object.entries(choice()).filter(([, value]) => value !== '');
    history.replaceState(null, '', `#${new URLSearchParams(chosen)}`);
  };
  const fromAddress = (): void => {
    const given = new URLSearchParams(location.hash.slice(1));
    search.value = given.get('q') ?? '';
    for (const select of selects) {
      const value = given.get(select.dataset['filter'] ?? '') ?? '';
      select.value = value;
      // What the list does not offer chooses nothing.
      if (select.value !== value) select.value = '';
    }
    show();
  };
  const change = (): void => {
    show();
    note();
  };
  search.addEventListener('input', change);
  for (const select of selects) select.addEventListener('change', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('reset')?.addEventListener('click', () => {
    search.value = '';
    for (const select of selects) select.value = '';
    change();
    search.focus();
  });
  addEventListener('hashchange', fromAddress);
  form.hidden = false;
  fromAddress();
}
