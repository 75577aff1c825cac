import type { Span } from '../../../diagnostics/source.ts';
import type { Value } from '../../../ir/value.ts';
import type { Machine, Nature, Segment, Sym, Types } from '../sym.ts';
import { anything, dict, list } from '../sym.ts';
import { data, toValue, typesOf } from '../values.ts';
import { makeOf } from './gather.ts';

/** The elements of segments in an order that a function of the IR gives them. */
export function reordered(
  machine: Machine,
  segments: readonly Segment[],
  span: Span,
  order: (list: Value) => Value,
): Sym {
  const { terms } = machine;
  const value = toValue(machine, makeOf(machine, 'list', segments), span);
  if (value.kind === 'unknown') return value;
  const element = terms.newElement();
  const item = terms.reference({ scope: 'element', depth: element, path: [] });
  const one = elementsOf(machine, segments, span)(item);
  return makeOf(machine, 'list', [{ loops: [{ list: order(value), element }], when: terms.yes, value: one }]);
}

/** How the code sees an element of a list of the IR that holds the elements of segments. */
export function elementsOf(machine: Machine, segments: readonly Segment[], span: Span): (value: Value) => Sym {
  let types: Types = 0;
  const natures = new Set<Nature>();
  for (const value of segments.flatMap((segment) => leavesOf(segment.value))) {
    const own = typesOf(machine, value);
    // Tuples are lists in JSON.
    types |= own === 0 ? list : own;
    // The objects that `deep_walk` finds are the event's own.
    if (value.kind === 'data' && (own & (list | dict)) !== 0)
      natures.add(value.nature === 'walk' && (own & list) === 0 ? 'event' : value.nature);
    if (value.kind === 'object') natures.add('plain');
  }
  if (natures.size > 1) {
    const why = "some are the event's own, some are not";
    return () => ({
      kind: 'unknown',
      fault: { construct: 'lists and objects of several sorts in one list', why, span },
    });
  }
  const [nature = 'event'] = natures;
  return (value) => data(machine, value, types === 0 ? anything : types, nature);
}

/** The values that one may be. */
export function leavesOf(sym: Sym): readonly Sym[] {
  return sym.kind === 'choice' ? [...leavesOf(sym.then), ...leavesOf(sym.otherwise)] : [sym];
}
