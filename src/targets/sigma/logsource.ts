import { nearNames } from '../../diagnostics/near.ts';
import type { Home } from '../../mapping/mapping.ts';

/** Which logs a rule is about: at least one of the first three. https://sigmahq.io/docs/basics/log-sources.html */
export interface Logsource {
  readonly category?: string | undefined;
  readonly product?: string | undefined;
  readonly service?: string | undefined;
  readonly definition?: string | undefined;
}

const names = ['category', 'product', 'service'] as const;
const keys = [...names, 'definition'] as const;

/** The log source that a home names; what `checkHome` reports is read as absent. */
export function logsourceOf(home: Home): Logsource {
  const text = (key: (typeof keys)[number]): string | undefined => {
    const value = home.source[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    category: text('category'),
    product: text('product'),
    service: text('service'),
    definition: text('definition'),
  };
}

/** Problems in a home's own facts, a sentence each. */
export function checkHome(home: Home): readonly string[] {
  const problems: string[] = [];
  for (const [key, value] of Object.entries(home.source)) {
    if (!(keys as readonly string[]).includes(key)) {
      const [near] = nearNames(key, keys);
      problems.push(
        `A Sigma log source has no "${key}"; ${near ? `did you mean "${near}"?` : `it has ${keys.join(', ')}.`}`,
      );
    } else if (typeof value !== 'string' || value === '') problems.push(`The log source's ${key} is a text.`);
    else if (key !== 'definition' && !/^[a-z0-9][a-z0-9._-]*$/.test(value))
      problems.push(`The log source's ${key} is in lower case, without spaces: "${value}" is not.`);
  }
  if (!names.some((name) => name in home.source))
    problems.push('A Sigma log source names at least one of category, product and service.');
  return [...problems, ...checkFields(home.fields)];
}

function checkFields(fields: Home['fields']): readonly string[] {
  const problems: string[] = [];
  for (const [path, entry] of fields) {
    for (const column of entry.columns) {
      if (column.name === '' || /[|\r\n]/.test(column.name))
        problems.push(`${path}: "${column.name}" is no name of a Sigma field.`);
      for (const key of ['absentAs', 'splitAt'] as const)
        if (column[key] !== undefined)
          problems.push(`${path}: ${key} has no meaning for Sigma, whose fields hold what the log holds.`);
    }
    for (const branch of entry.where) problems.push(...checkFields(branch.fields));
  }
  return problems;
}
