/** A `.conf` file read as Splunk reads it: stanzas of keys, a value going on where a backslash is the last character of its line. */
export function parseConf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const stanzas = new Map<string, Map<string, string>>();
  let stanza: Map<string, string> | undefined;
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] ?? '';
    if (line.startsWith('#') || line === '') continue;
    const head = /^\[([^\]]+)\]$/.exec(line);
    if (head) {
      stanza = new Map();
      if (stanzas.has(head[1] ?? '')) throw new Error(`stanza ${head[1]} stands twice`);
      stanzas.set(head[1] ?? '', stanza);
      continue;
    }
    const value: string[] = [];
    const key = /^([A-Za-z][A-Za-z0-9_.]*) = /.exec(line);
    if (!key || !stanza) throw new Error(`line ${i + 1} is no key: ${line}`);
    line = line.slice(key[0].length);
    while (line.endsWith('\\')) {
      value.push(line.slice(0, -1).trimEnd());
      i += 1;
      line = lines[i] ?? '';
    }
    if (stanza.has(key[1] ?? '')) throw new Error(`key ${key[1]} stands twice`);
    stanza.set(key[1] ?? '', [...value, line].join('\n'));
  }
  return stanzas;
}

/** Whether quotes and parentheses of a search close, strings and comments left aside. */
export function closes(search: string): boolean {
  let depth = 0;
  const bare = search.replace(/```.*?```/g, '').replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  if (bare.replaceAll('""', '').includes('"')) return false;
  for (const c of bare) {
    if (c === '(') depth += 1;
    if (c === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && (bare.match(/`/g) ?? []).length % 2 === 0;
}
