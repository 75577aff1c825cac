import { networksOf } from '../../ir/ip.ts';
import type { IpKind } from '../../ir/operators.ts';
import { ipKinds } from '../../ir/operators.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import { andOf, notOf, orOf } from './ast.ts';
import type { Profile } from './options.ts';
import { sayRegex } from './regex-rows.ts';
import type { Row, Spoken } from './say.ts';
import { constantsOf, onField } from './say.ts';

/**
 * Says `split(x, ":")[0] ip_is "private"` as a regex on an address with its port: what stands before a colon is an address of version 4 or
 * none. Undefined for other rows.
 */
export function sayIpPiece(test: MappedTest, scope: Scope, profile: Profile): Spoken | undefined {
  const { subject, operator } = test;
  const [step, ...more] = subject.kind === 'at' ? subject.steps : [];
  const of = subject.kind === 'at' ? subject.of : subject;
  const [text, separator, most] = of.kind === 'call' && of.name === 'split' ? of.args : [];
  if (operator !== 'ip_is' || step !== 0 || more.length > 0 || text === undefined || most !== undefined)
    return undefined;
  if (separator?.kind !== 'literal' || separator.value !== ':') return undefined;
  const kinds = constantsOf(test)?.filter(isKind) ?? [];
  if (kinds.length === 0) return undefined;
  return onField({ ...test, subject: text }, scope, profile, (row) => {
    if (row.field.shape !== 'text' || row.field.element)
      return {
        unsupported:
          'Sigma has no split(), and a regex cannot stand for it here: the field may hold more than one text.',
      };
    const parts = kinds.map((kind) => sayKind(row, kind));
    const asts = parts.flatMap((part) => ('ast' in part ? [part.ast] : []));
    const [first] = parts;
    if (first === undefined || asts.length < parts.length)
      return parts.find((part) => !('ast' in part)) ?? first ?? none;
    return { ...first, ast: orOf(asts) };
  });
}

const none = { unsupported: 'Sigma has no regex for such an address.' };

function isKind(value: unknown): value is IpKind {
  return ipKinds.some((kind) => kind === value);
}

/** In one of the kind's networks, and in none of those that it excepts. */
function sayKind(row: Row, kind: IpKind): Spoken {
  const { include, exclude, except } = networksOf(kind);
  const within = (networks: readonly string[]): Spoken | undefined => {
    const patterns = networks.filter((network) => !network.includes(':')).map(patternOf);
    if (patterns.length === 0) return undefined;
    const pattern = `^(?:${patterns.join('|')})(?::|\\Z)`;
    return sayRegex({ ...row, test: { ...row.test, operands: [{ kind: 'literal', value: pattern }], flags: [] } });
  };
  const inside = within(include) ?? none;
  const outside = within(exclude);
  const again = within(except);
  if (!('ast' in inside)) return inside;
  if (outside === undefined || !('ast' in outside)) return outside ?? inside;
  const excepted = again !== undefined && 'ast' in again ? orOf([notOf(outside.ast), again.ast]) : notOf(outside.ast);
  return { ...inside, ast: andOf([inside.ast, excepted]) };
}

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';

/** The addresses of a network of version 4, byte by byte. */
function patternOf(network: string): string {
  const [address = '', bits = '32'] = network.split('/');
  return address
    .split('.')
    .map((byte, at) => byteOf(Number(byte), Math.min(8, Math.max(0, Number(bits) - 8 * at))))
    .join('\\.');
}

/** The numbers that share the first bits with a byte. */
function byteOf(byte: number, bits: number): string {
  if (bits === 0) return octet;
  const numbers = Array.from({ length: 2 ** (8 - bits) }, (_, i) => byte + i);
  return numbers.length === 1 ? String(byte) : `(?:${numbers.join('|')})`;
}
