import type { Unsupported } from '../../lower/lowering.ts';
import type { SplExpression } from './ast.ts';
import { call, nothing, number, string } from './build.ts';
import { missing } from './functions.ts';
import type { Reading } from './reading.ts';
import { clean, computed } from './reading.ts';

/** Python's `int()` of a text or number: `tonumber` reads more than Python does, so the text is looked at first. */
export function toInteger(value: Reading | undefined): Reading | Unsupported {
  if (value === undefined || value.holds === 'list' || value.holds === 'json') return missing(value);
  if (value.holds === 'number') return whole(value, value.ast);
  const text = clean(value);
  if (value.kind === 'integer') return computed('number', call('tonumber', text), [value], ['type-as-text']);
  if (value.kind === 'float') return whole(value, call('tonumber', text));
  // What was extracted may be a number with a fraction, which loses it; Python refuses a text that is written so.
  const mayBeNumber = value.holds === 'leaf' && value.kind !== 'string';
  const [fraction, cut] = mayBeNumber ? ['(\\.[0-9]+)?', '|\\.[0-9]+\\s*\\z'] : ['', ''];
  const isWhole = call('match', text, string(`^\\s*[-+]?[0-9]+(_[0-9]+)*${fraction}\\s*\\z`));
  const digits = call('replace', text, string(`[\\s_]+${cut}`), string(''));
  const codes: Reading['differs'] = value.holds === 'leaf' ? ['type-as-text', 'regex-dialect'] : ['regex-dialect'];
  return computed('number', call('if', isWhole, call('tonumber', digits), nothing), [value], codes);
}

/** The number without its fraction. */
function whole(value: Reading, ast: SplExpression): Reading {
  const down = call('floor', ast);
  const cut = call('if', { kind: 'compare', operator: '>=', left: ast, right: number(0n) }, down, call('ceiling', ast));
  return computed('number', cut, [value], value.holds === 'leaf' ? ['type-as-text'] : []);
}

/** Arithmetic of two numbers: null where one is none. */
export function arithmetic(operator: '+' | '-' | '*' | '/'): (args: readonly Reading[]) => Reading | Unsupported {
  return (args) => {
    const [left, right] = args.map(asNumber);
    if (left === undefined || right === undefined)
      return { unsupported: 'a number that may also be another type has no sum' };
    const typed = args.some((arg) => arg.holds === 'leaf');
    return computed('number', { kind: 'arithmetic', operator, left, right }, args, typed ? ['type-as-text'] : []);
  };
}

function asNumber(value: Reading): SplExpression | undefined {
  if (value.holds === 'number') return value.ast;
  if (value.holds === 'leaf' && (value.kind === 'integer' || value.kind === 'float'))
    return call('tonumber', clean(value));
  return value.holds === 'leaf' && value.kind === 'unknown' ? call('tonumber', clean(value)) : undefined;
}
