import type { Json } from '../../ir/json.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { FieldKind, MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { because } from './answer.ts';
import { isSet, lostContainers } from './null-rows.ts';
import type { Subject } from './subject.ts';

/** The JSON types that a set field of that kind has. */
const typesOf: Partial<Record<FieldKind, readonly string[]>> = {
  string: ['string'],
  timestamp: ['string'],
  integer: ['integer', 'number'],
  float: ['number'],
  boolean: ['boolean'],
  array: ['list'],
};

/** The type of a value: UDM keeps none, so only the one type that the log type declares can be asked, as "is set". */
export function sayTypeIs(subject: Subject, value: Json, test: MappedTest, scope: Scope): YaralAnswer {
  const known = typesOf[subject.fieldType];
  if (typeof value !== 'string' || !known?.includes(value))
    return { unsupported: 'UDM does not keep which JSON type a value had' };
  if (subject.type === 'int' || subject.type === 'float' || subject.type === 'bool')
    return { unsupported: 'an unset number or boolean cannot be told from 0 or false' };
  const set = isSet(subject);
  if (set === undefined) return { unsupported: 'the name that this enum has when unset is not known' };
  return {
    ast: set,
    narrower: [value === 'list' ? lostContainers(subject, test, scope) : because('null-stored-as-empty', test, scope)],
  };
}
