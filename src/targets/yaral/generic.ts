import type { Generic } from '../../mapping/generic.ts';
import { genericColumn, keyFor, plainFields } from '../../mapping/generic.ts';

/**
 * A parser that writes every scalar of the log, and every list of scalars, into `additional.fields` under its path. No parser is known to,
 * so all of it is guessed.
 */
export const generic: Generic = ({ logType, schema }) => {
  const source = logType.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const kept = plainFields(schema).filter(({ field }) => {
    const kind = field.element?.kind ?? field.kind;
    return kind !== 'object' && kind !== 'array';
  });
  return {
    title: `A parser of your own that keeps ${logType} in additional.fields`,
    source: { logType: source },
    guessed: true,
    native: false,
    fields: new Map(
      kept.map(({ keys, field }) => {
        const name = `additional.fields[${JSON.stringify(keys.join('.'))}]`;
        const column = genericColumn(name, { repeated: field.kind === 'array', certainty: 'guessed' });
        return [keyFor(keys), { columns: [column], where: [] }];
      }),
    ),
  };
};
