import { fold } from '../../ir/compare.ts';
import type { Json } from '../../ir/json.ts';
import { isNumber, printFloat } from '../../ir/json.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { anyOf, because, widened } from './answer.ts';
import { compare, or, text } from './build.ts';
import { equalsOneOf, equalsText } from './match-text.ts';
import { lostContainers, mayHoldContainers, mayHoldOtherThanText, sayBoolean, sayNull, unset } from './null-rows.ts';
import type { Subject } from './subject.ts';

/** The number of alternatives from which texts are asked as one regex: a rule may not hold very many `or`s. */
const longList = 50;

/** Equal to any of the literals. */
export function equalsAny(
  subject: Subject,
  operands: readonly MappedValue[],
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  const values: Json[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'literal') return { unsupported: 'a list of alternatives holds constants only' };
    values.push(operand.value);
  }
  const plain = values.filter((v): v is string => typeof v === 'string' && v !== '');
  const isLong = subject.type === 'string' && plain.length > longList;
  const rest = isLong ? values.filter((v) => typeof v !== 'string' || v === '') : values;
  const answers = rest.map((value) => equalsLiteral(subject, value, test, scope));
  if (isLong) {
    const row = equalsOneOf(subject, plain, test.ignoreCase);
    answers.push('unsupported' in row ? row : { ast: row });
  }
  return anyOf(answers);
}

/** Equal to one literal, by the column's type: UDM compares no value with one of another type. */
export function equalsLiteral(subject: Subject, value: Json, test: MappedTest, scope: Scope): YaralAnswer {
  if (value === null) return sayNull(subject, test, scope);
  if (typeof value === 'object') return { unsupported: 'YARA-L has no lists or objects to compare with' };
  return equalsScalar(subject, value, test, scope);
}

function equalsScalar(
  subject: Subject,
  value: boolean | string | bigint | number,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  switch (subject.type) {
    case 'string':
      return equalsInText(subject, value, test, scope);
    case 'enum':
      return typeof value === 'string'
        ? equalsEnum(subject, value, test, scope)
        : { unsupported: 'an enum is compared with its names only' };
    case 'bool':
      return equalsBoolean(subject, value, test, scope);
    case 'int':
    case 'float':
      return equalsNumber(subject, value, test, scope);
  }
}

function equalsInText(
  subject: Subject,
  value: boolean | string | bigint | number,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (value === '') {
    if (subject.absentAs.length > 0)
      return { unsupported: `the store writes ${subject.absentAs.join(', ')} for the empty text` };
    const row = unset(subject);
    if (row === undefined) return { unsupported: 'never unset' };
    const empty = widened({ ast: row }, because('null-stored-as-empty', test, scope));
    return mayHoldContainers(subject.fieldType) ? widened(empty, lostContainers(subject, test, scope)) : empty;
  }
  if (typeof value === 'string') {
    const row = equalsText(subject, value, test.ignoreCase);
    if ('unsupported' in row) return row;
    return mayHoldOtherThanText(subject.fieldType)
      ? widened({ ast: row }, because('type-as-text', test, scope))
      : { ast: row };
  }
  if (subject.fieldType === 'string' || subject.fieldType === 'timestamp')
    return { unsupported: 'the field is a text in the log, which equals no number or boolean' };
  const row = or(textsOf(subject, value).map((form) => compare(subject.term, '=', text(form))));
  return widened({ ast: row }, because('type-as-text', test, scope));
}

/** How an equal number or boolean may be written where a store keeps it as text: `true == 1`, `1 == 1.0`. */
function textsOf({ fieldType }: Subject, value: boolean | bigint | number): readonly string[] {
  const number = Number(value);
  const asBoolean = number === 0 ? ['false'] : number === 1 ? ['true'] : [];
  const asNumber = Number.isInteger(number)
    ? [
        typeof value === 'bigint' ? String(value) : String(number),
        ...(fieldType === 'integer' ? [] : [printFloat(number)]),
      ]
    : [printFloat(number)];
  if (fieldType === 'boolean') return asBoolean.length > 0 ? asBoolean : asNumber;
  if (fieldType === 'integer' || fieldType === 'float') return asNumber;
  return typeof value === 'boolean' ? [...asBoolean, ...asNumber] : [...asNumber, ...asBoolean];
}

/** Only a name of the enum compiles, and it takes no `nocase`: another case of it means that name where the row ignores case. */
function equalsEnum(subject: Subject, value: string, test: MappedTest, scope: Scope): YaralAnswer {
  const { names } = subject;
  const name =
    names.includes(value) || names.length === 0
      ? value
      : test.ignoreCase
        ? names.find((n) => fold(n) === fold(value))
        : undefined;
  if (name === undefined)
    return { unsupported: `"${value}" is no name of this enum, and UDM compares an enum with its names only` };
  if (name !== names[0]) return { ast: compare(subject.term, '=', text(name)) };
  const row = unset(subject);
  return row ? widened({ ast: row }, because('null-stored-as-empty', test, scope)) : { unsupported: 'never unset' };
}

function equalsBoolean(
  subject: Subject,
  value: boolean | string | bigint | number,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  const wanted =
    typeof value === 'boolean' ? value : isNumber(value) ? ([false, true] as const)[Number(value)] : undefined;
  return wanted === undefined ? { unsupported: 'the field is a boolean' } : sayBoolean(subject, wanted, test, scope);
}

function equalsNumber(
  subject: Subject,
  value: boolean | string | bigint | number,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (typeof value === 'string') {
    if (!/^(?:0|-?[1-9]\d{0,17})$/.test(value) || subject.fieldType === 'integer' || subject.fieldType === 'float')
      return { unsupported: 'the field is a number, which equals no text' };
    const asType = because('text-as-type', test, scope, { type: subject.type === 'int' ? 'int' : 'real' });
    return widened(equalsNumber(subject, BigInt(value), test, scope), asType);
  }
  const number = numberTerm(subject, typeof value === 'boolean' ? BigInt(value) : value);
  if (number === undefined) return { unsupported: 'the field is a 64-bit integer, which never equals that number' };
  const answer: YaralAnswer = { ast: compare(subject.term, '=', number) };
  return Number(value) === 0 ? widened(answer, because('zero-stored-for-missing', test, scope)) : answer;
}

/** A number as a constant of the column's type; undefined where that type has no such value. */
export function numberTerm(subject: Subject, value: bigint | number): import('./ast.ts').Constant | undefined {
  if (subject.type === 'float') {
    const float = Number(value);
    return Number.isFinite(float) ? { kind: 'float', value: float } : undefined;
  }
  if (typeof value === 'number' && !Number.isInteger(value)) return undefined;
  const integer = BigInt(value);
  return integer === BigInt.asIntN(64, integer) || integer === BigInt.asUintN(64, integer)
    ? { kind: 'int', value: integer }
    : undefined;
}
