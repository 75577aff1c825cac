import type { Condition } from './condition.ts';
import type { Context } from './evaluate.ts';
import { elementsOf, evaluate, within } from './evaluate.ts';
import type { Json } from './json.ts';
import { printRow, printValue } from './print.ts';
import { readValue } from './read-value.ts';
import { referencesIn } from './walk.ts';

/** One row of a condition on one event: what it says, how it answered, what it saw. */
export interface TracedRow {
  /** Nesting below the whole condition. */
  readonly depth: number;
  readonly text: string;
  readonly answer: boolean;
  /** What the row reads, as the rule writes it; `undefined`: missing. */
  readonly saw: readonly { readonly name: string; readonly value: Json | undefined }[];
}

/** Elements of a list that are traced one by one. */
const shownElements = 10;

/** How each row of a condition answers on an event, in the order of the text. */
export function traceCondition(condition: Condition, context: Context): readonly TracedRow[] {
  return rowsOf(condition).flatMap((row) => trace(row, context, 0));
}

function trace(condition: Condition, context: Context, depth: number): TracedRow[] {
  const answer = evaluate(condition, context);
  const inside = context.elements.length;
  switch (condition.kind) {
    case 'true':
    case 'false':
      return [{ depth, text: condition.kind, answer, saw: [] }];
    case 'and':
    case 'or': {
      const text = condition.kind === 'and' ? 'all of' : 'any of';
      const parts = condition.operands.flatMap((operand) => trace(operand, context, depth + 1));
      return [{ depth, text, answer, saw: [] }, ...parts];
    }
    case 'not': {
      if (condition.operand.kind === 'test')
        return [{ depth, text: printRow(condition, inside), answer, saw: sawIn(condition, context) }];
      return [{ depth, text: 'not', answer, saw: [] }, ...trace(condition.operand, context, depth + 1)];
    }
    case 'quantifier': {
      const list = printValue(condition.list, inside);
      const saw = [{ name: list, value: readValue(condition.list, context) }];
      const elements = elementsOf(condition.list, context).slice(0, shownElements);
      return [
        { depth, text: printRow(condition, inside), answer, saw },
        ...elements.flatMap((element, i) => {
          const inner = within(context, element);
          return [
            { depth: depth + 1, text: `${list}[${i}]`, answer: evaluate(condition.where, inner), saw: [] },
            ...rowsOf(condition.where).flatMap((row) => trace(row, inner, depth + 2)),
          ];
        }),
      ];
    }
    case 'test':
      return [{ depth, text: printRow(condition, inside), answer, saw: sawIn(condition, context) }];
  }
}

function rowsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.operands : [condition];
}

/** The values of the references that a row reads, each once. */
function sawIn(row: Condition, context: Context): TracedRow['saw'] {
  const seen = new Map<string, Json | undefined>();
  for (const use of referencesIn(row))
    if (use.lists.length === 0) seen.set(printValue(use.value, context.elements.length), readValue(use.value, context));
  return [...seen].map(([name, value]) => ({ name, value }));
}
