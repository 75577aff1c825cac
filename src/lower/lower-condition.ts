import type { Fidelity, Reason } from '../fidelity/reason.ts';
import { both, exact, flip, swap, unite } from '../fidelity/reason.ts';
import { printRow } from '../ir/print.ts';
import type { MappedCondition, MappedQuantified, MappedTest } from '../mapping/mapping.ts';
import type { Answer, Known, Lowered, Lowering, Refusal, Scope } from './lowering.ts';

/** The scope at the top of a condition. */
export const topScope: Scope = { negated: false, quantifiers: [], within: [] };

/**
 * How the whole rule follows the expression that is being built: `rises` – if it is true more often, the rule matches more;
 * `falls` – the rule matches less; `neither` – it may do both (inside `one`), so nothing may be dropped there.
 */
type Trend = 'rises' | 'falls' | 'neither';

/**
 * Lowers a mapped condition with a target's answers: the one walk that all targets share. It swaps fidelity under `not`,
 * drops what may be dropped as the constant that widens the rule, refuses where dropping would leave an alternative
 * constant, and collects every refusal of the whole tree.
 */
export function lowerCondition<Ast>(
  condition: MappedCondition,
  lowering: Lowering<Ast>,
  scope: Scope = topScope,
): Lowered<Ast> {
  return walk(condition, lowering, scope, 'rises');
}

/** With `scope.negated` the result stands for the negation; its fidelity and trend are always those of the result itself. */
function walk<Ast>(condition: MappedCondition, lowering: Lowering<Ast>, scope: Scope, trend: Trend): Lowered<Ast> {
  switch (condition.kind) {
    case 'true':
    case 'false':
      return { kind: 'constant', value: (condition.kind === 'true') !== scope.negated, lost: [] };
    case 'and':
    case 'or':
      return walkJoined(condition, lowering, scope, trend);
    case 'not':
      return lowering.negation === 'leaves'
        ? walk(condition.operand, lowering, { ...scope, negated: !scope.negated }, trend)
        : negate(walk(condition.operand, lowering, scope, opposite(trend)), lowering);
    case 'quantifier':
      return walkQuantifier(condition, lowering, scope, trend);
    case 'test':
      return walkTest(condition, lowering, scope, trend);
    case 'dropped':
      return drop(condition.reason, trend, scope.negated);
    case 'refused':
      return {
        kind: 'refusal',
        refusals: [
          {
            row: printRow(condition.test),
            why: condition.why,
            unmapped: condition.unmapped,
            span: condition.span ?? condition.test.span,
          },
        ],
      };
  }
}

function walkTest<Ast>(test: MappedTest, lowering: Lowering<Ast>, scope: Scope, trend: Trend): Lowered<Ast> {
  const say = lowering.tests[test.operator];
  const answer: Answer<Ast> | Known = typeof say === 'function' ? say(test, scope) : say;
  if ('unsupported' in answer)
    return refuse(
      test.origin ? printRow(test.origin) : test.operator,
      answer.unsupported,
      test.span ?? test.origin?.span,
    );
  if ('constant' in answer) return { kind: 'constant', value: answer.constant !== scope.negated, lost: [] };
  if ('drop' in answer) return drop(answer.drop, trend, scope.negated);
  const fidelity = unite([test.fidelity ?? exact, fidelityOf(answer)]);
  return { kind: 'ast', ast: answer.ast, fidelity: scope.negated ? swap(fidelity) : fidelity };
}

function walkJoined<Ast>(
  condition: Extract<MappedCondition, { kind: 'and' | 'or' }>,
  lowering: Lowering<Ast>,
  scope: Scope,
  trend: Trend,
): Lowered<Ast> {
  const isAnd = (condition.kind === 'and') !== scope.negated;
  const asts: Ast[] = [];
  const fidelities: Fidelity[] = [];
  const refusals: Refusal[] = [];
  const lost: Reason[] = [];
  let absorbed = false;
  for (const operand of condition.operands) {
    const lowered = walk(operand, lowering, scope, trend);
    if (lowered.kind === 'refusal') refusals.push(...lowered.refusals);
    else if (lowered.kind === 'ast') {
      asts.push(lowered.ast);
      fidelities.push(lowered.fidelity);
    } else if (lowered.value === isAnd) lost.push(...lowered.lost);
    else if (lowered.lost.length === 0) absorbed = true;
    else refusals.push(...lowered.lost.map(constantAlternative));
  }
  if (refusals.length > 0) return { kind: 'refusal', refusals };
  if (absorbed) return { kind: 'constant', value: !isAnd, lost: [] };
  const [only, ...more] = asts;
  if (only === undefined) return { kind: 'constant', value: isAnd, lost };
  const ast = more.length === 0 ? only : isAnd ? lowering.and(asts) : lowering.or(asts);
  return { kind: 'ast', ast, fidelity: unite([...fidelities, lossOf(lost, trend)]) };
}

