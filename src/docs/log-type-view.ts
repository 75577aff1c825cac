import type { Workspace } from '../compile.ts';
import type { Json } from '../ir/json.ts';
import { isList, isObject, printJson } from '../ir/json.ts';
import { printCondition } from '../ir/print.ts';
import { genericName } from '../mapping/generic.ts';
import type { Certainty, Column, FieldEntry, Home } from '../mapping/mapping.ts';

/** A log type as readers see it: its homes in every target, and what stands where in them. */
export interface LogTypeView {
  readonly name: string;
  readonly description: string | undefined;
  readonly referenceUrl: string | undefined;
  readonly targets: readonly TargetView[];
  /** Every citation once; the numbers of the homes and columns count from 1. */
  readonly citations: readonly string[];
}

/** The homes of one target. */
export interface TargetView {
  readonly target: string;
  readonly title: string;
  readonly homes: readonly HomeView[];
  /** That no home is known but the generic one. */
  readonly noHome: { readonly because: string; readonly cite: number | undefined } | undefined;
}

/** One home with its columns. */
export interface HomeView {
  readonly name: string;
  readonly title: string;
  readonly isDefault: boolean;
  readonly when: string | undefined;
  /** The target's own facts in one line: `table OktaV2_CL, time TimeGenerated`. */
  readonly source: string;
  readonly lag: { readonly minutes: number; readonly certainty: Certainty };
  /** Fields without a row of their own stand under their own paths. */
  readonly native: { readonly certainty: Certainty; readonly cite: number | undefined } | undefined;
  readonly columns: readonly ColumnView[];
  /** Fields that have no column, and why. */
  readonly without: readonly { readonly field: string; readonly why: string }[];
}

/** A field with a column of its own. */
export interface ColumnView {
  readonly field: string;
  readonly column: string;
  readonly type: Column['type'];
  /** It holds JSON, so that fields below it are read inside. */
  readonly holdsMore: boolean;
  readonly certainty: Certainty;
  readonly cite: number | undefined;
}

/** Reads everything that the workspace says of a log type. Undefined where there is no such one. */
export function viewLogType(name: string, workspace: Workspace): LogTypeView | undefined {
  const logType = workspace.logType(name);
  if (logType === undefined) return undefined;
  const citations: string[] = [];
  const numberOf = (cite: string): number | undefined => {
    if (cite === '') return undefined;
    if (!citations.includes(cite)) citations.push(cite);
    return citations.indexOf(cite) + 1;
  };
  const targets = workspace.targets.map(({ name: target, title }): TargetView => {
    const mapping = workspace.mapping(target, name);
    const { noHome } = mapping ?? {};
    return {
      target,
      title,
      homes: (mapping?.homes ?? []).map((home) => viewHome(home, numberOf)),
      noHome: noHome && { because: noHome.because, cite: numberOf(noHome.cite) },
    };
  });
  const { description, referenceUrl } = logType;
  return { name, description, referenceUrl, targets, citations };
}

function viewHome(home: Home, numberOf: (cite: string) => number | undefined): HomeView {
  const { name, title, when, lag, native } = home;
  const entries = [...home.fields];
  // What generic homes guess is the same for every log type.
  const shown = name === genericName ? [] : entries.flatMap(([field, entry]) => columnsOf(field, entry));
  return {
    name,
    title,
    isDefault: home.default,
    when: when && printCondition(when).replaceAll('\n', ' and '),
    source: Object.entries(home.source)
      .flatMap(([key, value]) =>
        typeof value === 'boolean' || isLong(value) || plain(value).length > 60 || plain(value) === ''
          ? []
          : [`${key} ${plain(value)}`],
      )
      .join(', '),
    lag: { minutes: lag.minutes, certainty: lag.certainty },
    native: native && { certainty: native.certainty, cite: numberOf(native.cite) },
    columns: shown.map(({ field, column }) => ({
      field,
      column: columnText(column),
      type: column.type,
      holdsMore: column.holds !== 'value',
      certainty: column.certainty,
      cite: numberOf(column.cite),
    })),
    without: entries.flatMap(([field, { none }]) => (none === undefined ? [] : [{ field, why: none }])),
  };
}

function isLong(value: Json): boolean {
  return isList(value) && value.some((item) => isObject(item));
}

function plain(value: Json): string {
  if (isList(value)) return value.map(plain).join(' or ');
  return typeof value === 'string' ? value : printJson(value);
}

function columnsOf(field: string, entry: FieldEntry): readonly { readonly field: string; readonly column: Column }[] {
  const branches = entry.where.flatMap(({ when, fields }) => {
    const which = printCondition(when).replaceAll('\n', ' and ');
    return [...fields].flatMap(([key, inner]) => columnsOf(`${field}[${which}].${key}`, inner));
  });
  const { presence } = entry;
  const told = presence ? [{ field: `${field} (whether there is one)`, column: presence.column }] : [];
  return [
    ...entry.columns.map((column) => ({ field: field === '' ? '(whole event)' : field, column })),
    ...branches,
    ...told,
  ];
}

/** A column with what a reader must know of it. */
export function columnText(column: Column): string {
  const { name, access, holds, repeated, enriched, values, prefix } = column;
  const marks = [
    holds === 'json-text' ? 'JSON text' : '',
    repeated ? 'repeated' : '',
    enriched ? 'enriched' : '',
    values ? 'other values' : '',
    prefix ? 'prefix' : '',
  ].filter((mark) => mark !== '');
  const inside = access.length > 0 ? ` → ${access.join('.')}` : '';
  return `${name}${inside}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
}
