import type { Html } from './html.ts';
import { html } from './html.ts';

/** The parts of a rule's page that other rules decide. */
export const slotNames = ['same', 'indicators'] as const;
export type SlotName = (typeof slotNames)[number];

/** The place of a part that is filled in later. No text of a rule can look like it: texts are escaped. */
export function slot(name: SlotName): Html {
  return html`<!--${name}--><!--/${name}-->`;
}

/** A page with its parts put in, whatever stood there; undefined where the page lacks one of them. */
export function fillSlots(page: string, parts: Readonly<Record<SlotName, string>>): string | undefined {
  let filled = page;
  for (const name of slotNames) {
    const [open, close] = [`<!--${name}-->`, `<!--/${name}-->`];
    const from = filled.indexOf(open);
    const to = filled.indexOf(close, from);
    if (from === -1 || to === -1) return undefined;
    filled = filled.slice(0, from + open.length) + parts[name] + filled.slice(to);
  }
  return filled;
}
