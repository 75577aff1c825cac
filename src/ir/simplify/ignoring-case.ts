import { fold } from '../compare.ts';
import type { Test } from '../condition.ts';
import { isWithin, nullish, texts } from './kinds.ts';
import { literalsOf } from './reach.ts';
import type { Rewriter } from './rewriter.ts';

/**
 * `lower(x) starts_with "a"` as the row that ignores case, where every operand is text that is its own lower case; `contains` only where
 * x is a text, as it asks lists and objects too.
 */
export function ignoringCase(row: Test, { knowledge }: Rewriter): Test | undefined {
  const { subject, operator } = row;
  if (subject.kind !== 'call' || subject.name !== 'lower') return undefined;
  const [inner] = subject.args;
  const operands = literalsOf(row);
  if (inner === undefined || operands === undefined || operands.length === 0) return undefined;
  if (!operands.every((operand) => typeof operand === 'string' && fold(operand) === operand)) return undefined;
  const isText = operator === 'starts_with' || operator === 'ends_with' || operator === 'eq' || operator === 'in';
  if (!isText && !(operator === 'contains' && isWithin(knowledge.kindsOf(inner), texts | nullish))) return undefined;
  return { ...row, subject: inner, ignoreCase: true };
}
