import type { Span } from '../diagnostics/source.ts';
import type { Condition, Test } from '../ir/condition.ts';
import { printRow } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import type { Value } from '../ir/value.ts';
import { testsIn } from '../ir/walk.ts';

/** A part of a rule that reads the event, and what a missing field does to it. */
export interface ReadNode {
  readonly node: Condition | Value;
  readonly effect: string;
  readonly span: Span | undefined;
  readonly keys: readonly string[];
}

/** The parts of a rule that read the event, each with its place. */
export function readNodes(rule: Rule): ReadNode[] {
  const { alert, metadata } = rule;
  const conditionKeys = ['Condition', 'Detection'];
  const nodes: ReadNode[] = [
    { node: rule.condition, effect: 'the row never holds.', span: undefined, keys: conditionKeys },
    { node: rule.filter, effect: 'the filter never holds.', span: undefined, keys: ['InlineFilters'] },
    { node: alert.title, effect: 'the title shows None.', span: undefined, keys: ['AlertTitle'] },
    ...alert.keyParts.map((node) => ({
      node,
      effect: 'all events share one group.',
      span: undefined,
      keys: ['GroupBy'],
    })),
    ...(alert.distinct
      ? [{ node: alert.distinct, effect: 'nothing is counted.', span: undefined, keys: ['Unique'] }]
      : []),
    ...alert.severity.cases.map((one) => ({
      node: one.when,
      effect: 'the case never applies.',
      span: undefined,
      keys: ['DynamicSeverities'],
    })),
    ...alert.outputs.map((output) => ({
      node: output.value,
      effect: `the output ${output.name} is empty.`,
      span: output.span,
      keys: ['AlertContext'],
    })),
    ...metadata.summaryAttributes.map((attribute) => ({
      node: { kind: 'reference', to: attribute.path } as const,
      effect: 'the summary attribute is empty.',
      span: attribute.span,
      keys: ['SummaryAttributes'],
    })),
  ];
  return nodes;
}

/** What a missing subject does to each row of a condition, by the subject's own node. */
export function effectsIn(node: Condition | Value): ReadonlyMap<Value, string> {
  return new Map(testsIn(node).map((test) => [test.subject, effectOf(test)]));
}

function effectOf(test: Test): string {
  const always = test.operator === 'is_null' || test.operator === 'missing' || wantsNull(test);
  return `\`${printRow(test)}\` ${always ? 'always' : 'never'} holds.`;
}

function wantsNull(test: Test): boolean {
  return (
    (test.operator === 'eq' || test.operator === 'in') &&
    test.operands.some((operand) => operand.kind === 'literal' && operand.value === null)
  );
}
