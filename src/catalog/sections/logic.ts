import { section, table } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { Texts } from '../rule-page.ts';
import type { RuleView } from '../rule-view.ts';

/** The condition as a table, how much of the rule it is, and what decides severity and alert. */
export function logicSection({ logic, alert, severities }: RuleView, texts: Texts): Html {
  const left =
    logic.left.length === 0
      ? html``
      : html`<h3>What is not in the rows</h3><ul>${logic.left.map((one) => html`<li>${one}</li>`)}</ul>`;
  const severity =
    severities.length === 0
      ? html``
      : html`<h3>Severity by event</h3>${table(
          'Severity by event',
          ['Severity', 'When'],
          severities.map((one) => [one.severity, html`<code>${one.when}</code>`]),
        )}`;
  return section(
    'logic',
    'Detection logic',
    html`<p class="expressed ${logic.expressed}"><b>${words[logic.expressed]}.</b> ${logic.sentence}</p>`,
    logic.table !== undefined && html`<h3>Condition</h3>${texts('condition')}`,
    left,
    html`<h3>Alert</h3><p>Title: <code>${alert.title}</code></p><p>${alert.grouping}</p>`,
    severity,
  );
}

const words = { whole: 'Whole', partial: 'In part', none: 'Not as rows' } as const;
