import type { Condition } from '../../ir/condition.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import type { Json } from '../../ir/json.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { RegexNode } from '../../regex/index.ts';
import { parseRegex, RegexGaveUp, wildcardToNode } from '../../regex/index.ts';

/** Whether the row holds on a text: by the rule's own meaning, for its literal operands. */
export function accepts(test: MappedTest, literals: readonly Json[], text: string): boolean {
  const { ignoreCase, flags } = test;
  const condition: Condition = {
    kind: 'test',
    subject: { kind: 'reference', to: { scope: 'event', path: ['value'] } },
    operator: test.operator === 'in_list' ? 'in' : test.operator,
    operands: literals.map((value) => ({ kind: 'literal', value })),
    ignoreCase,
    flags,
  };
  try {
    return evaluate(condition, contextOf({ value: text }));
  } catch (error) {
    if (error instanceof RegexGaveUp) return true;
    throw error;
  }
}

/** Whether the row may hold on a number or boolean of the log once that is written as text. Never no where it may. */
export function acceptsOtherTypes(test: MappedTest, literals: readonly Json[]): boolean {
  if (accepts(test, literals, 'true') || accepts(test, literals, 'false')) return true;
  return literals.some((literal) => typeof literal === 'string' && mayBeNumber(test, literal));
}

/** Whether a text is how JSON writes a number. */
export function isJsonNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text);
}

function mayBeNumber(test: MappedTest, literal: string): boolean {
  switch (test.operator) {
    case 'starts_with':
      return /^(-?(\d+(\.\d*([eE][-+]?\d*)?)?|\d+[eE][-+]?\d*)?)$/.test(literal);
    case 'ends_with':
    case 'contains':
      return /^[-+.\deE]*$/.test(literal);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return true;
    case 'regex': {
      const regex = parseRegex(literal, test.flags, test.ignoreCase);
      return !('error' in regex) && !needsOtherCharacter(regex.node);
    }
    case 'wildcard':
      return !needsOtherCharacter(wildcardToNode(literal, test.ignoreCase));
    default:
      return isJsonNumber(literal);
  }
}

const ofNumbers = [...'0123456789+-.eE'].map((c) => c.codePointAt(0) ?? 0);

/** Whether every text that matches holds a character that no number has. */
function needsOtherCharacter(node: RegexNode): boolean {
  switch (node.kind) {
    case 'sequence':
      return node.items.some(needsOtherCharacter);
    case 'choice':
      return node.branches.every(needsOtherCharacter);
    case 'group':
    case 'atomic':
      return needsOtherCharacter(node.body);
    case 'repeat':
      return node.min > 0 && needsOtherCharacter(node.body);
    case 'literal':
      return !ofNumbers.includes(node.code);
    case 'set':
      return (
        !node.negated &&
        node.items.every(
          (item) => item.kind === 'range' && !ofNumbers.some((code) => code >= item.from && code <= item.to),
        )
      );
    case 'any':
    case 'anchor':
    case 'look':
    case 'back-reference':
    case 'conditional':
      return false;
  }
}
