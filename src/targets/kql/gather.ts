import type { Gathered, KqlExpression } from './ast.ts';
import { and, binary, call, long, path, text } from './build.ts';
import { map } from './map-expression.ts';
import { mayHoldOnNull } from './on-null.ts';

/** How many elements of a list satisfy a condition on element 0. What is no list, or is empty, counts none. */
export function count(list: KqlExpression, where: KqlExpression, as: 'Hits' | 'Misses'): KqlExpression {
  const safe = mayHoldOnNull(where) ? and(hasElements(shift(list)), where) : where;
  return gathered(list, { kind: 'count', where: safe, as });
}

/** The first element that satisfies a condition on element 0; null where none does. */
export function first(list: KqlExpression, where: KqlExpression): KqlExpression {
  const safe = mayHoldOnNull(where) ? and(hasElements(shift(list)), where) : where;
  return path(gathered(list, { kind: 'filter', where: safe }), [0]);
}

/** The value of each element that satisfies a condition on element 0, null where it is missing; what is no list gives none. */
export function collect(list: KqlExpression, where: KqlExpression, value: KqlExpression): KqlExpression {
  const safe = mayHoldOnNull(where) ? and(hasElements(shift(list)), where) : where;
  return gathered(list, { kind: 'collect', where: safe, value });
}

/** The distinct values at the end of the keys, crossing lists. */
export function walk(from: KqlExpression, keys: readonly string[]): KqlExpression {
  return gathered(from, { kind: 'walk', keys });
}

/** Whether the value is a list with elements; null where it is no list. */
export function hasElements(list: KqlExpression): KqlExpression {
  return binary(call('array_length', list), '>', long(0));
}

function gathered(list: KqlExpression, take: Gathered['take']): KqlExpression {
  return { kind: 'gathered', list, take, stem: stemOf(list) };
}

/** The expression as it reads one gathering further in. */
export function shift(e: KqlExpression): KqlExpression {
  return map(e, (inner, within) =>
    inner.kind === 'element' && inner.depth >= within ? { ...inner, depth: inner.depth + 1 } : inner,
  );
}

/** A name for a list: its last key or its column, as one word with capitals. */
export function stemOf(list: KqlExpression): string {
  switch (list.kind) {
    case 'column':
      return word(list.name);
    case 'path': {
      const key = list.steps.findLast((step) => typeof step === 'string');
      return key === undefined ? stemOf(list.of) : word(key);
    }
    case 'call': {
      const at = list.name === 'iff' || list.name === 'case' ? 1 : list.name.startsWith('extract') ? -1 : 0;
      return stemOf(list.args.at(at) ?? text('List'));
    }
    case 'gathered':
      return list.stem;
    default:
      return 'List';
  }
}

function word(name: string): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((w) => w.slice(0, 1).toUpperCase() + w.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined.slice(0, 60) : `List${joined.slice(0, 56)}`;
}
