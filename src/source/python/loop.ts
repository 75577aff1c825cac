import type { Span } from '../../diagnostics/source.ts';
import type { Value } from '../../ir/value.ts';
import type { Body } from './contract.ts';
import { breaking, chooseFlow, goOn, returning, thenFlow } from './flow.ts';
import { loopOnce } from './loop-once.ts';
import { eachEntry } from './methods/dict-entries.ts';
import { freshen } from './substitute-element.ts';
import type { DataSym, Flow, ListContent, Machine, Nature, Segment, Sym, Types } from './sym.ts';
import { anything, bool, dict, list, none, number, str } from './sym.ts';
import { asData, constant, fillingFault, hasType } from './values.ts';

/**
 * Runs the body for each element of anything that Python can go through, in order. The flow says where the body returned
 * or broke out. It raises TypeError where Python does.
 */
export function loopOver(machine: Machine, iterable: Sym, body: Body, span: Span): Flow {
  const { terms } = machine;
  switch (iterable.kind) {
    case 'choice': {
      const [then, otherwise] = machine.branch(
        iterable.when,
        () => loopOver(machine, iterable.then, body, span),
        () => loopOver(machine, iterable.otherwise, body, span),
      );
      if (then === undefined) return otherwise ?? goOn(machine);
      return otherwise === undefined ? then : chooseFlow(machine, iterable.when, then, otherwise);
    }
    case 'unknown': {
      machine.raise(terms.unlifted(iterable.fault), 'Exception');
      return returning(machine, terms.unlifted(iterable.fault), iterable);
    }
    case 'generator':
      return iterable.run(machine, body);
    case 'opaque': {
      const inside = iterable.behaviour.iterate?.(machine, iterable, span);
      if (inside !== undefined) return loopOver(machine, inside, body, span);
      break;
    }
    default: {
      const segments = segmentsOf(machine, iterable, span);
      if (segments !== undefined) return runSegments(machine, segments, body, span);
    }
  }
  machine.raise(terms.yes, 'TypeError');
  return goOn(machine);
}

/** What a collection yields; undefined for what cannot be gone through. Raises where that depends on the event. */
export function segmentsOf(machine: Machine, iterable: Sym, span: Span): readonly Segment[] | undefined {
  const { terms } = machine;
  switch (iterable.kind) {
    case 'const':
      if (typeof iterable.value !== 'string') return undefined;
      return [...iterable.value].map((c): Segment => ({ loops: [], when: terms.yes, value: constant(c) }));
    case 'data':
      return dataSegments(machine, iterable);
    case 'object': {
      const content = machine.contentOf(iterable);
      if (content.kind === 'instance') return undefined;
      if (content.filling) {
        const value = machine.unknown(fillingFault(span).construct, fillingFault(span).why, span);
        return [{ loops: [], when: terms.yes, value }];
      }
      if (content.kind === 'list' && isSet(content) && content.segments.some((one) => one.loops.length > 0)) {
        // What a set holds is there once.
        const whole = asData(machine, iterable, span);
        if (whole.kind === 'data') return dataSegments(machine, { ...whole, types: list });
      }
      if (content.kind === 'list') return content.segments;
      const entries = eachEntry(machine, iterable, span);
      if ('kind' in entries) return [{ loops: [], when: terms.yes, value: entries }];
      return entries.map(({ loops, when, key }): Segment => ({ loops, when, value: key }));
    }
    default:
      return undefined;
  }
}

function isSet({ type }: ListContent): boolean {
  return type === 'set' || type === 'frozenset';
}

function dataSegments(machine: Machine, of: DataSym): readonly Segment[] | undefined {
  const { terms } = machine;
  const wanted = of.types & (str | list | dict);
  if (wanted === 0) return undefined;
  machine.raise(hasType(machine, of, none | bool | number), 'TypeError');
  const element = terms.newElement();
  const items = wanted === list ? of.value : terms.call('iterate', of.value);
  const value: Sym = {
    kind: 'data',
    value: terms.reference({ scope: 'element', depth: element, path: [] }),
    types: wanted & list ? elementTypes(of.value) : str,
    nature: natureInside(of.nature),
  };
  return [{ loops: [{ list: items, element }], when: terms.yes, value }];
}

const textLists: ReadonlySet<string> = new Set(['split', 'rsplit', 'words', 'lines', 'keys', 'shell_words']);

/** The types that the elements of a list may have. */
export function elementTypes(of: Value): Types {
  return of.kind === 'call' && textLists.has(of.name) ? str : anything;
}

/** Where the containers inside one come from. */
export function natureInside(nature: Nature): Nature {
  return nature === 'plain' ? 'plain' : 'event';
}

function runSegments(machine: Machine, segments: readonly Segment[], body: Body, span: Span): Flow {
  let run = (): Flow => goOn(machine);
  // Built from the end, so that each part runs where those before it did not leave the loop.
  for (const segment of [...segments].reverse()) {
    const rest = run;
    run = () => thenFlow(machine, runSegment(machine, segment, body, span), rest);
  }
  return segments.length > 400 ? runMany(machine, segments, body, span) : run();
}

/** Very long constant collections, without recursion: they rarely leave the loop. */
function runMany(machine: Machine, segments: readonly Segment[], body: Body, span: Span): Flow {
  let flow = goOn(machine);
  for (const segment of segments) flow = thenFlow(machine, flow, () => runSegment(machine, segment, body, span));
  return flow;
}

function runSegment(machine: Machine, given: Segment, body: Body, span: Span): Flow {
  const { terms } = machine;
  if (!machine.step()) {
    const { fault } = machine.unknown('a loop this long', 'the rule takes more steps than rulegen follows', span);
    return breaking(machine, terms.unlifted(fault));
  }
  const segment = freshen(machine, given);
  const turn = (): Flow => {
    const [then] = machine.branch(
      segment.when,
      () => body(machine, segment.value),
      () => undefined,
    );
    const flow = then === undefined ? goOn(machine) : chooseFlow(machine, segment.when, then, goOn(machine));
    return { ...flow, continued: terms.no };
  };
  return segment.loops.length === 0 ? turn() : loopOnce(machine, segment.loops, turn, span);
}
