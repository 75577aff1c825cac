/** What an element may hold. Text is text: no markup is ever made of it. */
export type Child = Node | string | undefined;

/** Makes an element. A value of `false` or `undefined` leaves the attribute out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  for (const child of children.flat()) if (child !== undefined) element.append(child);
  return element;
}

/** The element with an id. A page without it is not ours: throws. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no #${id}`);
  return found;
}

/** A button that does something. */
export function button(text: string, act: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const made = h('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', act);
  return made;
}

/** What a button copies, and what it is called. */
export interface Copying {
  readonly shown: string;
  /** For those who do not see what stands around the button. */
  readonly label: string;
  readonly text: () => string;
}

/** A button that copies a text and says so for a moment. */
export function copyButton({ shown, label, text }: Copying, say: (words: string) => void): HTMLElement {
  const made = button(shown, () => void copy(text()).then((done) => told(done)), { 'aria-label': label });
  const told = (done: boolean): void => {
    made.textContent = done ? 'Copied' : 'Not copied';
    say(done ? 'Copied.' : 'The browser did not let it be copied.');
    setTimeout(() => {
      made.textContent = shown;
    }, 2000);
  };
  return made;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** Pages from a file may have no clipboard of their own in some browsers: a selection can still be copied. */
function copySelected(text: string): boolean {
  const area = h('textarea', { class: 'off-screen', 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
