import type { Json } from '../../ir/json.ts';
import type { Operator } from '../../ir/operators.ts';
import type { Lowering, SayTest, Scope } from '../../lower/lowering.ts';
import type { Column, MappedTest, MappedValue } from '../../mapping/mapping.ts';
import { asAddress } from './address-rows.ts';
import type { YaralAnswer } from './answer.ts';
import { anyOf, because, blurred } from './answer.ts';
import { asStored } from './as-stored.ts';
import type { YaralExpression, YaralTerm } from './ast.ts';
import { and, fieldsIn, not, or } from './build.ts';
import { equalsAny } from './equal-rows.ts';
import { sayFields } from './field-rows.ts';
import { sayCidr, sayIpIs } from './ip-rows.ts';
import { namesTable, sayInTable } from './list-rows.ts';
import { mayHoldContainers, sayBoolean, sayMissing, sayNull, sayTruthy } from './null-rows.ts';
import { sayOrder } from './order-rows.ts';
import { quantifiers } from './quantifiers.ts';
import { sayRegex, sayWildcard } from './regex-rows.ts';
import { sayThroughSplit } from './split-rows.ts';
import type { Subject } from './subject.ts';
import { asText, notText, sayContains, sayHas, sayPart } from './text-rows.ts';
import { sayTypeIs } from './type-rows.ts';
import { sayCondition, sayValue } from './values.ts';

/** What one literal operand makes of a row. */
type SayLiteral = (subject: Subject, operand: Json, test: MappedTest, scope: Scope) => YaralAnswer;

/** A row without operands. */
function alone(say: (subject: Subject, test: MappedTest, scope: Scope) => YaralAnswer): SayTest<YaralExpression> {
  return (test, scope) => onSubject(test, scope, (subject) => say(subject, test, scope));
}

/** A row whose operands are alternatives: each is a literal, or another field. */
function each(say: SayLiteral): SayTest<YaralExpression> {
  return (test, scope) =>
    onSubject(test, scope, (subject) =>
      anyOf(
        test.operands.map((operand) =>
          operand.kind === 'literal'
            ? (split(subject, operand, test, scope) ?? say(subject, operand.value, test, scope))
            : withField(subject, operand, test, scope),
        ),
      ),
    );
}

/** Rows of equality, whose literals are asked together. */
function equality(operandsOf: (test: MappedTest) => readonly MappedValue[]): SayTest<YaralExpression> {
  return (test, scope) =>
    onSubject(test, scope, (subject) => {
      const operands = operandsOf(test);
      const literals = operands.filter((operand) => operand.kind === 'literal');
      const refused = literals
        .map((literal) => split(subject, literal, test, scope))
        .find((answer) => answer !== undefined);
      if (refused) return refused;
      const fields = operands.filter((operand) => operand.kind !== 'literal');
      return anyOf([
        ...(literals.length > 0 || fields.length === 0 ? [equalsAny(subject, literals, test, scope)] : []),
        ...fields.map((operand) => withField(subject, operand, test, scope)),
      ]);
    });
}

/** A row on a list, which may name the data table that holds it. */
const inTable: SayTest<YaralExpression> = (test, scope) => {
  const subject = test.subject.kind === 'literal' ? undefined : rowSubject(test.subject, scope);
  return subject === undefined || 'unsupported' in subject || !namesTable(subject, test)
    ? inList(test, scope)
    : onSubject(test, scope, () => sayInTable(subject, test, scope));
};

const inList = equality((test) => test.operands.slice(1));

function onSubject(test: MappedTest, scope: Scope, say: (subject: Subject) => YaralAnswer): YaralAnswer {
  const { subject: value } = test;
  if (value.kind === 'literal') return { unsupported: 'YARA-L compiles no row on a constant' };
  const subject = rowSubject(value, scope);
  if ('unsupported' in subject) return subject;
  const answer = asAddress(say(subject), subject, test, scope);
  if (value.kind === 'reference' && value.to.kind !== 'unmapped')
    return value.to.column ? asStored(answer, subject, value.to.column, test, scope) : answer;
  if (value.kind !== 'call' || !readsNullAsText.has(value.name)) return answer;
  const asText = blurred(answer, because('null-stored-as-empty', test, scope));
  return readsAnyType(value)
    ? blurred(
        asText,
        because('type-as-text', test, scope),
        because('object-as-leaves', test, scope, { absentAs: [''] }),
      )
    : asText;
}

/** Whether a value is made of a field that may hold any JSON. */
function readsAnyType(value: MappedValue): boolean {
  if (value.kind === 'reference') return value.to.kind !== 'unmapped' && mayHoldContainers(value.to.fieldType);
  return value.kind === 'call' && value.args.some(readsAnyType);
}

