import { networksOf, parseNetwork, printNetwork } from '../../ir/ip.ts';
import { isNumber } from '../../ir/json.ts';
import type { IpKind } from '../../ir/operators.ts';
import { ipKinds } from '../../ir/operators.ts';
import type { Modifier, SigmaExpression, SigmaValue } from './ast.ts';
import { andOf, atom, notOf, orOf } from './ast.ts';
import type { Row, SayRow } from './say.ts';
import { constantsOf, listCodes, neverHolds, said } from './say.ts';
import { unwritableNumber } from './values.ts';

/** `lt`, `lte`, `gt`, `gte`: numbers only, as the modifiers refuse text. */
export function sayOrder(modifier: Extract<Modifier, 'lt' | 'lte' | 'gt' | 'gte'>): SayRow {
  return (row) => {
    const constants = constantsOf(row.test);
    const [bound] = constants ?? [];
    if (constants === undefined)
      return { unsupported: `Sigma's ${modifier} compares with a number, not with another field.` };
    if (!isNumber(bound)) return { unsupported: `Sigma's ${modifier} orders numbers, not text.` };
    const problem = unwritableNumber(bound);
    if (problem !== undefined) return { unsupported: problem };
    const loose = row.field.shape === 'number' ? [] : (['loose-values'] as const);
    return said(row, atom(row.field.name, [modifier], [{ kind: 'plain', value: bound }]), {
      wider: [...loose, ...listCodes(row.field)],
    });
  };
}

/** `cidr`: the networks without host bits, which pySigma refuses. */
export const sayCidr: SayRow = (row) => {
  const constants = constantsOf(row.test);
  if (constants === undefined) return { unsupported: "Sigma's cidr takes a network, not another field." };
  const networks: string[] = [];
  for (const constant of constants) {
    const network = typeof constant === 'string' ? parseNetwork(constant) : undefined;
    if (network === undefined) return { unsupported: `${JSON.stringify(String(constant))} is no network.` };
    networks.push(printNetwork(network));
  }
  return networks.length === 0 ? neverHolds : said(row, inside(row, networks), { wider: listCodes(row.field) });
};

/** `ip_is`: the kind's networks, less those that Python excepts. */
export const sayIpIs: SayRow = (row) => {
  const kinds = constantsOf(row.test)?.filter(isKind) ?? [];
  if (kinds.length === 0) return neverHolds;
  const alternatives: SigmaExpression[] = [];
  for (const kind of kinds) {
    const { include, exclude, except } = networksOf(kind);
    if (exclude.length === 0) {
      alternatives.push(inside(row, include));
      continue;
    }
    if (row.field.element)
      return { unsupported: `Sigma cannot ask on one element for "${kind}", which is a difference of networks.` };
    const excluded = notOf(inside(row, exclude));
    alternatives.push(
      andOf([inside(row, include), except.length === 0 ? excluded : orOf([excluded, inside(row, except)])]),
    );
  }
  const lists = listCodes(row.field);
  return said(row, orOf(alternatives), { wider: lists, narrower: lists });
};

function inside({ field }: Row, networks: readonly string[]): SigmaExpression {
  return atom(
    field.name,
    ['cidr'],
    networks.map((text): SigmaValue => ({ kind: 'raw', text })),
  );
}

function isKind(value: unknown): value is IpKind {
  return (ipKinds as readonly unknown[]).includes(value);
}
