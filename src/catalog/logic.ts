import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { normalize } from '../ir/normalize.ts';
import { printCondition } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import { wholeCondition } from '../ir/rule.ts';
import type { Expressed } from './facts.ts';
import { treeSize } from './tree-size.ts';

/** A rule's detection as a table, and how much of it that is. */
export interface Logic {
  readonly expressed: Expressed;
  /** In plain words, for whoever reads the rows. */
  readonly sentence: string;
  /** Absent where nothing of it is a filter. */
  readonly table: string | undefined;
  /** What could not be said, each a line. */
  readonly left: readonly string[];
}

/** Nodes of a condition beyond which nobody reads its rows. */
const mostNodes = 8000;
const tooLong =
  'The rule is read whole, but followed through its helpers it has too many rows to be read. Its Python above is the better account of it.';

/** The logic of a rule that was read: whole, or without what a partial lift left out. */
export function logicOf(rule: Rule): Logic {
  const condition = normalize(wholeCondition(rule));
  const losses = rule.losses ?? [];
  const isLong = treeSize(condition, mostNodes) >= mostNodes;
  const table = isLong ? undefined : printCondition(condition);
  if (losses.length === 0) {
    if (isLong) return { expressed: 'whole', sentence: tooLong, table, left: [] };
    const lifted = rule.python !== undefined;
    const from = lifted
      ? 'The rows below were read out of the rule’s Python, and say all of it'
      : 'The rows below are the whole rule';
    return { expressed: 'whole', sentence: `${from}: an event matches where all of them hold.`, table, left: [] };
  }
  if (condition.kind === 'true' || condition.kind === 'false')
    return noLogic(losses.map(({ construct, why }) => `${construct} ${why}`));
  return {
    expressed: 'partial',
    sentence:
      'The rule also runs logic that cannot be written as a filter on fields. The rows below are the part that can, so on their own they match more than the rule.',
    table,
    left: losses.map(({ construct, why }) => `${construct} ${why}`),
  };
}

/** The logic of a rule that could not be read, even in part. */
export function refusedLogic(found: readonly Diagnostic[], isPython: boolean): Logic {
  const errors = found.filter((one) => one.severity === 'error').map((one) => one.message);
  if (isPython) return noLogic(errors);
  return {
    expressed: 'none',
    sentence: 'The rule could not be read, so there are no rows to show.',
    table: undefined,
    left: errors,
  };
}

function noLogic(left: readonly string[]): Logic {
  return {
    expressed: 'none',
    sentence: 'The logic cannot be a field filter: the Python below is the detection.',
    table: undefined,
    left,
  };
}
