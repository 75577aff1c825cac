import { severityLevels } from '../ir/rule.ts';
import { platformOf } from './actions.ts';
import { compareRules } from './corpus.ts';
import type { RuleFacts } from './facts.ts';
import { frame, type Site } from './frame.ts';
import { type Html, html } from './html.ts';
import { outcomeWords } from './unit-view.ts';

/** A SIEM as the pages name it. */
export interface TargetName {
  readonly name: string;
  readonly title: string;
}

/** The list of all rules, with the form that filters it once its script runs; without script the list is whole. */
export function indexPage(rules: readonly RuleFacts[], targets: readonly TargetName[], site: Site): string {
  const sorted = [...rules].sort(compareRules);
  const body = html`<h1>${site.name}</h1>
<form id="filters" role="search" aria-label="Filter rules" hidden>
<p class="search"><label for="q">Search titles, ids, descriptions, fields and values</label><input id="q" type="search" autocomplete="off" spellcheck="false"></p>
${select('platform', 'Platform', distinct(rules.flatMap((rule) => rule.logTypes.map(platformOf))))}
${select('logtype', 'Log type', distinct(rules.flatMap((rule) => rule.logTypes)))}
${select('tactic', 'Tactic', tactics(rules))}
${select('technique', 'Technique', techniques(rules))}
${select(
  'severity',
  'Severity',
  severityLevels
    .filter((level) => rules.some((rule) => rule.severity === level))
    .map((level) => [level, level])
    .reverse(),
)}
${select(
  'target',
  'SIEM',
  targets.map(({ name, title }) => [name, title]),
)}
${select('fidelity', 'Fidelity', Object.entries(outcomeWords))}
${select('status', 'Status', statuses)}
<p class="reset"><button type="button" id="reset">Clear all</button></p>
</form>
<p id="found" role="status" aria-live="polite">${rules.length} rules</p>
<ol class="rules" id="rules">
${sorted.map((rule) => entry(rule, targets))}</ol>
<p id="nothing" class="none" hidden>No rule fits. Clear a filter to see more.</p>`;
  return frame(site, { title: site.name, root: '', at: 'index.html', scripts: ['index-data.js', 'catalog.js'], body });
}

const statuses = [
  ['enabled', 'Enabled'],
  ['disabled', 'Disabled'],
  ['whole', 'Logic whole'],
  ['partial', 'Logic in part'],
  ['none', 'Logic not as rows'],
  ['failing', 'A test fails'],
] as const;

function select(id: string, label: string, options: readonly (readonly string[])[]): Html {
  return html`<p><label for="f-${id}">${label}</label><select id="f-${id}" data-filter="${id}"><option value="">any</option>${options.map(([value = '', name = value]) => html`<option value="${value}">${name}</option>`)}</select></p>`;
}

function distinct(values: readonly string[]): readonly (readonly [string])[] {
  return [...new Set(values)].sort().map((value) => [value]);
}

function tactics(rules: readonly RuleFacts[]): readonly (readonly [string, string])[] {
  const named = rules.flatMap((rule) =>
    rule.attack.map(({ tactic }): [string, string] => [tactic.id, `${tactic.id} ${tactic.name}`]),
  );
  return [...new Map(named)].sort();
}

function techniques(rules: readonly RuleFacts[]): readonly (readonly [string, string])[] {
  const named = rules.flatMap((rule) =>
    rule.attack.flatMap((row) => row.techniques.map((one): [string, string] => [one.id, `${one.id} ${one.name}`])),
  );
  return [...new Map(named)].sort();
}

function entry(rule: RuleFacts, targets: readonly TargetName[]): Html {
  const techniqueIds = [
    ...new Set(
      rule.attack.flatMap(({ tactic, techniques: all }) => (all.length === 0 ? [tactic.id] : all.map(({ id }) => id))),
    ),
  ];
  return html`<li><a href="rules/${rule.slug}.html"><bdi>${rule.title}</bdi></a><code>${rule.id}</code><span class="meta"><b class="sev ${rule.severity.toLowerCase()}">${rule.severity}</b> ${rule.logTypes.slice(0, 4).join(', ')}${rule.logTypes.length > 4 && ' …'}${techniqueIds.length > 0 && ` · ${techniqueIds.join(' ')}`}${!rule.enabled && ' · disabled'}</span><span class="marks">${targets.map(
    ({ name, title }) => {
      const outcome = rule.outcomes[name] ?? 'refused';
      return html`<i class="o ${outcome}">${title}: ${outcomeWords[outcome]}</i>`;
    },
  )}</span></li>
`;
}

/** What the script of the index searches, one entry a rule in the order of the list; a script, because a file has no other way to read one. */
export function indexData(rules: readonly RuleFacts[], targets: readonly TargetName[]): string {
  const rows = [...rules].sort(compareRules).map((rule) => ({
    q: searched(rule),
    l: rule.logTypes,
    a: [...new Set(rule.attack.flatMap(({ tactic, techniques: all }) => [tactic.id, ...all.map(({ id }) => id)]))],
    s: rule.severity,
    o: targets.map(({ name }) => rule.outcomes[name] ?? 'refused'),
    x: [rule.enabled ? 'enabled' : 'disabled', rule.expressed, ...(rule.tests.failed > 0 ? ['failing'] : [])],
  }));
  const data = JSON.stringify({ targets: targets.map(({ name }) => name), rules: rows });
  return `globalThis.catalogIndex = ${data.replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)};\n`;
}

/** The most characters that are searched of one rule. */
const mostSearched = 500;

function searched(rule: RuleFacts): string {
  const names = rule.attack.flatMap(({ tactic, techniques: all }) => [
    tactic.name,
    ...all.map(({ id, name }) => `${id} ${name}`),
  ]);
  const values = rule.indicators.flatMap((one) => [one.field, ...one.values]);
  const text = [rule.title, rule.id, rule.description, ...rule.tags, ...names, ...new Set(values)].join(' ');
  return text
    .toLowerCase()
    .replace(/[\s"]+/g, ' ')
    .slice(0, mostSearched);
}
