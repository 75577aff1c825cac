import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { Home } from '../../mapping/mapping.ts';

/** What a home says of its table. */
export interface Table {
  readonly table: string;
  readonly time: string;
  /** `ingestion_time()` is known for its rows: not so for functions and unions. */
  readonly ingestion: boolean;
  readonly connectors: readonly { readonly connectorId: string; readonly dataTypes: readonly string[] }[];
}

/** Reads a home's facts; what is wrong with them is reported by `checkHome`. */
export function tableOf(home: Home): Table {
  const { table, time, ingestion, connectors } = home.source;
  return {
    table: typeof table === 'string' ? table : home.name,
    time: typeof time === 'string' ? time : 'TimeGenerated',
    ingestion: ingestion !== false,
    connectors: isList(connectors) ? connectors.flatMap((c) => readConnector(c) ?? []) : [],
  };
}

const known = ['table', 'time', 'ingestion', 'connectors'];

/** Problems in a home's facts, a sentence each. */
export function checkHome(home: Home): readonly string[] {
  const { source } = home;
  const problems: string[] = [];
  const { table, time, ingestion, connectors } = source;
  for (const key of Object.keys(source)) {
    if (!known.includes(key)) problems.push(`${key} is no fact of a table: ${known.join(', ')}.`);
  }
  if (typeof table !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(table))
    problems.push('table must be the name of a table.');
  if (time !== undefined && typeof time !== 'string') problems.push('time must be the name of a datetime column.');
  if (ingestion !== undefined && typeof ingestion !== 'boolean') problems.push('ingestion must be true or false.');
  if (connectors !== undefined && (!isList(connectors) || connectors.some((c) => readConnector(c) === undefined)))
    problems.push('connectors must be a list of {connectorId, dataTypes}.');
  if (home.native !== undefined && home.native.prefix !== '') problems.push('columns of a table have no prefix.');
  for (const [field, entry] of home.fields) {
    if (entry.columns.some((c) => c.repeated)) problems.push(`${field}: a column holds one value; a list is dynamic.`);
    if (entry.where.length > 0)
      problems.push(`${field}: a dynamic list holds all its elements, so no branch is needed.`);
  }
  return problems;
}

function readConnector(value: Json): Table['connectors'][number] | undefined {
  if (!isObject(value)) return undefined;
  const { connectorId, dataTypes } = value;
  if (typeof connectorId !== 'string' || !isList(dataTypes)) return undefined;
  const types = dataTypes.filter((t) => typeof t === 'string');
  return types.length === dataTypes.length ? { connectorId, dataTypes: types } : undefined;
}
