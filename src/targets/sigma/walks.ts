import { isList } from '../../ir/json.ts';
import type { Home, MappedCondition, MappedTest, MappedValue } from '../../mapping/mapping.ts';
import { fieldBelow } from './below.ts';

/**
 * A condition whose rows on `deep_walk(field, ["a", "b"])` are rows on the field `field.a.b`: a path in Sigma goes through lists, as the walk
 * does, and asks any of the values found.
 */
export function readWalks(condition: MappedCondition, home: Home): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => readWalks(operand, home)) };
    case 'not':
      return { ...condition, operand: readWalks(condition.operand, home) };
    case 'test': {
      const subject = walked(condition, home);
      const row: MappedTest = subject === undefined ? condition : { ...condition, subject };
      return row;
    }
    case 'quantifier':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

/** The rows that ask something of a value; what is not there, or of what type it is, is another matter. */
const askable = new Set<MappedTest['operator']>([
  'eq',
  'in',
  'contains',
  'starts_with',
  'ends_with',
  'regex',
  'is_true',
  'is_false',
]);

function walked({ subject, operator, operands }: MappedTest, home: Home): MappedValue | undefined {
  if (subject.kind !== 'call' || subject.name !== 'deep_walk' || !askable.has(operator)) return undefined;
  if (!operands.every((operand) => operand.kind === 'literal' && operand.value !== null)) return undefined;
  const [from, path, otherwise] = subject.args;
  if (from?.kind !== 'reference' || from.to.kind !== 'column' || path?.kind !== 'literal' || !isList(path.value))
    return undefined;
  const keys = path.value.filter((key) => typeof key === 'string');
  const to = keys.length === path.value.length ? fieldBelow(from.to, keys, home) : undefined;
  if (to === undefined) return undefined;
  const field: MappedValue = { ...from, to };
  return otherwise === undefined ? field : { ...subject, name: 'if_missing', args: [field, otherwise] };
}
