import type { Json } from '../../ir/json.ts';
import { isNumber } from '../../ir/json.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { because, widened } from './answer.ts';
import type { Constant } from './ast.ts';
import { and, call, compare, predicate, text } from './build.ts';
import { numberTerm } from './equal-rows.ts';
import { matches } from './match-text.ts';
import type { Subject } from './subject.ts';

/** The comparison signs of the operators that order. */
export const signs = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
export type OrderOperator = keyof typeof signs;

/** Numbers are ordered with numbers; YARA-L orders no texts. An unset field is 0, so the row is wider where 0 satisfies it. */
export function sayOrder(
  subject: Subject,
  operator: OrderOperator,
  value: Json,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (typeof value === 'string') return { unsupported: 'YARA-L orders numbers only, not texts' };
  if (!isNumber(value)) return { unsupported: 'only numbers are ordered' };
  if (subject.type === 'string') return orderInText(subject, operator, value, test, scope);
  if (subject.type !== 'int' && subject.type !== 'float') return { unsupported: 'the field is no number' };
  const [sign, bound] = whole(subject, operator, value);
  const answer: YaralAnswer = bound
    ? { ast: compare(subject.term, sign, bound) }
    : { unsupported: 'the field is a 64-bit integer, which that number does not bound' };
  return zeroSatisfies(operator, value) ? widened(answer, because('zero-stored-for-missing', test, scope)) : answer;
}

/** A bound with a fraction on an integer field: `< 1.5` is `< 2`, `>= 1.5` is `> 1`. */
function whole(
  subject: Subject,
  operator: OrderOperator,
  value: bigint | number,
): readonly [(typeof signs)[OrderOperator], Constant | undefined] {
  if (subject.type !== 'int' || typeof value === 'bigint' || Number.isInteger(value))
    return [signs[operator], numberTerm(subject, value)];
  return operator === 'lt' || operator === 'lte'
    ? ['<', numberTerm(subject, Math.ceil(value))]
    : ['>', numberTerm(subject, Math.floor(value))];
}

function zeroSatisfies(operator: OrderOperator, value: bigint | number): boolean {
  const bound = Number(value);
  switch (operator) {
    case 'lt':
      return bound > 0;
    case 'lte':
      return bound >= 0;
    case 'gt':
      return bound < 0;
    case 'gte':
      return bound <= 0;
  }
}

/** A number that the store keeps as text, such as a label's value: read back where it is one. */
function orderInText(
  subject: Subject,
  operator: OrderOperator,
  value: bigint | number,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (subject.fieldType === 'string' || subject.fieldType === 'timestamp')
    return { unsupported: 'the field is a text in the log, which is not ordered with numbers' };
  if (subject.many) return orderInTexts(subject, operator, value, test, scope);
  const pattern = '^-?[0-9]+(?:\\.[0-9]+)?$';
  const bound: Constant = { kind: 'float', value: Number(value) };
  const row = and([
    predicate('re.regex', [subject.term, { kind: 'raw', pattern }]),
    compare(call('cast.as_float', [subject.term]), signs[operator], bound),
  ]);
  return widened({ ast: row }, because('type-as-text', test, scope));
}

/** Of several texts none can be read as a number: whole numbers from some bound up are told by their digits. */
function orderInTexts(
  subject: Subject,
  operator: OrderOperator,
  value: bigint | number,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  const least = operator === 'gt' ? Math.floor(Number(value)) + 1 : Math.ceil(Number(value));
  const isUpward = operator === 'gt' || operator === 'gte';
  if (!isUpward || subject.fieldType !== 'integer' || least < 0 || !Number.isSafeInteger(least))
    return { unsupported: 'the numbers of this list are kept as texts, of which only one could be read' };
  return widened(
    { ast: matches(subject, `(?s)^(?:${digitsFrom(least)})$`, false) },
    because('type-as-text', test, scope),
  );
}

/** A pattern of the whole numbers that are not less than one: `51` gives `51|5[2-9]|[6-9][0-9]|[1-9][0-9]{2,}`. */
function digitsFrom(least: number): string {
  const digits = String(least);
  const greater = [...digits].map((digit, i) => {
    const rest = digits.length - 1 - i;
    const next = Number(digit) + 1;
    if (next > 9) return [];
    return [`${digits.slice(0, i)}[${next}-9]${'[0-9]'.repeat(rest)}`];
  });
  return [digits, ...greater.reverse().flat(), `[1-9][0-9]{${digits.length},}`].join('|');
}

/** Characters of a text or elements of a list, compared with a number: a subject of its own. */
export function lengthOf(subject: Subject): Subject {
  const term =
    subject.many && subject.term.kind === 'field'
      ? call('arrays.length', [{ ...subject.term, modifier: 'none' }])
      : call('strings.length', [subject.term]);
  return { ...subject, term, type: 'int', fieldType: 'integer', many: false, names: [], absentAs: [] };
}

/** A text that is never empty, as a guard of functions that fail on the empty one. */
export function notEmpty(subject: Subject): ReturnType<typeof compare> {
  return compare(subject.term, '!=', text(''));
}
