import type { Operator } from '../../ir/operators.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { because, blurred, widened } from './answer.ts';
import type { YaralExpression, YaralTerm } from './ast.ts';
import { and, compare, fieldsIn, predicate, withModifier } from './build.ts';
import { lowered } from './match-text.ts';
import { lostContainers, mayHoldContainers, mayHoldOtherThanText } from './null-rows.ts';
import { notEmpty, signs } from './order-rows.ts';
import { printPath } from './path.ts';
import type { Subject } from './subject.ts';

/** A row that compares two fields of the event. Unset fields are equal, as missing ones are in the rule. */
export function sayFields(
  left: Subject,
  right: Subject,
  operator: Operator,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (right.absentAs.length > 0)
    return { unsupported: 'the store writes a text of its own where the other field has nothing' };
  let answer = compareFields(left, right, operator, test, scope);
  if (left.type === 'string' && left.fieldType !== right.fieldType && [left, right].some(isOther))
    answer = blurred(answer, because('type-as-text', test, scope));
  for (const side of [left, right])
    if (mayHoldContainers(side.fieldType)) answer = blurred(answer, lostContainers(side, test, scope));
  return operator !== 'in' && right.many && mayHoldContainers(right.fieldType)
    ? widened(answer, because('list-as-elements', test, scope, { type: 'string' }))
    : answer;
}

/** Whether the column keeps numbers or booleans as text. */
function isOther({ fieldType }: Subject): boolean {
  return mayHoldOtherThanText(fieldType);
}

function compareFields(left: Subject, right: Subject, operator: Operator, test: MappedTest, scope: Scope): YaralAnswer {
  const nulls = because(
    left.type === 'string' || left.type === 'enum' ? 'null-stored-as-empty' : 'zero-stored-for-missing',
    test,
    scope,
  );
  switch (operator) {
    case 'eq': {
      if (!sameKind(left, right))
        return { unsupported: 'the two fields have different types in UDM, which do not compare' };
      const [a, b] = folded(left, right, test.ignoreCase);
      return widened({ ast: copies(compare(a, '=', b), left, right, test) }, nulls);
    }
    case 'in':
    case 'has':
      if (operator === 'in' ? !right.many : !left.many) return { unsupported: 'the list is one value in UDM' };
      return inList(left, right, test, nulls);
    case 'contains':
      if (left.many && left.fieldType === 'array') return inList(left, right, test, nulls);
      return bothTexts(left, right) ?? guarded('contains', left, right, test, scope);
    case 'starts_with':
    case 'ends_with':
      return bothTexts(left, right) ?? guarded(operator, left, right, test, scope);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      if (!isNumeric(left) || left.type !== right.type)
        return { unsupported: 'YARA-L orders two numbers of one type only' };
      return widened({ ast: copies(compare(left.term, signs[operator], right.term), left, right, test) }, nulls);
    }
    default:
      return { unsupported: 'YARA-L takes no field of the event as the operand here' };
  }
}

/** Some element of the list equals the value. Unset on both sides is no element, so an empty value needs a guard. */
function inList(left: Subject, right: Subject, test: MappedTest, nulls: ReturnType<typeof because>): YaralAnswer {
  if (!sameKind(left, right))
    return { unsupported: 'the two fields have different types in UDM, which do not compare' };
  const [a, b] = folded(left, right, test.ignoreCase);
  const equal = compare(a, '=', b);
  const row = left.type === 'string' ? and([notEmpty(left), equal]) : equal;
  const answer: YaralAnswer = { ast: copies(row, left, right, test) };
  return left.type === 'string' ? { ...answer, narrower: [nulls] } : widened(answer, nulls);
}

function guarded(
  part: 'contains' | 'starts_with' | 'ends_with',
  left: Subject,
  right: Subject,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  const [a, b] = folded(left, right, test.ignoreCase);
  const row = predicate(`strings.${part}`, [a, b]);
  const whole = part === 'contains' ? and([notEmpty(right), row]) : row;
  return { ast: copies(whole, left, right, test), narrower: [because('null-stored-as-empty', test, scope)] };
}

/** Two fields, one of them repeated, are joined copy by copy: `any` may not stand there. */
function copies(row: YaralExpression, left: Subject, right: Subject, test: MappedTest): YaralExpression {
  if (!left.many && !right.many) return row;
  const message = fieldsIn(row)
    .filter((field) => field.modifier !== 'none')
    .map((field) => printPath(field.path))
    .sort()
    .join(' + ');
  return {
    kind: 'same-element',
    message,
    origin: test.origin,
    operand: withModifier(row, ['any', 'element', 'single'], 'none'),
  };
}

function folded(left: Subject, right: Subject, ignoreCase: boolean): readonly [YaralTerm, YaralTerm] {
  return ignoreCase && left.type === 'string' ? [lowered(left.term), lowered(right.term)] : [left.term, right.term];
}

function bothTexts(left: Subject, right: Subject): YaralAnswer | undefined {
  return left.type === 'string' && right.type === 'string'
    ? undefined
    : { unsupported: 'text rows need two fields that are texts in UDM' };
}

function sameKind(left: Subject, right: Subject): boolean {
  return left.type === right.type && (left.type !== 'enum' || left.names.join() === right.names.join());
}

function isNumeric(subject: Subject): boolean {
  return subject.type === 'int' || subject.type === 'float';
}
