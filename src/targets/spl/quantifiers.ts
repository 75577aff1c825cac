import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact, flip, swap, unite } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { testsIn } from '../../ir/walk.ts';
import { lowerCondition, quantify } from '../../lower/lower-condition.ts';
import type { Lowered, Lowering, SayQuantified, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedQuantified } from '../../mapping/mapping.ts';
import { asRegex } from './as-regex.ts';
import type { SplExpression } from './ast.ts';
import { always, call, compare, fieldsIn, never, nodesOf, nothing, number, or, string } from './build.ts';
import { readsElements } from './element-references.ts';
import { hoist } from './hoist.ts';
import { joinsInner, joinsParent } from './joined.ts';
import { loopsIn } from './loops.ts';
import type { Elements } from './scope.ts';
import { elementsOf, innerElement } from './scope.ts';
import type { Speech } from './speech.ts';
import { sayValue } from './values.ts';

type Inside = Parameters<SayQuantified<SplExpression>>[2];

/** How the quantifiers are said: by what `mvfilter` leaves of the elements. */
export function quantifiersOf(speech: Speech): Lowering<SplExpression>['quantifiers'] {
  const say: SayQuantified<SplExpression> = (quantified, scope, inside) => {
    const said = plainly(quantified, scope, inside);
    if (!('kind' in said) || said.kind !== 'ast') return said;
    return { ...said, fidelity: unite([said.fidelity, loopsIn(quantified.origin?.list, scope.within)]) };
  };
  const plainly = (
    quantified: MappedQuantified,
    scope: Scope,
    inside: Inside,
  ): Lowered<SplExpression> | Unsupported => {
    const within = [...scope.quantifiers, quantified];
    const isInside = scope.quantifiers.length > 0;
    if (isInside && !joinsParent(quantified, scope.quantifiers.at(-1))) {
      if (!readsElements(quantified)) return onItsOwn(quantified, within, inside, scope.negated, speech);
      return inElement(quantified, scope, inside, speech);
    }
    if (joinsInner(quantified)) return inside({ negated: (quantified.quantifier === 'none') !== scope.negated });
    const elements = elementsOf(within, within.length - 1, speech);
    if ('unsupported' in elements) return elements;
    const lowered = inside({ negated: quantified.quantifier === 'all' });
    return sayOver(quantified, elements, lowered, scope.negated);
  };
  return { any: say, all: say, none: say, one: say };
}

/** A quantifier inside another that does not speak of the other's elements: computed once for the event. */
function onItsOwn(
  quantified: MappedQuantified,
  within: readonly MappedQuantified[],
  inside: Inside,
  negated: boolean,
  speech: Speech,
): Lowered<SplExpression> | Unsupported {
  const elements = elementsOf(within, within.length - 1, speech);
  if ('unsupported' in elements) return elements;
  const said = sayOver(quantified, elements, inside({ negated: quantified.quantifier === 'all' }), negated);
  if ('unsupported' in said || said.kind !== 'ast') return said;
  const holds = hoist('holds', call('if', said.ast, string('true'), string('false')), 'holds');
  return { ...said, ast: compare(holds, '==', string('true')) };
}

/** A quantifier over a list inside an element: the list is no field, so `mvfind` looks through it with a regex. */
function inElement(
  quantified: MappedQuantified,
  scope: Scope,
  inside: Inside,
  speech: Speech,
): Lowered<SplExpression> | Unsupported {
  const { quantifier, list } = quantified;
  if (quantifier === 'one')
    return { unsupported: 'how many elements of a list inside an element fit cannot be counted' };
  const reading = sayValue(list, scope, speech);
  if ('unsupported' in reading) return reading;
  if (reading.elements === undefined) return { unsupported: 'the value is no list' };
  const lowered = inside({ negated: quantifier === 'all' });
  if (lowered.kind === 'refusal') return lowered;
  if (lowered.kind === 'constant' && lowered.lost.length > 0)
    return { unsupported: 'all rows inside the quantifier were dropped' };
  const condition = lowered.kind === 'constant' ? (lowered.value ? always : never) : lowered.ast;
  const search = searchIn(reading.elements, condition);
  if (search === undefined)
    return { unsupported: 'elements of a list inside an element can only be searched with one regex for each' };
  const { pattern, found } = search;
  const exactly =
    lowered.kind === 'constant' ? exact : quantifier === 'all' ? swap(lowered.fidelity) : lowered.fidelity;
  const fidelity = unite([quantify(quantifier, exactly), foldedCase(quantified, scope, pattern)]);
  const isSome = quantifier === 'any';
  const ast = call(isSome === scope.negated ? 'isnull' : 'isnotnull', found);
  return { kind: 'ast', ast, fidelity: scope.negated ? swap(fidelity) : fidelity };
}

/** The place of the first element that satisfies a condition on itself, or on one key that it must have. */
function searchIn(
  elements: SplExpression,
  condition: SplExpression,
): { readonly pattern: string; readonly found: SplExpression } | undefined {
  const made = (list: SplExpression, value: SplExpression): ReturnType<typeof searchIn> => {
    const pattern = asRegex(condition, value);
    return pattern === undefined ? undefined : { pattern, found: call('mvfind', list, string(pattern)) };
  };
  const below = [...nodesOf(condition)].find(
    (node) => node.kind === 'call' && node.name === 'json_extract' && node.args[0] === innerElement,
  );
  if (below === undefined) return made(elements, innerElement);
  // An element without the key leaves no value to look at.
  if ([...nodesOf(condition)].some((node) => node.kind === 'call' && node.name === 'isnull')) return undefined;
  const path = below.kind === 'call' ? below.args[1] : undefined;
  const [text, list] = elements.kind === 'call' && elements.name === 'spath' ? elements.args : [];
  if (path?.kind !== 'string' || list?.kind !== 'string' || text === undefined) return undefined;
  return made(call('spath', text, string(`${list.value}.${path.value}`)), below);
}

/** A regex that ignores case does so for letters of ASCII alone. */
function foldedCase({ origin, list }: MappedQuantified, { within }: Scope, pattern: string): Fidelity {
  if (!pattern.includes('(?i)') || origin === undefined) return exact;
  const reasons = testsIn(origin.where).map(
    (test): Reason => ({ code: 'regex-dialect', test, within: [...within, origin.list] }),
  );
  return list === undefined ? exact : { wider: reasons, narrower: reasons.map(flip) };
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
export function filterBy(elements: Elements, condition: SplExpression): { readonly ast: SplExpression } | Unsupported {
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
): { readonly ast: SplExpression; readonly differs: readonly ReasonCode[] } | Unsupported {
  const found = conditionOn(quantified, scope, speech);
  if ('unsupported' in found) return found;
  const left = filterBy(found.elements, found.condition);
  return 'unsupported' in left ? left : { ast: left.ast, differs: found.differs };
}

/** A list value's elements and a condition on them, for values. */
export function conditionOn(
  quantified: MappedQuantified,
  scope: Scope,
  speech: Speech,
):
  | {
      readonly elements: Elements;
      readonly condition: SplExpression;
      readonly differs: readonly ReasonCode[];
    }
  | Unsupported {
  const quantifiers = [...scope.quantifiers, quantified];
  if (scope.quantifiers.length > 0 && readsElements(quantified.list))
    return { unsupported: 'the elements of a list inside an element cannot be taken out' };
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
  const fidelity = lowered.kind === 'ast' ? lowered.fidelity : exact;
  const codes = [...fidelity.wider, ...fidelity.narrower].map((reason) => reason.code);
  return { elements, condition, differs: [...new Set(codes)] };
}
