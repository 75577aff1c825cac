import type { Report } from '../diagnostics/diagnostic.ts';
import type { StreamEvent } from '../ir/alerts.ts';
import type { JsonObject } from '../ir/json.ts';
import type { Rule } from '../ir/rule.ts';
import { eventClock, readTime } from '../mapping/event-time.ts';
import { readEvents } from './events.ts';
import type { Project } from './open-project.ts';

/** Events with when they happened and arrived, and where they stand. */
export interface TimedEvents {
  readonly stream: readonly StreamEvent[];
  /** By position in the stream. */
  readonly places: readonly { readonly file: string; readonly line: number }[];
  /** Events that do not say when they happened: they are left out. */
  readonly timeless: number;
}

/**
 * The events of some files in time. An event arrived at its `p_parse_time`; where it has none, `delay` (ms) after it happened.
 */
export function readTimedEvents(
  files: readonly string[],
  rule: Rule,
  delay: number,
  { workspace }: Project,
  report: Report,
): TimedEvents {
  const clocks = new Map(rule.logTypes.map((name) => [name, eventClock(workspace.logType(name))]));
  const anyClock = eventClock(undefined);
  const clockFor = (event: JsonObject): typeof anyClock => {
    const said = event['p_log_type'];
    return clocks.get(typeof said === 'string' ? said : (rule.logTypes[0] ?? '')) ?? anyClock;
  };
  const stream: StreamEvent[] = [];
  const places: { file: string; line: number }[] = [];
  let timeless = 0;
  for (const path of files)
    for (const { event, file, line } of readEvents(path, report)) {
      const time = clockFor(event)(event);
      if (time === undefined) {
        timeless += 1;
        continue;
      }
      const ingest = readTime(event['p_parse_time'], ['rfc3339']) ?? time + delay;
      stream.push({ event, time, ingest });
      places.push({ file, line });
    }
  return { stream, places, timeless };
}
