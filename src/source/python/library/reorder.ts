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
  const { types, nature } = elementsOf(machine, segments);
  const one = data(machine, item, types, nature);
  return makeOf(machine, 'list', [{ loops: [{ list: order(value), element }], when: terms.yes, value: one }]);
}

/** What is known of every element. */
export function elementsOf(
  machine: Machine,
  segments: readonly Segment[],
): { readonly types: Types; readonly nature: Nature } {
  let types: Types = 0;
  let nature: Nature = 'event';
  for (const value of segments.flatMap((segment) => leavesOf(segment.value))) {
    const own = typesOf(machine, value);
    // Tuples are lists in JSON.
    types |= own === 0 ? list : own;
    if (value.kind === 'data' && (own & (list | dict)) !== 0) nature = value.nature;
    if (value.kind === 'object') nature = 'plain';
  }
  return { types: types === 0 ? anything : types, nature };
}

/** The values that one may be. */
export function leavesOf(sym: Sym): readonly Sym[] {
  return sym.kind === 'choice' ? [...leavesOf(sym.then), ...leavesOf(sym.otherwise)] : [sym];
}
