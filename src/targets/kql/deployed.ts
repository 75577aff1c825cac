import { parseAllDocuments } from 'yaml';
import type { DeployedReader, DeployedRule, DeployedRules, ExportFile } from '../deployed.ts';
import { flatSettings, plainText } from '../deployed.ts';

type Keys = Readonly<Record<string, unknown>>;

/** Keys that only the repository of Microsoft has, or that say nothing of how a rule runs. */
const notDeployed = new Set([
  ...['id', 'name', 'displayName', 'query', 'version', 'status', 'requiredDataConnectors', 'tags', 'metadata', 'kind'],
  ...['alertRuleTemplateName', 'templateVersion', 'lastModifiedUtc', 'enabled'],
]);

/** Analytics rules: YAML as Microsoft's repository has it, or JSON of ARM as Sentinel exports it. */
export const deployed: DeployedReader = {
  read: (files) => {
    const parts = files.map((file) =>
      file.path.endsWith('.json') ? armRules(file) : /\.ya?ml$/.test(file.path) ? yamlRules(file) : nothing,
    );
    return { rules: parts.flatMap(({ rules }) => rules), unread: parts.flatMap(({ unread }) => unread) };
  },
  own: ({ artifacts, enabled }) =>
    artifacts
      .filter(({ kind }) => kind === 'sentinel-analytics-rule')
      .flatMap(({ path, content }) => yamlRules({ path, text: content }).rules)
      .map((rule) => ({ ...rule, settings: { ...rule.settings, enabled: String(enabled) } })),
};

const nothing: DeployedRules = { rules: [], unread: [] };

function yamlRules({ path, text }: ExportFile): DeployedRules {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const rules = (Array.isArray(documents) ? documents : []).flatMap((document): DeployedRule[] => {
    const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
    return isKeys(value) && typeof value['query'] === 'string' && 'severity' in value
      ? [ruleOf(value, value, path)]
      : [];
  });
  const wrong = rules.length === 0 && /^query\s*:/m.test(text) && /^severity\s*:/m.test(text);
  return { rules, unread: wrong ? [{ path, why: 'it is no YAML' }] : [] };
}

function armRules({ path, text }: ExportFile): DeployedRules {
  try {
    // What is made of keys stays so.
    return {
      rules: alertRulesIn(JSON.parse(text)).map((rule) => ruleOf(rule, unescaped(rule.properties) as Keys, path)),
      unread: [],
    };
  } catch {
    return { rules: [], unread: [{ path, why: 'it is no JSON' }] };
  }
}

/** Resources with a query and a severity, wherever they are: a template, a list of resources, an answer of the API. */
function alertRulesIn(value: unknown): readonly (Keys & { readonly properties: Keys })[] {
  if (Array.isArray(value)) return value.flatMap(alertRulesIn);
  if (!isKeys(value)) return [];
  const { properties } = value;
  if (isKeys(properties) && typeof properties['query'] === 'string' && 'displayName' in properties)
    return [{ ...value, properties }];
  return [...alertRulesIn(value['resources']), ...alertRulesIn(value['value'])];
}

/** The names of keys are the same in both forms, but for the display name. */
function ruleOf(named: Keys, said: Keys, path: string): DeployedRule {
  const name = String(said['displayName'] ?? said['name'] ?? '');
  const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
  const id = [named['name'], named['id']].flatMap((text) => uuid.exec(String(text ?? ''))?.[0] ?? []).at(0);
  const kept = Object.fromEntries(
    Object.entries(said)
      .filter(([key]) => !notDeployed.has(key))
      .map(([key, value]) =>
        key === 'relevantTechniques' || key === 'techniques' ? ['techniques', whole(value)] : [key, value],
      ),
  );
  const settings = Object.fromEntries(
    Object.entries(flatSettings(kept)).map(([key, value]) => [key, plainValue(key, value)]),
  );
  const enabled = { enabled: said['enabled'] === false ? 'false' : 'true' };
  return {
    id: (id ?? name).toLowerCase(),
    name,
    query: plainText(String(said['query'])),
    settings: { ...settings, ...enabled },
    path,
  };
}

/** ARM has techniques without their parts. */
function whole(techniques: unknown): unknown {
  if (!Array.isArray(techniques)) return techniques;
  return [...new Set(techniques.map((one) => String(one).replace(/\..*$/, '')))].sort();
}

/** A text of ARM that begins with `[` is an expression, unless it is doubled. */
function unescaped(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('[[') ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(unescaped);
  return isKeys(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unescaped(item)])) : value;
}

/** `PT15M` and `15m`, `GreaterThan` and `gt` are the same. */
function plainValue(key: string, value: string): string {
  const [, days = '', hours = '', minutes = ''] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(value) ?? /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/.exec(value) ?? [];
  const total = Number(days) * 1440 + Number(hours) * 60 + Number(minutes);
  if (/(duration|frequency|period)$/i.test(key) && total > 0) return `${total}m`;
  const words: Readonly<Record<string, string>> = { GreaterThan: 'gt', LessThan: 'lt', Equal: 'eq', NotEqual: 'ne' };
  return key === 'triggerOperator' ? (words[value] ?? value) : plainText(value);
}

function isKeys(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
