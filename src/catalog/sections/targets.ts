import { languageOf } from '../colour.ts';
import { section } from '../frame.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Texts } from '../rule-page.ts';
import type { RuleView, TargetView } from '../rule-view.ts';
import type { Shown } from '../text-block.ts';
import { type Difference, outcomeOfViews, outcomeWords, type UnitView } from '../unit-view.ts';

/** A tab for each SIEM: its artifacts, and how they differ from the rule. Without script all of them stand one below the other. */
export function targetsSection(view: RuleView, texts: Texts): Html {
  const { targets, environment } = view;
  const tabs = targets.map((target) => {
    const outcome = outcomeOfViews(target.units);
    return html`<button type="button" role="tab" id="tab-${target.name}" aria-controls="target-${target.name}" aria-selected="false">${target.title} <small>${outcomeWords[outcome]}</small></button>`;
  });
  const panels = targets.map(
    (target) => html`<div class="panel" id="target-${target.name}" data-tab="tab-${target.name}">
<h3>${target.title}</h3>
${target.units.length === 0 ? html`<p class="none">${nothing}</p>` : target.units.map((unit, i) => unitBlock(unit, target, i, texts))}</div>\n`,
  );
  const of = environment === undefined ? html`` : html`<p>As published to the environment <b>${environment}</b>.</p>`;
  return section(
    'targets',
    'In each SIEM',
    of,
    html`<div class="tabs" role="tablist" aria-label="SIEM" hidden>${tabs}</div>\n`,
    panels,
  );
}

const nothing = 'Nothing is built of the rule: it cannot be read whole, or nothing is known of its log types.';

function unitBlock(unit: UnitView, target: TargetView, i: number, texts: Texts): Html {
  const place = [unit.logType, unit.home].filter((part) => part !== '').join(' in ');
  const several = target.units.length > 1;
  return html`<div class="unit">
${several && html`<h4>${place}</h4>`}<p class="outcome"><b class="o ${unit.outcome}">${outcomeWords[unit.outcome]}</b> ${unit.sentence}${!several && html` <small>${place}</small>`}</p>
${unit.certainty !== undefined && html`<p>${unit.certainty}</p>`}
${list('Problems', unit.problems)}
${unit.artifacts.map(
  ({ path }, at) => html`<h4><code>${path}</code></h4>
${texts(idOf(target, i, at))}`,
)}
${differences(unit.differences)}
${unit.needs !== undefined && html`<p>${unit.needs}</p>`}
${list('Not carried over', unit.notes)}
${list('What that rests on', unit.assumptions)}
</div>`;
}

function idOf(target: TargetView, unit: number, artifact: number): string {
  return `text-${target.name}-${unit}-${artifact}`;
}

/** The artifacts of a rule, as texts to show. */
export function artifactTexts({ targets }: RuleView): readonly Shown[] {
  return targets.flatMap((target) =>
    target.units.flatMap((unit, i) =>
      unit.artifacts.map(({ path, content }, at) => ({
        text: content,
        language: languageOf(path),
        label: `${target.title}: ${nameOf(path)}`,
        id: idOf(target, i, at),
        file: `${target.name}_${path.replaceAll('/', '_')}`,
      })),
    ),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function differences(all: readonly Difference[]): Content {
  if (all.length === 0) return undefined;
  return html`<h4>How it differs from the rule</h4>
<ul class="differences">${all.map(
    (one) =>
      html`<li><b>${one.effect}.</b> ${one.says} <code>${one.code}</code>${
        one.rows.length > 0 &&
        html`<ul>${one.rows.slice(0, mostRows).map((row) => html`<li><code>${cut(row)}</code></li>`)}${
          one.rows.length > mostRows && html`<li>and ${one.rows.length - mostRows} more rows</li>`
        }</ul>`
      }${one.waived !== undefined && html`<br>Accepted: ${one.waived}`}</li>`,
  )}</ul>`;
}

const mostRows = 4;

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function list(heading: string, lines: readonly string[]): Content {
  if (lines.length === 0) return undefined;
  const shown = lines.slice(0, mostLines);
  return html`<h4>${heading}</h4><ul>${shown.map((line) => html`<li>${line.length > 500 ? `${line.slice(0, 500)}…` : line}</li>`)}${
    lines.length > mostLines && html`<li>and ${lines.length - mostLines} more</li>`
  }</ul>`;
}

const mostLines = 8;
