import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Condition } from '../../../src/ir/condition.ts';
import type { Value } from '../../../src/ir/value.ts';
import { parseTable, parseValue } from '../../../src/source/condition-table/index.ts';
import type { Placed } from '../../../src/source/placed.ts';

/** A text that is a whole file. */
export function placed(text: string): Placed {
  return { text, file: { path: 'table', text }, at: (offset) => Math.min(offset, text.length) };
}

/** A table's condition, with what was reported. */
export function readTable(text: string, inside = 0): { condition: Condition | undefined; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const condition = parseTable(placed(text), (d) => found.push(d), inside);
  return { condition, found };
}

/** The condition of a table that must be good. */
export function tableOf(text: string, inside = 0): Condition {
  const { condition, found } = readTable(text, inside);
  if (condition === undefined) throw new Error(`${text}\n${found.map((d) => d.message).join('\n')}`);
  return condition;
}

/** The value of a text that must be good. */
export function valueIn(text: string, inside = 0): Value {
  const found: Diagnostic[] = [];
  const value = parseValue(placed(text), (d) => found.push(d), inside);
  if (value === undefined) throw new Error(`${text}\n${found.map((d) => d.message).join('\n')}`);
  return value;
}

/** A copy without spans, for comparison by meaning. */
export function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== 'object' || node === null) return node;
  const isNode = 'kind' in node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !(isNode && key === 'span'))
      .map(([key, item]) => [key, bare(item)]),
  );
}
