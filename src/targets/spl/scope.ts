import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedElement, MappedQuantified, MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { call, field, nothing } from './build.ts';
import { readsElements } from './element-references.ts';
import { oneColumnOf } from './element-rows.ts';
import { hoist } from './hoist.ts';
import { joinsParent } from './joined.ts';
import { spathOf } from './json-path.ts';
import { elementsName } from './readable-names.ts';
import type { Reading } from './reading.ts';
import { fromJson } from './reading.ts';
import type { Speech } from './speech.ts';
import { sayCondition, sayValue } from './values.ts';

/** How a quantifier reads its elements: one key of each as a multivalue column, or each element whole as JSON text. */
export interface Elements {
  readonly form: 'column' | 'whole';
  /** The multivalue that a row inside names, element by element. */
  readonly each: SplExpression;
}

/** Stands for an element of a list inside an element, which is no field: what is said of it becomes a regex. */
export const innerElement: SplExpression = { kind: 'field', name: '' };

/** The elements of the quantifier at a place among those around. */
export function elementsOf(
  quantifiers: readonly MappedQuantified[],
  at: number,
  speech: Speech,
): Elements | Unsupported {
  const quantified = quantifiers[at];
  if (quantified === undefined) return { unsupported: 'the row speaks of an element outside of any quantifier' };
  if (at > 0 && readsElements(quantified.list) && !joinsParent(quantified, quantifiers[at - 1]))
    return { form: 'whole', each: innerElement };
  const outer = at > 0 ? nestedPath(quantifiers, at, speech) : undefined;
  if (outer !== undefined) return 'unsupported' in outer ? outer : { form: 'whole', each: outer };
  const column = speech.raw ? undefined : oneColumnOf(quantified);
  if (column !== undefined) return { form: 'column', each: field(column) };
  const each = listOf(quantified.list, { negated: false, quantifiers: quantifiers.slice(0, at), within: [] }, speech);
  return 'unsupported' in each ? each : { form: 'whole', each };
}

/** A list inside the outer quantifier's elements, as one list of the raw event: right where the two quantifiers join to one. */
function nestedPath(
  quantifiers: readonly MappedQuantified[],
  at: number,
  speech: Speech,
): SplExpression | Unsupported | undefined {
  const { list } = quantifiers[at] ?? {};
  if (list?.kind !== 'reference' || list.to.kind !== 'element') return undefined;
  const outer = elementsOf(quantifiers, at - 1, speech);
  const keys = list.to.access;
  if ('unsupported' in outer) return outer;
  if (list.to.depth !== 0 || outer.each.kind !== 'hoisted' || outer.each.from.kind !== 'spath')
    return { unsupported: 'a list inside the elements of a computed list cannot be asked about' };
  if (!keys.every((key) => typeof key === 'string'))
    return { unsupported: 'a list at an index inside the elements of a list cannot be asked about' };
  return spathOf(`${[outer.each.from.path, ...keys].join('.')}{}`);
}

/** The elements of a list value, as a field. */
export function listOf(list: MappedValue, scope: Scope, speech: Speech): SplExpression | Unsupported {
  const chosen = chosenList(list);
  if (chosen !== undefined) return listOfChoice(chosen, scope, speech);
  const reading = sayValue(list, scope, speech);
  if ('unsupported' in reading) return reading;
  return reading.elements === undefined
    ? { unsupported: 'the value is no list' }
    : hoist('list', reading.elements, elementsName(reading.elements));
}

type Choice = Extract<MappedValue, { kind: 'if' }>;

/** A choice of two lists, what a loop goes through in each. */
function chosenList(list: MappedValue): Choice | undefined {
  if (list.kind === 'if') return list;
  const [of] = list.kind === 'call' && list.name === 'iterate' ? list.args : [];
  if (list.kind !== 'call' || of?.kind !== 'if') return undefined;
  const through = (value: MappedValue): MappedValue => (value.kind === 'literal' ? value : { ...list, args: [value] });
  return { ...of, then: through(of.then), otherwise: through(of.otherwise) };
}

function listOfChoice(choice: Choice, scope: Scope, speech: Speech): SplExpression | Unsupported {
  const condition = sayCondition(choice.condition, scope, speech);
  if ('unsupported' in condition) return condition;
  const sides: SplExpression[] = [];
  for (const side of [choice.then, choice.otherwise]) {
    const elements: SplExpression | Unsupported =
      side.kind === 'literal' && (side.value === null || side.value === '') ? nothing : listOf(side, scope, speech);
    if ('unsupported' in elements) return elements;
    sides.push(elements);
  }
  const [then = nothing, otherwise = nothing] = sides;
  const made = call('if', condition.ast, then, otherwise);
  return hoist('list', made, elementsName(made));
}

/** A path on the element of a quantifier around. */
export function readElement(to: MappedElement, scope: Scope, speech: Speech): Reading | Unsupported {
  const at = scope.quantifiers.length - 1 - to.depth;
  if (to.depth > 0)
    return { unsupported: 'mvfilter and mvmap see one element at a time, not that of an outer quantifier' };
  const elements = elementsOf(scope.quantifiers, at, speech);
  if ('unsupported' in elements) return elements;
  if (elements.form === 'column' && to.column)
    return {
      holds: 'leaf',
      ast: elements.each,
      kind: to.fieldType,
      fillers: to.column.absentAs ?? [],
      elements: undefined,
      values: undefined,
      whole: undefined,
      extracted: true,
      differs: [],
    };
  return fromJson(elements.each, casedAccess(to), to.fieldType);
}

/** The path below the element in the log type's own case, which its column's name has. */
function casedAccess(to: MappedElement): MappedElement['access'] {
  const tail = to.column?.name.replaceAll('{}', '').split('.').slice(-to.access.length) ?? [];
  const same =
    to.access.length > 0 &&
    tail.length === to.access.length &&
    tail.every((key, i) => key.toLowerCase() === String(to.access[i]).toLowerCase());
  return same ? tail : to.access;
}
