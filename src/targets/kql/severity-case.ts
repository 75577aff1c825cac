import type { MappedCondition, MappedValue } from '../../mapping/mapping.ts';

/** A row on one of two constants, such as `upper(if(c, "Critical", "High")) eq "HIGH"`, as what it asks of the condition between them. */
export function withoutChoice(when: MappedCondition): MappedCondition {
  if (when.kind !== 'test' || when.operator !== 'eq' || when.ignoreCase || when.operands.length !== 1) return when;
  const [operand] = when.operands;
  const choice = choiceIn(when.subject);
  if (choice === undefined || operand?.kind !== 'literal' || typeof operand.value !== 'string') return when;
  const [then, otherwise] = choice.results.map((result) => result === operand.value);
  if (then === otherwise) return { kind: then ? 'true' : 'false' };
  return then ? choice.condition : { kind: 'not', operand: choice.condition };
}

function choiceIn(
  value: MappedValue,
): { readonly condition: MappedCondition; readonly results: readonly string[] } | undefined {
  if (value.kind === 'call' && value.name === 'upper') {
    const [inner] = value.args;
    const choice = inner && choiceIn(inner);
    return choice && { ...choice, results: choice.results.map((result) => result.toUpperCase()) };
  }
  if (value.kind !== 'if') return undefined;
  const { condition, then, otherwise } = value;
  if (then.kind !== 'literal' || otherwise.kind !== 'literal') return undefined;
  if (typeof then.value !== 'string' || typeof otherwise.value !== 'string') return undefined;
  return { condition, results: [then.value, otherwise.value] };
}
