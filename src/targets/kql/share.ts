import type { KqlExpression, Named } from './ast.ts';
import { column } from './build.ts';
import { stemOf } from './gather.ts';
import { map, some, visit } from './map-expression.ts';
import type { Names } from './names.ts';
import { printExpression } from './print.ts';

/** Expressions, with what they compute more than once in columns of its own: first the parsed JSON, then what is chosen from it. */
export interface Shared {
  readonly expressions: readonly KqlExpression[];
  readonly parsed: readonly Named[];
  readonly chosen: readonly Named[];
}

/** Takes out of the expressions every `parse_json`, `iff` and `case` of the event that stands in them more than once. */
export function shareParts(expressions: readonly KqlExpression[], names: Names): Shared {
  const choices = takeOut(expressions, (name) => name === 'iff' || name === 'case', 'Value', names);
  const parses = takeOut(
    [...choices.expressions, ...choices.columns.map((c) => c.value)],
    (name) => name === 'parse_json',
    'Json',
    names,
  );
  const chosen = choices.columns.map((c, i) => ({
    ...c,
    value: parses.expressions[expressions.length + i] ?? c.value,
  }));
  return { expressions: parses.expressions.slice(0, expressions.length), parsed: parses.columns, chosen };
}

function takeOut(
  expressions: readonly KqlExpression[],
  wanted: (name: string) => boolean,
  suffix: string,
  names: Names,
): { readonly expressions: readonly KqlExpression[]; readonly columns: readonly Named[] } {
  const counts = new Map<string, number>();
  const isWanted = (e: KqlExpression): boolean => e.kind === 'call' && wanted(e.name) && isOfEvent(e);
  for (const expression of expressions)
    visit(expression, (part) => {
      if (!isWanted(part)) return;
      const mark = printExpression(part, -1);
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    });
  if (![...counts.values()].some((count) => count > 1)) return { expressions, columns: [] };
  const columns = new Map<string, Named>();
  const replaced = expressions.map((expression) =>
    map(expression, (part) => {
      if (!isWanted(part)) return part;
      const mark = printExpression(part, -1);
      if ((counts.get(mark) ?? 0) < 2) return part;
      const known = columns.get(mark) ?? { name: names.fresh(`${stemOf(part)}${suffix}`), value: part };
      columns.set(mark, known);
      return column(known.name);
    }),
  );
  return { expressions: replaced, columns: [...columns.values()] };
}

/** Reads the event alone: no element of a list, and nothing that a later stage makes. */
function isOfEvent(e: KqlExpression): boolean {
  return !some(e, (part) => part.kind === 'element' || part.kind === 'gathered' || part.kind === 'computed');
}
