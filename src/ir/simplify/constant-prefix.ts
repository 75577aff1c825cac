import type { Test } from '../condition.ts';

/** Whether no operand can be met because the text begins with other letters: `concat("Unknown", x) starts_with "AWS"`. */
export function beginsOtherwise({ subject, operator, operands, ignoreCase }: Test): boolean {
  if (ignoreCase || subject.kind !== 'call' || subject.name !== 'concat' || operands.length === 0) return false;
  const [first] = subject.args;
  if (first?.kind !== 'literal' || typeof first.value !== 'string') return false;
  const prefix = first.value;
  if (operator !== 'eq' && operator !== 'in' && operator !== 'starts_with') return false;
  return operands.every((operand) => {
    if (operand.kind !== 'literal') return false;
    const { value } = operand;
    if (typeof value !== 'string') return operator !== 'in' || !Array.isArray(value);
    return !value.startsWith(prefix) && !(operator === 'starts_with' && prefix.startsWith(value));
  });
}

/** Whether the row asks that a text is there which a constant is part of: `concat("/apis/", x) truthy`. */
export function isNeverEmpty({ subject, operator }: Test): boolean {
  if (operator !== 'truthy' || subject.kind !== 'call' || subject.name !== 'concat') return false;
  return subject.args.some((part) => part.kind === 'literal' && typeof part.value === 'string' && part.value !== '');
}
