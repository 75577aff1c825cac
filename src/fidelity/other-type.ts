import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isNumber, isObject, parseJson } from '../ir/json.ts';
import type { SchemaField } from './reason.ts';

/** The keys that a rule reads, and those of them whose lists it goes through element by element. */
export interface ReadKeys {
  readonly keys: readonly string[];
  readonly lists: readonly string[];
}

/** Whether some field that the rule reads, or one around it, holds a value of another type than the schema's. */
export function holdsOtherType(object: JsonObject, schema: readonly SchemaField[], read: ReadKeys): boolean {
  return schema.some((field) => {
    const value = Object.hasOwn(object, field.name) ? object[field.name] : undefined;
    return value !== undefined && value !== null && mentions(field, read.keys) && isOther(value, field, read);
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

function isOther(value: Json, field: SchemaField, read: ReadKeys): boolean {
  const { name, kind, fields, element } = field;
  switch (kind) {
    case 'string':
    case 'timestamp':
      return typeof value !== 'string' || (field.jsonText === true && holdsOtherInside(value, fields, read));
    case 'integer':
      return typeof value !== 'bigint';
    case 'float':
      return !isNumber(value);
    case 'boolean':
      return typeof value !== 'boolean';
    case 'object':
      return !isObject(value) || holdsOtherType(value, fields, read);
    case 'array':
      return !isList(value) || (element !== undefined && value.some((item) => isOther(item, element, read)));
    default:
      // Anything may stand there, but what the schema does list below has its type.
      return (isObject(value) && holdsOtherType(value, fields, read)) || standsBetween(name, value, read);
  }
}

/** Whether a list stands where the rule reads an object: keys that the rule reads are found below it alone. */
function hidesKeys(value: Json, read: ReadKeys): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => read.keys.includes(key) && standsBetween(key, item, read));
}

/** Whether that is so at a key or below it; lists that the rule goes through element by element stand where they should. */
function standsBetween(key: string, value: Json, read: ReadKeys): boolean {
  if (!isList(value)) return hidesKeys(value, read);
  if (read.lists.includes(key)) return value.some((item) => hidesKeys(item, read));
  return value.some((item) => isObject(item) && Object.keys(item).some((inner) => read.keys.includes(inner)));
}

/** Whether the JSON in a text does so. */
function holdsOtherInside(text: string, fields: readonly SchemaField[], read: ReadKeys): boolean {
  try {
    const value = parseJson(text);
    return isObject(value) && holdsOtherType(value, fields, read);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}
