import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { call, compare, nothing, number, readsFields, string } from './build.ts';
import { missing, textOnly } from './functions.ts';
import type { Reading } from './reading.ts';
import { clean, computed } from './reading.ts';
import { quoteRegex } from './text.ts';

type Args = readonly (MappedValue | undefined)[];

/** Python's `text.replace(a, b)`. In a replacement a backslash would name a group. */
export function sayReplace(value: Reading | undefined, [, from, to]: Args): Reading | Unsupported {
  const [old, next] = [textOf(from), textOf(to)];
  if (old === undefined || next === undefined || old === '') return { unsupported: 'replace needs constant texts' };
  if (next.includes('\\')) return { unsupported: 'a backslash in what replaces a text would name a group' };
  if (value === undefined || !mayBeText(value)) return missing(value);
  return textReading(value, call('replace', clean(value), string(quoteRegex(old)), string(next)));
}

/** Python's `text.split(a, n)` and `text.rsplit(a, n)`: the rest beyond the n splits stays whole. */
export function saySplit(
  value: Reading | undefined,
  [, separator, most]: Args,
  from: 'start' | 'end',
): Reading | Unsupported {
  const by = textOf(separator);
  const limit = most === undefined ? -1 : integerOf(most);
  if (by === undefined || limit === undefined) return { unsupported: 'split needs a constant separator and limit' };
  if (value === undefined || !mayBeText(value) || by === '') return { ...missing(value), holds: 'list', kind: 'array' };
  const text = clean(value);
  const every = call('split', text, string(by));
  if (limit < 0) return pieces(value, every);
  if (limit === 0) return pieces(value, text);
  if (from === 'end' && overlapsItself(by))
    return { unsupported: 'a separator that may overlap itself is not found from the end' };
  const quoted = quoteRegex(by);
  const count = limit === 1 ? '' : `{${limit}}`;
  const [rest, parts]: readonly [SplExpression, SplExpression] =
    from === 'start'
      ? [
          call('replace', text, string(`^(?:[\\s\\S]*?${quoted})${count}`), string('')),
          call('mvindex', every, number(0n), number(BigInt(limit - 1))),
        ]
      : [
          call('replace', text, string(`(?:${quoted}(?:(?!${quoted})[\\s\\S])*)${count}\\z`), string('')),
          call('mvindex', every, number(BigInt(-limit)), number(-1n)),
        ];
  const cut = from === 'start' ? call('mvappend', parts, rest) : call('mvappend', rest, parts);
  return pieces(value, call('if', compare(call('mvcount', every), '>', number(BigInt(limit))), cut, every));
}

/** Python's `text.split()`: pieces between runs of white space. */
export function sayWords(value: Reading | undefined, [, most]: Args): Reading | Unsupported {
  if (most !== undefined) return { unsupported: 'SPL splits a text at every run of white space' };
  if (value === undefined || !mayBeText(value)) return { ...missing(value), holds: 'list', kind: 'array' };
  const text = clean(value);
  const single = call(
    'replace',
    call('replace', text, string('^\\s+|\\s+\\z'), string('')),
    string('\\s+'),
    string(' '),
  );
  const words = call('if', call('match', text, string('\\S')), call('split', single, string(' ')), nothing);
  return { ...pieces(value, words), differs: [...pieces(value, words).differs, 'regex-dialect'] };
}

/** The text with its first character in upper case, the others in lower case. */
export function sayCapitalize(value: Reading | undefined): Reading | Unsupported {
  if (value === undefined || !mayBeText(value)) return missing(value);
  const text = clean(value);
  const first = call('upper', call('substr', text, number(1n), number(1n)));
  return textReading(value, { kind: 'concat', parts: [first, call('lower', call('substr', text, number(2n)))] });
}

/** A text made of another by a function of eval. */
export function onTextBy(name: string): (value: Reading | undefined) => Reading | Unsupported {
  return (value) =>
    value === undefined || !mayBeText(value) ? missing(value) : textReading(value, call(name, clean(value)));
}

function mayBeText(value: Reading): boolean {
  return value.holds !== 'number' && value.holds !== 'list';
}

function textReading(value: Reading, ast: SplExpression): Reading {
  return computed('text', ast, [value], [...textOnly(value), ...nullOf(value)]);
}

function pieces(value: Reading, elements: SplExpression): Reading {
  return {
    ...computed('text', nothing, [value], [...textOnly(value), ...nullOf(value)]),
    holds: 'list',
    kind: 'array',
    extracted: readsFields(elements),
    elements,
    values: elements,
  };
}

function nullOf(value: Reading): Reading['differs'] {
  if (value.holds !== 'leaf') return [];
  return value.fillers.length > 0 ? ['null-stored-as-text', 'filler-value'] : ['null-stored-as-text'];
}

function textOf(value: MappedValue | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

function integerOf(value: MappedValue): number | undefined {
  return value.kind === 'literal' && typeof value.value === 'bigint' ? Number(value.value) : undefined;
}

/** Whether a text may begin inside itself. */
function overlapsItself(text: string): boolean {
  return Array.from({ length: text.length - 1 }, (_, i) => i + 1).some((i) => text.startsWith(text.slice(i)));
}
