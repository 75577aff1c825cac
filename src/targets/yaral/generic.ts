import type { Generic } from '../../mapping/generic.ts';
import { genericColumn, keyFor, plainFields } from '../../mapping/generic.ts';

/**
 * A log type without a parser: Google extracts the first hundred fields of its events by itself. How it spells keys of objects is not said,
 * nor which fields are the first, so all of it is guessed.
 * https://docs.cloud.google.com/chronicle/docs/event-processing/auto-extraction
 */
export const generic: Generic = ({ logType, schema }) => {
  const source = logType.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const kept = plainFields(schema).filter(({ field }) => field.kind !== 'object' && field.kind !== 'array');
  return {
    title: `${logType} without a parser, in extracted.fields`,
    source: { logType: source },
    guessed: true,
    native: false,
    fields: new Map(
      kept.map(({ keys }) => {
        const name = `extracted.fields[${JSON.stringify(keys.join('.'))}]`;
        return [keyFor(keys), { columns: [genericColumn(name, { certainty: 'guessed' })], where: [] }];
      }),
    ),
  };
};
