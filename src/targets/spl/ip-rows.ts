import { networksOf, parseNetwork, printNetwork } from '../../ir/ip.ts';
import type { IpKind } from '../../ir/operators.ts';
import { ipKinds } from '../../ir/operators.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import type { Pair } from './build.ts';
import { always, and, atom, call, never, or, string } from './build.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';

/** What `cidrmatch` may be asked: it also takes a network for an address. */
const address = { 4: '^[0-9]+([.][0-9]+){3}\\z', 6: '^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[^%/]+)?\\z' } as const;

/** `cidr`: an address inside one of the networks. An address of the other version is never inside. */
export const cidrRow: SayRow = (subject, test) => {
  const number = ofNumber(test);
  if (number !== undefined) return number;
  const literals = literalsOf(test);
  if (literals === undefined) return { unsupported: 'cidrmatch needs a constant network' };
  if (subject.holds === 'number') return neverRow;
  const networks = literals.flatMap((literal) => (typeof literal === 'string' ? (parseNetwork(literal) ?? []) : []));
  return { pair: insidePair(subject.ast, inside(subject.ast, networks.map(printNetwork))) };
};

/** `ip_is`: by the ranges that Python's `ipaddress` knows. */
export const ipKindRow: SayRow = (subject, test) => {
  const number = ofNumber(test);
  if (number !== undefined) return number;
  const kind = (literalsOf(test) ?? []).find((name): name is IpKind => ipKinds.some((k) => k === name));
  if (kind === undefined || subject.holds === 'number') return neverRow;
  const { include, exclude, except } = networksOf(kind);
  const out =
    exclude.length === 0
      ? always
      : or([{ kind: 'not', operand: anyOf(subject.ast, exclude) }, anyOf(subject.ast, except)]);
  return { pair: insidePair(subject.ast, and([inside(subject.ast, include), out])) };
};

/** An address that Python reads in a number: the text that is left of a number does not say that it was one. */
function ofNumber({ subject }: MappedTest): Row | undefined {
  return subject.kind === 'call' && subject.name === 'ip_text'
    ? { ...neverRow, narrower: ['type-as-text'] }
    : undefined;
}

function insidePair(value: SplExpression, condition: SplExpression): Pair {
  return atom(condition, value);
}

function inside(value: SplExpression, networks: readonly string[]): SplExpression {
  const versions = ([4, 6] as const).flatMap((version) => {
    const own = networks.filter((network) => network.includes(':') === (version === 6));
    return own.length === 0 ? [] : [and([call('match', value, string(address[version])), anyOf(value, own)])];
  });
  return or(versions);
}

function anyOf(value: SplExpression, networks: readonly string[]): SplExpression {
  return networks.length === 0 ? never : or(networks.map((network) => call('cidrmatch', string(network), value)));
}
