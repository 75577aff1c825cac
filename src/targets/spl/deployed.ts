import type { DeployedReader, DeployedRule, ExportFile } from '../deployed.ts';
import { plainText } from '../deployed.ts';
import type { Stanza } from './read-conf.ts';
import { readConf } from './read-conf.ts';

/** Saved searches of `savedsearches.conf` files; those below a `local` folder go over those below `default`, as in Splunk. */
export const deployed: DeployedReader = {
  read: (files) => {
    const confs = files.filter(({ path }) => /(^|[/.])savedsearches\.conf$/.test(path));
    const sorted = [...confs.filter(({ path }) => !isLocal(path)), ...confs.filter(({ path }) => isLocal(path))];
    const found = new Map<string, DeployedRule>();
    for (const file of sorted) for (const rule of rulesIn(file)) found.set(rule.id, merged(found.get(rule.id), rule));
    return { rules: [...found.values()].filter(({ query }) => query !== ''), unread: [] };
  },
  own: ({ artifacts }) =>
    artifacts
      .filter(({ kind }) => kind === 'savedsearches.conf')
      .flatMap(({ path, content }) => rulesIn({ path, text: content })),
};

function isLocal(path: string): boolean {
  return path.split('/').includes('local');
}

function rulesIn({ path, text }: ExportFile): readonly DeployedRule[] {
  return readConf(text)
    .filter(({ name }) => name !== 'default')
    .map((stanza) => {
      const settings = [...stanza.settings].filter(([key]) => key !== 'search' && key !== '');
      return {
        id: stanza.name,
        name: stanza.name,
        query: queryOf(stanza),
        settings: Object.fromEntries(settings.map(([key, { value }]) => [key, plainValue(value)])),
        path,
      };
    });
}

/** A line that is continued keeps no space before its backslash. */
function queryOf({ settings }: Stanza): string {
  return plainText(settings.get('search')?.value ?? '');
}

/** Splunk takes several words for true and false. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Savedsearchesconf */
function plainValue(value: string): string {
  if (/^(true|yes|1)$/i.test(value)) return '1';
  return /^(false|no|0)$/i.test(value) ? '0' : plainText(value);
}

function merged(under: DeployedRule | undefined, over: DeployedRule): DeployedRule {
  if (under === undefined) return over;
  return { ...over, query: over.query || under.query, settings: { ...under.settings, ...over.settings } };
}
