import type { Json } from '../../ir/json.ts';
import type { MappedCondition, MappedTest } from '../../mapping/mapping.ts';
import type { SearchExpression, SearchTerm } from './ast.ts';
import { fixedTexts } from './pattern-terms.ts';
import { literalsOf } from './rows.ts';

/**
 * The terms that every matching event satisfies in a search that ignores case and takes any value of a field: they make the search
 * fast, and the exact `where` decides. Undefined where there are none. Negations are left out, and so is an OR unless each of its
 * branches has a term. `raw`: fields are not to be relied on, so only values are searched for, anywhere in the event.
 */
export function searchFor(condition: MappedCondition, raw = false): SearchExpression | undefined {
  switch (condition.kind) {
    case 'and': {
      const terms = condition.operands.flatMap((operand) => searchFor(operand, raw) ?? []);
      const flat = withoutSlow(terms.flatMap((term) => (term.kind === 'and' ? term.operands : [term])));
      return flat.length > 1 ? { kind: 'and', operands: flat } : flat[0];
    }
    case 'or': {
      const terms = condition.operands.map((operand) => searchFor(operand, raw));
      const safe = terms.flatMap((term) => term ?? []);
      if (safe.length < terms.length) return undefined;
      const flat = safe.flatMap((term) => (term.kind === 'or' ? term.operands : [term]));
      return flat.length > 1 ? { kind: 'or', operands: flat } : flat[0];
    }
    case 'test':
      return raw ? anywhere(termFor(condition)) : (patternFor(condition) ?? termFor(condition));
    case 'quantifier':
      return condition.quantifier === 'any' || condition.quantifier === 'one'
        ? searchFor(condition.where, raw)
        : undefined;
    case 'true':
    case 'false':
    case 'not':
    case 'dropped':
    case 'refused':
      return undefined;
  }
}

/** The most values that a term may list: long lists make slow searches, and the exact layer has them anyway. */
const mostValues = 200;

/** Without the terms that begin with a wildcard where the same field has one that does not: the index helps with the latter alone. */
function withoutSlow(terms: readonly SearchExpression[]): readonly SearchExpression[] {
  const fast = new Set(terms.flatMap((term) => (isSlow(term) ? [] : (fieldOf(term) ?? []))));
  return terms.filter((term) => !isSlow(term) || !fast.has(fieldOf(term) ?? ''));
}

/** The one field that all terms ask about. */
function fieldOf(expression: SearchExpression): string | undefined {
  if (expression.kind === 'macro') return undefined;
  if (expression.kind === 'term') return expression.field;
  const [field, ...others] = new Set(expression.operands.map(fieldOf));
  return others.length === 0 ? field : undefined;
}

function isSlow(expression: SearchExpression): boolean {
  if (expression.kind === 'macro') return false;
  if (expression.kind === 'term') return expression.around === 'before' || expression.around === 'both';
  return expression.operands.some(isSlow);
}

/** What the matches of a `wildcard` or `regex` row begin with or hold. */
function patternFor(test: MappedTest): SearchExpression | undefined {
  if (test.operator !== 'wildcard' && test.operator !== 'regex') return undefined;
  const names = namesFor(test);
  const patterns = literalsOf(test)?.filter((literal) => typeof literal === 'string');
  if (names === undefined || patterns === undefined || patterns.length === 0) return undefined;
  const fixed = fixedTexts(test, patterns, isSafe);
  if (fixed === undefined) return undefined;
  const terms = (['none', 'after', 'before', 'both'] as const).flatMap((around): SearchTerm[] => {
    const values = fixed.filter((one) => one.around === around).map(({ text }) => text);
    return values.length === 0 ? [] : [{ kind: 'term', field: names.scalar, values, around }];
  });
  return terms.length > 1 ? { kind: 'or', operands: terms } : terms[0];
}

/** The term without its field: right for whole values that raw JSON holds as they are. */
function anywhere(term: SearchTerm | undefined): SearchTerm | undefined {
  const isWhole = term?.around === 'none' && term.values.every((value) => value !== 'true' && value !== 'false');
  return term && isWhole ? { ...term, field: undefined } : undefined;
}

function termFor(test: MappedTest): SearchTerm | undefined {
  const names = namesFor(test);
  const literals = literalsOf(test);
  // What a list holds may change without the search.
  if (names === undefined || test.table !== undefined) return undefined;
  if (test.operator === 'is_true' || test.operator === 'is_false')
    return {
      kind: 'term',
      field: names.scalar,
      values: [test.operator === 'is_true' ? 'true' : 'false'],
      around: 'none',
    };
  if (literals === undefined || literals.length === 0 || literals.length > mostValues) return undefined;
  const values = literals.filter(isSafe);
  if (values.length < literals.length) return undefined;
  const term = (field: string, around: SearchTerm['around']): SearchTerm => ({
    kind: 'term',
    field,
    values: [...new Set(values)],
    around,
  });
  switch (test.operator) {
    case 'eq':
    case 'in':
    case 'in_list':
      return term(names.scalar, 'none');
    case 'has':
      return names.list === undefined ? undefined : term(names.list, 'none');
    case 'starts_with':
      return term(names.scalar, 'after');
    case 'ends_with':
      return term(names.scalar, 'before');
    case 'contains':
      return names.text ? term(names.scalar, 'both') : undefined;
    default:
      return undefined;
  }
}

/**
 * Text that a raw JSON event holds as it is, so that index tokens find it: printable ASCII without wildcards, quotes, and the
 * characters that some writers of JSON escape. The text `null` is what extraction makes of a null.
 */
function isSafe(value: Json): value is string {
  return (
    typeof value === 'string' &&
    /^[\x20-\x7e]+$/.test(value) &&
    !/["\\*/<>&$`]/.test(value) &&
    value.trim() === value &&
    value !== 'null'
  );
}

/** The fields by which a row's subject can be searched; `text`: it is surely a text. */
function namesFor(
  test: MappedTest,
): { readonly scalar: string; readonly list: string | undefined; readonly text: boolean } | undefined {
  const { subject } = test;
  if (subject.kind !== 'reference' || subject.to.kind === 'unmapped') return undefined;
  const { column, fieldType } = subject.to;
  if (column === undefined || column.access.length > 0 || column.pairs) return undefined;
  const text = fieldType === 'string' || fieldType === 'timestamp';
  if (subject.to.kind === 'element') {
    // A row on a whole list or object inside an element has no field of that name.
    return fieldType === 'array' || fieldType === 'object' ? undefined : { scalar: column.name, list: undefined, text };
  }
  const bare = column.name.endsWith('{}') ? column.name.slice(0, -2) : column.name;
  return fieldType === 'array' || column.repeated
    ? { scalar: bare, list: `${bare}{}`, text: false }
    : { scalar: bare, list: fieldType === 'json' || fieldType === 'unknown' ? `${bare}{}` : undefined, text };
}
