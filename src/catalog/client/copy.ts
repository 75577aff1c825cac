/** Shows the copy buttons and makes them work, from a file too, where the clipboard may not be given to scripts. */
export function startCopy(): void {
  for (const button of Array.from(document.querySelectorAll('button[data-copy]'))) {
    button.hidden = false;
    const label = Array.from(button.children)[0]?.textContent ?? '';
    button.addEventListener('click', () => {
      const text = document.getElementById(button.dataset['copy'] ?? '')?.textContent ?? '';
      void copied(text).then((done) => say(button, done ? 'Copied' : 'Not copied: mark the text', label));
    });
  }
}

async function copied(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: { writeText(text: string): Promise<void> } }; // absent where the page is not secure
  try {
    if (clipboard) {
      await clipboard.writeText(text);
      return true;
    }
  } catch {
    // Not allowed: the old way may still be.
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('class', 'off');
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

function say(button: PageElement, said: string, label: string): void {
  button.textContent = said;
  const status = document.getElementById('said') ?? newStatus();
  status.textContent = `${said}${label}`;
  setTimeout(() => {
    button.textContent = 'Copy';
    const name = document.createElement('span');
    name.setAttribute('class', 'for');
    name.textContent = label;
    button.append(name);
    status.textContent = '';
  }, 2000);
}

/** Where a screen reader hears what became of a copy. */
function newStatus(): PageElement {
  const made = document.createElement('p');
  made.setAttribute('id', 'said');
  made.setAttribute('role', 'status');
  made.setAttribute('class', 'for');
  document.body.append(made);
  return made;
}
