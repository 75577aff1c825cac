import type { Step } from '../../ir/path.ts';
import type { SplExpression } from './ast.ts';
import { call, string } from './build.ts';
import { digest } from './hoist.ts';

/** The raw event. */
export const raw: SplExpression = { kind: 'field', name: '_raw' };

/**
 * The JSON value at a path of a JSON text: null where there is none. Keys match exactly; objects and lists come as JSON text.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/JSONFunctions
 */
export function jsonAt(text: SplExpression, steps: readonly Step[]): SplExpression {
  let at = text;
  let path = '';
  const flush = (): void => {
    if (path !== '') at = call('json_extract', at, string(path));
    path = '';
  };
  for (const step of steps) {
    if (typeof step === 'string' && isPlainKey(step)) path += path === '' ? step : `.${step}`;
    else if (typeof step === 'number' && step >= 0) path += `{${step}}`;
    else {
      flush();
      at =
        typeof step === 'string'
          ? call('json_extract_exact', at, string(step))
          : call('mvindex', elementsAt(at, []), { kind: 'number', value: String(step) });
    }
  }
  flush();
  return at;
}

/** The elements of the list at a path of a JSON text, as a multivalue: null where there is no list or it is empty. */
export function elementsAt(text: SplExpression, steps: readonly Step[]): SplExpression {
  const plain = steps.every((step) => (typeof step === 'number' ? step >= 0 : isPlainKey(step)));
  if (!plain) return call('spath', jsonAt(text, steps), string('{}'));
  const path = `${steps.map((step, i) => (typeof step === 'number' ? `{${step}}` : i === 0 ? step : `.${step}`)).join('')}{}`;
  if (text === raw) return spathOf(path);
  return call('spath', text, string(path));
}

/** A key that a location path can hold as it is. */
export function isPlainKey(key: string): boolean {
  return /^[^.{}"\\$\s\u0000-\u001f]+$/.test(key) && !/^\d/.test(key);
}

/** The values at a location path of the raw event, lists crossed with `{}`. */
export function spathOf(path: string): SplExpression {
  const plain = path.replaceAll('{}', '');
  const slug = plain.replaceAll('.', '_').replace(/\W+/g, '_');
  const odd = !/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/.test(plain);
  const name = odd ? `${slug}_${digest(path)}` : slug;
  return { kind: 'hoisted', name: `${name}_elements`, wanted: `${slug}_elements`, from: { kind: 'spath', path } };
}
