import type { Json } from '../../ir/json.ts';
import { isObject } from '../../ir/json.ts';
import type { Home } from '../../mapping/mapping.ts';

/** Domains of Enterprise Security. */
export const securityDomains = ['endpoint', 'network', 'threat', 'identity', 'access', 'audit'] as const;
export type SecurityDomain = (typeof securityDomains)[number];

/** The configuration's `targets.spl` section, read. */
export interface Options {
  /** Label of the app, the first part of each stanza's name. */
  readonly app: string;
  /** `es`: a correlation search of Enterprise Security; `plain`: a scheduled alert. */
  readonly profile: 'es' | 'plain';
  readonly extraction: 'fields' | 'raw';
  readonly macro: string | undefined;
  readonly indexMacro: string | undefined;
  readonly index: string | undefined;
  readonly cron: string | undefined;
  readonly securityDomain: SecurityDomain;
  /** Macros that say where events are: the app defines them, or another app does (Splunk's own content among them). */
  readonly sourceMacros: 'define' | 'external';
}

/** What names the app that holds all searches of an environment. */
export interface AppOptions {
  readonly id: string;
  readonly label: string;
  readonly version: string;
}

/** Names that Windows keeps for devices. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

const perLogType = ['macros', 'index_macro', 'index', 'security_domain'];
const plain: Readonly<Record<string, (value: string) => string | undefined>> = {
  app: (value) =>
    value.trim() === '' || /[[\]\r\n]/.test(value) || value.length > 40
      ? 'must be 1 to 40 characters on one line without brackets'
      : undefined,
  profile: oneOf(['es', 'plain']),
  extraction: oneOf(['fields', 'raw']),
  lists: oneOf(['reference', 'inline']),
  source_macros: oneOf(['define', 'external']),
  app_id: (value) =>
    /^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(value) && !devices.test(value)
      ? undefined
      : 'must be 1 to 80 letters, digits and `_`, a letter first',
  app_version: (value) =>
    /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(value) ? undefined : 'must be three numbers: 1.0.0',
  cron: (value) => (isCron(value) ? undefined : 'must be five fields of digits, `*`, `,`, `-` and `/`'),
};
const named: Readonly<Record<string, (value: string) => string | undefined>> = {
  macros: (value) => (isMacro(value) ? undefined : 'must be a macro name of letters, digits and `_`'),
  index_macro: (value) => (isMacro(value) ? undefined : 'must be a macro name of letters, digits and `_`'),
  index: (value) => (/^[a-z0-9_*][a-z0-9_*-]*$/.test(value) ? undefined : 'must be an index name'),
  security_domain: oneOf(securityDomains),
};

function oneOf(values: readonly string[]): (value: string) => string | undefined {
  return (value) => (values.includes(value) ? undefined : `must be one of ${values.join(', ')}`);
}

/** Problems of the configuration's section, a sentence each. */
export function checkOptions(options: Readonly<Record<string, Json>>): readonly string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const check = plain[key] ?? named[key];
    if (check === undefined)
      return [`Unknown option "${key}": known are ${[...Object.keys(plain), ...Object.keys(named)].join(', ')}.`];
    const values = perLogType.includes(key) && isObject(value) ? Object.entries(value) : [[undefined, value] as const];
    return values.flatMap(([logType, one]) => {
      const problem = typeof one === 'string' ? check(one) : 'must be text';
      return problem === undefined
        ? []
        : [`Option "${key}"${logType === undefined ? '' : ` for ${logType}`} ${problem}.`];
    });
  });
}

/** Reads a section that `checkOptions` found right; what is wrong counts as left out. */
export function readOptions(options: Readonly<Record<string, Json>>, logType: string, home: Home): Options {
  const text = (key: string): string | undefined => {
    const value = options[key];
    const one = perLogType.includes(key) && isObject(value) ? value[logType] : value;
    const check = plain[key] ?? named[key];
    return typeof one === 'string' && check?.(one) === undefined ? one : undefined;
  };
  const domain = text('security_domain') ?? home.source['security_domain'];
  return {
    app: text('app') ?? 'RuleGen',
    profile: text('profile') === 'plain' ? 'plain' : 'es',
    extraction: text('extraction') === 'raw' ? 'raw' : 'fields',
    macro: text('macros'),
    indexMacro: text('index_macro'),
    index: text('index'),
    cron: text('cron'),
    sourceMacros: text('source_macros') === 'external' ? 'external' : 'define',
    securityDomain: securityDomains.find((known) => known === domain) ?? 'threat',
  };
}

/** What the section says of the app. Its id is made of its label where none is given. */
export function readAppOptions(options: Readonly<Record<string, Json>>): AppOptions {
  const text = (key: string): string | undefined => {
    const value = options[key];
    return typeof value === 'string' && plain[key]?.(value) === undefined ? value : undefined;
  };
  const label = text('app') ?? 'RuleGen';
  const made = label.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  const isId = /^[A-Za-z]/.test(made) && !devices.test(made);
  return { id: text('app_id') ?? (isId ? made : `app_${made}`), label, version: text('app_version') ?? '1.0.0' };
}

const homeKeys = ['macro', 'sourcetype', 'index', 'security_domain'];

/** Problems of a home's own facts: it needs a macro or a sourcetype to search by. */
export function checkHome(home: Home): readonly string[] {
  const problems = Object.keys(home.source)
    .filter((key) => !homeKeys.includes(key))
    .map((key) => `Unknown key "${key}" of a Splunk home: known are ${homeKeys.join(', ')}.`);
  const { macro, sourcetype, index, security_domain: domain } = home.source;
  if (macro === undefined && sourcetype === undefined) problems.push('A Splunk home needs a macro or a sourcetype.');
  if (macro !== undefined && !(typeof macro === 'string' && isMacro(macro)))
    problems.push('The macro must be a name of letters, digits and `_`.');
  if (sourcetype !== undefined && !sourcetypesOf(home)?.every((name) => /^[\w:.*-]+$/.test(name)))
    problems.push('The sourcetype must be a name, or a list of names, of letters, digits and `_:.-`.');
  if (index !== undefined && !(typeof index === 'string' && named['index']?.(index) === undefined))
    problems.push('The index must be an index name.');
  if (domain !== undefined && !securityDomains.some((known) => known === domain))
    problems.push(`The security_domain must be one of ${securityDomains.join(', ')}.`);
  return problems;
}

/** The home's sourcetypes; undefined where it names none, or none as text. */
export function sourcetypesOf(home: Home): readonly string[] | undefined {
  const { sourcetype } = home.source;
  const names = Array.isArray(sourcetype) ? sourcetype : [sourcetype];
  const texts = names.filter((name) => typeof name === 'string');
  return texts.length > 0 && texts.length === names.length ? texts : undefined;
}

function isMacro(name: string): boolean {
  return /^[A-Za-z0-9_]+$/.test(name);
}

/** Five fields without names of months or days. https://docs.splunk.com/Documentation/Splunk/latest/Alert/CronExpressions */
function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === 5 && fields.every((field) => /^(\*|\d+(-\d+)?)(\/\d+)?(,(\*|\d+(-\d+)?)(\/\d+)?)*$/.test(field))
  );
}