/** Functions that make a text of a missing value: `None`, or the default. */
const readsNullAsText = new Set(['default', 'if_missing', 'concat', 'str']);

/** The subject of a row of `events`, where `if` has no place and `any` stands before one field alone. */
function rowSubject(value: MappedValue, scope: Scope): ReturnType<typeof sayValue> {
  const subject = sayValue(value, { scope, condition: (condition) => sayCondition(condition, lowering) });
  if ('unsupported' in subject) return subject;
  if (hasIf(subject.term)) return { unsupported: 'YARA-L decides values (`if`) in the outcome only, not in rows' };
  const fields = fieldsIn(subject.term);
  if (subject.many && fields.length > 1)
    return { unsupported: 'a function of several fields, one of them repeated, cannot be asked of any value' };
  return subject;
}

function hasIf(term: YaralTerm): boolean {
  return term.kind === 'if' || (term.kind === 'call' && term.args.some(hasIf));
}

function withField(subject: Subject, operand: MappedValue, test: MappedTest, scope: Scope): YaralAnswer {
  const other = rowSubject(operand, scope);
  return 'unsupported' in other ? other : sayFields(subject, other, test.operator, test, scope);
}

/** A text that the store keeps in pieces equals no operand that holds the separator. */
function split(_: Subject, operand: MappedValue, test: MappedTest, __: Scope): YaralAnswer | undefined {
  const column: Column | undefined =
    test.subject.kind === 'reference' && test.subject.to.kind !== 'unmapped' ? test.subject.to.column : undefined;
  return column?.splitAt !== undefined &&
    operand.kind === 'literal' &&
    typeof operand.value === 'string' &&
    operand.value.includes(column.splitAt)
    ? { unsupported: `the store keeps this text in pieces, cut at "${column.splitAt}"` }
    : undefined;
}

const text =
  (say: (subject: Subject, operand: string, test: MappedTest, scope: Scope) => YaralAnswer): SayLiteral =>
  (subject, operand, test, scope) => {
    if (typeof operand !== 'string') return { unsupported: 'the operand is no text' };
    return subject.type === 'string' ? asText(say(subject, operand, test, scope), subject, test, scope) : notText;
  };

/** The row as it is; where its subject is a piece of a text that YARA-L cannot read, as a row on that text. */
function throughSplit(say: SayTest<YaralExpression>): SayTest<YaralExpression> {
  return (test, scope) => {
    const isPlain = test.subject.kind !== 'at' && test.subject.kind !== 'call';
    if (isPlain || !('unsupported' in rowSubject(test.subject, scope))) return say(test, scope);
    return sayThroughSplit(test, scope, onSubject) ?? say(test, scope);
  };
}

const tests: { readonly [O in Operator]: SayTest<YaralExpression> } = {
  eq: throughSplit(equality((test) => test.operands)),
  in: throughSplit(equality((test) => test.operands)),
  in_list: inList,
  contains: throughSplit(each(sayContains)),
  has: each(sayHas),
  starts_with: throughSplit(
    each((subject, operand, test, scope) => sayPart(subject, 'starts_with', operand, test, scope)),
  ),
  ends_with: throughSplit(each((subject, operand, test, scope) => sayPart(subject, 'ends_with', operand, test, scope))),
  wildcard: each(text(sayWildcard)),
  regex: each(text(sayRegex)),
  lt: throughSplit(each((subject, operand, test, scope) => sayOrder(subject, 'lt', operand, test, scope))),
  lte: throughSplit(each((subject, operand, test, scope) => sayOrder(subject, 'lte', operand, test, scope))),
  gt: throughSplit(each((subject, operand, test, scope) => sayOrder(subject, 'gt', operand, test, scope))),
  gte: throughSplit(each((subject, operand, test, scope) => sayOrder(subject, 'gte', operand, test, scope))),
  cidr: each(sayCidr),
  ip_is: each(sayIpIs),
  is_null: throughSplit(alone(sayNull)),
  missing: throughSplit(alone(sayMissing)),
  truthy: throughSplit(alone(sayTruthy)),
  is_true: alone((subject, test, scope) => sayBoolean(subject, true, test, scope)),
  is_false: alone((subject, test, scope) => sayBoolean(subject, false, test, scope)),
  type_is: each(sayTypeIs),
};

/** How YARA-L says conditions. */
export const lowering: Lowering<YaralExpression> = { negation: 'anywhere', and, or, not, tests, quantifiers };

/** How it says the condition of a rule, where rows on lists may name data tables. */
export const ruleLowering: Lowering<YaralExpression> = { ...lowering, tests: { ...tests, in_list: inTable } };
