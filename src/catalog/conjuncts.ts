import type { Condition } from '../ir/condition.ts';
import { printRow, printValue } from '../ir/print.ts';
import { printOperands } from '../ir/print-operands.ts';
import { sha256 } from '../project/manifest.ts';
import { treeSize } from './tree-size.ts';

/** One of the rows that a rule wants all of: its text, and where its operands are alternatives, them apart from the rest. */
export interface Conjunct {
  readonly text: string;
  /** What stays where operands are taken away: subject and operator; absent where the row has no alternatives. */
  readonly head?: string | undefined;
  readonly operands?: readonly string[] | undefined;
  readonly negated?: true | undefined;
}

/** Conditions with more nodes are compared with none. */
const mostNodes = 8000;

/** The rows of which a condition wants all; none where they are too long to compare. */
export function conjunctsOf(condition: Condition): readonly Conjunct[] {
  if (treeSize(condition, mostNodes) >= mostNodes) return [];
  const operands = condition.kind === 'and' ? condition.operands : [condition];
  return operands.filter((one) => one.kind !== 'true').map(conjunctOf);
}

function conjunctOf(condition: Condition): Conjunct {
  const negated = condition.kind === 'not';
  const test = negated ? condition.operand : condition;
  if (test.kind !== 'test') return { text: shortened(printRow(condition)) };
  const text = shortened(printRow(condition));
  const { word, operands } = printOperands(test, false, (value) => printValue(value));
  if (typeof operands === 'string' && operands === '') return { text };
  const values = typeof operands === 'string' ? [operands] : operands;
  if (values.some((value) => value.length > longest)) return { text };
  const sort = word.replace(/^(i?)in$/, '$1eq').replace(/_any$/, '');
  return {
    text,
    head: shortened(`${printValue(test.subject)} ${sort} ${test.flags.join()}`),
    operands: [...values].sort(),
    ...(negated && { negated }),
  };
}

const longest = 300;

/** Long texts by their digest: they are compared, never shown. */
function shortened(text: string): string {
  return text.length <= longest ? text : sha256(text);
}

/** Whether every event on which all of `narrow` hold has all of `wide` too, as far as their rows show. */
export function isWithin(narrow: readonly Conjunct[], wide: readonly Conjunct[]): boolean {
  return wide.length > 0 && wide.every((wanted) => narrow.some((has) => implies(has, wanted)));
}

function implies(has: Conjunct, wanted: Conjunct): boolean {
  if (has.text === wanted.text) return true;
  if (has.head === undefined || has.head !== wanted.head || has.negated !== wanted.negated) return false;
  const [few = [], many = []] = has.negated ? [wanted.operands, has.operands] : [has.operands, wanted.operands];
  return few.length <= many.length && few.every((one) => many.includes(one));
}
