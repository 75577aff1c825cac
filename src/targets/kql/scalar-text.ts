import type { RegexNode } from '../../regex/index.ts';

/** The characters of numbers and of `true` and `false`, in either case. */
const ofScalars = [...'0123456789+-.eEtruTRUfalsFALS'].map((c) => c.codePointAt(0) ?? 0);

/** Whether a regex may match a number or boolean written as text. Never no where it may. */
export function mayMatchScalar(node: RegexNode): boolean {
  switch (node.kind) {
    case 'sequence':
      return node.items.every(mayMatchScalar);
    case 'choice':
      return node.branches.some(mayMatchScalar);
    case 'group':
    case 'atomic':
      return mayMatchScalar(node.body);
    case 'repeat':
      return node.min === 0 || mayMatchScalar(node.body);
    case 'literal':
      return ofScalars.includes(node.code);
    case 'set':
      return (
        node.negated ||
        node.items.some(
          (item) => item.kind !== 'range' || ofScalars.some((code) => code >= item.from && code <= item.to),
        )
      );
    case 'any':
    case 'anchor':
    case 'look':
    case 'back-reference':
    case 'conditional':
      return true;
  }
}
