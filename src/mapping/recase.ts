import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isObject } from '../ir/json.ts';
import type { Field } from './log-type.ts';

/** An event with the keys that differ from the log type's by case alone as the log type spells them. Other keys stay. */
export function recased(event: JsonObject, fields: readonly Field[]): JsonObject {
  const changed = Object.entries(event).map(([key, value]): [string, Json] => {
    const field = fields.find(({ name }) => name === key) ?? fields.find(({ name }) => isAlike(name, key));
    const isTaken = field !== undefined && field.name !== key && Object.hasOwn(event, field.name);
    return field === undefined || isTaken ? [key, value] : [field.name, valueIn(value, field)];
  });
  return Object.fromEntries(changed);
}

function valueIn(value: Json, { fields, element }: Pick<Field, 'fields' | 'element'>): Json {
  if (isList(value)) return element === undefined ? value : value.map((item) => valueIn(item, element));
  return isObject(value) ? recased(value, fields) : value;
}

function isAlike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
