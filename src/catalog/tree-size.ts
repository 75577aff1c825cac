import type { Condition } from '../ir/condition.ts';
import type { Value } from '../ir/value.ts';
import { childrenOf } from '../ir/walk.ts';

/** How many nodes a condition or value has once it is written out; a part that stands in several places counts in each. Stops counting at `most`. */
export function treeSize(node: Condition | Value, most: number): number {
  const known = new Map<Condition | Value, number>();
  const sizeOf = (at: Condition | Value): number => {
    const had = known.get(at);
    if (had !== undefined) return had;
    let size = 1;
    for (const child of childrenOf(at)) size = Math.min(most, size + sizeOf(child));
    known.set(at, size);
    return size;
  };
  return sizeOf(node);
}
