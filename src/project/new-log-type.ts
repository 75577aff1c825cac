import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { pantherFields } from '../mapping/panther-fields.ts';
import type { Target } from '../targets/target.ts';
import { readEvents } from './events.ts';
import type { OutputFile } from './import-files.ts';
import { markEventTime } from './new-log-type/event-time.ts';
import type { InferredField } from './new-log-type/infer.ts';
import { inferFields } from './new-log-type/infer.ts';
import { mappingText } from './new-log-type/mapping-text.ts';
import { nothingSeen, observe } from './new-log-type/observe.ts';
import { schemaText } from './new-log-type/schema-text.ts';

/** What samples of a log type say. */
export interface NewLogType {
  /** The schema, and a skeleton of a mapping for each target. */
  readonly files: readonly OutputFile[];
  readonly events: number;
  readonly fields: number;
  /** Fields that a person should look at: path and why. */
  readonly notes: readonly { readonly path: string; readonly note: string }[];
}

/** Whether a log type may be called so: words joined by dots, short enough for a file name. */
export function isLogTypeName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/.test(name) && name.length <= 100;
}

/** Infers a log type from files of sample events (`-`: standard input). Undefined where they hold no event. */
export function newLogType(
  name: string,
  from: readonly string[],
  targets: readonly Target[],
  report: Report,
): NewLogType | undefined {
  const seen = nothingSeen();
  for (const path of from) for (const { event } of readEvents(path, report)) observe(event, seen);
  if (seen.objects === 0) {
    report(diagnostic('no-sample-events', { files: from }));
    return undefined;
  }
  for (const { name: added } of pantherFields) seen.keys.delete(added);
  const fields = markEventTime(inferFields(seen));
  const schema = { path: `log-types/${name}.yml`, content: schemaText(name, fields, seen.objects) };
  const skeletons = targets.map(({ name: target, title, generic }): OutputFile => {
    const { source } = generic({ logType: name, schema: undefined, options: {} });
    return {
      path: `targets/${target}/${name}.yaml`,
      content: mappingText(name, fields, { name: target, title, source }),
    };
  });
  const listed = [...flat(fields, '')];
  return {
    files: [schema, ...skeletons],
    events: seen.objects,
    fields: listed.length,
    notes: listed.flatMap(({ path, notes }) => notes.map((note) => ({ path, note }))),
  };
}

function* flat(
  fields: readonly InferredField[],
  prefix: string,
): Generator<{ readonly path: string; readonly notes: readonly string[] }> {
  for (const field of fields) {
    const path = `${prefix}${field.name}`;
    yield { path, notes: field.notes };
    yield* flat(field.fields, `${path}.`);
    let element = field.element;
    let at = `${path}[]`;
    for (; element !== undefined; element = element.element, at += '[]') yield* flat(element.fields, `${at}.`);
  }
}
