import type { RegexNode } from './tree.ts';

/** The fewest and the most characters that something can match. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

/** The width of a node; `groups` are the widths of the groups it may refer back to. */
export function widthOf(node: RegexNode, groups: ReadonlyMap<number, Width> = new Map()): Width {
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return { min: 1, max: 1 };
    case 'anchor':
    case 'look':
      return { min: 0, max: 0 };
    case 'sequence':
      return sum(node.items.map((item) => widthOf(item, groups)));
    case 'choice':
      return span(node.branches.map((branch) => widthOf(branch, groups)));
    case 'conditional':
      return span([widthOf(node.yes, groups), widthOf(node.no, groups)]);
    case 'group':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'repeat': {
      const { min, max } = widthOf(node.body, groups);
      return { min: min * node.min, max: max === 0 || node.max === 0 ? 0 : max * node.max };
    }
    case 'back-reference':
      return groups.get(node.group) ?? { min: 0, max: Number.POSITIVE_INFINITY };
  }
}

function sum(widths: readonly Width[]): Width {
  return widths.reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }), { min: 0, max: 0 });
}

function span(widths: readonly Width[]): Width {
  return { min: Math.min(...widths.map((w) => w.min)), max: Math.max(...widths.map((w) => w.max)) };
}
