import { isNode, LineCounter, parseDocument } from 'yaml';
import { checkLimits } from './check-limits.ts';
import type { Path } from './rule-document.ts';
import { indexesAt, keysAt, scalarAt, textsAt } from './rule-document.ts';

/** A scheduled or near-real-time analytics rule, as far as it decides which alerts and incidents there are. Times in milliseconds. */
export interface AnalyticsRule {
  readonly name: string;
  readonly query: string;
  /** Near real time: each minute over what arrived in a minute; without a frequency, period or trigger of its own. */
  readonly nrt: boolean;
  readonly frequency: number;
  readonly period: number;
  readonly trigger: { readonly operator: TriggerOperator; readonly threshold: number };
  readonly perResult: boolean;
  readonly suppression: number | undefined;
  readonly incidents: Incidents | undefined;
  readonly titleFormat: string | undefined;
  readonly severity: string;
  readonly severityColumn: string | undefined;
  readonly details: ReadonlyMap<string, string>;
  readonly entities: readonly { readonly type: string; readonly columns: readonly string[] }[];
  /** Columns that the rule names, with the line where it does; `isText`: the column must be one of texts. */
  readonly named: readonly {
    readonly column: string;
    readonly where: string;
    readonly line: number;
    readonly isText: boolean;
  }[];
  readonly queryLine: number;
}

export type TriggerOperator = 'gt' | 'lt' | 'eq' | 'ne';

/** How alerts become incidents; `grouping` is absent where each alert makes its own. */
export interface Incidents {
  readonly grouping:
    | {
        readonly lookback: number;
        readonly method: 'AllEntities' | 'AnyAlert' | 'Selected';
        readonly entities: readonly string[];
        readonly alertDetails: readonly string[];
        readonly customDetails: readonly string[];
      }
    | undefined;
}

/** What is wrong with a rule's YAML. */
export interface RuleFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

const operators: Readonly<Record<string, TriggerOperator>> = {
  gt: 'gt',
  lt: 'lt',
  eq: 'eq',
  ne: 'ne',
  GreaterThan: 'gt',
  LessThan: 'lt',
  Equal: 'eq',
  NotEqual: 'ne',
};

/**
 * Reads an analytics rule in the form of Microsoft's repository. `faults` holds what keeps it from being such a rule; what it says is read
 * as far as it can be. https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide
 */
