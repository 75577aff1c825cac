import type { FieldEntry, Home } from '../../mapping/mapping.ts';
import type { Variant } from '../../mapping/variant.ts';
import type { Needs } from '../target.ts';
import type { FieldTerm, YaralQuery } from './ast.ts';
import { fieldsIn } from './build.ts';

const page = 'https://docs.cloud.google.com/chronicle/docs/event-processing/auto-extraction';

/** The map that holds what extractors keep. */
const map = 'extracted.fields';

/** How values are taken to be kept, which the page does not say. */
export const keptByExtractors =
  'extracted.fields keeps a value outside of lists under its keys joined with dots: texts as they are, numbers and booleans as JSON writes them, nothing for null and the empty text.';

/** The most fields that are extracted of one log type, by the same page. */
const mostFields = 100;

/**
 * The parser's own columns, and for every other value outside of lists its key in `extracted.fields`: a tenant opts in to each such field
 * of a log type. Nested keys are spelt with dots in rules that are public; Google's page does not say how.
 */
export const extracted: Variant = {
  name: 'extracted',
  make: ({ title, fields }) => ({
    title: `${title}; fields that it leaves out by extractors`,
    native: { prefix: map, certainty: 'inferred', cite: `Google SecOps, auto extraction, ${page}`, asText: true },
    fields: new Map([...fields].filter(([, entry]) => isKept(entry))),
  }),
};

function isKept({ columns, where }: FieldEntry): boolean {
  return where.length > 0 || columns.some(({ certainty }) => certainty !== 'guessed');
}

/** What an extractor must keep for a rule; undefined where it reads nothing of that kind. */
export function extractorNeeds(query: YaralQuery, home: Home, logType: string): Needs | undefined {
  const keys = new Set<string>();
  const terms = [...query.events, ...[...query.placeholders, ...query.outcome].map(({ value }) => value)];
  for (const field of terms.flatMap(fieldsIn)) {
    const key = extractedKey(field);
    if (key !== undefined) keys.add(key);
  }
  if (keys.size === 0) return undefined;
  const source = home.source['logType'];
  return {
    of: `An extractor of ${typeof source === 'string' ? source : logType}`,
    fields: [...keys].sort(),
    atMost: mostFields,
  };
}

/** The key of an extracted field that a term reads. */
export function extractedKey({ path }: Pick<FieldTerm, 'path'>): string | undefined {
  const [first, second, third] = path;
  return first?.kind === 'field' && first.name === 'extracted' && second?.kind === 'field' && third?.kind === 'key'
    ? third.key
    : undefined;
}
