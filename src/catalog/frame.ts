import { type Content, type Html, html } from './html.ts';

/** What every page of a site has in common. */
export interface Site {
  readonly name: string;
  readonly hasPlayground: boolean;
}

/** One page: its title, where it lies (`''` at the top, `'../'` one folder down), the entry of the navigation that it belongs to. */
export interface Page {
  readonly title: string;
  readonly root: '' | '../';
  readonly at: string;
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly body: Content;
}

/** Only our own files of the same folder are ever loaded; nothing inline runs. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'";

const entries = [
  ['index.html', 'Rules'],
  ['attack.html', 'ATT&CK'],
  ['indicators.html', 'Indicators'],
  ['overlaps.html', 'Overlaps'],
  ['support.html', 'Support'],
] as const;

/** A whole HTML document. */
export function frame(site: Site, { title, root, at, scripts = [], styles = [], body }: Page): string {
  const links = [...entries, ...(site.hasPlayground ? [['playground.html', 'Playground'] as const] : [])];
  const nav = links.map(([href, name]) => html`<li><a href="${root}${href}"${current(href === at)}>${name}</a></li>`);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="rulegen catalog">
<meta name="color-scheme" content="light dark">
<title>${title === site.name ? title : `${title} · ${site.name}`}</title>
<link rel="stylesheet" href="${root}style.css">
${styles.map((name) => html`<link rel="stylesheet" href="${root}${name}">\n`)}${scripts.map((name) => html`<script src="${root}${name}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><p class="name"><a href="${root}index.html">${site.name}</a></p><nav aria-label="Catalogue"><ul>${nav}</ul></nav></header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`;
  return page.text;
}

function current(is: boolean): Html {
  return is ? html` aria-current="page"` : html``;
}

/** A section of a page with its heading. */
export function section(id: string, heading: Content, ...body: readonly Content[]): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h">
<h2 id="${id}-h">${heading}</h2>
${body}
</section>
`;
}

/** A table with a head; cells of the first column are the heads of their rows. */
export function table(
  label: string,
  heads: readonly Content[],
  rows: readonly (readonly Content[])[],
  kind = '',
): Html {
  const row = (cells: readonly Content[]): Html =>
    html`<tr>${cells.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>\n`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}: table"><table class="${kind}">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody></table></div>
`;
}
