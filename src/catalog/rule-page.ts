import { attackLink } from './attack-rows.ts';
import type { Site } from './frame.ts';
import { frame, section, table } from './frame.ts';
import { type Content, type Html, html, join, outerLink } from './html.ts';
import type { RuleView } from './rule-view.ts';
import { exceptionsSection } from './sections/exceptions.ts';
import { logicSection } from './sections/logic.ts';
import { artifactTexts, targetsSection } from './sections/targets.ts';
import { eventTexts, testsSection } from './sections/tests.ts';
import { slot } from './slots.ts';
import { type Shown, type SiteFile, textBlocks } from './text-block.ts';
import { outcomeOfViews, outcomeWords } from './unit-view.ts';

/** A rule's page with its slots open, and the files of what it has no room for. */
export interface RulePage {
  readonly page: string;
  readonly texts: readonly SiteFile[];
}

/** Bytes of markup for the texts of a page, tried one after the other until the page without its slots is small enough for 150 KB. */
const roomsForTexts = [88_000, 56_000, 28_000, 10_000];
const mostBytes = 104_000;
/** The events of tests take what the other texts leave, and at least that. */
const roomForEvents = 8_000;

/** The texts of a page, by their ids. */
export type Texts = (id: string) => Html;

/** Renders a rule's page. */
export function rulePage(view: RuleView, site: Site): RulePage {
  const [first = 0, ...smaller] = roomsForTexts;
  let made = pageWith(view, site, first);
  for (const room of smaller) if (Buffer.byteLength(made.page, 'utf8') > mostBytes) made = pageWith(view, site, room);
  return made;
}

function pageWith(view: RuleView, site: Site, roomForTexts: number): RulePage {
  const main = textBlocks(mainTexts(view), roomForTexts, view.slug);
  const events = textBlocks(eventTexts(view), Math.max(0, roomForTexts - main.size) + roomForEvents, undefined);
  const parts = [
    section('attack', 'MITRE ATT&CK coverage', attackTable(view)),
    section(
      'same-action',
      'Rules detecting the same action',
      html`<p>Other rules on this platform that filter on the same API call or operation.</p>`,
      slot('same'),
    ),
    bodySection(view, main.markup),
    testsSection(view, events.markup),
    logicSection(view, main.markup),
    section(
      'indicators',
      'Indicators',
      html`<p>Each row is a field, an operator and a value that the rule looks for. The corpus column counts how many other rules of the catalogue look for the same combination: a high number points to a widely used indicator, 0 to one of this rule’s own.</p>`,
      slot('indicators'),
    ),
    outputsSection(view),
    targetsSection(view, main.markup),
    exceptionsSection(view),
  ];
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="../index.html">Detection rules</a></li><li><a href="../index.html#platform=${encodeURIComponent(view.platform)}">${view.platform}</a></li><li aria-current="page">${view.title}</li></ol></nav>
<h1><bdi>${view.title}</bdi></h1>
<p class="lead">${paragraphs(view.description)}</p>
${outcomes(view)}
<nav class="toc" aria-label="On this page"><ul>${contents.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
${about(view)}
${parts}`;
  const page = frame(site, { title: view.title, root: '../', at: '', scripts: ['catalog.js'], body });
  return { page, texts: main.files };
}

const contents = [
  ['attack', 'ATT&CK'],
  ['same-action', 'Same action'],
  ['body', 'Rule body'],
  ['tests', 'Tests'],
  ['logic', 'Detection logic'],
  ['indicators', 'Indicators'],
  ['outputs', 'Output fields'],
  ['targets', 'In each SIEM'],
  ['exceptions', 'Exceptions and waivers'],
] as const;

/** Everything but the events of the tests. */
function mainTexts(view: RuleView): readonly Shown[] {
  const sources = view.sources.map((source, i) => ({
    ...source,
    label: `Source ${source.name}`,
    id: `source-${i}`,
    file: source.name,
  }));
  const { table: rows } = view.logic;
  const condition =
    rows === undefined
      ? []
      : [{ text: rows, language: 'table' as const, label: 'Condition', id: 'condition', file: 'condition' }];
  return [...sources, ...condition, ...artifactTexts(view)];
}

function attackTable(view: RuleView): Content {
  if (view.attack.length === 0) return html`<p class="none">The rule names no tactic or technique.</p>`;
  const link = (one: { readonly id: string; readonly name: string }): Html =>
    outerLink(attackLink(one.id), one.name === one.id ? one.id : `${one.id} ${one.name}`);
  return table(
    'MITRE ATT&CK coverage',
    ['Tactic', 'Techniques'],
    view.attack.map(({ tactic, techniques }) => [
      outerLink(attackLink(tactic.id), tactic.name),
      techniques.length === 0 ? 'No specific technique' : join(techniques.map(link), html`<br>`),
    ]),
  );
}

function outcomes(view: RuleView): Html {
  return html`<ul class="outcomes" aria-label="Outcome in each SIEM">${view.targets.map((target) => {
    const outcome = outcomeOfViews(target.units);
    return html`<li><a href="#target-${target.name}"><span>${target.title}</span> <b class="o ${outcome}">${outcomeWords[outcome]}</b></a></li>`;
  })}</ul>`;
}

function about(view: RuleView): Html {
  const entries = view.about.map(
    ({ name, values }) =>
      html`<div><dt>${name}</dt><dd>${join(
        values.map((value) => (name === 'RuleID' || name === 'Source' ? html`<code>${value}</code>` : linked(value))),
        name === 'Tags' || name === 'Log types' ? ', ' : html`<br>`,
      )}</dd></div>\n`,
  );
  return html`<dl class="about">\n${entries}</dl>`;
}

/** A text with the web address that it is, or that stands in it, linked. */
function linked(text: string): Content {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, i) => (i % 2 === 1 ? outerLink(part) : html`<bdi>${part}</bdi>`));
}

function paragraphs(text: string): Content {
  return linked(text.trim());
}

function bodySection(view: RuleView, texts: Texts): Html {
  const blocks = view.sources.map(
    (source, i) => html`<h3>${source.name} <small>${source.language}</small></h3>
${texts(`source-${i}`)}`,
  );
  return section('body', 'Rule body', blocks);
}

function outputsSection(view: RuleView): Html {
  const body =
    view.outputs.length === 0
      ? html`<p class="none">The rule adds no fields of its own to its alerts.</p>`
      : table(
          'Output fields',
          ['Field', 'Source'],
          view.outputs.map(({ name, source }) => [html`<code>${name}</code>`, html`<code>${source}</code>`]),
        );
  const intro = html`<p>Fields that an alert carries when the rule matches, and what each of them reads. They appear as outcome variables in Google SecOps, as columns and custom details in Sentinel, and as fields of the result in Splunk.</p>`;
  return section('outputs', 'Output fields', intro, body);
}
