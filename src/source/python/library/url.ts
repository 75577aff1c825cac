import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import { bytesOf } from '../methods/bytes.ts';
import type { Behaviour, BuiltinSym, Machine, OpaqueSym, Sym } from '../sym.ts';
import { dict, list, none, str } from '../sym.ts';
import { constant, data, hasType, makeList, noneSym } from '../values.ts';
import { constantInteger, textArgument } from './arguments.ts';
import { defineEach } from './define.ts';
import { refused } from './inert.ts';
import { membersOf, moduleOf } from './module.ts';

const fields = ['scheme', 'netloc', 'path', 'params', 'query', 'fragment'];

/** A URL in its parts; the same for nothing, whose parts are empty bytes. */
function parsed(parts: Readonly<Record<string, Sym>>): OpaqueSym {
  return { kind: 'opaque', type: 'urllib.parse.ParseResult', parts, behaviour };
}

const behaviour: Behaviour = {
  attribute: (machine, self, name, span) => {
    if (self.parts[name] !== undefined) return self.parts[name];
    return ['port', 'username', 'password', 'geturl', '_replace', '_asdict'].includes(name)
      ? machine.unknown(`the ${name} of a URL`, 'it has no form in the IR', span)
      : undefined;
  },
  iterate: (machine, self) => wholeOf(machine, self),
  subscript: (machine, self, index) => {
    const name = fields.at(constantInteger(index) ?? Number.NaN);
    const found = name === undefined ? undefined : self.parts[name];
    if (found !== undefined) return found;
    machine.raise(machine.terms.yes, 'IndexError');
    return noneSym;
  },
};

function wholeOf(machine: Machine, self: OpaqueSym): Sym {
  const values = fields.flatMap((name) => self.parts[name] ?? []);
  return makeList(machine, values, 'tuple');
}

const nothing = parsed({
  ...Object.fromEntries(fields.map((name) => [name, bytesOf(constant(''))])),
  hostname: noneSym,
});

/** A text; what is no text but false counts as empty bytes, and everything else has no `decode`. */
function textOrNothing(machine: Machine, given: Sym): Value | undefined {
  const isText = hasType(machine, given, str);
  machine.raise(machine.terms.and(machine.terms.not(isText), machine.truth(given)), 'AttributeError');
  if (isText === machine.terms.no) return undefined;
  if (given.kind === 'const') return machine.terms.literal(given.value);
  return given.kind === 'data' ? given.value : undefined;
}

const urlparse = defineEach(
  'urllib.parse.urlparse',
  ['url', 'scheme?', 'allow_fragments?'],
  (machine, [url, ...more], span) => {
    if (more.some((one) => one !== undefined))
      return machine.unknown('urlparse() with options', 'it has no form in the IR', span);
    const { terms } = machine;
    const text = textOrNothing(machine, url);
    if (text === undefined) return nothing;
    const whole = terms.call('parse_url', text);
    const isText = hasType(machine, url, str);
    const wrong =
      whole.kind === 'literal' ? (whole.value === null ? terms.yes : terms.no) : terms.test(whole, 'missing');
    machine.raise(terms.and(isText, wrong), 'ValueError');
    const part = (name: string): Sym => data(machine, terms.call('item', whole, terms.literal(name)), str);
    const hostname = data(machine, terms.call('item', whole, terms.literal('hostname')), str | none);
    const parts = { ...Object.fromEntries(fields.map((name) => [name, part(name)])), hostname };
    return choice(machine, isText, parsed(parts), nothing);
  },
);

const options = [
  'keep_blank_values?',
  'strict_parsing?',
  'encoding?',
  'errors?',
  'max_num_fields?',
  'separator?',
] as const;

const parseQs = defineEach('urllib.parse.parse_qs', ['qs', ...options], (machine, [qs, ...more], span) => {
  if (more.some((one) => one !== undefined))
    return machine.unknown('parse_qs() with options', 'it has no form in the IR', span);
  if (qs.kind === 'opaque' && qs.type === 'bytes') return emptyOrUnknown(machine, qs, span);
  const { terms } = machine;
  const text = textOrNothing(machine, qs);
  if (text === undefined) return machine.make({ kind: 'dict', entries: [] });
  const found = terms.call('parse_query', text);
  const isText = hasType(machine, qs, str);
  const made = data(machine, found, dict, 'plain');
  return isText === terms.yes ? made : choice(machine, isText, made, machine.make({ kind: 'dict', entries: [] }));
});

function emptyOrUnknown(machine: Machine, bytes: OpaqueSym, span: Span): Sym {
  const { text } = bytes.parts;
  return text?.kind === 'const' && text.value === ''
    ? machine.make({ kind: 'dict', entries: [] })
    : machine.unknown('parse_qs() of bytes', 'it has no form in the IR', span);
}

function unquoting(name: string, prepare: (machine: Machine, text: Value) => Value): BuiltinSym {
  return defineEach(`urllib.parse.${name}`, ['string', 'encoding?', 'errors?'], (machine, [given, ...more], span) => {
    if (more.some((one) => one !== undefined))
      return machine.unknown(`${name}() with options`, 'it has no form in the IR', span);
    machine.raise(hasType(machine, given, list | dict), 'AttributeError');
    const text = textArgument(machine, given);
    if (text === undefined) return constant('');
    return data(machine, machine.terms.call('url_decode', prepare(machine, text)), str);
  });
}

function plusAsSpace({ terms }: Machine, text: Value): Value {
  return terms.call('replace', text, terms.literal('+'), terms.literal(' '));
}

const others = [
  'quote',
  'quote_plus',
  'urlencode',
  'urljoin',
  'urlunparse',
  'urlsplit',
  'urlunsplit',
  'parse_qsl',
  'urldefrag',
];

const parse = moduleOf('urllib.parse', [
  ...membersOf([
    urlparse,
    parseQs,
    unquoting('unquote', (_machine, text) => text),
    unquoting('unquote_plus', plusAsSpace),
  ]),
  ...membersOf(others.map((name) => refused(`urllib.parse.${name}`, 'it has no form in the IR'))),
]);

/** Python's `urllib`. */
export const urlModules = [moduleOf('urllib', [['parse', parse]]), parse];
