import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isNumber, isObject } from '../ir/json.ts';
import type { SchemaField } from './reason.ts';

/** Whether some field that the rule reads, or one around it, holds a value of another type than the schema's. */
export function holdsOtherType(object: JsonObject, schema: readonly SchemaField[], keys: readonly string[]): boolean {
  return schema.some((field) => {
    const value = Object.hasOwn(object, field.name) ? object[field.name] : undefined;
    return value !== undefined && value !== null && mentions(field, keys) && isOther(value, field, keys);
  });
}

function mentions(field: SchemaField, keys: readonly string[]): boolean {
  const { name, fields, element } = field;
  return (
    keys.includes(name) ||
    fields.some((inner) => mentions(inner, keys)) ||
    (element !== undefined && (keys.includes(element.name) || element.fields.some((inner) => mentions(inner, keys))))
  );
}

function isOther(value: Json, { kind, fields, element }: SchemaField, keys: readonly string[]): boolean {
  switch (kind) {
    case 'string':
    case 'timestamp':
      return typeof value !== 'string';
    case 'integer':
      return typeof value !== 'bigint';
    case 'float':
      return !isNumber(value);
    case 'boolean':
      return typeof value !== 'boolean';
    case 'object':
      return !isObject(value) || holdsOtherType(value, fields, keys);
    case 'array':
      return !isList(value) || (element !== undefined && value.some((item) => isOther(item, element, keys)));
    default:
      // Anything may stand there, but what the schema does list below has its type.
      return (isObject(value) && holdsOtherType(value, fields, keys)) || hidesKeys(value, keys);
  }
}

/** Whether a list stands where the rule reads an object: keys that the rule reads are found below it alone. */
function hidesKeys(value: Json, keys: readonly string[]): boolean {
  if (isObject(value)) return Object.entries(value).some(([key, item]) => keys.includes(key) && hidesKeys(item, keys));
  return isList(value) && value.some((item) => isObject(item) && Object.keys(item).some((key) => keys.includes(key)));
}
