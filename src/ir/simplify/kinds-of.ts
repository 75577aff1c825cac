import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import { anyKind, isWithin, kind, kindOf, lists, noKind } from './kinds.ts';
import type { ParentOf } from './parent.ts';
import { kindsOfPiece } from './pieces.ts';
import { through } from './through.ts';

/** How deep a value is looked into. What is deeper may be anything. */
const deepest = 6;

/** What is known of a value from elsewhere. */
export type Known = (value: Value) => Kinds;

/** The kinds that a value may have. `above`: what is known of the objects and lists that a path goes through. */
export function kindsOf(value: Value, known: Known, above: Known, parentOf: ParentOf, depth: number = deepest): Kinds {
  const own = known(value);
  if (depth === 0 || own === noKind) return own;
  const inner = (of: Value): Kinds => kindsOf(of, known, above, parentOf, depth - 1);
  const parent = (of: Value): Kinds => kindsOf(of, above, above, parentOf, depth - 1);
  return own & byStructure(value, inner, parent, parentOf);
}

function byStructure(value: Value, inner: Known, above: Known, parentOf: ParentOf): Kinds {
  switch (value.kind) {
    case 'literal':
      return kindOf(value.value);
    case 'reference':
    case 'at': {
      const piece = kindsOfPiece(value, inner);
      if (piece !== undefined) return piece;
      const parent = parentOf(value);
      // An element is always there.
      if (parent === undefined)
        return value.kind === 'reference' && value.to.scope === 'element' ? anyKind & ~kind.missing : anyKind;
      const needed = typeof parent.step === 'string' ? kind.object : kind.list;
      return (above(parent.of) & needed) === 0 ? kind.missing : anyKind;
    }
    case 'if':
      return inner(value.then) | inner(value.otherwise);
    case 'lookup':
      return value.table.reduce<Kinds>((all, [, result]) => all | kindOf(result), inner(value.otherwise));
    case 'first':
      return isWithin(inner(value.list), anyKind & ~kind.list) ? kind.missing : anyKind;
    case 'map':
      return value.where.kind === 'false' || isWithin(inner(value.list), anyKind & ~kind.list) ? kind.emptyList : lists;
    case 'call': {
      const [first, ...rest] = value.args;
      return through(value.name, first === undefined ? anyKind : inner(first), rest, inner);
    }
  }
}
