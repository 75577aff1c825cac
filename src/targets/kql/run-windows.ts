import { NotKnown } from './parse-node.ts';
import { isNumeric } from './run-compare.ts';
import type { Compiling, Get, Run, RunRow } from './run-context.ts';
import type { KqlValue } from './run-value.ts';
import type { KqlNode } from './syntax.ts';

/** Functions that see the rows around. https://learn.microsoft.com/kusto/query/window-functions */
export const windowNames: ReadonlySet<string> = new Set(['prev', 'next', 'row_number', 'row_cumsum']);

/** A call of a window function; undefined for other functions. */
export function windowCall(
  node: Extract<KqlNode, { kind: 'call' }>,
  c: Compiling,
  go: (part: KqlNode) => Get,
): Get | undefined {
  const [first, second, third] = node.args.map(go);
  const absent = node.type === 'string' ? '' : null;
  switch (node.name) {
    case 'prev':
    case 'next': {
      if (first === undefined) throw new NotKnown(`this ${node.name}()`, node.at);
      const sign = node.name === 'prev' ? -1 : 1;
      return (values, run) => {
        const by = second ? Number(second(values, run) ?? 1) : 1;
        const row = run.rows[run.index + sign * by];
        return row ? first(row.values, run) : third ? third(values, run) : absent;
      };
    }
    case 'row_number':
      return summed(c, (run, row, at) => (at === 0 ? (first?.(row.values, run) ?? 1n) : 1n), second);
    case 'row_cumsum':
      if (first === undefined) throw new NotKnown('this row_cumsum()', node.at);
      return summed(c, (run, row) => first(row.values, run), second);
    default:
      return undefined;
  }
}

/** A running sum over the rows of a step that begins anew where `restart` is true. */
function summed(c: Compiling, term: (run: Run, row: RunRow, at: number) => KqlValue, restart: Get | undefined): Get {
  const slot = c.slot();
  const fill = (rows: readonly RunRow[], run: Run): readonly KqlValue[] => {
    let sum: bigint | number = 0n;
    let since = 0;
    return rows.map((row, index) => {
      run.index = index;
      if (restart?.(row.values, run) === true) {
        sum = 0n;
        since = index;
      }
      const value = term(run, row, index - since);
      if (isNumeric(value))
        sum = typeof sum === 'bigint' && typeof value === 'bigint' ? sum + value : Number(sum) + Number(value);
      return sum;
    });
  };
  c.windows.push({ slot, fill });
  // Only `fill` writes the slot.
  return (_, run) => (run.memory[slot] as readonly KqlValue[] | undefined)?.[run.index] ?? null;
}
