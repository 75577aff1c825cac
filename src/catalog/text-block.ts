import { colour, type Language } from './colour.ts';
import { escapeText, Html, hasUnseen, html } from './html.ts';

/** A text of which a page shows as much as it has room for. */
export interface Shown {
  readonly text: string;
  readonly language: Language;
  /** What a screen reader calls it. */
  readonly label: string;
  /** Unique on its page. */
  readonly id: string;
  /** Where the whole text is put if it is not shown as it is, below the site's folder. */
  readonly file: string;
}

/** A file of the site. */
export interface SiteFile {
  readonly path: string;
  readonly content: string;
}

/** The markup of texts by their ids, and the files that hold those whole of which the markup does not. */
export interface TextBlocks {
  readonly markup: (id: string) => Html;
  readonly files: readonly SiteFile[];
  /** Bytes of markup. */
  readonly size: number;
}

/**
 * Texts in colours where that fits into so many bytes of markup together, else the longest of them without, else their beginnings with a
 * link to a file. `folder`: where such files go; without one the rest is elsewhere on the page.
 */
export function textBlocks(texts: readonly Shown[], room: number, folder: string | undefined): TextBlocks {
  const coloured = texts.map((one) => (one.text.length > room ? undefined : colour(one.text, one.language).text));
  const sizes = texts.map(({ text }, i) => sizeOf(coloured[i] ?? text));
  const most = shareFor(sizes, room);
  const made = texts.map((one, i) => blockOf(one, bodyOf(one.text, coloured[i], most), folder));
  const markup = new Map(texts.map(({ id }, i) => [id, made[i]?.markup]));
  return {
    markup: (id) => markup.get(id) ?? html``,
    files: made.flatMap(({ whole }) => whole ?? []),
    size: made.reduce((sum, one) => sum + sizeOf(one.markup.text), 0),
  };
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The most that each may take so that all fit: what short ones leave goes to the longer ones. */
function shareFor(sizes: readonly number[], room: number): number {
  let left = room;
  const sorted = [...sizes].sort((a, b) => a - b);
  for (const [i, size] of sorted.entries()) {
    const share = left / (sorted.length - i);
    if (size > share) return Math.max(400, Math.floor(share));
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

interface Body {
  readonly markup: Html;
  readonly cut: boolean;
}

function bodyOf(text: string, coloured: string | undefined, most: number): Body {
  if (coloured !== undefined && sizeOf(coloured) <= most) return { markup: new Html(coloured), cut: false };
  if (text.length <= most) {
    const plain = escapeText(text);
    if (sizeOf(plain) <= most) return { markup: new Html(plain), cut: false };
  }
  return { markup: new Html(escapeText(beginning(text, most))), cut: true };
}

function blockOf(
  { id, label, text, file }: Shown,
  { markup: body, cut }: Body,
  folder: string | undefined,
): { readonly markup: Html; readonly whole: SiteFile | undefined } {
  const isWhole = !cut && !hasUnseen(text);
  const path = isWhole || folder === undefined ? undefined : `texts/${folder}/${file}.txt`;
  const size = `${Math.ceil(text.length / 1024)} KB`;
  const offer =
    path === undefined
      ? isWhole &&
        html`<button type="button" class="copy" data-copy="${id}" hidden>Copy<span class="for"> ${label}</span></button>`
      : html`<a class="whole" href="../${path.split('/').map(encodeURIComponent).join('/')}">${cut ? 'Whole text' : 'Text as it is'}: ${label} (${size})</a>`;
  const markup = html`<div class="text"><div class="offer">${offer}</div><pre tabindex="0" role="region" aria-label="${label}"><code id="${id}">${body}</code></pre>${
    cut &&
    html`<p class="cut">This is the beginning. The whole text is in ${path === undefined ? 'the body of the rule' : 'the file above'}.</p>`
  }</div>`;
  return { markup, whole: path === undefined ? undefined : { path, content: text } };
}

/** Whole lines that fit; a part of the first one where even that is too long. */
function beginning(text: string, most: number): string {
  const cut = text.slice(0, Math.max(300, Math.floor(most * 0.7)));
  const end = cut.lastIndexOf('\n');
  return end > 0 ? cut.slice(0, end) : cut;
}
