import type { Json } from '../../ir/json.ts';
import type { Row, TraceLine } from '../runner.ts';
import type { Runnable } from './run.ts';
import { compileTruth } from './run-compile.ts';
import { compilePath, someCopy } from './run-path.ts';
import type { Moment } from './run-value.ts';
import { momentOf } from './run-value.ts';
import type { Expression } from './syntax.ts';
import { bare, walk } from './syntax.ts';

type Line = (moment: Moment) => TraceLine;

/** How each row of `events`, and each row inside a joined one, answers on an event: on a copy that satisfies all, else on the first. */
export function tracer(runnable: Runnable, source: string): (row: Row) => readonly TraceLine[] {
  const lines = runnable.rows.flatMap(({ node }) => linesOf(node, 0));
  return (row) => {
    const moment = momentOf(row);
    const ask = (at: Moment): readonly TraceLine[] => lines.map((line) => line(at));
    let found: readonly TraceLine[] | undefined;
    const satisfied = someCopy(runnable.slots, moment, (at) => {
      const holds = runnable.rows.every((one) => one.holds(at));
      if (holds || found === undefined) found = ask(at);
      return holds;
    });
    return satisfied || found ? (found ?? []) : [];
  };

  function linesOf(node: Expression, depth: number): readonly Line[] {
    const inside = bare(node);
    const holds = compileTruth(node, runnable.section);
    const isJoined = inside.kind === 'and' || inside.kind === 'or' || inside.kind === 'not';
    const text = source.slice(node.place.from, node.place.to).replace(/\s+/g, ' ');
    const paths = isJoined ? [] : readIn(inside);
    const line: Line = (moment) => ({
      depth,
      text,
      line: node.place.line,
      answer: String(holds(moment)),
      saw: paths.map(({ name, read }) => ({ name, value: read(moment) })),
    });
    if (!isJoined) return [line];
    const parts = inside.kind === 'not' ? [inside.operand] : inside.operands;
    return [line, ...parts.flatMap((part) => linesOf(part, depth + 1))];
  }

  function readIn(node: Expression): readonly { readonly name: string; readonly read: (moment: Moment) => Json }[] {
    return [...walk(node)].flatMap((part) => {
      if (part.kind !== 'path' || part.variable !== runnable.event || part.steps.length === 0) return [];
      const { get, all } = compilePath(part.steps, runnable.slots, part.modifier === undefined);
      const name = source.slice(part.place.from, part.place.to);
      return [{ name, read: (moment: Moment): Json => (part.modifier === undefined ? get(moment) : [...all(moment)]) }];
    });
  }
}
