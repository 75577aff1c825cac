import type { Reason } from '../../fidelity/reason.ts';
import { swap, unite } from '../../fidelity/reason.ts';
import type { Condition, Quantifier } from '../../ir/condition.ts';
import type { Value } from '../../ir/value.ts';
import { testsIn } from '../../ir/walk.ts';
import { quantify } from '../../lower/lower-condition.ts';
import type { Answer, Lowered, LoweredAst, Lowering, SayQuantified, Scope } from '../../lower/lowering.ts';
import type { MappedQuantified } from '../../mapping/mapping.ts';
import type { YaralExpression } from './ast.ts';
import { not } from './build.ts';
import { isSet } from './null-rows.ts';
import { someElement } from './some-element.ts';
import { referenceSubject } from './subject.ts';

/**
 * `any` is asked as "some element satisfies", `none` as its negation, `all` as "no element fails": `any` on an unset field is
 * false, so the empty list answers as in the rule. How many elements satisfy a row cannot be asked.
 */
export const quantifiers: Lowering<YaralExpression>['quantifiers'] = {
  any: quantifier('any'),
  none: quantifier('none'),
  all: quantifier('all'),
  one: { unsupported: 'YARA-L cannot count the elements that satisfy a row' },
};

function quantifier(name: Exclude<Quantifier, 'one'>): SayQuantified<YaralExpression> {
  return (quantified, scope, inside) => {
    if (scope.quantifiers.length > 0) return { unsupported: 'YARA-L has no quantifier inside a quantifier' };
    const lowered = inside();
    switch (lowered.kind) {
      case 'refusal':
        return lowered;
      case 'constant':
        return constantInside(name, quantified, lowered.value, lowered.lost.length > 0, scope);
      case 'ast':
        return resolve(name, quantified, lowered, scope);
    }
  };
}

function resolve(
  name: Exclude<Quantifier, 'one'>,
  quantified: MappedQuantified,
  inside: LoweredAst<YaralExpression>,
  scope: Scope,
): Answer<YaralExpression> | Lowered<YaralExpression> {
  const found = someElement(name === 'all' ? not(inside.ast) : inside.ast, quantified.origin);
  if ('unsupported' in found) return found;
  if (name !== 'any' && (found.copies || found.lost))
    return { unsupported: `rows that must hold on one element can be asked with "any" only, not under "${name}"` };
  // A reason about the whole quantifier stands on its first row.
  const row = quantified.origin && testsIn(quantified.origin.where)[0];
  const list = quantified.origin?.list;
  const within = list ? [...scope.within, list] : scope.within;
  const extra = {
    wider: [...(found.lost ? [onList('same-element-lost')] : []), ...(found.single ? [onList('list-collapsed')] : [])],
    narrower: [
      ...unseen(quantified.origin?.where, name === 'all', within),
      ...(found.single ? [onList('list-collapsed')] : []),
    ],
  };
  function onList(code: Reason['code']): Reason {
    return { code, test: row, within };
  }
  const asked =
    name === 'all' ? swap(unite([swap(inside.fidelity), extra])) : quantify(name, unite([inside.fidelity, extra]));
  return { kind: 'ast', ast: name === 'any' ? found.ast : not(found.ast), fidelity: asked };
}

/**
 * An element that lacks a key leaves no value in its column, so rows that hold on what is missing do not see it. `negated`: the rows are
 * asked of the negation of the condition.
 */
function unseen(where: Condition | undefined, negated: boolean, within: readonly Value[]): readonly Reason[] {
  switch (where?.kind) {
    case 'and':
    case 'or':
      return where.operands.flatMap((operand) => unseen(operand, negated, within));
    case 'not':
      return unseen(where.operand, !negated, within);
    case 'test': {
      const asksNull = where.operator === 'is_null' || where.operator === 'missing';
      if (negated === asksNull) return [];
      const reason: Reason = { code: 'element-null', test: where, within, detail: { absentAs: [''] } };
      return [negated ? { ...reason, flipped: true } : reason];
    }
    default:
      return [];
  }
}

/** A constant condition asks whether there are elements at all. */
function constantInside(
  name: Exclude<Quantifier, 'one'>,
  quantified: MappedQuantified,
  value: boolean,
  lost: boolean,
  scope: Scope,
): Answer<YaralExpression> | Lowered<YaralExpression> {
  if (lost) return { unsupported: 'no row of the quantifier can be said' };
  const asksPresence = name === 'all' ? !value : value;
  if (!asksPresence) return { kind: 'constant', value: name !== 'any', lost: [] };
  const { list } = quantified;
  const subject = list.kind === 'reference' ? referenceSubject(list, scope) : { unsupported: '' };
  const set = 'unsupported' in subject || !subject.many ? undefined : isSet(subject);
  if (set === undefined) return { unsupported: 'UDM does not tell whether this list has elements' };
  return { ast: name === 'any' ? set : not(set) };
}
