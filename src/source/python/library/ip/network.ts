import type { Span } from '../../../../diagnostics/source.ts';
import { parseNetwork, printNetwork } from '../../../../ir/ip.ts';
import type { IpKind } from '../../../../ir/operators.ts';
import type { Value } from '../../../../ir/value.ts';
import { choice, fromCond } from '../../choice.ts';
import type { Behaviour, Cond, Machine, MethodSym, OpaqueSym, Sym } from '../../sym.ts';
import { str } from '../../sym.ts';
import { constant, data } from '../../values.ts';
import { constantText } from '../arguments.ts';
import { callableEach, raising } from '../define.ts';
import { addressOf, addressType, kinds, ofText, textIn } from './address.ts';

/** The type of the object of a network, of either version. */
export const networkType = 'ipaddress network';

/** A network that is written in a text; `loose`: host bits may be set. */
export function networkOf(text: Sym, loose: boolean): OpaqueSym {
  return { kind: 'opaque', type: networkType, parts: { text, loose: constant(loose) }, behaviour };
}

/** Whether a network is of a kind; `valid`: whether the text is one. A single address is a network of one. */
export function isNetworkOfKind(machine: Machine, network: OpaqueSym, kind: IpKind): Cond {
  const { terms } = machine;
  const args = [terms.literal(kind), ...(isLoose(network) ? [terms.literal('loose')] : [])];
  return ofText(machine, network, (text) => {
    const asNetwork = terms.test(terms.call('network_is', text, ...args), 'is_true');
    const hasPrefix = terms.test(text, 'contains', [terms.literal('/')]);
    return terms.or(terms.test(text, 'ip_is', [terms.literal(kind)]), terms.and(hasPrefix, asNetwork));
  });
}

function isLoose({ parts: { loose } }: OpaqueSym): boolean {
  return loose?.kind === 'const' && loose.value === true;
}

function constantNetwork(self: Sym): ReturnType<typeof parseNetwork> {
  const text = self.kind === 'opaque' ? constantText(self.parts['text']) : undefined;
  return text === undefined ? undefined : parseNetwork(text);
}

const behaviour: Behaviour = {
  contains: (machine, self, needle) => {
    const { terms } = machine;
    if (needle.kind === 'opaque' && needle.type === addressType)
      return ofText(machine, needle, (text) => terms.test(text, 'cidr', [textIn(machine, self)]));
    if (needle.kind === 'unknown') return terms.unlifted(needle.fault);
    if (needle.kind !== 'opaque' || needle.type !== networkType) machine.raise(terms.yes, 'AttributeError');
    return terms.no;
  },
  attribute: (machine, self, name, span) => {
    const kind = kinds[name];
    if (kind !== undefined) return fromCond(machine, isNetworkOfKind(machine, self, kind));
    if (name === 'version') return choice(machine, isNetworkOfKind(machine, self, 'v4'), constant(4n), constant(6n));
    const related =
      name === 'subnet_of' || name === 'supernet_of' || name === 'overlaps' ? relation(self, name) : undefined;
    return related ?? ofConstant(machine, self, name, span);
  },
  text: (machine, self, span) => {
    const network = constantNetwork(self);
    return network === undefined
      ? machine.unknown('the text of an IP network', 'Python writes it anew, which has no form in the IR', span)
      : constant(printNetwork(network));
  },
  key: (_machine, self) => {
    const network = constantNetwork(self);
    const fault = { construct: 'a comparison of IP networks', why: 'it has no form in the IR', span: undefined };
    return network === undefined ? { kind: 'unknown', fault } : constant(printNetwork(network));
  },
  iterate: (machine, _self, span) => machine.unknown('the addresses of an IP network', 'they are too many', span),
};

/** Attributes that are only known of constant networks. */
function ofConstant(machine: Machine, self: OpaqueSym, name: string, span: Span): Sym | undefined {
  const network = constantNetwork(self);
  if (network === undefined) {
    const end = ['network_address', 'broadcast_address'].indexOf(name);
    const address = endsOf(machine, self)[end];
    if (address !== undefined) return addressOf(data(machine, address, str), 0);
    if (!known.includes(name)) return undefined;
    return machine.unknown(`the ${name} of an IP network`, 'it has no form in the IR', span);
  }
  const bits = network.version === 4 ? 32 : 128;
  const size = 1n << BigInt(bits - network.prefix);
  const address = (value: bigint): Sym => {
    const text = printNetwork({ ...network, value, prefix: 0 }).replace('/0', '');
    return addressOf(constant(text), network.version);
  };
  switch (name) {
    case 'prefixlen':
      return constant(BigInt(network.prefix));
    case 'max_prefixlen':
      return constant(BigInt(bits));
    case 'num_addresses':
      return constant(size);
    case 'network_address':
      return address(network.value);
    case 'broadcast_address':
      return address(network.value + size - 1n);
    case 'with_prefixlen':
    case 'compressed':
      return constant(printNetwork(network));
    default:
      return known.includes(name)
        ? machine.unknown(`the ${name} of an IP network`, 'it has no form in the IR', span)
        : undefined;
  }
}

const known = [
  ...['prefixlen', 'max_prefixlen', 'num_addresses', 'network_address', 'broadcast_address', 'with_prefixlen'],
  ...['compressed', 'exploded', 'hosts', 'subnets', 'supernet', 'netmask', 'hostmask', 'with_netmask', 'with_hostmask'],
  ...['address_exclude', 'compare_networks', 'reverse_pointer'],
];

/** Whether all addresses of one network are in another; of the event, or constant. */
function isInside(machine: Machine, small: OpaqueSym, large: OpaqueSym): Cond {
  const { terms } = machine;
  const range = textIn(machine, large);
  const [first, last] = endsOf(machine, small).map((end) => terms.test(end, 'cidr', [range]));
  return ofText(machine, small, (text) => {
    const hasPrefix = terms.test(text, 'contains', [terms.literal('/')]);
    return terms.or(terms.test(text, 'cidr', [range]), terms.and(hasPrefix, first ?? terms.no, last ?? terms.no));
  });
}

/** The first and the last address of a network. */
function endsOf(machine: Machine, network: OpaqueSym): readonly Value[] {
  const loose = isLoose(network) ? [machine.terms.literal('loose')] : [];
  const value = textIn(machine, network);
  return [machine.terms.call('network_first', value, ...loose), machine.terms.call('network_last', value, ...loose)];
}

function relation(self: OpaqueSym, name: 'subnet_of' | 'supernet_of' | 'overlaps'): MethodSym {
  const call = callableEach(['other'], (machine, [other]) => {
    if (other.kind !== 'opaque' || other.type !== networkType) return raising(machine, 'TypeError');
    const { terms } = machine;
    const [a, b] = [self, other].map((one) => isNetworkOfKind(machine, one, 'v4'));
    const mixed = terms.not(
      terms.or(terms.and(a ?? terms.no, b ?? terms.no), terms.not(terms.or(a ?? terms.no, b ?? terms.no))),
    );
    if (name !== 'overlaps') machine.raise(mixed, 'TypeError');
    if (name === 'subnet_of') return fromCond(machine, isInside(machine, self, other));
    if (name === 'supernet_of') return fromCond(machine, isInside(machine, other, self));
    // Of two networks that share an address one is inside the other.
    return fromCond(machine, terms.or(isInside(machine, self, other), isInside(machine, other, self)));
  });
  return { kind: 'method', self, name, call };
}
