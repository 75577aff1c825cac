import type { Graph } from './ambiguity.ts';
import { graphOf } from './ambiguity.ts';
import { parseRegex } from './parse.ts';
import type { RegexFlag, RegexNode } from './tree.ts';
import { partsOf } from './tree.ts';

/** What a regex may cost an engine that backtracks (Python's, PCRE), on a text that almost matches. */
export interface Backtracking {
  /** `polynomial`: the square of the text's length or more, as every `.*a.*b` does; `exponential`: it may never end. */
  readonly grade: 'linear' | 'polynomial' | 'exponential';
  /** The grade is `exponential`. */
  readonly catastrophic: boolean;
  /** A sentence; empty where the grade is `linear`. */
  readonly why: string;
  /** UTF-16 offset of the repeat that is to blame. */
  readonly at: number;
}

const linear: Backtracking = { grade: 'linear', catastrophic: false, why: '', at: 0 };

/**
 * Looks for repeats that can match one text in several ways. A regex that is no Python regex, or too large to analyse, counts as
 * linear.
 */
export function backtracks(pattern: string, flags: readonly RegexFlag[] = [], ignoreCase = false): Backtracking {
  const regex = parseRegex(pattern, flags, ignoreCase);
  if ('error' in regex) return linear;
  const graphs = separate(regex.node).flatMap((node) => graphOf(node) ?? []);
  for (const graph of graphs) {
    const at = findExponential(graph);
    if (at !== undefined)
      return {
        grade: 'exponential',
        catastrophic: true,
        why: 'The repeat can split the same text in several ways, so a text that almost matches takes exponential time.',
        at,
      };
  }
  for (const graph of graphs) {
    const at = findPolynomial(graph);
    if (at !== undefined)
      return {
        grade: 'polynomial',
        catastrophic: false,
        why: 'Two repeats can share the same text, so a long text that almost matches takes quadratic time or worse.',
        at,
      };
  }
  return linear;
}

/** The regex and what its look-around and atomic groups hold. */
function separate(node: RegexNode): RegexNode[] {
  const inner = (part: RegexNode): RegexNode[] => {
    const alone =
      part.kind === 'look' || part.kind === 'atomic' || (part.kind === 'repeat' && part.mode === 'possessive');
    const own: RegexNode[] =
      part.kind === 'repeat' && alone ? [{ ...part, mode: 'greedy' }] : alone ? [...partsOf(part)] : [];
    return [...own, ...partsOf(part).flatMap(inner)];
  };
  return [node, ...inner(node)];
}

/** Pairs or triples of characters that may be looked at; beyond that nothing is said. */
const mostVisits = 200_000;

/** A character from which two different ways lead back to it over one text. */
function findExponential(graph: Graph): number | undefined {
  const { masks, follows, repeats } = graph;
  let visits = mostVisits;
  for (const loop of loopsOf(graph)) {
    const size = masks.length;
    const next = (pair: number): { to: number; forks: boolean }[] => {
      const [p, q] = [Math.floor(pair / size), pair % size];
      if (((masks[p] ?? 0n) & (masks[q] ?? 0n)) === 0n) return [];
      const out: { to: number; forks: boolean }[] = [];
      for (const [a, ways] of follows[p] ?? []) {
        if (!loop.has(a)) continue;
        for (const b of follows[q]?.keys() ?? []) {
          if (loop.has(b))
            out.push({ to: Math.min(a, b) * size + Math.max(a, b), forks: p === q && a === b && ways === 2 });
        }
      }
      return out;
    };
    for (const start of loop) {
      const origin = start * size + start;
      // From the start to a pair that has forked, and back: both ways read the same text.
      const seen = new Set<number>();
      const stack: { pair: number; forked: boolean }[] = [{ pair: origin, forked: false }];
      for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
        for (const { to, forks } of next(state.pair)) {
          visits -= 1;
          if (visits < 0) return undefined;
          const forked = state.forked || forks || Math.floor(to / size) !== to % size;
          if (forked && to === origin) return repeats[start] ?? 0;
          const key = 2 * to + (forked ? 1 : 0);
          if (seen.has(key)) continue;
          seen.add(key);
          stack.push({ pair: to, forked });
        }
      }
    }
  }
  return undefined;
}

/** A loop whose text can pass, all of it, through a way to a second loop and through that loop too. */
function findPolynomial(graph: Graph): number | undefined {
  const { masks, follows, repeats } = graph;
  const size = masks.length;
  let visits = mostVisits;
  const loops = loopsOf(graph);
  const maskOf = (loop: ReadonlySet<number>): bigint => [...loop].reduce((mask, c) => mask | (masks[c] ?? 0n), 0n);
  for (const first of loops) {
    const reachable = reach(graph, first);
    for (const second of loops) {
      const [other] = second;
      if (first === second || other === undefined || !reachable.has(other)) continue;
      if ((maskOf(first) & maskOf(second)) === 0n) continue;
      for (const p of first) {
        for (const q of second) {
          const seen = new Set<number>();
          const stack: (readonly [number, number, number])[] = [[p, p, q]];
          for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
            const [x, y, z] = state;
            if (((masks[x] ?? 0n) & (masks[y] ?? 0n) & (masks[z] ?? 0n)) === 0n) continue;
            for (const a of follows[x]?.keys() ?? []) {
              if (!first.has(a)) continue;
              for (const c of follows[z]?.keys() ?? []) {
                if (!second.has(c)) continue;
                for (const b of follows[y]?.keys() ?? []) {
                  visits -= 1;
                  if (visits < 0) return undefined;
                  if (a === p && b === q && c === q) return repeats[q] ?? 0;
                  const key = (a * size + b) * size + c;
                  if (seen.has(key)) continue;
                  seen.add(key);
                  stack.push([a, b, c]);
                }
              }
            }
          }
        }
      }
    }
  }
  return undefined;
}

/** The sets of characters that can all be reached from one another. */
function loopsOf(graph: Graph): ReadonlySet<number>[] {
  const reaches = graph.follows.map((_, start) => reach(graph, [start]));
  const done = new Set<number>();
  const loops: ReadonlySet<number>[] = [];
  for (const [start, there] of reaches.entries()) {
    if (done.has(start) || !there.has(start)) continue;
    const loop = new Set([...there].filter((other) => reaches[other]?.has(start)));
    for (const member of loop) done.add(member);
    loops.push(loop);
  }
  return loops;
}

/** The characters that can come after some of the given. */
function reach(graph: Graph, from: Iterable<number>): Set<number> {
  const found = new Set<number>();
  const stack = [...from];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const next of graph.follows[at]?.keys() ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      stack.push(next);
    }
  }
  return found;
}
