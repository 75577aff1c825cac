import type { Span } from '../../../diagnostics/source.ts';
import { goOn } from '../flow.ts';
import { loopOver, segmentsOf } from '../loop.ts';
import type { ListContent, Machine, ObjectSym, Segment, Sym } from '../sym.ts';
import { raising } from './define.ts';
import { pruned } from './prune.ts';

/** What an iterable yields. Raises TypeError, and answers nothing, for what cannot be gone through. */
export function gather(machine: Machine, iterable: Sym, span: Span): readonly Segment[] {
  if (iterable.kind !== 'choice' && iterable.kind !== 'generator' && iterable.kind !== 'opaque') {
    if (iterable.kind === 'unknown') return [{ loops: [], when: machine.terms.yes, value: iterable }];
    const segments = segmentsOf(machine, iterable, span);
    if (segments === undefined) raising(machine, 'TypeError');
    return pruned(machine, segments ?? []);
  }
  const all = machine.make({ kind: 'list', type: 'list', segments: [] });
  loopOver(
    machine,
    iterable,
    (inner, value) => {
      append(inner, all, value);
      return goOn(inner);
    },
    span,
  );
  const content = machine.contentOf(all);
  return content.kind === 'list' ? pruned(machine, content.segments) : [];
}

/** Adds a value at the end of a list, tuple or set of the code. */
export function append(machine: Machine, to: ObjectSym, value: Sym): void {
  const content = machine.contentOf(to);
  if (content.kind !== 'list') return;
  const segment: Segment = { loops: [], when: machine.terms.yes, value };
  machine.setContent(to, { ...content, segments: [...content.segments, segment] });
}

/** The values of segments that are there on every event, one each; undefined where some are not. */
export function plainValues(machine: Machine, segments: readonly Segment[]): readonly Sym[] | undefined {
  const plain = segments.every(({ loops, when }) => loops.length === 0 && when === machine.terms.yes);
  return plain ? segments.map(({ value }) => value) : undefined;
}

/** A list, tuple or set of these segments. */
export function makeOf(machine: Machine, type: ListContent['type'], segments: readonly Segment[]): ObjectSym {
  return machine.make({ kind: 'list', type, segments });
}