export function readAnalyticsRule(text: string): {
  readonly rule: AnalyticsRule;
  readonly faults: readonly RuleFault[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults: RuleFault[] = document.errors.map((error) => {
    const at = lines.linePos(error.pos[0]);
    return { message: `YAML: ${error.message}`, line: at.line, column: at.col };
  });
  const at = (path: Path): { readonly line: number; readonly column: number } => {
    const node = document.getIn(path, true);
    const range = isNode(node) ? node.range : undefined;
    const place = lines.linePos(range?.[0] ?? 0);
    return { line: Math.max(1, place.line), column: Math.max(1, place.col) };
  };
  const fault = (path: Path, message: string): void => {
    faults.push({ message, ...at(path) });
  };
  const text_ = (...path: Path): string | undefined => scalarAt(document, path);
  const duration = (path: readonly string[]): number => {
    const written = text_(...path);
    const read = written === undefined ? undefined : readDuration(written);
    if (read === undefined) fault(path, `${path.join('.')} must be a length of time such as 15m or PT15M.`);
    return read ?? 0;
  };
  const kind = text_('kind');
  const nrt = kind === 'NRT';
  if (kind !== 'Scheduled' && !nrt) fault(['kind'], `kind is ${kind ?? 'missing'}, not Scheduled or NRT.`);
  const operator = operators[text_('triggerOperator') ?? ''];
  if (nrt)
    for (const key of ['queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold'])
      if (text_(key) !== undefined) fault([key], `A rule of the kind NRT has no ${key}.`);
  if (!nrt && operator === undefined) fault(['triggerOperator'], 'triggerOperator must be gt, lt, eq or ne.');
  const frequency = nrt ? minute : duration(['queryFrequency']);
  const period = nrt ? minute : duration(['queryPeriod']);
  if (!nrt) checkSchedule(frequency, period, (message) => fault(['queryPeriod'], message));
  checkLimits(document, fault);
  const named: { column: string; where: string; line: number; isText: boolean }[] = [];
  const name = (path: Path, where: string, isText = false): string | undefined => {
    const column = text_(...path);
    if (column !== undefined) named.push({ column, where, line: at(path).line, isText });
    return column;
  };
  const entities = indexesAt(document, ['entityMappings']).map((i) => ({
    type: text_('entityMappings', i, 'entityType') ?? '',
    columns: indexesAt(document, ['entityMappings', i, 'fieldMappings']).flatMap(
      (j) => name(['entityMappings', i, 'fieldMappings', j, 'columnName'], 'entityMappings', true) ?? [],
    ),
  }));
  const details = new Map<string, string>();
  for (const key of keysAt(document, ['customDetails'])) {
    const column = name(['customDetails', key], `customDetails.${key}`);
    if (column !== undefined) details.set(key, column);
  }
  for (const key of ['alertDisplayNameFormat', 'alertDescriptionFormat']) {
    const path = ['alertDetailsOverride', key];
    for (const column of placeholdersIn(text_(...path) ?? ''))
      named.push({ column, where: key, line: at(path).line, isText: false });
  }
  const severityColumn = name(['alertDetailsOverride', 'alertSeverityColumnName'], 'alertSeverityColumnName', true);
  name(['alertDetailsOverride', 'alertTacticsColumnName'], 'alertTacticsColumnName', true);
  return {
    rule: {
      name: text_('name') ?? '',
      query: text_('query') ?? '',
      nrt,
      frequency,
      period,
      trigger: { operator: operator ?? 'gt', threshold: Number(text_('triggerThreshold') ?? 0) },
      perResult: text_('eventGroupingSettings', 'aggregationKind') === 'AlertPerResult',
      suppression: text_('suppressionEnabled') === 'true' ? duration(['suppressionDuration']) : undefined,
      incidents: incidentsOf(),
      titleFormat: text_('alertDetailsOverride', 'alertDisplayNameFormat'),
      severity: text_('severity') ?? '',
      severityColumn,
      details,
      entities,
      named,
      queryLine: at(['query']).line,
    },
    faults,
  };

  function incidentsOf(): Incidents | undefined {
    const base = 'incidentConfiguration';
    // A rule without the section creates incidents, each alert its own. https://learn.microsoft.com/azure/sentinel/create-analytics-rules
    if (document.getIn([base]) === undefined) return { grouping: undefined };
    if (text_(base, 'createIncident') === 'false') return undefined;
    const grouping = [base, 'groupingConfiguration'];
    if (text_(...grouping, 'enabled') !== 'true') return { grouping: undefined };
    const method = text_(...grouping, 'matchingMethod');
    const names = (key: string): readonly string[] => textsAt(document, [...grouping, key]);
    if (method !== 'AllEntities' && method !== 'AnyAlert' && method !== 'Selected') {
      fault([...grouping, 'matchingMethod'], 'matchingMethod must be AllEntities, AnyAlert or Selected.');
      return { grouping: undefined };
    }
    const customDetails = names('groupByCustomDetails');
    for (const key of customDetails)
      if (!details.has(key)) fault([...grouping, 'groupByCustomDetails'], `${key} is no custom detail of the rule.`);
    const types = names('groupByEntities');
    for (const type of types)
      if (!entities.some((entity) => entity.type === type))
        fault([...grouping, 'groupByEntities'], `The rule maps no entity of the type ${type}.`);
    const alertDetails = names('groupByAlertDetails');
    if (method === 'Selected' && customDetails.length + types.length + alertDetails.length === 0)
      fault([...grouping, 'matchingMethod'], 'Selected needs something to group by.');
    const lookback = duration([...grouping, 'lookbackDuration']);
    if (lookback < 5 * minute || lookback > 7 * day)
      fault([...grouping, 'lookbackDuration'], 'lookbackDuration is 5 minutes to 7 days.');
    return { grouping: { lookback, method, entities: types, alertDetails, customDetails } };
  }
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview */
function checkSchedule(frequency: number, period: number, fault: (message: string) => void): void {
  const within = (time: number): boolean => time >= 5 * minute && time <= 14 * day;
  if (!within(frequency) || !within(period)) fault('queryFrequency and queryPeriod are 5 minutes to 14 days.');
  if (period < frequency) fault('queryPeriod is at least queryFrequency, else events between two runs are never seen.');
  if (period >= 2 * day && frequency < 60 * minute)
    fault('A rule that looks back two days or more runs hourly at most.');
}

/** `15m`, `2h`, `1d`, `PT15M`, `P1DT2H` in milliseconds. */
export function readDuration(text: string): number | undefined {
  const short = /^(\d+)([mhd])$/.exec(text);
  if (short) return Number(short[1]) * (short[2] === 'm' ? minute : short[2] === 'h' ? 60 * minute : day);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!iso || text === 'P' || text.endsWith('T')) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return days * day + (hours * 60 + minutes) * minute + seconds * 1000;
}

/** The columns of `{{Column}}` in an override's format. */
export function placeholdersIn(format: string): readonly string[] {
  return [...format.matchAll(/\{\{([^{}]*)\}\}/g)].map((found) => found[1] ?? '');
}
