import { NotKnown } from './parse-node.ts';
import type { Compiling, Get, Run, Values } from './run-context.ts';
import { isConstant } from './run-context.ts';
import type { RustRegex } from './run-regex.ts';
import { compileRust } from './run-regex.ts';
import { textOf } from './run-text.ts';
import type { KqlNode } from './syntax.ts';

/** The regex that an expression gives; a constant one is compiled once, one that Rust refuses matches nothing, which the checks find. */
export function compileRegexOf(
  node: KqlNode,
  get: Get,
  c: Compiling,
): (values: Values, run: Run) => RustRegex | undefined {
  if (!isConstant(node, c.lets)) throw new NotKnown('a regex that is no constant', node.at);
  const pattern = textOf(get({}, { now: 0n, tables: new Map(), memory: [], rows: [], index: 0 }));
  const made = compileRust(pattern);
  return () => ('refused' in made ? undefined : made);
}
