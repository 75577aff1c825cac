import type { Fidelity } from '../../fidelity/reason.ts';
import { exact, swap } from '../../fidelity/reason.ts';
import { lowerCondition, quantify } from '../../lower/lower-condition.ts';
import type { Lowered, Lowering, SayQuantified, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedQuantified } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { always, call, compare, fieldsIn, never, nodesOf, nothing, number, or } from './build.ts';
import type { Elements } from './scope.ts';
import { elementsOf } from './scope.ts';
import type { Speech } from './speech.ts';

/** How the quantifiers are said: by what `mvfilter` leaves of the elements. */
export function quantifiersOf(speech: Speech): Lowering<SplExpression>['quantifiers'] {
  const say: SayQuantified<SplExpression> = (quantified, scope, inside) => {
    const within = [...scope.quantifiers, quantified];
    if (scope.quantifiers.length > 0 && !joinsParent(quantified, scope))
      return { unsupported: 'a quantifier inside another is said only where both join to one over all inner elements' };
    const inner = soleQuantifier(quantified.where);
    if (inner !== undefined) {
      if (!joins(quantified.quantifier, inner))
        return { unsupported: `"${quantified.quantifier}" over this inner quantifier does not join to one list` };
      return inside({ negated: (quantified.quantifier === 'none') !== scope.negated });
    }
    const elements = elementsOf(within, within.length - 1, speech);
    if ('unsupported' in elements) return elements;
    const lowered = inside({ negated: quantified.quantifier === 'all' });
    return sayOver(quantified, elements, lowered, scope.negated);
  };
  return { any: say, all: say, none: say, one: say };
}

function sayOver(
  quantified: MappedQuantified,
  elements: Elements,
  lowered: Lowered<SplExpression>,
  negated: boolean,
): Lowered<SplExpression> | Unsupported {
  if (lowered.kind === 'refusal') return lowered;
  if (lowered.kind === 'constant' && lowered.lost.length > 0)
    return { unsupported: 'all rows inside the quantifier were dropped' };
  const left = filterBy(elements, lowered.kind === 'constant' ? (lowered.value ? always : never) : lowered.ast);
  if ('unsupported' in left) return left;
  const { quantifier } = quantified;
  const inside = lowered.kind === 'constant' ? exact : quantifier === 'all' ? swap(lowered.fidelity) : lowered.fidelity;
  const fidelity: Fidelity = quantify(quantifier, inside);
  const ast = quantifierAst(quantifier, left.ast, negated);
  return { kind: 'ast', ast, fidelity: negated ? swap(fidelity) : fidelity };
}

function quantifierAst(
  quantifier: MappedQuantified['quantifier'],
  left: SplExpression,
  negated: boolean,
): SplExpression {
  const isSome = quantifier === 'any';
  if (quantifier !== 'one') return call(isSome === negated ? 'isnull' : 'isnotnull', left);
  const count = call('mvcount', left);
  const one = number(1n);
  return negated ? or([call('isnull', left), compare(count, '!=', one)]) : compare(count, '==', one);
}

/** The elements that satisfy a condition: `mvfilter` where it names the elements alone, else `mvmap`. */
function filterBy(elements: Elements, condition: SplExpression): { readonly ast: SplExpression } | Unsupported {
  const { each } = elements;
  if (condition === always) return { ast: each };
  if (condition === never) return { ast: nothing };
  const [name] = fieldsIn(each);
  for (const node of nodesOf(condition)) {
    if (
      node.kind === 'hoisted' &&
      node.name !== name &&
      [...nodesOf(node, true)].some((n) => 'name' in n && n.name === name)
    )
      return { unsupported: 'a list that is computed for each element has no field of its own' };
  }
  const fields = fieldsIn(condition);
  const alone = fields.size === 1 && name !== undefined && fields.has(name);
  return { ast: alone ? call('mvfilter', condition) : call('mvmap', each, call('if', condition, each, nothing)) };
}

/** The elements of a list value that satisfy a condition, for values; what differs inside may differ either way. */
export function filterOf(
  quantified: MappedQuantified,
  scope: Scope,
  speech: Speech,
):
  | {
      readonly ast: SplExpression;
      readonly differs: readonly import('../../fidelity/reasons.ts').ReasonCode[];
    }
  | Unsupported {
  const quantifiers = [...scope.quantifiers, quantified];
  if (scope.quantifiers.length > 0)
    return { unsupported: 'the first element of a list inside an element cannot be asked about' };
  const elements = elementsOf(quantifiers, quantifiers.length - 1, speech);
  if ('unsupported' in elements) return elements;
  const lowered = lowerCondition(quantified.where, speech.lowering(), {
    negated: false,
    quantifiers,
    within: scope.within,
  });
  if (lowered.kind === 'refusal')
    return { unsupported: lowered.refusals.map(({ row, why }) => `${row}: ${why}`).join('; ') };
  const condition = lowered.kind === 'constant' ? (lowered.value ? always : never) : lowered.ast;
  const left = filterBy(elements, condition);
  if ('unsupported' in left) return left;
  const fidelity = lowered.kind === 'ast' ? lowered.fidelity : exact;
  const codes = [...fidelity.wider, ...fidelity.narrower].map((reason) => reason.code);
  return { ast: left.ast, differs: [...new Set(codes)] };
}

/** Where a quantifier is all of a condition: whether it asks for some element or for every one, a `not` around it included. */
function soleQuantifier(where: MappedCondition): 'some' | 'every' | 'one' | undefined {
  const negated = where.kind === 'not';
  const inner = negated ? where.operand : where;
  if (inner.kind !== 'quantifier') return undefined;
  if (inner.quantifier === 'one') return 'one';
  return (inner.quantifier === 'any') === negated ? 'every' : inner.quantifier === 'any' || negated ? 'some' : 'every';
}

/** Whether a quantifier over an inner one asks all inner elements alike. */
function joins(outer: MappedQuantified['quantifier'], inner: 'some' | 'every' | 'one'): boolean {
  if (outer === 'all') return inner === 'every';
  return outer !== 'one' && inner === 'some';
}

function joinsParent(quantified: MappedQuantified, scope: Scope): boolean {
  const where = scope.quantifiers.at(-1)?.where;
  const direct = where?.kind === 'not' ? where.operand : where;
  const { list } = quantified;
  return direct === quantified && list.kind === 'reference' && list.to.kind === 'element';
}
