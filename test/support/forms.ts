import type { Reference, Step } from '../../src/ir/path.ts';
import { parseFieldKey } from '../../src/mapping/field-key.ts';
import type { Field, LogType } from '../../src/mapping/log-type.ts';
import type { FieldEntry, Home } from '../../src/mapping/mapping.ts';

/** One field for each form in which a home holds fields: what kind of column, of what type, how filled. */
export interface Form {
  readonly form: string;
  readonly path: readonly Step[];
}

/** The forms of a home with a field for each, so that a suite over them touches everything that its mapping file says. */
export function formsOf(logType: LogType, home: Home): readonly Form[] {
  const forms = new Map<string, Form>();
  const add = (form: string, path: readonly Step[]): void => {
    if (!forms.has(form)) forms.set(form, { form, path });
  };
  for (const [key, entry] of home.fields) {
    const parts = parseFieldKey(key) ?? [];
    if (parts.some((part) => part.list)) continue;
    const path = parts.map((part) => part.step);
    // The whole event is no field; what is inside is.
    if (path.length > 0) add(formOf(entry), path);
    if (entry.columns.some((c) => c.holds !== 'value')) add(`${formOf(entry)} inside`, [...path, 'a key', 'x']);
  }
  for (const [kind, path] of kindsOf(logType.fields, [])) add(`schema ${kind}`, path);
  add('unknown', ['no', 'such', 'field']);
  return [...forms.values()];
}

function formOf(entry: FieldEntry): string {
  if (entry.none !== undefined) return 'none';
  const columns = entry.columns.map((c) =>
    [
      c.type,
      c.holds,
      c.repeated ? 'repeated' : '',
      c.enriched ? 'enriched' : '',
      c.values ? 'values' : '',
      c.absentAs ? 'filler' : '',
      c.prefix ? 'prefix' : '',
      c.splitAt ? 'split' : '',
      c.access.length > 0 ? 'access' : '',
      c.certainty === 'guessed' ? 'guessed' : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  return [...columns, entry.where.length > 0 ? 'branches' : '', entry.presence ? 'presence' : ''].join(' | ');
}

function* kindsOf(fields: readonly Field[], above: readonly Step[]): Generator<readonly [string, readonly Step[]]> {
  for (const field of fields) {
    const path = [...above, field.name];
    yield [`${field.kind}${field.jsonText ? ' text' : ''}${field.element ? ` of ${field.element.kind}` : ''}`, path];
    yield* kindsOf(field.fields, path);
  }
}

/** A reference to a field of the event. */
export function event(...path: readonly Step[]): { readonly kind: 'reference'; readonly to: Reference } {
  return { kind: 'reference', to: { scope: 'event', path } };
}
