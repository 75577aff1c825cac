import type { RegexNode } from '../regex/tree.ts';

/** A text that a regex matches, built from its first branches and least repeats; look-around and back-references are passed over. */
export function sampleOf(node: RegexNode): string {
  switch (node.kind) {
    case 'sequence':
      return node.items.map(sampleOf).join('');
    case 'choice':
      return node.branches[0] === undefined ? '' : sampleOf(node.branches[0]);
    case 'literal':
      return String.fromCodePoint(node.code);
    case 'any':
      return 'x';
    case 'set':
      return inSet(node);
    case 'group':
    case 'atomic':
      return sampleOf(node.body);
    case 'repeat':
      return sampleOf(node.body).repeat(Math.max(node.min, node.max > 0 ? 1 : 0));
    case 'anchor':
    case 'look':
    case 'back-reference':
    case 'conditional':
      return '';
  }
}

const ofClass = { digit: '7', word: 'w', space: ' ' } as const;

/** A member of a set: of its first range or class; of a negated one, the first common character that it does not name. */
function inSet(set: Extract<RegexNode, { readonly kind: 'set' }>): string {
  const [first] = set.items;
  if (set.negated) {
    const named = (code: number): boolean =>
      set.items.some((item) =>
        item.kind === 'range' ? item.from <= code && code <= item.to : item.negated !== isOf(item.name, code),
      );
    const free = [0x78, 0x37, 0x2d, 0x20, 0x41].find((code) => !named(code));
    return free === undefined ? 'é' : String.fromCodePoint(free);
  }
  if (first === undefined) return '';
  if (first.kind === 'range') return String.fromCodePoint(first.from);
  return first.negated ? (first.name === 'word' ? '-' : 'x') : ofClass[first.name];
}

function isOf(name: keyof typeof ofClass, code: number): boolean {
  const c = String.fromCodePoint(code);
  return name === 'digit' ? /\d/.test(c) : name === 'space' ? /\s/.test(c) : /\w/.test(c);
}
