import type { Context } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject, printJson } from './json.ts';
import { pythonText } from './python-text.ts';
import { readValue } from './read-value.ts';
import type { Rule, SeverityLevel } from './rule.ts';
import { wholeCondition } from './rule.ts';
import type { Value } from './value.ts';
import { referencesIn } from './walk.ts';

/** An event of a stream: when it happened and when it arrived, in milliseconds since 1970. */
export interface StreamEvent {
  readonly event: JsonObject;
  readonly time: number;
  readonly ingest: number;
}

/** A match as grouping sees it. */
export interface Match {
  /** Position in the stream. */
  readonly position: number;
  readonly time: number;
  readonly ingest: number;
  readonly key: string;
  /** A part of the key is missing or null. */
  readonly lacksKey: boolean;
  /** The values that the key is computed from, as one text; of an object those of its parts that are read. */
  readonly sources: string;
  /** The value that is counted, where the rule counts distinct values. */
  readonly distinct: string | undefined;
  /** That value, or a part of it, is missing or null. */
  readonly lacksDistinct: boolean;
}

/** An alert as Panther raises it. */
export interface Alert {
  readonly key: string;
  /** Arrival of the match that opened its window, and of the one that raised it, ms. */
  readonly opened: number;
  readonly at: number;
  /** Positions of the window's matches. */
  readonly positions: readonly number[];
  readonly title: string;
  readonly severity: SeverityLevel;
}

/** Panther cuts grouping keys at so many characters, and takes no shorter window. */
const longestKey = 1000;
const shortestWindow = 5;

/** A rule's window in milliseconds. */
export function windowOf(rule: Rule): number {
  return Math.max(rule.alert.windowMinutes, shortestWindow) * 60_000;
}

/** The matches of a stream in order of arrival. */
export function matchesIn(
  rule: Rule,
  stream: readonly StreamEvent[],
  contextFor: (event: JsonObject) => Context,
): readonly Match[] {
  const condition = wholeCondition(rule);
  const { key, keyParts, distinct } = rule.alert;
  const sources = fieldsOf(key);
  const counted = distinct === undefined ? [] : [distinct, ...fieldsOf(distinct)];
  const said = (value: Value, context: Context): string => pythonText(readValue(value, context));
  return stream
    .flatMap(({ event, time, ingest }, position): Match[] => {
      const context = contextFor(event);
      if (!evaluate(condition, context)) return [];
      return [
        {
          position,
          time,
          ingest,
          key: (said(key, context) || rule.id).slice(0, longestKey),
          lacksKey: (keyParts.length > 0 ? keyParts : [key]).some(
            (part) => (readValue(part, context) ?? null) === null,
          ),
          sources: printJson(sources.map((value) => leafOf(readValue(value, context)))),
          distinct: distinct && said(distinct, context),
          lacksDistinct:
            distinct !== undefined && counted.some((value) => (readValue(value, context) ?? null) === null),
        },
      ];
    })
    .sort((a, b) => a.ingest - b.ingest || a.position - b.position);
}

/** The fields of the event that a value reads. */
function fieldsOf(value: Value): readonly Value[] {
  return referencesIn(value).flatMap(({ reference, value: field }) => (reference.scope === 'event' ? [field] : []));
}

/** An object counts as what is read of it. */
function leafOf(value: Json | undefined): Json {
  return value === undefined || isObject(value) ? null : value;
}

/**
 * Panther's own alerts over a stream, the meaning that every target is measured against: a key's window opens with its first match in
 * order of arrival, has a fixed length and is not extended; one alert each, when the number of matches (or of distinct values) reaches the
 * threshold; its title and severity are those of the match that opened the window.
 */
export function alertsOf(
  rule: Rule,
  stream: readonly StreamEvent[],
  contextFor: (event: JsonObject) => Context,
  matches: readonly Match[] = matchesIn(rule, stream, contextFor),
): readonly Alert[] {
  const open = new Map<
    string,
    { opened: number; values: Set<string>; positions: number[]; alert: number | undefined }
  >();
  const closed: { key: string; opened: number; positions: number[]; alert: number }[] = [];
  const close = (key: string): void => {
    const window = open.get(key);
    if (window?.alert !== undefined) closed.push({ ...window, key, alert: window.alert });
    open.delete(key);
  };
  for (const { key, ingest, position, distinct } of matches) {
    const before = open.get(key);
    if (before !== undefined && ingest - before.opened > windowOf(rule)) close(key);
    const window = open.get(key) ?? { opened: ingest, values: new Set<string>(), positions: [], alert: undefined };
    open.set(key, window);
    window.positions.push(position);
    if (distinct !== undefined) window.values.add(distinct);
    const count = rule.alert.distinct === undefined ? window.positions.length : window.values.size;
    if (count >= rule.alert.threshold) window.alert ??= ingest;
  }
  for (const key of [...open.keys()]) close(key);
  return closed
    .map(({ key, opened, positions, alert }): Alert => {
      const first = stream[positions[0] ?? 0];
      const context = contextFor(first?.event ?? {});
      const { cases, otherwise } = rule.alert.severity;
      return {
        key,
        opened,
        at: alert,
        positions,
        title: pythonText(readValue(rule.alert.title, context)),
        severity: cases.find((one) => evaluate(one.when, context))?.severity ?? otherwise,
      };
    })
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}
