import type { Json } from '../../ir/json.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { because, blurred, narrowed, widened } from './answer.ts';
import { equalsLiteral } from './equal-rows.ts';
import { holdsText } from './match-text.ts';
import { isSet, lostContainers, mayHoldOtherThanText } from './null-rows.ts';
import type { Subject } from './subject.ts';

/** A row that a text begins, ends with or contains another. */
export function sayPart(
  subject: Subject,
  part: 'contains' | 'starts_with' | 'ends_with',
  value: Json,
  test: MappedTest,
  scope: Scope,
): YaralAnswer {
  if (typeof value !== 'string') return { unsupported: 'a text contains no number, boolean or list' };
  if (subject.type !== 'string') return notText;
  const set = isSet(subject);
  // Every text holds the empty one, where the functions answer no; a text that is itself empty reads as unset.
  if (value === '' && set)
    return asText({ ast: set, narrower: [because('null-stored-as-empty', test, scope)] }, subject, test, scope);
  const row = holdsText(subject, part, value, test.ignoreCase);
  return 'unsupported' in row ? row : asText({ ast: row }, subject, test, scope);
}

/** Python's `in`: substring, element or key, of which the column's type keeps one. */
export function sayContains(subject: Subject, value: Json, test: MappedTest, scope: Scope): YaralAnswer {
  switch (subject.fieldType) {
    case 'array':
      return sayElement(subject, value, test, scope);
    case 'object':
      return { unsupported: 'UDM does not tell which keys an object has' };
    case 'json':
    case 'unknown':
      return subject.many
        ? blurred(sayElement(subject, value, test, scope), because('container-type', test, scope))
        : narrowed(sayPart(subject, 'contains', value, test, scope), lostContainers(subject, test, scope));
    case 'string':
    case 'timestamp':
    case 'integer':
    case 'float':
    case 'boolean':
      return sayPart(subject, 'contains', value, test, scope);
  }
}

/** Element of a list. */
export function sayHas(subject: Subject, value: Json, test: MappedTest, scope: Scope): YaralAnswer {
  switch (subject.fieldType) {
    case 'array':
      return sayElement(subject, value, test, scope);
    case 'json':
    case 'unknown':
      if (!subject.many) return { unsupported: 'the field has one value in UDM, and only a list has elements' };
      return widened(sayElement(subject, value, test, scope), because('container-type', test, scope));
    case 'string':
    case 'timestamp':
    case 'integer':
    case 'float':
    case 'boolean':
    case 'object':
      return { unsupported: 'the field is no list, so the row never holds' };
  }
}

/** Whether the list has an element equal to the literal. */
function sayElement(subject: Subject, value: Json, test: MappedTest, scope: Scope): YaralAnswer {
  if (value === null || value === '') return { unsupported: 'whether UDM keeps empty elements of a list is not known' };
  return equalsLiteral(subject, value, test, scope);
}

/** Text rows never hold on a number or boolean of the log; where the column keeps it as text, they may. */
export function asText(answer: YaralAnswer, subject: Subject, test: MappedTest, scope: Scope): YaralAnswer {
  return mayHoldOtherThanText(subject.fieldType) ? widened(answer, because('type-as-text', test, scope)) : answer;
}

/** Text rows need a text. */
export const notText = { unsupported: 'the field is no text in UDM, and text rows do not compile on it' };
