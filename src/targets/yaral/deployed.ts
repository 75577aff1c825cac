import { parseDocument } from 'yaml';
import type { DeployedReader, ExportFile } from '../deployed.ts';
import { plainText } from '../deployed.ts';

/**
 * Rules as Google's content manager pulls them: `<name>.yaral`, and what runs in `rule_config.yaml`.
 * https://github.com/chronicle/detection-rules/tree/main/tools/content_manager
 */
export const deployed: DeployedReader = {
  read: (files) => {
    const configs = files.filter(({ path }) => /(^|\/)rule_config\.ya?ml$/.test(path));
    const settings = Object.assign({}, ...configs.map(settingsIn)) as Settings; // each is such a record
    const texts = files.filter(({ path }) => /\.(yaral|yaral2)$/.test(path));
    const rules = texts.map((file) => ruleOf(file, settings[nameOf(file)] ?? {}));
    const unread = configs.filter(({ text }) => parseDocument(text, { prettyErrors: false }).errors.length > 0);
    return { rules, unread: unread.map(({ path }) => ({ path, why: 'it is no YAML' })) };
  },
  own: ({ artifacts, enabled, alerting }) =>
    artifacts
      .filter(({ kind }) => kind === 'yaral')
      .map(({ path, content }) =>
        ruleOf({ path, text: content }, { enabled: String(enabled), alerting: String(alerting), archived: 'false' }),
      ),
};

type Settings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What runs, by rule; ids, times and revisions are Google's own. */
function settingsIn({ text }: ExportFile): Settings {
  const document = parseDocument(text, { prettyErrors: false });
  const value: unknown = document.errors.length > 0 ? {} : document.toJS();
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]: [string, unknown]) => {
      const of = (key: string): readonly [string, string] => [
        key,
        String(
          (typeof entry === 'object' && entry !== null && Object.entries(entry).find(([k]) => k === key)?.[1]) === true,
        ),
      ];
      return [name, Object.fromEntries(['enabled', 'alerting', 'archived'].map(of))];
    }),
  );
}

function ruleOf(file: ExportFile, settings: Readonly<Record<string, string>>) {
  const name = nameOf(file);
  return { id: name, name, query: plainText(file.text), settings, path: file.path };
}

function nameOf({ path, text }: ExportFile): string {
  return /^\s*rule\s+(\w+)/m.exec(text)?.[1] ?? path.replace(/^.*\/|\.\w+$/g, '');
}
