import type { Scope } from '../../lower/lowering.ts';
import type { Column, MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { because, blurred, narrowed, widened } from './answer.ts';
import { and, compare, not, or, text } from './build.ts';
import { mayHoldContainers } from './null-rows.ts';
import type { Subject } from './subject.ts';

/** A row's answer with what the way in which the column keeps its values adds: pieces, fillers, elements, collapsed values. */
export function asStored(
  answer: YaralAnswer,
  subject: Subject,
  column: Column,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  const { operator } = test;
  const asksNull = operator === 'is_null' || operator === 'missing';
  const asksSet = operator === 'truthy' || operator === 'type_is';
  let kept = answer;
  if (column.values && asksSet) {
    kept = narrowed(kept, because('value-collapsed', test, scope, { values: column.values }));
  }
  if (column.splitAt !== undefined) {
    const split = because('value-split', test, scope);
    kept = asksNull ? widened(kept, split) : asksSet ? narrowed(kept, split) : blurred(kept, split);
  }
  const ofWhole = !asksNull && !asksSet && operator !== 'contains' && operator !== 'has';
  if (ofWhole && subject.many && !subject.element && mayHoldContainers(subject.fieldType))
    kept = widened(kept, because('list-as-elements', test, scope, { type: 'string', absentAs: [''] }));
  return subject.absentAs.length > 0 && !asksNull ? withoutFillers(kept, subject, test, scope) : kept;
}

/** A text that the store writes where the log has nothing satisfies no row. */
function withoutFillers(answer: YaralAnswer, subject: Subject, test: MappedTest, scope: Scope): YaralAnswer {
  if ('unsupported' in answer) return answer;
  if (test.operands.some((operand) => operand.kind !== 'literal' || operand.value === null))
    return {
      unsupported: `the store writes ${subject.absentAs.join(', ')} where the log has nothing, which this row cannot leave out`,
    };
  const filler = or(subject.absentAs.map((absent) => compare(subject.term, '=', text(absent))));
  const reason = because('filler-value', test, scope, { absentAs: subject.absentAs });
  return narrowed({ ...answer, ast: and([answer.ast, not(filler)]) }, reason);
}
