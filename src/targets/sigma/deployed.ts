import { parseAllDocuments, stringify } from 'yaml';
import type { DeployedReader, DeployedRule, DeployedRules, ExportFile } from '../deployed.ts';
import { flatSettings } from '../deployed.ts';

type Keys = Readonly<Record<string, unknown>>;

/** What a converter makes the query of. */
const detects = ['logsource', 'detection', 'correlation', 'filter'];

/** Rule files of Sigma, and filters, each as a rule of its own. A file of several documents is one rule: that of its last document. */
export const deployed: DeployedReader = {
  read: (files) => {
    const parts = files.filter(({ path }) => /\.ya?ml$/.test(path)).map(rulesIn);
    return { rules: parts.flatMap(({ rules }) => rules), unread: parts.flatMap(({ unread }) => unread) };
  },
  own: ({ artifacts }) => artifacts.flatMap(({ path, content }) => rulesIn({ path, text: content }).rules),
};

function rulesIn({ path, text }: ExportFile): DeployedRules {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const values = (Array.isArray(documents) ? documents : []).flatMap((document): Keys[] => {
    const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
    return isRule(value) ? [value] : [];
  });
  const main = values.at(-1);
  const wrong = main === undefined && /^(detection|correlation|filter)\s*:/m.test(text) && /^title\s*:/m.test(text);
  if (main === undefined) return { rules: [], unread: wrong ? [{ path, why: 'it is no YAML' }] : [] };
  const query = values.map((one) =>
    Object.fromEntries(detects.flatMap((key) => (key in one ? [[key, one[key]]] : []))),
  );
  const settings = flatSettings(Object.fromEntries(Object.entries(main).filter(([key]) => !detects.includes(key))));
  const name = String(main['title'] ?? '');
  const rule: DeployedRule = {
    id: String(main['id'] ?? name).toLowerCase(),
    name,
    query: query.map((one) => stringify(one, { lineWidth: 0 })).join('---\n'),
    settings,
    path,
  };
  return { rules: [rule], unread: [] };
}

function isRule(value: unknown): value is Keys {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'title' in value && detects.some((key) => key !== 'logsource' && key in value);
}
