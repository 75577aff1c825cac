import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import { anyKind, isWithin, kind, kindOf, lists, noKind } from './kinds.ts';
import type { ParentOf } from './parent.ts';
import { through } from './through.ts';

/** How deep a value is looked into. What is deeper may be anything. */
const deepest = 6;

/** What is known of values from elsewhere. `learned`: from conditions that hold; `own`: with what is assumed of a value itself. */
export interface Known {
  readonly learned: (value: Value) => Kinds;
  readonly own: (value: Value) => Kinds;
}

/**
 * The kinds that a value may have. What is assumed of an object does not tell what is below it: a path through what is assumed to be no
 * object is a mistake, to be seen.
 */
export function kindsOf(value: Value, known: Known, parentOf: ParentOf, depth: number = deepest): Kinds {
  const own = known.own(value);
  if (depth === 0 || own === noKind) return own;
  const above: Known = { learned: known.learned, own: known.learned };
  return own & byStructure(value, (of) => kindsOf(of, known, parentOf, depth - 1), above, parentOf, depth - 1);
}

function byStructure(
  value: Value,
  inner: (of: Value) => Kinds,
  above: Known,
  parentOf: ParentOf,
  depth: number,
): Kinds {
  switch (value.kind) {
    case 'literal':
      return kindOf(value.value);
    case 'reference':
    case 'at': {
      const parent = parentOf(value);
      // An element is always there.
      if (parent === undefined)
        return value.kind === 'reference' && value.to.scope === 'element' ? anyKind & ~kind.missing : anyKind;
      const needed = typeof parent.step === 'string' ? kind.object : kind.list;
      return (kindsOf(parent.of, above, parentOf, depth) & needed) === 0 ? kind.missing : anyKind;
    }
    case 'if':
      return inner(value.then) | inner(value.otherwise);
    case 'lookup':
      return value.table.reduce<Kinds>((all, [, result]) => all | kindOf(result), inner(value.otherwise));
    case 'first':
      return isWithin(inner(value.list), anyKind & ~kind.list) ? kind.missing : anyKind;
    case 'map':
      return isWithin(inner(value.list), anyKind & ~kind.list) ? kind.emptyList : lists;
    case 'call': {
      const [first, ...rest] = value.args;
      return through(value.name, first === undefined ? anyKind : inner(first), rest, inner);
    }
  }
}
