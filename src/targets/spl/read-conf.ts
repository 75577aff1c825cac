/** The settings of the first stanza of a `.conf` file, with the line that each begins on. A `\` at a line's very end continues the value. */
export interface Stanza {
  readonly name: string;
  readonly settings: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
}

/** Reads a `.conf` file. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Howtoeditaconfigurationfile */
export function readConf(text: string): readonly Stanza[] {
  const stanzas: { name: string; settings: Map<string, { value: string; line: number }> }[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const start = i;
    let line = lines[i] ?? '';
    if (line.startsWith('#') || line.trim() === '') continue;
    while (line.endsWith('\\') && i + 1 < lines.length) {
      i += 1;
      line = `${line.slice(0, -1).replace(/ $/, '')}\n${lines[i]}`;
    }
    const head = /^\[(.*)\]\s*$/.exec(line);
    if (head) stanzas.push({ name: head[1] ?? '', settings: new Map() });
    else {
      const at = line.indexOf('=');
      const key = (at < 0 ? line : line.slice(0, at)).trim();
      stanzas.at(-1)?.settings.set(key, { value: at < 0 ? '' : line.slice(at + 1).trim(), line: start + 1 });
    }
  }
  return stanzas;
}