function walkQuantifier<Ast>(
  quantified: MappedQuantified,
  lowering: Lowering<Ast>,
  scope: Scope,
  trend: Trend,
): Lowered<Ast> {
  const say = lowering.quantifiers[quantified.quantifier];
  const row = quantified.origin ? printRow(quantified.origin) : quantified.quantifier;
  if (typeof say !== 'function') return refuse(row, say.unsupported, quantified.span);
  const list = quantified.origin?.list;
  const inner: Scope = {
    negated: false,
    quantifiers: [...scope.quantifiers, quantified],
    within: list ? [...scope.within, list] : scope.within,
  };
  const innerTrend =
    quantified.quantifier === 'one'
      ? 'neither'
      : (quantified.quantifier === 'none') !== scope.negated
        ? opposite(trend)
        : trend;
  const inside = (options: { readonly negated?: boolean } = {}): Lowered<Ast> => {
    if (options.negated !== true) return walk(quantified.where, lowering, inner, innerTrend);
    return lowering.negation === 'leaves'
      ? walk(quantified.where, lowering, { ...inner, negated: true }, opposite(innerTrend))
      : negate(walk(quantified.where, lowering, inner, innerTrend), lowering);
  };
  const answer = say(quantified, scope, inside);
  if ('kind' in answer) return answer;
  if ('unsupported' in answer) return refuse(row, answer.unsupported, quantified.span);
  if ('drop' in answer) return drop(answer.drop, trend, scope.negated);
  const fidelity = fidelityOf(answer);
  return { kind: 'ast', ast: answer.ast, fidelity: scope.negated ? swap(fidelity) : fidelity };
}

/** The fidelity that a quantifier has over that of its condition: `none` swaps it, `one` errs both ways. */
export function quantify(quantifier: MappedQuantified['quantifier'], inside: Fidelity): Fidelity {
  switch (quantifier) {
    case 'any':
    case 'all':
      return inside;
    case 'none':
      return swap(inside);
    case 'one':
      return both(inside);
  }
}

/** The constant that makes the rule match more; refused where no constant is sure to. */
function drop<Ast>(reason: Reason, trend: Trend, negated: boolean): Lowered<Ast> {
  if (trend === 'neither') return { kind: 'refusal', refusals: [constantAlternative(reason)] };
  return { kind: 'constant', value: trend === 'rises', lost: [negated ? flip(reason) : reason] };
}

/** Dropped rows widen the rule: seen from the result, that is "wider" where the rule rises with it and "narrower" where it falls. */
function lossOf(lost: readonly Reason[], trend: Trend): Fidelity {
  return trend === 'falls' ? { wider: [], narrower: lost } : { wider: lost, narrower: [] };
}

function constantAlternative(reason: Reason): Refusal {
  return {
    row: reason.test === undefined ? reason.code : printRow(reason.test),
    why: 'the row cannot be said, and dropping it would leave an alternative that is always true',
    span: reason.test?.span,
  };
}

function negate<Ast>(lowered: Lowered<Ast>, lowering: Lowering<Ast>): Lowered<Ast> {
  switch (lowered.kind) {
    case 'ast':
      return { kind: 'ast', ast: lowering.not(lowered.ast), fidelity: swap(lowered.fidelity) };
    case 'constant':
      return { ...lowered, value: !lowered.value, lost: lowered.lost.map(flip) };
    case 'refusal':
      return lowered;
  }
}

function refuse<Ast>(row: string, why: string, span: Refusal['span']): Lowered<Ast> {
  return { kind: 'refusal', refusals: [{ row, why, span }] };
}

function fidelityOf(said: {
  readonly wider?: readonly Reason[] | undefined;
  readonly narrower?: readonly Reason[] | undefined;
}): Fidelity {
  return { wider: said.wider ?? [], narrower: said.narrower ?? [] };
}

function opposite(trend: Trend): Trend {
  switch (trend) {
    case 'rises':
      return 'falls';
    case 'falls':
      return 'rises';
    case 'neither':
      return 'neither';
  }
}
