import type { Value } from '../../../ir/value.ts';
import { bytesOf, textOfBytes } from '../methods/bytes.ts';
import type { Behaviour, BuiltinSym, Machine, MethodSym, OpaqueSym } from '../sym.ts';
import { int, str } from '../sym.ts';
import { constant, data, noneSym, toValue } from '../values.ts';
import { constantText, textArgument } from './arguments.ts';
import { callableEach, defineEach } from './define.ts';
import { exceptionClass } from './exceptions.ts';
import { refused } from './inert.ts';
import { membersOf, moduleOf } from './module.ts';
import { raiseWhereMissing } from './numbers.ts';

/** Texts that `b64decode(…, validate=True)` takes. */
const digit = '[A-Za-z0-9+/]';
const valid = `(?:${digit}{4})*(?:${digit}{2}==|${digit}{3}=)?|(?:${digit}{4})+=*`;

/** The encodings that the IR knows, by Python's names. */
const encodings: ReadonlyMap<string, string> = new Map([
  ...['utf-8', 'utf8', 'utf_8', 'u8'].map((name) => [name, 'utf-8'] as const),
  ...['ascii', 'us-ascii'].map((name) => [name, 'ascii'] as const),
  ...['latin-1', 'latin1', 'latin_1', 'iso-8859-1', 'iso8859-1'].map((name) => [name, 'latin-1'] as const),
  ...['utf-16-le', 'utf-16le', 'utf_16_le', 'utf16le'].map((name) => [name, 'utf-16-le'] as const),
]);

/** Bytes that a text holds as Base64. */
function decoded(machine: Machine, text: Value): OpaqueSym {
  return { kind: 'opaque', type: 'bytes', parts: { base64: data(machine, text, str) }, behaviour };
}

function textIn(machine: Machine, self: OpaqueSym, encoding: string): Value {
  const value = toValue(machine, self.parts['base64'] ?? noneSym);
  const text = value.kind === 'unknown' ? machine.terms.literal(null) : value;
  return encoding === 'utf-8'
    ? machine.terms.call('from_base64', text)
    : machine.terms.call('from_base64', text, machine.terms.literal(encoding));
}

const behaviour: Behaviour = {
  attribute: (machine, self, name, span) => {
    if (name === 'decode') return decoder(self);
    const length = machine.terms.call('len', textIn(machine, self, 'latin-1'));
    if (name === '__len__') return { kind: 'method', self, name, call: () => data(machine, length, int) };
    return machine.unknown(`bytes.${name}`, 'bytes have no form in the IR', span);
  },
  truthy: (machine, self) => machine.terms.test(textIn(machine, self, 'latin-1'), 'truthy'),
};

function decoder(self: OpaqueSym): MethodSym {
  const call = callableEach(['encoding?', 'errors?'], (machine, [encoding = constant('utf-8'), errors], span) => {
    const name = encodings.get(constantText(encoding)?.toLowerCase() ?? '');
    if (name === undefined || (errors !== undefined && constantText(errors) !== 'strict'))
      return machine.unknown('decode() with this encoding or with errors', 'it has no form in the IR', span);
    const text = textIn(machine, self, name);
    raiseWhereMissing(machine, text, 'UnicodeDecodeError');
    return data(machine, text, str);
  });
  return { kind: 'method', self, name: 'decode', call };
}

function decoding(name: string, prepare: (machine: Machine, text: Value) => Value): BuiltinSym {
  return defineEach(`base64.${name}`, ['s', 'altchars?', 'validate?'], (machine, [given, other, validate], span) => {
    const { terms } = machine;
    if (other !== undefined && !(other.kind === 'const' && other.value === null))
      return machine.unknown(`${name}() with altchars`, 'it has no form in the IR', span);
    const strict = machine.truth(validate ?? constant(false));
    if (strict !== terms.yes && strict !== terms.no)
      return machine.unknown(`${name}()`, 'whether it validates depends on the event', span);
    const text = textArgument(machine, given.kind === 'opaque' && given.type === 'bytes' ? textOfBytes(given) : given);
    if (text === undefined) return bytesOf(constant(''));
    const plain = prepare(machine, text);
    if (strict === terms.yes)
      machine.raise(
        terms.not(terms.test(plain, 'regex', [terms.literal(valid)], { flags: ['full'] })),
        'binascii.Error',
      );
    const made = decoded(machine, plain);
    raiseWhereMissing(machine, textIn(machine, made, 'latin-1'), 'binascii.Error');
    return made;
  });
}

function urlSafe({ terms }: Machine, text: Value): Value {
  const plus = terms.call('replace', text, terms.literal('-'), terms.literal('+'));
  return terms.call('replace', plus, terms.literal('_'), terms.literal('/'));
}

const b64encode = defineEach('base64.b64encode', ['s', 'altchars?'], (machine, [given, other], span) => {
  if (given.kind !== 'opaque' || given.type !== 'bytes' || given.parts['text'] === undefined || other !== undefined)
    return machine.unknown('b64encode()', 'it has no form in the IR', span);
  const text = textArgument(machine, textOfBytes(given));
  if (text === undefined) return bytesOf(constant(''));
  return bytesOf(data(machine, machine.terms.call('to_base64', text), str));
});

const others = [
  ...['b32decode', 'b32encode', 'b16decode', 'b16encode', 'b85decode', 'b85encode', 'a85decode', 'a85encode'],
  ...['urlsafe_b64encode', 'standard_b64encode', 'encodebytes', 'decodebytes'],
];

/** Python's `base64`. */
export const base64Module = moduleOf('base64', [
  ...membersOf([
    decoding('b64decode', (_machine, text) => text),
    decoding('standard_b64decode', (_machine, text) => text),
  ]),
  ...membersOf([decoding('urlsafe_b64decode', urlSafe), b64encode]),
  ...membersOf(others.map((name) => refused(`base64.${name}`, 'it has no form in the IR'))),
]);

/** Python's `binascii`. */
export const binasciiModule = moduleOf('binascii', [
  ['Error', exceptionClass('binascii.Error')],
  ['Incomplete', exceptionClass('binascii.Incomplete')],
  ...membersOf(
    ['unhexlify', 'hexlify', 'a2b_base64', 'b2a_base64', 'crc32', 'a2b_hex', 'b2a_hex'].map((name) =>
      refused(`binascii.${name}`, 'it has no form in the IR'),
    ),
  ),
]);
