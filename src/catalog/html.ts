/** Markup that is known to be safe: made by `html` alone, which escapes whatever is put into it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into markup: texts are escaped, markup stays, lists are joined, nothing is left out. */
export type Content = string | number | Html | undefined | false | readonly Content[];

/** Markup with its values escaped: `` html`<b>${name}</b>` ``. Attributes must stand in double quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = parts[0] ?? '';
  values.forEach((value, i) => {
    text += write(value) + (parts[i + 1] ?? '');
  });
  return new Html(text);
}

function write(value: Content): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Html) return value.text;
  if (typeof value === 'number') return String(value);
  if (value === undefined || value === false) return '';
  return value.map(write).join('');
}

const special =
  /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text for an element or a quoted attribute. Characters that no reader sees, or that turn the text around them, show as their number. */
export function escapeText(text: string): string {
  return text.replace(special, (c) => names[c] ?? `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** Whether a text holds characters that are shown by number, so that what is shown is not the text itself. */
export function hasUnseen(text: string): boolean {
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(text);
}

/** A link of a rule's own words: only web addresses lead anywhere. */
export function outerLink(address: string, shown: Content = address): Html {
  return /^https?:\/\/[^\s]+$/i.test(address)
    ? html`<a href="${address}" rel="noreferrer noopener">${shown}</a>`
    : html`${shown}`;
}

/** Joins contents with something between them. */
export function join(contents: readonly Content[], between: Content): Content[] {
  return contents.flatMap((one, i) => (i === 0 ? [one] : [between, one]));
}
