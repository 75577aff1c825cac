import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { unite } from '../../fidelity/reason.ts';
import type { Condition, Test } from '../../ir/condition.ts';
import type { Value } from '../../ir/value.ts';
import type { Lowered, LoweredConstant, SayQuantified, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedQuantified, MappedTest, MappedValue } from '../../mapping/mapping.ts';
import type { SigmaExpression } from './ast.ts';
import { asksAbsence, elementAbsence, isMissing } from './element-keys.ts';
import { fieldOf } from './fields.ts';

/** `any`: a field below a list means any element, so one row is exact and several lose that they speak of the same element. */
export const sayAny: SayQuantified<SigmaExpression> = (quantified, scope, inside) => {
  const problem = unaskable(quantified, scope);
  if (problem !== undefined) return problem;
  const lowered = inside();
  if (lowered.kind !== 'ast') return lowered.kind === 'constant' ? ofConstant(quantified, lowered, false) : lowered;
  const alone = { wider: objectAlone(quantified, scope), narrower: [] };
  return { ...lowered, fidelity: unite([lowered.fidelity, lossOf(quantified, scope), alone]) };
};

/** `none`: the negation of `any`, so nothing may be lost inside. */
export const sayNone: SayQuantified<SigmaExpression> = (quantified, scope, inside) => {
  const problem = unaskable(quantified, scope);
  if (problem !== undefined) return problem;
  if (needsOneElement(quantified.where, 0))
    return {
      unsupported:
        'Sigma cannot ask for several rows on one element of a list, and without that this would miss events.',
    };
  const lowered = inside({ negated: true });
  if (lowered.kind !== 'ast') return lowered.kind === 'constant' ? ofConstant(quantified, lowered, true) : lowered;
  const alone = { wider: [], narrower: objectAlone(quantified, scope) };
  return { ...lowered, fidelity: unite([lowered.fidelity, alone]) };
};

/** Where nobody knows that the field is a list, one object in its place is asked as well. */
function objectAlone({ list, origin }: MappedQuantified, scope: Scope): readonly Reason[] {
  const field = fieldOf(list, scope);
  if (origin === undefined || 'unsupported' in field || field.shape === 'list') return [];
  const isObject: Condition = {
    kind: 'not',
    operand: {
      kind: 'or',
      operands: [asks(origin.list, 'type_is', ['list']), asks(origin.list, 'is_null', [])],
    },
  };
  const when = scope.within.reduceRight<Condition>(
    (where, around) => ({ kind: 'quantifier', quantifier: 'any', list: around, where }),
    isObject,
  );
  return [{ code: 'one-as-list', within: [], detail: { when } }];
}

function asks(subject: Value, operator: Test['operator'], operands: readonly string[]): Test {
  const literals = operands.map((value) => ({ kind: 'literal', value }) as const);
  return { kind: 'test', subject, operator, operands: literals, ignoreCase: false, flags: [] };
}

/** Why the question cannot be put at all: the list has no name, or the rows inside need more than "some element has this value". */
function unaskable(quantified: MappedQuantified, scope: Scope): Unsupported | undefined {
  const { list, where } = quantified;
  const unnamed = list.kind === 'reference' && list.to.kind === 'unmapped';
  const field = unnamed ? undefined : fieldOf(list, scope);
  if (field !== undefined && 'unsupported' in field) return field;
  if (asksAbsence(where, 0)) return elementAbsence;
  if (negatesElement(where, 0))
    return { unsupported: 'Sigma cannot ask for an element that differs: its negation means that no element is so.' };
  if (!asksElement(where, 0)) return { unsupported: 'Sigma cannot ask whether a list has elements at all.' };
  return undefined;
}

/** No element meets what never holds; that some element is there at all cannot be asked. */
function ofConstant(quantified: MappedQuantified, lowered: LoweredConstant, onNone: boolean): Lowered<SigmaExpression> {
  if (lowered.value === onNone && lowered.lost.length === 0) return lowered;
  const why = 'Sigma cannot ask whether a list has elements at all.';
  return { kind: 'refusal', refusals: [{ row: quantified.quantifier, why, span: quantified.span }] };
}

function lossOf(quantified: MappedQuantified, scope: Scope): Fidelity {
  if (!needsOneElement(quantified.where, 0)) return { wider: [], narrower: [] };
  const list = quantified.origin?.list;
  const within = list === undefined ? scope.within : [...scope.within, list];
  return { wider: [{ code: 'same-element-lost', test: firstTest(quantified.where), within }], narrower: [] };
}

/** Whether two rows of one conjunction speak of the element, so that they must hold on the same one. */
function needsOneElement(where: MappedCondition, depth: number): boolean {
  switch (where.kind) {
    case 'and':
      return (
        where.operands.filter((o) => speaksOfElement(o, depth)).length > 1 ||
        where.operands.some((o) => needsOneElement(o, depth))
      );
    case 'or':
      return where.operands.some((o) => needsOneElement(o, depth));
    case 'not':
      return needsOneElement(where.operand, depth);
    case 'quantifier':
      return needsOneElement(where.where, depth + 1);
    case 'test':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return false;
  }
}

/** Whether a row about the element stands under a negation. */
function negatesElement(where: MappedCondition, depth: number): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.operands.some((o) => negatesElement(o, depth));
    case 'not':
      return !isMissing(where.operand) && speaksOfElement(where.operand, depth);
    case 'quantifier':
      return where.quantifier === 'any' ? negatesElement(where.where, depth + 1) : speaksOfElement(where, depth);
    case 'test':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return false;
  }
}

/** Whether the condition can hold only where there is an element. */
function asksElement(where: MappedCondition, depth: number): boolean {
  switch (where.kind) {
    case 'and':
      return where.operands.some((o) => asksElement(o, depth));
    case 'or':
      return where.operands.every((o) => asksElement(o, depth));
    case 'not':
    case 'quantifier':
    case 'test':
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return speaksOfElement(where, depth);
  }
}

function speaksOfElement(where: MappedCondition, depth: number): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.operands.some((o) => speaksOfElement(o, depth));
    case 'not':
      return speaksOfElement(where.operand, depth);
    case 'quantifier':
      return readsElement(where.list, depth) || speaksOfElement(where.where, depth + 1);
    case 'test':
      return readsElement(where.subject, depth) || where.operands.some((o) => readsElement(o, depth));
    case 'true':
    case 'false':
      return false;
    case 'dropped':
    case 'refused':
      return true;
  }
}

/** Whether a value reads the element that many quantifiers out. A function that is no plain path may read anything: it is refused later. */
function readsElement(value: MappedValue, depth: number): boolean {
  switch (value.kind) {
    case 'reference':
      return value.to.kind === 'element' && value.to.depth === depth;
    case 'literal':
      return false;
    case 'call':
      return value.args.some((arg) => readsElement(arg, depth));
    case 'at':
      return readsElement(value.of, depth);
    case 'if':
    case 'first':
    case 'map':
    case 'lookup':
      return true;
  }
}

/** The row that the loss is shown on. */
function firstTest(where: MappedCondition): Test | undefined {
  switch (where.kind) {
    case 'and':
    case 'or':
      for (const operand of where.operands) {
        const found = firstTest(operand);
        if (found !== undefined) return found;
      }
      return undefined;
    case 'test': {
      const test: MappedTest = where;
      return test.origin;
    }
    case 'not':
      return firstTest(where.operand);
    case 'quantifier':
      return firstTest(where.where);
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return undefined;
  }
}
