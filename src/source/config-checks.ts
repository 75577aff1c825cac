import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Cursor } from './cursor.ts';

/** Reports targets that do not exist wherever the configuration speaks of one; what is said of them would never take effect. */
export function checkTargets(root: Cursor, targets: readonly string[], report: Report): void {
  if (targets.length === 0) return;
  const check = (key: string, name: string, span: Cursor['span']): void => {
    if (targets.includes(name)) return;
    const near = nearNames(name, targets);
    report(diagnostic('config-unknown-target', { key, name, near, known: targets }, { span }));
  };
  for (const at of publishings(root)) {
    for (const key of ['homes', 'options']) {
      for (const name of at.get(key).keys) check(key, name, at.get(key).get(name).keySpan);
    }
    for (const name of at.get('attackVersion').keys)
      if (name !== 'default') check('attackVersion', name, at.get('attackVersion').get(name).keySpan);
    for (const item of at.get('guessed').items) check('guessed', item.text ?? '', item.span);
    for (const key of ['waivers', 'acceptedRefusals']) {
      for (const item of at.get(key).items) {
        const name = item.get('target').text ?? '';
        if (!name.includes('*')) check(key, name, item.get('target').span);
      }
    }
  }
}

/** Reports waivers whose date is no day of the calendar. */
export function checkWaivers(root: Cursor, report: Report): void {
  for (const at of publishings(root)) {
    for (const item of at.get('waivers').items) {
      const expires = item.get('expires');
      if (expires.text !== undefined && !isDay(expires.text))
        report(diagnostic('config-bad-date', { value: expires.text }, { span: expires.span }));
    }
  }
}

function publishings(root: Cursor): Cursor[] {
  const environments = root.get('environments');
  return [root, ...environments.keys.map((name) => environments.get(name))];
}

/** Whether a text YYYY-MM-DD is a day of the calendar. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
