import type { Span } from '../../../diagnostics/source.ts';
import { pythonText } from '../../../ir/python-text.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import type { Method, Methods } from '../contract.ts';
import { formatText } from '../format.ts';
import { constantInteger, constantText, integerArgument } from '../library/arguments.ts';
import { raising } from '../library/define.ts';
import { gather, plainValues } from '../library/gather.ts';
import type { Machine, Segment, Sym } from '../sym.ts';
import { str } from '../sym.ts';
import { joinTexts } from '../text.ts';
import { constant, hasType, someTurn, toValue } from '../values.ts';
import { bytesOf, raiseBeyondAscii } from './bytes.ts';
import { methodEach, unlifted } from './method.ts';
import { ownText, textData, textOr } from './text-value.ts';

/** `separator.join(items)`: TypeError where an item is no text. */
function join(machine: Machine, self: Sym, items: Sym, span: Span): Sym {
  const { terms } = machine;
  const segments = gather(machine, items, span);
  for (const { loops, when, value } of segments)
    machine.raise(someTurn(machine, loops, terms.and(when, terms.not(hasType(machine, value, str)))), 'TypeError');
  const values = plainValues(machine, segments);
  if (values !== undefined) {
    const separator = constantText(self) ?? '';
    const texts = values.map((value) => (value.kind === 'const' ? pythonText(value.value) : undefined));
    if (constantText(self) !== undefined && texts.every((text) => text !== undefined))
      return constant(texts.join(separator));
    const parts = values.flatMap((value, i) => (i === 0 ? [value] : [self, value]));
    return joinTexts(machine, parts, span);
  }
  return joined(machine, segments, ownText(machine, self), span);
}

function joined(machine: Machine, segments: readonly Segment[], separator: Value, span: Span): Sym {
  const list = toValue(machine, machine.make({ kind: 'list', type: 'list', segments }), span);
  if (list.kind === 'unknown') return machine.unknown(list.fault.construct, list.fault.why, span);
  return textData(machine, machine.terms.call('join', list, separator));
}

function padding(where: 'pad_left' | 'pad_right'): Method {
  return methodEach(['width', 'fillchar?'], (machine, self, [width, fill]) => {
    const { terms } = machine;
    const filling = fill === undefined ? terms.literal(' ') : textOr(machine, fill);
    const length = integerArgument(machine, width) ?? terms.literal(0n);
    machine.raise(terms.not(terms.test(terms.call('len', filling), 'eq', [terms.literal(1n)])), 'TypeError');
    return textData(machine, terms.call(where, ownText(machine, self), length, filling));
  });
}

/** Methods of a text that make a longer one. */
export const buildMethods: Methods = new Map<string, Method>([
  [
    'join',
    (machine, self, args, span) => {
      const [items, ...more] = args.positional;
      if (items === undefined || more.length > 0 || args.named.size > 0) return raising(machine, 'TypeError');
      return join(machine, self, items, span);
    },
  ],
  ['ljust', padding('pad_right')],
  ['rjust', padding('pad_left')],
  [
    'center',
    methodEach(['width', 'fillchar?'], (machine, self, [width, fill], span) => {
      const { terms } = machine;
      const [text, length] = [ownText(machine, self), constantInteger(width)];
      if (length === undefined)
        return machine.unknown('center() of a computed width', 'it has no form in the IR', span);
      const filling = fill === undefined ? terms.literal(' ') : textOr(machine, fill);
      const [one, two, whole] = [terms.literal(1n), terms.literal(2n), terms.literal(BigInt(length))];
      const size = terms.call('len', text);
      const missing = terms.call('max', terms.call('list', terms.literal(0n), terms.call('subtract', whole, size)));
      const half = terms.call(
        'floor_divide',
        terms.call('add', missing, length % 2 === 0 ? terms.literal(0n) : one),
        two,
      );
      const padded = terms.call('pad_left', text, terms.call('add', size, half), filling);
      return textData(machine, terms.call('pad_right', padded, whole, filling));
    }),
  ],
  [
    'zfill',
    methodEach(['width'], (machine, self, [width], span) => {
      const { terms } = machine;
      const text = ownText(machine, self);
      const length = integerArgument(machine, width) ?? terms.literal(0n);
      const zero = terms.literal('0');
      const [one, rest] = [terms.literal(1n), terms.call('slice', text, terms.literal(1n), terms.literal(null))];
      const sign = terms.call('slice', text, terms.literal(0n), one);
      const digits = terms.call('pad_left', rest, terms.call('subtract', length, one), zero);
      return choice(
        machine,
        terms.test(text, 'starts_with', [terms.literal('+'), terms.literal('-')], { span }),
        textData(machine, terms.call('concat', sign, digits)),
        textData(machine, terms.call('pad_left', text, length, zero)),
      );
    }),
  ],
  ['format', (machine, self, args, span) => formatText(machine, self, args, span)],
  [
    'format_map',
    methodEach(['mapping'], (machine, self, [mapping], span) => {
      const content = mapping.kind === 'object' ? machine.contentOf(mapping) : undefined;
      if (content?.kind !== 'dict' || content.entries.some((e) => e.loops.length > 0 || e.when !== machine.terms.yes))
        return machine.unknown('format_map() with such a mapping', 'it has no form in the IR', span);
      const named = new Map(content.entries.map((e): [string, Sym] => [constantText(e.key) ?? '', e.value]));
      return formatText(machine, self, { positional: [], named }, span);
    }),
  ],
  [
    'encode',
    methodEach(['encoding?', 'errors?'], (machine, self, [encoding, errors], span) =>
      encode(machine, self, constantText(encoding) ?? 'utf-8', constantText(errors) ?? 'strict', span),
    ),
  ],
  ['expandtabs', unlifted('expandtabs()')],
  ['translate', unlifted('translate()')],
  ['maketrans', unlifted('maketrans()')],
]);

function encode(machine: Machine, self: Sym, encoding: string, errors: string, span: Span): Sym {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  const text = textData(machine, ownText(machine, self));
  if (name === 'utf-8' || name === 'utf8') return bytesOf(text);
  if (name !== 'ascii' && name !== 'us-ascii')
    return machine.unknown(`encode('${encoding}')`, 'only UTF-8 and ASCII have a form in the IR', span);
  if (errors !== 'strict') return machine.unknown(`encode('ascii', '${errors}')`, 'it has no form in the IR', span);
  raiseBeyondAscii(machine, text, 'UnicodeEncodeError', span);
  return bytesOf(text);
}
