import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isObject } from '../ir/json.ts';
import { JsonError, parseJsonAt } from '../ir/parse-json.ts';
import { byteChunks } from './byte-chunks.ts';
import { reasonOf, shownPath } from './files.ts';
import { readJsonDocument } from './json-document.ts';
import type { JsonRead } from './json-lines.ts';
import { readJsonLines } from './json-lines.ts';

/** An event with the place that it was read from. */
export interface PlacedEvent {
  readonly event: JsonObject;
  /** As the user would name it; `-` for standard input. */
  readonly file: string;
  /** The line on which it starts, from 1. */
  readonly line: number;
}

/** Broken events told one by one, for each file. */
const told = 20;

/**
 * The events of a file (`-`: standard input): a JSON object, a list of them, or one a line (NDJSON), told apart by how the text begins.
 * Streams: only the event at hand is held. A Panther test (`Name`, `ExpectedResult`, `Log`) counts as its log. What is wrong is
 * reported, with its line; the events after a broken line are read.
 */
export function* readEvents(path: string, report: Report): Generator<PlacedEvent, void, void> {
  for (const placed of readObjects(path, report)) {
    const log = placed.event['Log'];
    yield isObject(log) && ('ExpectedResult' in placed.event || 'Name' in placed.event)
      ? { ...placed, event: log }
      : placed;
  }
}

/** The objects of a file, as `readEvents` finds them, each as it is. */
export function* readObjects(path: string, report: Report): Generator<PlacedEvent, void, void> {
  const file = path === '-' ? '-' : shownPath(path);
  let broken = 0;
  const tell = (detail: string, line: number, ends: boolean): void => {
    broken += 1;
    if (broken > told && !ends) return;
    report(diagnostic(ends ? 'events-stopped' : 'event-broken', { place: `${file}:${line}`, detail }));
  };
  try {
    for (const read of readValues(path)) {
      if (read === 'compressed') report(diagnostic('events-compressed', { path: file }));
      else if (read.kind === 'broken') tell(read.detail, read.line, read.ends);
      else
        for (const value of isList(read.value) ? read.value : [read.value]) {
          if (isObject(value)) yield { event: value, file, line: read.line };
          else tell(`An event is a JSON object, this is ${kindOf(value)}.`, read.line, false);
        }
    }
  } catch (error) {
    // The system's own refusals carry a code; anything else is a fault of ours.
    if (!(error instanceof Error && 'code' in error)) throw error;
    report(diagnostic('file-unreadable', { path: file, detail: reasonOf(error) }));
  }
  if (broken > told) report(diagnostic('events-more-broken', { path: file, count: broken - told }));
}

function* readValues(path: string): Generator<JsonRead | 'compressed', void, void> {
  const chunks = byteChunks(path);
  const head: Buffer[] = [];
  let form = formOf(Buffer.alloc(0), false);
  while (form === 'unclear') {
    const { value, done } = chunks.next();
    // Chunks share one piece of memory.
    if (value !== undefined) head.push(Buffer.from(value));
    form = formOf(head.length === 1 && head[0] !== undefined ? head[0] : Buffer.concat(head), done === true);
  }
  if (form === 'compressed') yield form;
  else if (form === 'lines') yield* readJsonLines(chained(head, chunks));
  else yield* readJsonDocument(chained(head, chunks));
}

/** Tells by the first bytes what a text is; `whole`: nothing follows them. */
function formOf(head: Buffer, whole: boolean): 'lines' | 'document' | 'compressed' | 'unclear' {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'compressed';
  const start = head.findIndex((byte) => byte > 0x20);
  if (start < 0) return whole || head.length > 1 << 20 ? 'lines' : 'unclear';
  if (head[start] === 0x5b) return 'document';
  const end = head.indexOf(0x0a, start);
  if (end < 0) return whole || head.length >= 1 << 20 ? 'lines' : 'unclear';
  if (!goesOn(head.toString('utf8', start, end))) return 'lines';
  const next = head.subarray(end).find((byte) => byte > 0x20);
  if (next === undefined && !whole) return 'unclear';
  // The first line is no whole value: either it is broken, and the next event follows, or the value goes on.
  return next === undefined || next === 0x7b ? 'lines' : 'document';
}

/** Whether a line is the beginning of a JSON value that it does not end. */
function goesOn(line: string): boolean {
  try {
    parseJsonAt(line, 0);
    return false;
  } catch (error) {
    return error instanceof JsonError && error.at >= line.length;
  }
}

function* chained(head: readonly Buffer[], rest: Iterable<Buffer>): Generator<Buffer, void, void> {
  yield* head;
  yield* rest;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'boolean' ? `${value}` : 'a number';
}
