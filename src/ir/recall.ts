import type { Context } from './evaluate.ts';

/** What evaluation in one context has done so far. */
export interface Work {
  steps: number;
  /** What nodes were found to be. */
  readonly known: Map<object, unknown>;
}

/** Most trees are done in fewer steps, for which remembering would cost more than it saves. */
const patience = 1000;

/** No work done yet. */
export function startWork(): Work {
  return { steps: 0, known: new Map() };
}

/**
 * What a node is in a context. Lifted rules share nodes many times over, as a tree some have millions: once an event has taken a
 * thousand steps, each node is worked out only once more.
 */
export function recall<N extends object, T>(node: N, context: Context, make: (node: N, context: Context) => T): T {
  const { work } = context;
  work.steps += 1;
  if (work.steps < patience) return make(node, context);
  // What is kept under a node is what `make` gave for it: a node is either a condition or a value.
  const known = work.known.get(node) as T | undefined;
  if (known !== undefined || work.known.has(node)) return known as T;
  const made = make(node, context);
  work.known.set(node, made);
  return made;
}
