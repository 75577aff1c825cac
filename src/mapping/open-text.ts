import type { Json } from '../ir/json.ts';
import { parseJson } from '../ir/json.ts';

/** What a path goes on in: a text is opened where it holds an object or a list as JSON, and has nothing inside otherwise. */
export function openText(value: Json): Json {
  if (typeof value !== 'string') return value;
  if (!/^\s*[[{]/.test(value)) return null;
  try {
    return parseJson(value);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
