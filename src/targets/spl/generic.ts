import type { Generic } from '../../mapping/generic.ts';
import { genericColumn, keyFor, plainFields } from '../../mapping/generic.ts';
import { nativeName } from './native-name.ts';

/** Raw JSON events behind a macro named after the log type, their fields extracted by Splunk itself. */
export const generic: Generic = ({ logType, schema }) => {
  const name = logType.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const texts = plainFields(schema).filter(({ field }) => field.jsonText);
  return {
    title: `JSON events behind the macro ${name}`,
    source: { macro: name, sourcetype: name.replaceAll('_', ':') },
    guessed: false,
    native: true,
    fields: new Map(
      texts.map(({ keys }) => {
        const column = nativeName(
          keys.map((key) => ({ key, list: false })),
          '',
        );
        return [keyFor(keys), { columns: [genericColumn(column, { holds: 'json-text' })], where: [] }];
      }),
    ),
  };
};
