import { topScope } from '../../lower/lower-condition.ts';
import type { MappedRule, MappedValue } from '../../mapping/mapping.ts';
import { isRefused } from './cell.ts';
import { visit } from './map-expression.ts';
import { readerAt } from './operators.ts';
import { readValue } from './values.ts';

/** Values made of fewer parts than this save nothing. */
const light = 4;

/** The rule without the output whose value is made of the most parts; undefined where none is worth leaving out. */
export function withoutHeaviest(rule: MappedRule): { readonly rule: MappedRule; readonly without: string } | undefined {
  const weights = rule.outputs.map((output) => weightOf(output.value));
  const most = Math.max(...weights);
  const at = weights.indexOf(most);
  const heaviest = rule.outputs[at];
  if (heaviest === undefined || most < light) return undefined;
  return { rule: { ...rule, outputs: rule.outputs.filter((output) => output !== heaviest) }, without: heaviest.name };
}

/** How many different parts a value has. */
function weightOf(value: MappedValue): number {
  const cell = readValue(value, readerAt(topScope, undefined, true));
  if (isRefused(cell)) return 0;
  let parts = 0;
  visit(cell.expr, () => {
    parts += 1;
  });
  return parts;
}
