import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedQuantified, MappedValue } from '../../mapping/mapping.ts';
import { always, call, nothing, string } from './build.ts';
import { conditionOn, filterBy } from './quantifiers.ts';
import type { Reading } from './reading.ts';
import { computed } from './reading.ts';
import type { Speech } from './speech.ts';
import { sayValue } from './values.ts';

/** The value of each element that satisfies a condition: `mvfilter` for the elements themselves, else `mvmap`. */
export function sayMap(
  value: Extract<MappedValue, { kind: 'map' }>,
  scope: Scope,
  speech: Speech,
): Reading | Unsupported {
  const quantified: MappedQuantified = { kind: 'quantifier', quantifier: 'one', list: value.list, where: value.where };
  const found = conditionOn(quantified, scope, speech);
  if ('unsupported' in found) return found;
  const { elements, condition, differs } = found;
  if (isElement(value.value)) {
    const left = filterBy(elements, condition);
    return 'unsupported' in left ? left : listReading(left.ast, differs);
  }
  const inner = sayValue(value.value, { ...scope, quantifiers: [...scope.quantifiers, quantified] }, speech);
  if ('unsupported' in inner) return inner;
  if (inner.holds === 'list' && inner.whole === undefined) return { unsupported: 'a list of lists is no value of SPL' };
  const { each } = elements;
  const made = call('coalesce', inner.holds === 'list' ? (inner.whole ?? nothing) : inner.ast, string('null'));
  const ast = call('mvmap', each, condition === always ? made : call('if', condition, made, nothing));
  return listReading(ast, [...new Set([...differs, ...inner.differs])]);
}

/** A list that is always there, if without elements. */
export function listReading(elements: Reading['ast'], differs: Reading['differs']): Reading {
  return {
    ...computed('text', nothing, [], differs),
    holds: 'list',
    kind: 'array',
    always: true,
    extracted: computed('text', elements, []).extracted,
    elements,
    values: elements,
  };
}

function isElement(value: MappedValue): boolean {
  return (
    value.kind === 'reference' && value.to.kind === 'element' && value.to.depth === 0 && value.to.access.length === 0
  );
}
