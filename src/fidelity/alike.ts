import type { Json } from '../ir/json.ts';
import { isNumber, printJson } from '../ir/json.ts';

/** What a store of texts cannot tell a scalar from: a number or boolean from its text, a text from the number or boolean that it writes. */
export function alikeAsText(value: Json | undefined): readonly Json[] {
  if (isNumber(value) || typeof value === 'boolean') return [textOfScalar(value)];
  if (typeof value !== 'string') return [];
  const text = value.trim();
  if (/^(true|false)$/i.test(text)) return [text.toLowerCase() === 'true'];
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return [];
  return /^[+-]?\d+$/.test(text) ? [BigInt(text.replace('+', ''))] : [Number(text)];
}

/** A value as the text that writes it. */
export function textOfScalar(value: Json): Json {
  return typeof value === 'string' ? value : printJson(value);
}
