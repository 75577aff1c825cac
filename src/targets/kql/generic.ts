import type { Json } from '../../ir/json.ts';
import { isObject } from '../../ir/json.ts';
import type { Generic } from '../../mapping/generic.ts';
import { genericColumn } from '../../mapping/generic.ts';

/** Where a team keeps whole events of a log type that no connector brings in. */
export interface RawTable {
  readonly table: string;
  /** The dynamic column that holds the whole event. */
  readonly column: string;
  readonly time: string;
}

const keys = ['table', 'column', 'time'] as const;

/**
 * A custom table whose column `RawEvent` holds each event whole, as JSON. Custom tables end in `_CL` and have `TimeGenerated`.
 * https://learn.microsoft.com/azure/azure-monitor/logs/create-custom-table
 */
export const generic: Generic = ({ logType, options }) => {
  const { table, column, time } = rawTable(logType, options);
  return {
    title: `Custom table ${table} with each event whole in ${column}`,
    source: { table, time, ingestion: true },
    guessed: false,
    native: false,
    fields: new Map([['', { columns: [genericColumn(column, { type: 'dynamic', holds: 'dynamic' })], where: [] }]]),
  };
};

function rawTable(logType: string, options: Readonly<Record<string, Json>>): RawTable {
  const given = isObject(options['generic']) ? options['generic'][logType] : undefined;
  const said = (key: (typeof keys)[number]): string | undefined => {
    const value = given !== undefined && isObject(given) ? given[key] : undefined;
    return typeof value === 'string' && isName(value) ? value : undefined;
  };
  return {
    table: said('table') ?? tableName(logType),
    column: said('column') ?? 'RawEvent',
    time: said('time') ?? 'TimeGenerated',
  };
}

/** `Slack.AuditLogs` → `Slack_AuditLogs_CL`: a letter first, at most 63 characters. */
function tableName(logType: string): string {
  const name = logType.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return `${/^[A-Za-z]/.test(name) ? name : `T_${name}`}`.slice(0, 60).concat('_CL');
}

/** Problems of the option `generic`, a sentence each: log type → table, column and time of its whole events. */
export function checkGeneric(value: Json): readonly string[] {
  if (!isObject(value)) return ['generic must name tables by log type: {Log.Type: {table: …, column: …, time: …}}.'];
  return Object.entries(value).flatMap(([logType, given]) => {
    if (!isObject(given)) return [`generic.${logType} must be {table, column, time}.`];
    return Object.entries(given).flatMap(([key, name]) => {
      if (!keys.some((known) => known === key)) return [`generic.${logType} has no ${key}: ${keys.join(', ')}.`];
      return typeof name === 'string' && isName(name)
        ? []
        : [`generic.${logType}.${key} must be a name of letters, digits and _.`];
    });
  });
}

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
