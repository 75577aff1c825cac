import type { Reason } from '../../fidelity/reason.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { FieldKind, MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { anyOf, because, narrowed, widened } from './answer.ts';
import type { YaralExpression } from './ast.ts';
import { and, compare, not, text } from './build.ts';
import { equalsText } from './match-text.ts';
import type { Subject } from './subject.ts';
import { firstElement, listsOf, zeroOf } from './subject.ts';

/** A row that the field is unset; undefined for an enum whose unset name is not known. */
export function unset(subject: Subject): YaralExpression | undefined {
  const zero = zeroOf(subject);
  if (zero === undefined) return undefined;
  const { term } = subject;
  if (!subject.many || subject.element) return compare(term, '=', zero);
  if (term.kind === 'field' && listsOf(term) === 1) {
    const first = firstElement(term);
    const last = first?.path.at(-1);
    if (first && last?.kind === 'index') return compare(first, '=', zero);
  }
  return not(compare(term, '!=', zero));
}

/** A row that the field holds something. */
export function isSet(subject: Subject): YaralExpression | undefined {
  const zero = zeroOf(subject);
  return zero && compare(subject.term, '!=', zero);
}

/** Missing or null. An unset field and one that holds nothing read alike, so the row is wider by what reads as unset. */
export function sayNull(subject: Subject, test: MappedTest, scope: Scope): YaralAnswer {
  const row = unset(subject);
  if (row === undefined) return unknownEnum;
  const reasons = [because(isText(subject) ? 'null-stored-as-empty' : 'zero-stored-for-missing', test, scope)];
  if (mayHoldContainers(subject.fieldType)) reasons.push(lostContainers(subject, test, scope));
  const plain = widened({ ast: row }, ...reasons);
  if (subject.absentAs.length === 0) return plain;
  const fillers = subject.absentAs.map((filler): YaralAnswer => {
    const equal = equalsText(subject, filler, false);
    return 'unsupported' in equal ? equal : { ast: equal };
  });
  return widened(anyOf([plain, ...fillers]), because('filler-value', test, scope, { absentAs: subject.absentAs }));
}

/** The key is absent: null reads the same. */
export function sayMissing(subject: Subject, test: MappedTest, scope: Scope): YaralAnswer {
  return widened(sayNull(subject, test, scope), because('missing-as-null', test, scope));
}

/** Python's truth, by the field's type in the log where the column keeps it as text. */
export function sayTruthy(subject: Subject, test: MappedTest, scope: Scope): YaralAnswer {
  if (subject.type === 'bool') return { ast: compare(subject.term, '=', { kind: 'bool', value: true }) };
  const set = isSet(subject);
  if (set === undefined) return unknownEnum;
  if (subject.type !== 'string') return { ast: set };
  switch (subject.fieldType) {
    case 'boolean':
      return { ast: compare(subject.term, '=', text('true')) };
    case 'integer':
    case 'float': {
      if (subject.many)
        return { unsupported: 'the field keeps numbers as text in a list, where 0 cannot be told apart' };
      const zeros = ['0', ...(subject.fieldType === 'float' ? ['0.0'] : [])];
      return { ast: and([set, ...zeros.map((zero) => compare(subject.term, '!=', text(zero)))]) };
    }
    case 'string':
    case 'timestamp':
      return { ast: set };
    case 'object':
    case 'array':
    case 'json':
    case 'unknown':
      return sayAnyTruthy(subject, set, test, scope);
  }
}

/** What may be of any type: "false" and "0" are taken for the boolean and the number, which are likelier there than such a text. */
function sayAnyTruthy(subject: Subject, set: YaralExpression, test: MappedTest, scope: Scope): YaralAnswer {
  const asText = because('type-as-text', test, scope);
  // A list is true if it has anything: its elements are not asked one by one.
  if (subject.many) return narrowed(widened({ ast: set }, asText), lostContainers(subject, test, scope));
  const falsy = ['false', '0', '0.0'].map((zero) => compare(subject.term, '!=', text(zero)));
  return narrowed({ ast: and([set, ...falsy]) }, asText, lostContainers(subject, test, scope));
}

/** The boolean itself. Where the column keeps it as text, the text "true" reads the same. */
export function sayBoolean(subject: Subject, wanted: boolean, test: MappedTest, scope: Scope): YaralAnswer {
  if (subject.type === 'bool') {
    const answer: YaralAnswer = { ast: compare(subject.term, '=', { kind: 'bool', value: wanted }) };
    return wanted ? answer : widened(answer, because('zero-stored-for-missing', test, scope));
  }
  if (subject.type !== 'string' || subject.fieldType === 'string' || subject.fieldType === 'timestamp')
    return { unsupported: 'the field holds no boolean' };
  return widened({ ast: compare(subject.term, '=', text(String(wanted))) }, because('type-as-text', test, scope));
}

/** What the column keeps nothing of: an object, a list where it has one value, a list of which no element is kept. It reads as unset. */
export function lostContainers(subject: Subject, test: MappedTest, scope: Scope): Reason {
  return because('object-as-leaves', test, scope, { absentAs: [''], ...(subject.many ? { type: 'list' } : {}) });
}

/** Whether the log may hold a list or an object there. */
export function mayHoldContainers(kind: FieldKind): boolean {
  return kind === 'array' || kind === 'object' || kind === 'json' || kind === 'unknown';
}

/** Whether the log may hold a number or boolean there. */
export function mayHoldOtherThanText(kind: FieldKind): boolean {
  return kind !== 'string' && kind !== 'timestamp';
}

function isText(subject: Subject): boolean {
  return subject.type === 'string' || subject.type === 'enum';
}

const unknownEnum = { unsupported: 'the name that this enum has when unset is not known' };
