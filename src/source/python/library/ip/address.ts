import type { Span } from '../../../../diagnostics/source.ts';
import { parseIp, printNetwork } from '../../../../ir/ip.ts';
import type { IpKind } from '../../../../ir/operators.ts';
import type { Value } from '../../../../ir/value.ts';
import { choice, fromCond } from '../../choice.ts';
import type { Behaviour, Cond, Machine, OpaqueSym, Sym } from '../../sym.ts';
import { bool, int, str } from '../../sym.ts';
import { constant, data, noneSym, toValue, typesOf } from '../../values.ts';
import { constantText } from '../arguments.ts';

/** The type of the object of an address, of either version. */
export const addressType = 'ipaddress address';

/** An address that is written in a text. `version`: where it is known. */
export function addressOf(text: Sym, version: Version): OpaqueSym {
  return { kind: 'opaque', type: addressType, parts: { text, version: constant(BigInt(version)) }, behaviour };
}

export type Version = 0 | 4 | 6;

/** Python's properties that the IR knows, by name. */
export const kinds: Readonly<Record<string, IpKind>> = {
  is_private: 'private',
  is_global: 'global',
  is_loopback: 'loopback',
  is_multicast: 'multicast',
  is_link_local: 'link_local',
  is_reserved: 'reserved',
  is_unspecified: 'unspecified',
};

/** What an address or network was made of: a text, or a number. */
function given(machine: Machine, of: OpaqueSym): Value {
  const value = toValue(machine, of.parts['text'] ?? noneSym);
  return value.kind === 'unknown' ? machine.terms.literal(null) : value;
}

/** The address that Python makes of a number, as text. */
function ofNumber(machine: Machine, of: OpaqueSym): Value {
  const { version } = of.parts;
  const isSix = version?.kind === 'const' && version.value === 6n;
  return machine.terms.call('ip_text', given(machine, of), ...(isSix ? [machine.terms.literal(6n)] : []));
}

function mayBeNumber(machine: Machine, of: OpaqueSym): boolean {
  const { text } = of.parts;
  return text !== undefined && (typesOf(machine, text) & (int | bool)) !== 0;
}

/** Whether something holds of the text of an address or network; Python makes addresses of whole numbers too. */
export function ofText(machine: Machine, of: OpaqueSym, ask: (text: Value) => Cond): Cond {
  const value = given(machine, of);
  if (!mayBeNumber(machine, of)) return ask(value);
  const { terms } = machine;
  return terms.or(ask(value), terms.and(terms.type(value, 'integer', 'boolean'), ask(ofNumber(machine, of))));
}

/** The text of an address as the IR says it. */
export function textIn(machine: Machine, address: OpaqueSym): Value {
  const value = given(machine, address);
  const { terms } = machine;
  const isNumber = mayBeNumber(machine, address) ? terms.plain(terms.type(value, 'integer', 'boolean')) : undefined;
  return isNumber === undefined ? value : terms.choose(isNumber, ofNumber(machine, address), value);
}

/** Whether an address is of a kind. */
export function isOfKind(machine: Machine, address: OpaqueSym, kind: IpKind): Cond {
  const { version } = address.parts;
  if (kind === 'v4' || kind === 'v6') {
    const known = version?.kind === 'const' ? version.value : 0n;
    if (known !== 0n) return known === (kind === 'v4' ? 4n : 6n) ? machine.terms.yes : machine.terms.no;
  }
  return ofText(machine, address, (text) => machine.terms.test(text, 'ip_is', [machine.terms.literal(kind)]));
}

const behaviour: Behaviour = {
  attribute: (machine, self, name, span) => {
    const kind = kinds[name];
    if (kind !== undefined) return fromCond(machine, isOfKind(machine, self, kind));
    switch (name) {
      case 'version':
        return choice(machine, isOfKind(machine, self, 'v4'), constant(4n), constant(6n));
      case 'max_prefixlen':
        return choice(machine, isOfKind(machine, self, 'v4'), constant(32n), constant(128n));
      case 'compressed':
        return textOf(machine, self, span);
      case 'is_site_local': {
        const range = machine.terms.literal('fec0::/10');
        return fromCond(
          machine,
          ofText(machine, self, (text) => machine.terms.test(text, 'cidr', [range])),
        );
      }
      case 'exploded':
      case 'packed':
      case 'reverse_pointer':
      case 'ipv4_mapped':
      case 'sixtofour':
      case 'teredo':
      case 'scope_id':
        return machine.unknown(`the ${name} of an IP address`, 'it has no form in the IR', span);
      default:
        return undefined;
    }
  },
  text: (machine, self, span) => textOf(machine, self, span),
  key: (machine, self) => keyOf(machine, self),
};

/** IPv4 has one spelling; IPv6 has many, and Python writes the shortest. */
function textOf(machine: Machine, self: OpaqueSym, span: Span): Sym {
  const known = canonical(constantText(self.parts['text']));
  if (known !== undefined) return constant(known);
  const fault = {
    construct: 'the text of an IPv6 address',
    why: 'Python writes it anew, which has no form in the IR',
    span,
  };
  return choice(machine, isOfKind(machine, self, 'v4'), data(machine, textIn(machine, self), str), {
    kind: 'unknown',
    fault,
  });
}

function canonical(text: string | undefined): string | undefined {
  const ip = text === undefined ? undefined : parseIp(text);
  return ip === undefined ? undefined : printNetwork({ ...ip, prefix: 0 }).replace('/0', '');
}

/** What addresses compare by: a number, IPv6 after IPv4. */
function keyOf(machine: Machine, self: OpaqueSym): Sym {
  const text = constantText(self.parts['text']);
  const ip = text === undefined ? undefined : parseIp(text);
  if (ip !== undefined) return constant(ip.version === 4 ? ip.value : ip.value + (1n << 128n));
  const { terms } = machine;
  const octets = terms.call('split', textIn(machine, self), terms.literal('.'));
  const number = [0n, 1n, 2n, 3n]
    .map((i) => terms.call('to_integer', terms.call('item', octets, terms.literal(i))))
    .reduce((sum, octet) => terms.call('add', terms.call('multiply', sum, terms.literal(256n)), octet));
  const fault = { construct: 'a comparison of IPv6 addresses', why: 'one address has many spellings', span: undefined };
  return choice(machine, isOfKind(machine, self, 'v4'), data(machine, number), { kind: 'unknown', fault });
}
