import { section, table } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { RuleView } from '../rule-view.ts';

/** What the rule leaves out, which losses somebody accepted, and which findings the author switched off. */
export function exceptionsSection({ exceptions, waivers, suppressions }: RuleView): Html {
  const none = exceptions.length + waivers.length + suppressions.length === 0;
  return section(
    'exceptions',
    'Exceptions and waivers',
    none && html`<p class="none">There are none.</p>`,
    exceptions.length > 0 &&
      html`<h3>Exceptions</h3>${table(
        'Exceptions',
        ['Where', 'Left out', 'Reason', 'Owner', 'Until'],
        exceptions.map((one) => [
          one.where,
          html`<code>${one.condition}</code>`,
          one.reason,
          one.owner ?? '–',
          one.expires ?? '–',
        ]),
      )}`,
    waivers.length > 0 &&
      html`<h3>Waivers</h3>${table(
        'Waivers',
        ['SIEM', 'What is accepted', 'Field', 'Reason', 'Until'],
        waivers.map((one) => [
          one.where,
          html`<code>${one.code}</code>`,
          one.field === undefined ? '–' : html`<code>${one.field}</code>`,
          one.reason,
          one.expires ?? '–',
        ]),
      )}`,
    suppressions.length > 0 &&
      html`<h3>Findings switched off</h3>${table(
        'Findings switched off',
        ['Finding', 'Reason'],
        suppressions.map(({ what, reason }) => [html`<code>${what}</code>`, reason]),
      )}`,
  );
}
