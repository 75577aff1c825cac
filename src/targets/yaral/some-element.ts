import type { Condition } from '../../ir/condition.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { ComparisonOperator, FieldTerm, YaralExpression } from './ast.ts';
import { and, call, compare, fieldsIn, int, not, or, text, withModifier } from './build.ts';
import { printPath } from './path.ts';
import { udmField } from './udm.ts';

/** What asks whether some element satisfies an expression. */
export interface SomeElement {
  readonly ast: YaralExpression;
  /** Several rows had to be asked each of any element. */
  readonly lost: boolean;
  /** It relies on the copies that the engine makes, one per element. */
  readonly copies: boolean;
  /** A single field was asked to be set, since it cannot tell an element without the key from no element. */
  readonly guarded: boolean;
  /** It reads a single field, which keeps one element of the list. */
  readonly single: boolean;
}

/**
 * Resolves the `element` and `single` fields of an expression to "some element of the list satisfies it": `any` for one row, rows
 * on one copy for several rows on one repeated message, each `any` by itself otherwise.
 * https://docs.cloud.google.com/chronicle/docs/yara-l/repeated-fields
 */
export function someElement(expression: YaralExpression, origin: Condition | undefined): SomeElement | Unsupported {
  switch (expression.kind) {
    case 'or':
      return combine(
        expression.operands.map((operand) => someElement(operand, origin)),
        or,
      );
    case 'and':
      return someAnd(expression.operands, origin);
    case 'not':
      return someNot(expression.operand, origin);
    case 'compare':
    case 'predicate':
      return someAtom(expression, origin);
    case 'same-element':
    case 'exists':
      return plain(expression);
  }
}

function someNot(operand: YaralExpression, origin: Condition | undefined): SomeElement | Unsupported {
  switch (operand.kind) {
    case 'and':
      return someElement(or(operand.operands.map(not)), origin);
    case 'or':
      return someElement(and(operand.operands.map(not)), origin);
    case 'not':
      return someElement(operand.operand, origin);
    case 'compare':
      if (!speaksOfElement(operand)) return plain(not(operand));
      return someAtom({ ...operand, operator: opposite[operand.operator] }, origin);
    case 'predicate': {
      const [field] = elementFields(operand);
      if (field === undefined) return plain(not(operand));
      // Some element fails the function where there are elements and not all satisfy it.
      return field.modifier === 'single'
        ? guard(field, not(withModifier(operand, ['single'], 'none')))
        : plain(and([lengthAboveZero(field), { kind: 'not', operand: withModifier(operand, ['element'], 'all') }]));
    }
    case 'same-element':
    case 'exists':
      return { unsupported: 'rows that must hold on one element cannot be negated in YARA-L' };
  }
}

const opposite: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

function someAtom(atom: YaralExpression, origin: Condition | undefined): SomeElement | Unsupported {
  const fields = elementFields(atom);
  const [first, ...more] = fields;
  if (first === undefined) return plain(atom);
  if (more.length > 0 || fieldsIn(atom).length > fields.length) return onOneCopy([atom], origin);
  if (first.modifier === 'element') return plain(withModifier(atom, ['element'], 'any'));
  const held = withModifier(atom, ['single'], 'none');
  return atom.kind === 'compare' && atom.operator === '!=' ? guard(first, held) : { ...plain(held), single: true };
}

/** A field of the one element that the store keeps: where it is unset there may be no element, so a row that holds then is not taken. */
function guard(field: FieldTerm, row: YaralExpression): SomeElement | Unsupported {
  const type = udmField(field.path)?.type;
  if (type !== undefined && type !== 'string')
    return { unsupported: 'UDM cannot tell an element without this key from no element' };
  return { ...plain(and([compare({ ...field, modifier: 'none' }, '!=', text('')), row])), guarded: true, single: true };
}

function someAnd(operands: readonly YaralExpression[], origin: Condition | undefined): SomeElement | Unsupported {
  const onList = operands.filter((operand) => elementFields(operand).some((field) => field.modifier === 'element'));
  const others = operands.filter((operand) => !onList.includes(operand)).map((operand) => someElement(operand, origin));
  const [only, ...more] = onList;
  if (only === undefined || more.length === 0)
    return combine([...(only ? [someElement(only, origin)] : []), ...others], and);
  const together = onOneCopy(onList, origin);
  if (!('unsupported' in together)) return combine([together, ...others], and);
  const apart = combine([...onList.map((operand) => someElement(operand, origin)), ...others], and);
  return 'unsupported' in apart ? apart : { ...apart, lost: true };
}

/** Rows asked of one copy: possible where all fields stand in one repeated message, or are one and the same list. */
function onOneCopy(rows: readonly YaralExpression[], origin: Condition | undefined): SomeElement | Unsupported {
  const messages = new Set(rows.flatMap(elementFields).map(messageOf));
  const [message] = messages;
  if (message === undefined || messages.size !== 1)
    return { unsupported: 'the fields of one element stand apart in UDM' };
  const [field] = rows.flatMap(elementFields);
  // A list without elements gives one copy with nothing set, which rows of absence would match.
  const isThere = field && rows.every(mayHoldUnset) ? [lengthAboveZero(field)] : [];
  const operand = withModifier(and([...isThere, ...rows]), ['element', 'single'], 'none');
  return { ...plain({ kind: 'same-element', message, origin, operand }), copies: true };
}

function lengthAboveZero(field: FieldTerm): YaralExpression {
  return compare(call('arrays.length', [{ ...field, modifier: 'none' }]), '>', int(0));
}

/** Whether an expression may hold where none of its fields is set. */
function mayHoldUnset(expression: YaralExpression): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.operands.every(mayHoldUnset);
    case 'or':
      return expression.operands.some(mayHoldUnset);
    case 'compare':
      return !(expression.operator === '=' && expression.right.kind === 'text' && expression.right.value !== '');
    case 'predicate':
      return expression.call.name === 're.regex';
    case 'not':
    case 'same-element':
    case 'exists':
      return true;
  }
}

function messageOf(field: FieldTerm): string {
  return udmField(field.path)?.repeatedMessage ?? printPath(field.path);
}

function combine(
  parts: readonly (SomeElement | Unsupported)[],
  join: (operands: readonly YaralExpression[]) => YaralExpression,
): SomeElement | Unsupported {
  const said: SomeElement[] = [];
  for (const part of parts) {
    if ('unsupported' in part) return part;
    said.push(part);
  }
  return {
    ast: join(said.map((part) => part.ast)),
    lost: said.some((part) => part.lost),
    copies: said.some((part) => part.copies),
    guarded: said.some((part) => part.guarded),
    single: said.some((part) => part.single),
  };
}

function plain(ast: YaralExpression): SomeElement {
  return { ast, lost: false, copies: false, guarded: false, single: false };
}

function elementFields(expression: YaralExpression): readonly FieldTerm[] {
  return fieldsIn(expression).filter((field) => field.modifier === 'element' || field.modifier === 'single');
}

function speaksOfElement(expression: YaralExpression): boolean {
  return elementFields(expression).length > 0;
}
