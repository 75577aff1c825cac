import { testOf } from './characters.ts';
import { samplesOf } from './samples.ts';
import type { Character, RegexNode, Repeat } from './tree.ts';
import { partsOf } from './tree.ts';
import { widthOf } from './width.ts';

/** A regex as a graph of its characters. */
export interface Graph {
  /** For each character of the regex, the sample characters that it matches, as bits. */
  readonly masks: readonly bigint[];
  /** For each character, the offset of the innermost unbounded repeat around it; undefined outside. */
  readonly repeats: readonly (number | undefined)[];
  /** For each character, those that may follow it, and whether by one way (1) or by several (2). */
  readonly follows: readonly ReadonlyMap<number, 1 | 2>[];
}

/** A finite repeat of more than this many times is as bad as an endless one. */
const asGoodAsEndless = 25;
/** Characters beyond which a regex is not analysed. */
const mostCharacters = 400;
/** Steps on the way from one character to the next, beyond which the analysis stops counting ways. */
const mostWays = 5000;

/**
 * The graph of a regex, without what look-around and atomic groups hold: those are regexes of their own. Undefined where it is too
 * large to analyse.
 */
export function graphOf(node: RegexNode): Graph | undefined {
  const builder = new Builder(samplesOf(node));
  builder.add(node, builder.node({ kind: 'accept' }), undefined);
  return builder.masks.length > mostCharacters ? undefined : builder.graph();
}

type Node =
  | { readonly kind: 'accept' }
  | { readonly kind: 'character'; readonly index: number; readonly next: number }
  | { readonly kind: 'split'; readonly ways: readonly number[] }
  | { readonly kind: 'loop'; readonly inside: number; readonly next: number };

class Builder {
  readonly masks: bigint[] = [];
  private readonly repeats: (number | undefined)[] = [];
  private readonly nodes: Node[] = [];
  private readonly after: number[] = [];
  private readonly samples: readonly number[];

  constructor(samples: readonly number[]) {
    this.samples = samples;
  }

  node(node: Node): number {
    return this.nodes.push(node) - 1;
  }

  /** Adds the regex in front of the node `next`; `repeat` is the offset of the endless repeat around it. */
  add(node: RegexNode, next: number, repeat: number | undefined): number {
    if (this.masks.length > mostCharacters) return next;
    switch (node.kind) {
      case 'literal':
      case 'any':
      case 'set':
        return this.character(maskOf(node, this.samples), next, repeat);
      case 'back-reference':
        return this.character(maskOf({ kind: 'any', newline: true }, this.samples), next, repeat);
      case 'atomic':
        return this.character(0n, next, repeat);
      case 'anchor':
      case 'look':
        return next;
      case 'sequence':
        return node.items.toReversed().reduce((after, item) => this.add(item, after, repeat), next);
      case 'choice':
      case 'conditional': {
        const ways = partsOf(node).map((part) => this.add(part, next, repeat));
        return this.node({ kind: 'split', ways });
      }
      case 'group':
        return this.add(node.body, next, repeat);
      case 'repeat':
        return node.mode === 'possessive' ? this.character(0n, next, repeat) : this.repeat(node, next, repeat);
    }
  }

  private character(mask: bigint, next: number, repeat: number | undefined): number {
    const index = this.masks.push(mask) - 1;
    this.repeats.push(repeat);
    this.after.push(next);
    return this.node({ kind: 'character', index, next });
  }

  private repeat(node: Repeat, next: number, around: number | undefined): number {
    if (node.max === 0) return next;
    if (node.max > asGoodAsEndless) {
      const loop = this.node({ kind: 'loop', inside: next, next });
      const inside = this.add(node.body, loop, node.at);
      // Counted rounds that match nothing still count, so each text can be spread over them in many ways.
      const spread = node.max !== Number.POSITIVE_INFINITY && widthOf(node.body).min === 0;
      const entry = spread ? this.node({ kind: 'split', ways: [inside, inside] }) : inside;
      this.nodes[loop] = { kind: 'loop', inside: entry, next };
      return node.min === 0 ? loop : inside;
    }
    // Two copies show whatever more of them would.
    const once = node.max === 1 ? next : this.add(node.body, next, around);
    const second = node.max === 1 || node.min >= 2 ? once : this.node({ kind: 'split', ways: [once, next] });
    const first = this.add(node.body, second, around);
    return node.min === 0 ? this.node({ kind: 'split', ways: [first, next] }) : first;
  }

  graph(): Graph {
    return { masks: this.masks, repeats: this.repeats, follows: this.after.map((next) => this.following(next)) };
  }

  /** The characters that can be reached without reading one. A loop whose body read nothing is left, as engines do. */
  private following(start: number): Map<number, 1 | 2> {
    const found = new Map<number, 1 | 2>();
    const entered = new Set<number>();
    let left = mostWays;
    const visit = (index: number): void => {
      const node = this.nodes[index];
      left -= 1;
      if (node === undefined || left < 0) return;
      switch (node.kind) {
        case 'accept':
          return;
        case 'character':
          found.set(node.index, found.has(node.index) ? 2 : 1);
          return;
        case 'split':
          for (const way of node.ways) visit(way);
          return;
        case 'loop':
          if (!entered.has(index)) {
            entered.add(index);
            visit(node.inside);
            entered.delete(index);
          }
          visit(node.next);
      }
    };
    visit(start);
    return found;
  }
}

function maskOf(node: Character, samples: readonly number[]): bigint {
  const test = testOf(node);
  const bits = samples.map((code) => (test(code) ? '1' : '0')).join('');
  return BigInt(`0b${bits}`);
}
