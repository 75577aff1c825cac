import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import { isWithin, kind, lists, nullish } from './kinds.ts';

/**
 * `deep_walk(x, ["a", "b"], d)` is `default(x.a.b, d)` where no list stands on the way or at its end, and the default where nothing but an
 * empty list can stand at the end. Where lists may stand further on only, the walk begins there: `deep_walk(x.a, ["b"], d)`.
 */
export function walkAsPath(
  [from, keys, otherwise]: readonly Value[],
  kindsOf: (value: Value) => Kinds,
  span: Value['span'],
): Value | undefined {
  if (from?.kind !== 'reference' || from.to.scope === 'model' || keys?.kind !== 'literal') return undefined;
  if (from.to.scope === 'event' && from.to.exact === true) return undefined;
  const names = Array.isArray(keys.value) ? keys.value.filter((key) => typeof key === 'string') : [];
  if (names.length === 0) return undefined;
  const { to } = from;
  const below = (count: number): Value =>
    count === 0 ? from : { ...from, to: { ...to, path: [...to.path, ...names.slice(0, count)] } };
  const crossing = names.findIndex((_, i) => (kindsOf(below(i)) & lists) !== 0);
  if (crossing > 0) {
    const rest: Value = { ...keys, value: names.slice(crossing) };
    const args = otherwise === undefined ? [below(crossing), rest] : [below(crossing), rest, otherwise];
    return { kind: 'call', name: 'deep_walk', args, span };
  }
  if (crossing === 0) return undefined;
  const end = below(names.length);
  const kinds = kindsOf(end);
  const orElse: Value = otherwise ?? { kind: 'literal', value: null, span };
  if (orElse.kind !== 'literal') return undefined;
  if (isWithin(kinds, kind.emptyList | nullish)) return orElse;
  return (kinds & lists) === 0 ? { kind: 'call', name: 'default', args: [end, orElse], span } : undefined;
}
