import { combinationAnchor } from './anchors.ts';
import type { Corpus } from './corpus.ts';
import { sameAction } from './corpus.ts';
import type { RuleFacts } from './facts.ts';
import { table } from './frame.ts';
import { type Content, type Html, html, join } from './html.ts';
import { combinationsOf, type Indicator } from './indicators.ts';
import type { SlotName } from './slots.ts';

/** Links to other rules that are written out; the rest is counted. */
const most = 12;

/** The parts of a rule's page that the other rules decide. */
export function slotParts(
  rule: RuleFacts,
  corpus: Corpus,
  listed: ReadonlySet<string>,
): Readonly<Record<SlotName, string>> {
  return { same: samePart(rule, corpus).text, indicators: indicatorsPart(rule, corpus, listed).text };
}

function samePart(rule: RuleFacts, corpus: Corpus): Html {
  const others = [...sameAction(rule, corpus)];
  const overlaps = corpus.overlaps.filter(({ narrow, wide }) => narrow === rule || wide === rule);
  const near = overlaps.map(({ narrow, wide, equal }) => {
    const other = narrow === rule ? wide : narrow;
    const says = equal
      ? 'asks for the same rows'
      : narrow === rule
        ? 'matches all that this rule matches, and more'
        : 'matches nothing that this rule does not';
    return html`<li>${ruleLink(other)} ${says}.</li>`;
  });
  const list =
    others.length === 0
      ? html`<p class="none">${rule.actions.length === 0 ? 'The rule filters on no single operation.' : 'No other rule filters on the same operation.'}</p>`
      : links(
          others.map(
            ([other, shared]) =>
              html`${ruleLink(other)} <small>${other.logTypes.join(', ')}: ${shared.slice(0, 3).join(', ')}${shared.length > 3 && ` and ${shared.length - 3} more`}</small>`,
          ),
        );
  return html`${list}${near.length > 0 && html`<h3>Nearly the same rule</h3><ul>${near.slice(0, most)}</ul>`}`;
}

function indicatorsPart(rule: RuleFacts, corpus: Corpus, listed: ReadonlySet<string>): Html {
  const wanted = rule.indicators.filter((one) => !one.excluded);
  const excluded = rule.indicators.filter((one) => one.excluded);
  const left = { values: mostValues, links: mostLinked };
  const rows = (all: readonly Indicator[]): readonly (readonly Content[])[] =>
    all
      .slice(0, mostRows)
      .map((one) => [html`<code>${one.field}</code>`, one.kind, valuesOf(one, rule, corpus, listed, left)]);
  const over = (all: readonly Indicator[]): Content =>
    all.length > mostRows && html`<p>and ${all.length - mostRows} more rows.</p>`;
  return html`${
    wanted.length === 0
      ? html`<p class="none">The rule looks for no constant values.</p>`
      : html`${table('Indicators', ['Field', 'Kind', 'Values, each with its corpus count'], rows(wanted), 'indicators')}${over(wanted)}`
  }${
    excluded.length > 0 &&
    html`<h3>Exclusions</h3><p>Rows under a negation: what the rule leaves out.</p>${table('Exclusions', ['Field', 'Kind', 'Values, each with its corpus count'], rows(excluded), 'indicators')}${over(excluded)}`
  }`;
}

/** Rows, and values of all rows together, that a page shows. */
const mostRows = 60;
const mostValues = 120;
/** Values of which the other rules are named on the page itself. */
const mostLinked = 30;

/** What a page has left to show. */
interface Left {
  values: number;
  links: number;
}

function valuesOf(
  indicator: Indicator,
  rule: RuleFacts,
  corpus: Corpus,
  listed: ReadonlySet<string>,
  left: Left,
): Content {
  const keys = combinationsOf(indicator);
  const shown = keys.slice(0, Math.max(1, Math.min(left.values, keys.length)));
  left.values -= shown.length;
  const cells = shown.map((key, i) => {
    const value = indicator.values[i];
    return html`${value !== undefined && html`<code>${plain(value)}</code> `}${count(key, rule, corpus, listed, left)}`;
  });
  return html`<ul class="values">${cells.map((cell) => html`<li>${cell}</li>`)}${keys.length > shown.length && html`<li>and ${keys.length - shown.length} more</li>`}</ul>`;
}

/** A text without its quotes, as a reader looks for it; other JSON as it is. */
function plain(value: string): string {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'string' && read !== '' && read.trim() === read ? read : value;
  } catch {
    return value;
  }
}

/** How many other rules look for a combination: few are named, of more the page of indicators tells. */
function count(key: string, rule: RuleFacts, { combinations }: Corpus, listed: ReadonlySet<string>, left: Left): Html {
  const others = (combinations.get(key) ?? []).filter((other) => other !== rule);
  if (others.length === 0) return html`<span class="count zero">0</span>`;
  const says = html`<span class="n">${others.length}</span> other ${others.length === 1 ? 'rule' : 'rules'}`;
  if (others.length > few && listed.has(key))
    return html`<a class="count" href="../indicators.html#${combinationAnchor(key)}">${says}</a>`;
  if (left.links <= 0) return html`<span class="count">${says}</span>`;
  left.links -= 1;
  const more = others.length > few && html` and ${others.length - few} more`;
  return html`<details class="count"><summary>${says}</summary>${join(
    others.slice(0, few).map((other) => ruleLink(other)),
    ', ',
  )}${more}</details>`;
}

const few = 4;

function links(all: readonly Html[]): Html {
  const rest = all.slice(most);
  return html`<ul class="links">${all.slice(0, most).map((one) => html`<li>${one}</li>`)}</ul>${
    rest.length > 0 &&
    html`<details><summary>${rest.length} more</summary><ul class="links">${rest.slice(0, 60).map((one) => html`<li>${one}</li>`)}</ul>${rest.length > 60 && html`<p>and ${rest.length - 60} more</p>`}</details>`
  }`;
}

function ruleLink(rule: RuleFacts): Html {
  return html`<a href="${rule.slug}.html"><bdi>${rule.title}</bdi></a>`;
}
