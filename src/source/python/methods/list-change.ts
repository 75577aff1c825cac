import type { Span } from '../../../diagnostics/source.ts';
import { choice } from '../choice.ts';
import { equals } from '../compare.ts';
import { raising } from '../library/define.ts';
import { gather } from '../library/gather.ts';
import { sortedList } from '../library/ordering.ts';
import type { Cond, ListContent, Machine, ObjectSym, Segment, Sym } from '../sym.ts';
import { list } from '../sym.ts';
import { asData, noneSym } from '../values.ts';

/** `list.insert(index, value)`. */
export function insertAt(
  machine: Machine,
  self: ObjectSym,
  content: ListContent,
  index: number | undefined,
  value: Sym,
  span: Span,
): Sym {
  const { segments } = content;
  const isSure = segments.every((s) => s.loops.length === 0 && s.when === machine.terms.yes);
  if (index === undefined || (index !== 0 && !isSure))
    return machine.unknown('insert() at such a place', 'it has no form in the IR', span);
  const at = index < 0 ? Math.max(0, segments.length + index) : Math.min(index, segments.length);
  const added: Segment = { loops: [], when: machine.terms.yes, value };
  machine.setContent(self, { ...content, segments: [...segments.slice(0, at), added, ...segments.slice(at)] });
  return noneSym;
}

/** `list.remove(value)`: the first that is equal; ValueError where there is none. */
export function removeFirst(machine: Machine, self: ObjectSym, content: ListContent, value: Sym, span: Span): Sym {
  const { terms } = machine;
  if (content.segments.some((segment) => segment.loops.length > 0))
    return machine.unknown('remove() from a list of the event', 'it has no form in the IR', span);
  let removed: Cond = terms.no;
  const segments: Segment[] = [];
  for (const segment of content.segments) {
    const here = terms.and(segment.when, terms.not(removed), equals(machine, segment.value, value, span));
    const when = terms.and(segment.when, terms.not(here));
    if (when !== terms.no) segments.push({ ...segment, when });
    removed = terms.or(removed, here);
  }
  machine.raise(terms.not(removed), 'ValueError');
  machine.setContent(self, { ...content, segments });
  return noneSym;
}

/** `list.pop(index)`; IndexError where there is no such element. */
export function popAt(machine: Machine, self: ObjectSym, content: ListContent, index: number, span: Span): Sym {
  const { terms } = machine;
  const { segments } = content;
  if (segments.every((s) => s.loops.length === 0 && s.when === terms.yes)) {
    const at = index < 0 ? segments.length + index : index;
    const popped = segments[at];
    if (popped === undefined) return raising(machine, 'IndexError');
    machine.setContent(self, { ...content, segments: segments.filter((_, i) => i !== at) });
    return popped.value;
  }
  if (index !== 0 && index !== -1) return machine.unknown('pop() at such a place', 'it has no form in the IR', span);
  if (segments.every((s) => s.loops.length === 0)) return popConditional(machine, self, content, index);
  const whole = asData(machine, self, span);
  if (whole.kind === 'unknown') return machine.unknown(whole.fault.construct, whole.fault.why, span);
  const bounds = index === 0 ? [terms.literal(1n)] : [terms.literal(0n), terms.literal(-1n)];
  const rest: Sym = { ...whole, value: terms.call('slice', whole.value, ...bounds), types: list };
  machine.raise(terms.not(terms.test(whole.value, 'truthy')), 'IndexError');
  machine.setContent(self, { ...content, segments: gather(machine, rest, span) });
  const [popped] = gather(machine, { ...whole, types: list }, span);
  if (popped?.value.kind !== 'data') return noneSym;
  return { ...popped.value, value: terms.steps(whole.value, [index]) };
}

/** The first or last of elements that are there or not. */
function popConditional(machine: Machine, self: ObjectSym, content: ListContent, index: 0 | -1): Sym {
  const { terms } = machine;
  const order = index === 0 ? [...content.segments] : [...content.segments].reverse();
  let before: Cond = terms.no;
  const taken: { readonly here: Cond; readonly value: Sym }[] = [];
  const rest: Segment[] = [];
  for (const segment of order) {
    taken.push({ here: segment.when, value: segment.value });
    const when = terms.and(segment.when, before);
    if (when !== terms.no) rest.push({ ...segment, when });
    before = terms.or(before, segment.when);
  }
  machine.raise(terms.not(before), 'IndexError');
  machine.setContent(self, { ...content, segments: index === 0 ? rest : rest.reverse() });
  return taken.reduceRight<Sym>((others, { here, value }) => choice(machine, here, value, others), noneSym);
}

/** The elements from the end. */
export function reversed(machine: Machine, content: ListContent): ListContent {
  const { terms } = machine;
  const segments = [...content.segments].reverse().map(
    (segment): Segment => ({
      ...segment,
      loops: segment.loops.map((loop) => ({ ...loop, list: terms.call('reverse', loop.list) })),
    }),
  );
  return { ...content, segments };
}

/** `list.sort(key=…, reverse=…)`, as `sorted` does it. */
export function sortInPlace(
  machine: Machine,
  self: ObjectSym,
  content: ListContent,
  key: Sym | undefined,
  backwards: Sym | undefined,
  span: Span,
): Sym {
  const made = sortedList(machine, content.segments, key, backwards, span);
  if (made.kind === 'unknown') return made;
  const after = made.kind === 'object' ? machine.contentOf(made) : undefined;
  if (after?.kind === 'list') machine.setContent(self, { ...content, segments: after.segments });
  return noneSym;
}
