import type { Span } from '../../diagnostics/source.ts';
import { afterLoop } from './after-loop.ts';
import { goOn } from './flow.ts';
import type { Apart, Cond, Content, Flow, Loop, Machine, Written } from './sym.ts';
import { firstTurn, substituteTurn } from './turns.ts';
import { someTurn } from './values.ts';

/**
 * Runs one turn of loops over lists of the event, for an element of which nothing is known, and says what all turns
 * together do. Variables that one turn hands to the next are only lifted in known forms: see `afterLoop`.
 */
export function loopOnce(machine: Machine, loops: readonly Loop[], turn: () => Flow, span: Span): Flow {
  const { terms } = machine;
  const before = machine.running.length;
  machine.running.push(...loops.map((loop) => loop.element));
  const run = carrying(machine, turn);
  machine.running.length = before;

  const { answer: flow, raises, written } = run;
  const stop = terms.or(flow.returned, flow.broke);
  const any = (cond: Cond): Cond => someTurn(machine, loops, cond);
  const raised = terms.or(...raises.map((r) => r.when));
  /** Whether the first turn that leaves the loop does so by this. */
  const firstIs = (among: Cond, cond: Cond): Cond =>
    among === cond || terms.plain(among) === undefined ? any(cond) : firstTurn(machine, loops, among, cond);

  let earlier: Cond = terms.no;
  // Which exception it is matters to a `try` around alone.
  const told = machine.inTry() ? raises : raises.slice(0, 1).map((r) => ({ ...r, when: raised }));
  for (const raise of told) {
    const own = terms.and(raise.when, terms.not(earlier));
    machine.raise(firstIs(terms.or(stop, raised), own), raise.type);
    earlier = terms.or(earlier, raise.when);
  }
  afterLoop(machine, loops, flow.broke, written, span);
  const returned = firstIs(stop, flow.returned);
  return {
    ...goOn(machine),
    returned,
    value: flow.value === undefined ? undefined : substituteTurn(machine, loops, stop, flow.value, 'first', span),
    broke: firstIs(stop, flow.broke),
  };
}

/** Runs a turn until it is known which variables and objects of before it writes; those then carry what is not known. */
function carrying(machine: Machine, turn: () => Flow): Apart<Flow> {
  const carried = new Map<string, Written>();
  for (let tries = 0; ; tries++) {
    const run = machine.apart(() => {
      machine.keep(carried);
      return turn();
    });
    const fresh = [...run.written.keys()].filter((key) => {
      const had = machine.written(key);
      return had !== undefined && !carried.has(key) && !isFilling(had) && changed(had, run.written.get(key));
    });
    if (fresh.length === 0 || tries > 4) {
      const kept = new Map([...run.written].filter(([key, value]) => carried.get(key) !== value));
      return { ...run, written: kept };
    }
    for (const key of fresh) {
      const had = machine.written(key);
      if (had !== undefined) carried.set(key, carry(key, had, run.written.get(key)));
    }
  }
}

function changed(a: Written, b: Written | undefined): boolean {
  if (b === undefined) return false;
  if ('variable' in a) return !('variable' in b) || a.variable !== b.variable;
  return !('content' in b) || a.content !== b.content;
}

function isFilling(written: Written): boolean {
  return 'content' in written && written.content.kind !== 'instance' && written.content.filling === true;
}

function carry(key: string, had: Written, now: Written | undefined): Written {
  if ('variable' in had) return { variable: { kind: 'carried', key, added: [] } };
  const content: Content = had.content;
  switch (content.kind) {
    case 'list':
      return { content: { ...content, segments: [], filling: true } };
    case 'dict':
      return { content: { ...content, entries: [], filling: true } };
    case 'instance': {
      const later =
        now !== undefined && 'content' in now && now.content.kind === 'instance' ? now.content.fields : undefined;
      const fields = new Map(content.fields);
      for (const [name, field] of later ?? [])
        if (field !== content.fields.get(name)) fields.set(name, { kind: 'carried', key: `${key} ${name}`, added: [] });
      return { content: { ...content, fields } };
    }
  }
}
