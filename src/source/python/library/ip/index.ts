import type { IpKind } from '../../../../ir/operators.ts';
import type { BuiltinSym, Machine, OpaqueSym, Sym } from '../../sym.ts';
import { bool, int, str } from '../../sym.ts';
import { constant, data, hasType } from '../../values.ts';
import { constantInteger, constantText } from '../arguments.ts';
import { defineEach } from '../define.ts';
import { exceptionClass } from '../exceptions.ts';
import { membersOf, moduleOf } from '../module.ts';
import type { Version } from './address.ts';
import { addressOf, addressType, isOfKind, ofText } from './address.ts';
import { isNetworkOfKind, networkOf, networkType } from './network.ts';

/** The text or number that is to be an address. */
function textOf(machine: Machine, given: Sym, error: string): Sym | undefined {
  const number = constantInteger(given);
  if (number !== undefined && number >= 0 && number < 2 ** 32)
    return constant([24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.'));
  if (given.kind === 'opaque' && given.type === addressType) return given.parts['text'];
  const fits = hasType(machine, given, str | int | bool);
  machine.raise(machine.terms.not(fits), error);
  if (fits === machine.terms.no) return undefined;
  return given.kind === 'data' ? data(machine, given.value, given.types & (str | int | bool)) : given;
}

/** A text that is never an address, for what follows where it raised. */
const nothing = constant('0.0.0.0');

function address(name: string, version: Version, error: string): BuiltinSym {
  return defineEach(`ipaddress.${name}`, ['address'], (machine, [given]) => {
    const text = textOf(machine, given, error);
    if (text === undefined) return addressOf(nothing, version);
    const kind: IpKind = version === 0 ? 'valid' : version === 4 ? 'v4' : 'v6';
    const { terms } = machine;
    const valid = ofText(machine, addressOf(text, version), (one) => terms.test(one, 'ip_is', [terms.literal(kind)]));
    machine.raise(terms.not(valid), error);
    return addressOf(text, version === 0 ? versionOf(text) : version);
  });
}

/** A constant address has one version. */
function versionOf(text: Sym): Version {
  const known = constantText(text);
  if (known === undefined) return 0;
  return known.includes(':') ? 6 : 4;
}

function network(name: string, version: Version, error: string): BuiltinSym {
  return defineEach(`ipaddress.${name}`, ['address', 'strict?'], (machine, [given, strict], span) => {
    if (strict !== undefined && strict.kind !== 'const')
      return machine.unknown(`${name}()`, 'whether host bits may be set depends on the event', span);
    const loose = strict?.kind === 'const' && strict.value === false;
    const text = textOf(machine, given, error);
    if (text === undefined) return networkOf(nothing, loose);
    const made = networkOf(text, loose);
    const kind: IpKind = version === 0 ? 'valid' : version === 4 ? 'v4' : 'v6';
    machine.raise(machine.terms.not(isNetworkOfKind(machine, made, kind)), error);
    return made;
  });
}

/** The classes of the two versions, with what `isinstance` asks of them. */
function ofVersion(made: BuiltinSym, type: string, kind: 'v4' | 'v6'): BuiltinSym {
  return {
    ...made,
    instances: (value: Sym, machine: Machine) => {
      if (value.kind === 'unknown') return value.fault;
      if (value.kind !== 'opaque' || value.type !== type) return machine.terms.no;
      const self: OpaqueSym = value;
      return type === addressType ? isOfKind(machine, self, kind) : isNetworkOfKind(machine, self, kind);
    },
  };
}

const unread = (name: string): BuiltinSym =>
  defineEach(`ipaddress.${name}`, ['a', 'b?'], (machine, _, span) =>
    machine.unknown(`ipaddress.${name}()`, 'it has no form in the IR', span),
  );

/** Python's `ipaddress`. */
export const ipaddressModule = moduleOf('ipaddress', [
  ...membersOf([
    address('ip_address', 0, 'ValueError'),
    ofVersion(address('IPv4Address', 4, 'AddressValueError'), addressType, 'v4'),
    ofVersion(address('IPv6Address', 6, 'AddressValueError'), addressType, 'v6'),
    network('ip_network', 0, 'ValueError'),
    ofVersion(network('IPv4Network', 4, 'AddressValueError'), networkType, 'v4'),
    ofVersion(network('IPv6Network', 6, 'AddressValueError'), networkType, 'v6'),
    ...['ip_interface', 'summarize_address_range', 'collapse_addresses', 'get_mixed_type_key'].map(unread),
  ]),
  ['AddressValueError', exceptionClass('AddressValueError')],
  ['NetmaskValueError', exceptionClass('NetmaskValueError')],
]);
