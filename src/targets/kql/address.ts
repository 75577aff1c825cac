import { networksOf, parseNetwork, printNetwork } from '../../ir/ip.ts';
import type { IpKind } from '../../ir/operators.ts';
import { ipKinds } from '../../ir/operators.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, call, not, or, path, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { refuse } from './cell.ts';
import { sayText } from './text-view.ts';

type Answer = Said<KqlExpression> | Unsupported;
type Version = 4 | 6;

/** An address alone: KQL's functions also read a network (`10.1.2.3/8`) where Python reads nothing. */
const shapes: Readonly<Record<Version, string>> = {
  4: '^(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})$',
  6: '^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[^%/]+)?$',
};
const functions: Readonly<Record<Version, readonly [one: string, any: string]>> = {
  4: ['ipv4_is_in_range', 'ipv4_is_in_any_range'],
  6: ['ipv6_is_in_range', 'ipv6_is_in_any_range'],
};

/** The text is an address inside one of the networks. */
export function sayInNetworks(cell: Cell, networks: readonly string[], reader: Reader): Answer {
  const parsed = networks.map((network) => parseNetwork(network));
  const bad = networks.find((_, i) => parsed[i] === undefined);
  if (bad !== undefined) return refuse(`${JSON.stringify(bad)} is no network`);
  const texts = parsed.filter((n) => n !== undefined).map(printNetwork);
  return address(cell, reader, (subject) =>
    byVersion(subject, (version) => inAny(subject, texts, version, 'Networks')),
  );
}

/** The text is an address of that kind, as Python's `ipaddress` says. */
export function sayKind(cell: Cell, kinds: readonly string[], reader: Reader): Answer {
  const known = kinds.filter((kind): kind is IpKind => ipKinds.some((name) => name === kind));
  const bad = kinds.find((kind) => !known.some((name) => name === kind));
  if (bad !== undefined) return refuse(`there is no kind of address "${bad}"`);
  return address(cell, reader, (subject) => or(...known.map((kind) => isKind(subject, kind))));
}

function isKind(subject: KqlExpression, kind: IpKind): KqlExpression {
  const { include, exclude, except } = networksOf(kind);
  const name = kind.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return byVersion(subject, (version) => {
    const inside = inAny(subject, include, version, `${name}Networks`);
    const excluded = inAny(subject, exclude, version, `Not${name}Networks`);
    const allowed = inAny(subject, except, version, `${name}Exceptions`);
    if (inside === undefined || excluded === undefined) return inside;
    return and(inside, allowed === undefined ? not(excluded) : or(not(excluded), allowed));
  });
}

function address(cell: Cell, reader: Reader, make: (subject: KqlExpression) => KqlExpression): Answer {
  return sayText(cell, reader, { onEmpty: false, onOther: 'no' }, make);
}

/** The test of each version on texts that look like an address of it. */
function byVersion(subject: KqlExpression, test: (version: Version) => KqlExpression | undefined): KqlExpression {
  const versions: readonly Version[] = [4, 6];
  const parts = versions.flatMap((version) => {
    const inside = test(version);
    if (inside === undefined) return [];
    return [and(binary(subject, 'matches regex', { kind: 'regex', pattern: shapes[version] }), inside)];
  });
  return or(...parts);
}

/** `fe80::1%eth0` lies where `fe80::1` does; whether KQL reads a zone is said nowhere. */
function withoutZone(subject: KqlExpression): KqlExpression {
  return call('tostring', path(call('split', subject, text('%')), [0]));
}

function inAny(
  subject: KqlExpression,
  networks: readonly string[],
  version: Version,
  name: string,
): KqlExpression | undefined {
  const own = networks.filter((network) => network.includes(':') === (version === 6));
  const [only, ...more] = own;
  if (only === undefined) return undefined;
  const [one, any] = functions[version];
  const read = version === 6 ? withoutZone(subject) : subject;
  return more.length === 0
    ? call(one, read, text(only))
    : call(any, read, { kind: 'list', name: `${name}V${version}`, values: own.map(text) });
}
