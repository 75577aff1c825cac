import { both, exact, unite } from '../../fidelity/reason.ts';
import { quantify } from '../../lower/lower-condition.ts';
import type { Lowered, Unsupported } from '../../lower/lowering.ts';
import type { MappedQuantified } from '../../mapping/mapping.ts';
import type { KqlExpression } from './ast.ts';
import { binary, bool, call, long, not } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { isRefused, refuse } from './cell.ts';
import { count } from './gather.ts';
import { saySegment } from './segments.ts';
import { readValue } from './values.ts';

type Inside = (options?: { readonly negated?: boolean }) => Lowered<KqlExpression>;
type Outcome = Lowered<KqlExpression> | Unsupported;

/** Some element satisfies the condition. */
export function sayAny(quantified: MappedQuantified, reader: Reader, inside: Inside): Outcome {
  const segment = saySegment(quantified.list, quantified.where, reader);
  if (segment !== undefined) {
    if ('unsupported' in segment) return segment;
    return { kind: 'ast', ast: segment.ast, fidelity: exact };
  }
  return counted(quantified, reader, inside, {
    test: (list, where) => binary(count(list, where, 'Hits'), '>', long(0)),
    whenTrue: (size) => binary(size, '>', long(0)),
    whenFalse: () => bool(false),
  });
}

/** Every element satisfies the condition; so it is for an empty list. */
export function sayAll(quantified: MappedQuantified, reader: Reader, inside: Inside): Outcome {
  return counted(quantified, reader, inside, {
    test: (list, where) => binary(count(list, not(where), 'Misses'), '==', long(0)),
    whenTrue: () => bool(true),
    whenFalse: (size) => binary(size, '==', long(0)),
  });
}

/** No element satisfies the condition. */
export function sayNone(quantified: MappedQuantified, reader: Reader, inside: Inside): Outcome {
  return counted(quantified, reader, inside, {
    test: (list, where) => binary(count(list, where, 'Hits'), '==', long(0)),
    whenTrue: (size) => binary(size, '==', long(0)),
    whenFalse: () => bool(true),
  });
}

/** Exactly one element satisfies the condition. */
export function sayOne(quantified: MappedQuantified, reader: Reader, inside: Inside): Outcome {
  return counted(quantified, reader, inside, {
    test: (list, where) => binary(count(list, where, 'Hits'), '==', long(1)),
    whenTrue: (size) => binary(size, '==', long(1)),
    whenFalse: () => bool(false),
  });
}

interface Forms {
  readonly test: (list: KqlExpression, where: KqlExpression) => KqlExpression;
  /** Where the condition is constant, only the number of elements matters. */
  readonly whenTrue: (size: KqlExpression) => KqlExpression;
  readonly whenFalse: (size: KqlExpression) => KqlExpression;
}

function counted(quantified: MappedQuantified, reader: Reader, inside: Inside, forms: Forms): Outcome {
  const list = readValue(quantified.list, reader);
  const where = inside();
  if (where.kind === 'refusal') return where;
  if (isRefused(list)) return list;
  if (list.type !== 'dynamic')
    return refuse('the column holds no list; map it as `holds: json-text` where it is JSON text');
  if (where.kind === 'ast') {
    const fidelity = unite([quantify(quantified.quantifier, where.fidelity), both(list.fidelity)]);
    return { kind: 'ast', ast: forms.test(list.expr, where.ast), fidelity };
  }
  if (where.lost.length > 0) return { ...where, value: where.value !== (quantified.quantifier === 'none') };
  return constant(list, where.value ? forms.whenTrue : forms.whenFalse);
}

function constant(list: Cell, form: Forms['whenTrue']): Outcome {
  const ast = form(call('coalesce', call('array_length', list.expr), long(0)));
  return ast.kind === 'literal'
    ? { kind: 'constant', value: ast.type === 'bool' && ast.value, lost: [] }
    : { kind: 'ast', ast, fidelity: both(list.fidelity) };
}
