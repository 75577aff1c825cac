import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import { goOn } from '../flow.ts';
import { loopOver } from '../loop.ts';
import type { Machine, Segment, Sym, UnknownSym } from '../sym.ts';
import { toValue } from '../values.ts';
import { append, makeOf } from './gather.ts';
import { raiseWhereMissing } from './numbers.ts';
import { elementsOf } from './reorder.ts';

/** The elements in the order of their keys, as `sorted(…, key=…)` gives them. */
export function sortedBy(
  machine: Machine,
  segments: readonly Segment[],
  key: Sym,
  backwards: boolean,
  span: Span,
): Sym {
  const { terms } = machine;
  const list = sortedPairs(machine, segments, key, backwards, span);
  if (list.kind === 'unknown') return list;
  const element = terms.newElement();
  const triple = terms.reference({ scope: 'element', depth: element, path: [] });
  const value = elementsOf(machine, segments, span)(terms.steps(triple, [2]));
  return makeOf(machine, 'list', [{ loops: [{ list, element }], when: terms.yes, value }]);
}

/** The list of [key, place, element] in the order of the keys. Places are all different, so elements are never compared. */
export function sortedPairs(
  machine: Machine,
  segments: readonly Segment[],
  key: Sym,
  backwards: boolean,
  span: Span,
): Value | UnknownSym {
  const { terms } = machine;
  const all = makeOf(machine, 'list', segments);
  const keys = makeOf(machine, 'list', []);
  loopOver(
    machine,
    all,
    (inner, one) => {
      append(inner, keys, inner.call(key, { positional: [one], named: new Map() }, span));
      return goOn(inner);
    },
    span,
  );
  const [elements, by] = [toValue(machine, all, span), toValue(machine, keys, span)];
  if (elements.kind === 'unknown') return elements;
  if (by.kind === 'unknown') return by;
  const count = terms.call('len', elements);
  // Backwards, the elements with equal keys stay in order where their places count down.
  const places = backwards
    ? terms.call('range', terms.literal(0n), terms.call('subtract', terms.literal(0n), count), terms.literal(-1n))
    : terms.call('range', terms.literal(0n), count);
  const sorted = terms.call('sort', terms.call('zip', by, places, elements));
  raiseWhereMissing(machine, sorted, 'TypeError');
  return backwards ? terms.call('reverse', sorted) : sorted;
}
