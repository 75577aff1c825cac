import { networksOf, parseNetwork, printNetwork } from '../../ir/ip.ts';
import type { Json } from '../../ir/json.ts';
import type { IpKind } from '../../ir/operators.ts';
import { ipKinds } from '../../ir/operators.ts';
import type { YaralAnswer } from './answer.ts';
import type { YaralExpression } from './ast.ts';
import { and, not, or, predicate, text } from './build.ts';
import type { Subject } from './subject.ts';

/** A row that a text is an address inside a network. https://docs.cloud.google.com/chronicle/docs/yara-l/functions */
export function sayCidr(subject: Subject, value: Json): YaralAnswer {
  const network = typeof value === 'string' ? parseNetwork(value) : undefined;
  if (network === undefined) return { unsupported: `${String(value)} is no network` };
  if (subject.type !== 'string') return { unsupported: 'the field is no text, so it holds no address' };
  return { ast: inRange(subject, printNetwork(network)) };
}

/** A row that a text is an address of a kind. IPv4 addresses inside IPv6 have ranges of their own. */
export function sayIpIs(subject: Subject, value: Json): YaralAnswer {
  const kind = ipKinds.find((k: IpKind) => k === value);
  if (kind === undefined) return { unsupported: `${String(value)} is no kind of address` };
  if (subject.type !== 'string') return { unsupported: 'the field is no text, so it holds no address' };
  const { include, exclude, except } = networksOf(kind);
  const within = (ranges: readonly string[]): YaralExpression => or(ranges.map((range) => inRange(subject, range)));
  if (exclude.length === 0) return { ast: within(include) };
  const excluded = not(within(exclude));
  return { ast: and([within(include), except.length === 0 ? excluded : or([excluded, within(except)])]) };
}

function inRange(subject: Subject, range: string): YaralExpression {
  return predicate('net.ip_in_range_cidr', [subject.term, text(range)]);
}
