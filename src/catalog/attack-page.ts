import { attackAt, tactic, tacticIds, tacticsOf } from '../attack/index.ts';
import { attackLink } from './attack-rows.ts';
import type { Named, RuleFacts } from './facts.ts';
import { frame, type Site } from './frame.ts';
import { type Html, html, outerLink } from './html.ts';

/** A technique under a tactic, with the rules that name both. */
interface Cell {
  readonly technique: Named;
  readonly rules: number;
}

/** The matrix: the tactics in MITRE's order, each with the techniques that rules name. */
function matrixOf(
  rules: readonly RuleFacts[],
): readonly { readonly tactic: Named; readonly rules: number; readonly cells: readonly Cell[] }[] {
  const order = [...new Set([...tacticIds(18), ...tacticIds(19)])];
  const named = new Map<
    string,
    { tactic: Named; rules: Set<RuleFacts>; cells: Map<string, { technique: Named; rules: Set<RuleFacts> }> }
  >();
  for (const rule of rules)
    for (const row of rule.attack) {
      const column = named.get(row.tactic.id) ?? { tactic: row.tactic, rules: new Set(), cells: new Map() };
      named.set(row.tactic.id, column);
      column.rules.add(rule);
      for (const technique of row.techniques) {
        const cell = column.cells.get(technique.id) ?? { technique, rules: new Set() };
        column.cells.set(technique.id, cell);
        cell.rules.add(rule);
      }
    }
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  for (const id of tacticIds(18))
    if (!named.has(id))
      named.set(id, { tactic: { id, name: tactic(id)?.name ?? id }, rules: new Set(), cells: new Map() });
  return [...named.values()]
    .sort((a, b) => place(a.tactic.id) - place(b.tactic.id) || (a.tactic.id < b.tactic.id ? -1 : 1))
    .map((column) => ({
      tactic: column.tactic,
      rules: column.rules.size,
      cells: [...column.cells.values()]
        .map(({ technique, rules: all }) => ({ technique, rules: all.size }))
        .sort((a, b) => (a.technique.id < b.technique.id ? -1 : 1)),
    }));
}

/** The page of ATT&CK coverage. */
export function attackPage(rules: readonly RuleFacts[], site: Site): string {
  const columns = matrixOf(rules);
  const none = rules.filter((rule) => rule.attack.length === 0).length;
  const body = html`<h1>ATT&amp;CK coverage</h1>
<p>Techniques that rules name, under the tactic that they name them with; the number is how many rules do. Each leads to those rules. <a href="attack-layer.json" download>Download the layer for ATT&amp;CK Navigator</a>.</p>
${none > 0 && html`<p>${none} of ${rules.length} rules name no tactic.</p>`}
<div class="scroll" tabindex="0" role="region" aria-label="ATT&amp;CK matrix"><ul class="matrix">${columns.map(
    ({
      tactic: one,
      rules: count,
      cells,
    }) => html`<li><h2><a href="index.html#tactic=${one.id}">${one.name}</a> <small>${outerLink(attackLink(one.id), one.id)}, ${count} ${count === 1 ? 'rule' : 'rules'}</small></h2>
${cells.length === 0 ? html`<p class="none">${count === 0 ? 'No rule.' : 'No specific technique.'}</p>` : html`<ul>${cells.map(cell)}</ul>`}</li>
`,
  )}</ul></div>`;
  return frame(site, { title: 'ATT&CK coverage', root: '', at: 'attack.html', body });
}

function cell({ technique, rules }: Cell): Html {
  const heat = Math.min(5, Math.ceil(Math.log2(rules + 1)));
  return html`<li class="heat${heat}"><a href="index.html#technique=${technique.id}"><b>${technique.id}</b> ${technique.name === technique.id ? '' : technique.name} <span class="n">${rules}<span class="for"> rules</span></span></a></li>`;
}

/** The coverage as a layer of ATT&CK Navigator (layer format 4.5); techniques in version 18's own ids. */
export function navigatorLayer(rules: readonly RuleFacts[], name: string): string {
  const scores = new Map<string, { techniqueID: string; tactic: string; titles: Set<string> }>();
  for (const rule of rules)
    for (const row of rule.attack)
      for (const { id } of row.techniques) {
        const { tactics, techniques } = attackAt([{ tactic: row.tactic.id, technique: id }], 18);
        for (const technique of techniques)
          for (const served of tactics.filter((one) => tacticsOf(technique.id, 18).some((own) => own.id === one.id))) {
            const key = `${technique.id} ${served.shortName}`;
            const entry = scores.get(key) ?? { techniqueID: technique.id, tactic: served.shortName, titles: new Set() };
            scores.set(key, entry);
            entry.titles.add(rule.title);
          }
      }
  const techniques = [...scores].sort().map(([, { techniqueID, tactic: served, titles }]) => ({
    techniqueID,
    tactic: served,
    score: titles.size,
    comment: [...titles].sort().slice(0, 20).join('; '),
    enabled: true,
    showSubtechniques: techniqueID.includes('.'),
  }));
  const most = Math.max(1, ...techniques.map(({ score }) => score));
  const layer = {
    name,
    versions: { attack: '18', navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: `${rules.length} rules`,
    sorting: 3,
    hideDisabled: false,
    techniques,
    gradient: { colors: ['#d6e4f5', '#1b5fa8'], minValue: 0, maxValue: most },
    legendItems: [],
  };
  return `${JSON.stringify(layer, null, 2)}\n`;
}
