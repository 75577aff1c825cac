import type { TextFinding } from '../runner.ts';
import { finalColumns } from './final-columns.ts';
import { securityDomains } from './options.ts';
import type { Stanza } from './read-conf.ts';
import { severityWords } from './severity.ts';
import { longestStanza } from './stanza.ts';
import type { Search } from './syntax.ts';

/** Tokens that Enterprise Security fills itself. https://docs.splunk.com/Documentation/ES/latest/Admin/Configurecorrelationsearches */
const ownTokens = new Set(['info_min_time', 'info_max_time']);

/** Texts of a stanza in which `$field$` stands for a column of the result. */
const withTokens = [
  'action.notable.param.rule_title',
  'action.notable.param.rule_description',
  'action.notable.param.drilldown_searches',
  'action.risk.param._risk_message',
];

/** What a stanza asks of the final rows that they do not have, and values that Splunk does not take. */
export function checkAlert({ name, settings }: Stanza, search: Search, artifact: string): TextFinding[] {
  const found: TextFinding[] = [];
  const get = (key: string): string => settings.get(key)?.value ?? '';
  const blame = (key: string, message: string): void => {
    found.push({ severity: 'error', message, artifact, line: settings.get(key)?.line ?? 1, column: 1 });
  };
  const columns = finalColumns(search);
  const need = (key: string, fields: readonly string[]): void => {
    if (columns === undefined) return;
    for (const field of new Set(fields))
      if (!columns.has(field)) blame(key, `${key} names ${field}, which is no column of the final rows`);
  };
  for (const key of withTokens)
    need(
      key,
      tokensIn(get(key)).filter((token) => !ownTokens.has(token)),
    );
  for (const key of ['alert.suppress.fields', 'action.notable.param.nes_fields']) need(key, namesIn(get(key)));
  const risk = 'action.risk.param._risk';
  need(risk, riskFields(get(risk)));
  if ([...name].length > longestStanza || /[[\]]/.test(name))
    found.push({
      severity: 'error',
      message: `the stanza's name has at most ${longestStanza} characters and no brackets`,
      artifact,
      line: 1,
      column: 1,
    });
  const silences = get('alert.suppress');
  if ((silences === 'true' || silences === '1') && !/^[1-9]\d*[smhd]?$/.test(get('alert.suppress.period')))
    blame('alert.suppress', 'alert.suppress.period must be a length of time such as 60m');
  if (silences === 'true' && get('alert.digest_mode') === '0' && namesIn(get('alert.suppress.fields')).length === 0)
    blame('alert.suppress', 'alerts on each result are silenced by alert.suppress.fields, which is missing');
  const cron = get('cron_schedule');
  if (settings.has('cron_schedule') && cron.split(/\s+/).length !== 5)
    blame('cron_schedule', 'cron_schedule must have five fields');
  oneOf('action.notable.param.severity', Object.values(severityWords));
  oneOf('action.notable.param.security_domain', securityDomains);
  return found;

  function oneOf(key: string, values: readonly string[]): void {
    if (settings.has(key) && !values.includes(get(key))) blame(key, `${key} must be one of ${values.join(', ')}`);
  }
}

function tokensIn(text: string): readonly string[] {
  return [...text.matchAll(/\$([A-Za-z_][\w.]*)\$/g)].map((match) => match[1] ?? '');
}

function namesIn(list: string): readonly string[] {
  return list.split(/\s*,\s*/).filter((name) => name !== '');
}

/** The columns of risk and threat objects; none where the text is no such list. */
function riskFields(text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown): string[] => {
    if (typeof one !== 'object' || one === null) return [];
    return Object.entries(one).flatMap(([key, field]) =>
      /^(risk|threat)_object_field$/.test(key) && typeof field === 'string' ? [field] : [],
    );
  });
}
