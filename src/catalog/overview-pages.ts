import { genericName } from '../mapping/generic.ts';
import { combinationAnchor } from './anchors.ts';
import { type Corpus, compareRules } from './corpus.ts';
import type { RuleFacts } from './facts.ts';
import { frame, type Site, section, table } from './frame.ts';
import { type Content, type Html, html, join } from './html.ts';
import type { TargetName } from './index-page.ts';
import { outcomeWords } from './unit-view.ts';

/** The combinations that the page of indicators lists: those of most rules, at least two, the most frequent first. */
export function sharedCombinations({
  combinations,
}: Corpus): readonly (readonly [key: string, rules: readonly RuleFacts[]])[] {
  return [...combinations]
    .filter(([, rules]) => rules.length > 1)
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, mostCombinations);
}

const mostCombinations = 400;
const mostRules = 30;

/** The page of indicators that several rules look for. */
export function indicatorsPage(corpus: Corpus, site: Site): string {
  const rows = sharedCombinations(corpus).map(([key, rules]): readonly Content[] => [
    html`<code id="${combinationAnchor(key)}">${key}</code>`,
    rules.length,
    html`<details><summary>The rules</summary>${join(
      [...rules]
        .sort(compareRules)
        .slice(0, mostRules)
        .map((rule) => link(rule)),
      ', ',
    )}${rules.length > mostRules && html` and ${rules.length - mostRules} more`}</details>`,
  ]);
  const body = html`<h1>Indicators shared by most rules</h1>
<p>Combinations of field, operator and value that more than one rule looks for. Many rules with one indicator show what the catalogue rests on; an indicator of one rule alone is not listed.</p>
${rows.length === 0 ? html`<p class="none">No two rules look for the same.</p>` : table('Indicators', ['Indicator', 'Rules', 'Which'], rows)}`;
  return frame(site, { title: 'Indicators', root: '', at: 'indicators.html', body });
}

/** The page of rules that nearly duplicate each other. */
export function overlapsPage({ overlaps, rules }: Corpus, site: Site): string {
  const rows = overlaps.map(({ narrow, wide, equal }): readonly Content[] => [
    link(narrow),
    equal ? 'asks for the same rows as' : 'matches nothing beyond',
    link(wide),
    html`${narrow.severity} / ${wide.severity}`,
  ]);
  const body = html`<h1>Rules that nearly duplicate each other</h1>
<p>Both filter on the same operation of one log type, and each row of the one on the right holds wherever the rows of the one on the left do. What the left one finds, the right one finds too: one of them may be retired, or merged into the other. Titles, thresholds and severities may still differ.</p>
${rows.length === 0 ? html`<p class="none">There are no such pairs among ${rules.length} rules.</p>` : table('Overlaps', ['Rule', '', 'Rule', 'Severities'], rows)}`;
  return frame(site, { title: 'Overlaps', root: '', at: 'overlaps.html', body });
}

/** What the targets can say, and where the events of each log type are. */
export interface Support {
  readonly operators: readonly { readonly name: string; readonly says: readonly (true | string)[] }[];
  readonly logTypes: readonly { readonly name: string; readonly homes: readonly (readonly string[])[] }[];
}

/** The page of what each SIEM supports. */
export function supportPage(
  support: Support,
  rules: readonly RuleFacts[],
  targets: readonly TargetName[],
  site: Site,
): string {
  const heads = targets.map(({ title }) => title);
  const outcomes = Object.keys(outcomeWords) as (keyof typeof outcomeWords)[]; // keys of the constant table
  const counts = outcomes.map((outcome): readonly Content[] => [
    outcomeWords[outcome],
    ...targets.map(({ name }) => {
      const count = rules.filter((rule) => (rule.outcomes[name] ?? 'refused') === outcome).length;
      return html`<a href="index.html#target=${name}&amp;fidelity=${outcome}">${count}</a>`;
    }),
  ]);
  const used = new Set(rules.flatMap((rule) => rule.logTypes));
  const types = support.logTypes.filter(({ name }) => used.has(name));
  const body = html`<h1>Support</h1>
${section('outcomes', 'Rules by outcome', table('Rules by outcome', ['Outcome', ...heads], counts))}
${section(
  'log-types',
  'Log types of these rules',
  html`<p>Where the events of each log type are in each SIEM. A raw home takes events as whoever deploys it brings them in.</p>`,
  table(
    'Log types',
    ['Log type', ...heads],
    types.map(({ name, homes }) => [
      name,
      ...homes.map((all) => all.map((home) => (home === genericName ? 'raw' : home)).join(', ') || '–'),
    ]),
  ),
)}
${section(
  'operators',
  'Operators',
  html`<p>What each SIEM can say of the rows of a condition.</p>`,
  table(
    'Operators',
    ['Operator', ...heads],
    support.operators.map(({ name, says }) => [html`<code>${name}</code>`, ...says.map(answer)]),
  ),
)}`;
  return frame(site, { title: 'Support', root: '', at: 'support.html', body });
}

function answer(says: true | string): Content {
  return says === true
    ? html`<span class="v good">yes</span>`
    : html`<span class="v bad">no</span> <small>${says}</small>`;
}

function link(rule: RuleFacts): Html {
  return html`<a href="rules/${rule.slug}.html"><bdi>${rule.title}</bdi></a>`;
}
